"""Everything about a client company: every row that carries the company, and what hangs on such a row."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from framdrift.cli.exporting.subject import Subject, at_any, tables, with_texts
from framdrift.organisations.models import Company
from framdrift.recruiting.queries.kits import SHOWN_TO_CLIENTS

_HANGING: Final[dict[str, tuple[str, ...]]] = {
    "organisations.Company": ("pk",),
    "organisations.Role": ("account__company",),
    "organisations.Absence": ("account__company",),
    "conversations.Guide": ("company", "versions__programmes__company"),
    "conversations.GuideVersion": ("guide__company", "programmes__company"),
    "conversations.GuideQuestion": ("version__guide__company", "version__programmes__company"),
    "conversations.GuideProbe": ("version__guide__company", "version__programmes__company"),
    "conversations.ProgrammeCheck": ("programme__company",),
    "conversations.ProgrammeInterviewer": ("programme__company",),
    "conversations.ProgrammeText": ("programme__company",),
    "conversations.Programme_units": ("programme__company",),
    "conversations.Touchpoint": ("programme__company",),
    "recruiting.Candidate": ("candidacies__company",),
    "recruiting.MessageFile": ("message__company",),
    "recruiting.Upload": ("candidate__candidacies__company",),
}
LEFT_OUT: Final = frozenset(
    {
        # signing in, jobs, deliveries
        "account.EmailAddress", "account.EmailConfirmation", "auth.Group", "auth.Group_permissions", "auth.Permission",
        "contenttypes.ContentType", "django_tasks_database.DBTaskResult", "mfa.Authenticator", "sessions.Session",
        "socialaccount.SocialAccount", "socialaccount.SocialApp", "socialaccount.SocialToken", "foundation.Closure",
        "foundation.Cursor", "foundation.Erasure", "foundation.Heartbeat", "foundation.LetterTally", "foundation.Link",
        "foundation.MissedReaction", "foundation.OneTimeCode", "foundation.ScheduledJob", "foundation.SealedKey",
        # the agency's own, or a person's towards the agency: of no company
        "insights.CodebookVersion", "insights.LearntThemes", "insights.Theme",
        "momentum.RiskFit", "organisations.Agency", "recruiting.Consent", "recruiting.DefaultTempoTerm",
        "recruiting.ImportMapping", "recruiting.ImportRun", "recruiting.ImportedKey", "recruiting.PlanTemplate",
        "recruiting.RefusedRow", "recruiting.Snooze", "recruiting.TemplateStep",
        # sealed, a leaver's own address for the echo, and the interviewers' own figures: not the company's to have
        "conversations.EchoWish", "conversations.ExitReading", "conversations.ProbeUse", "conversations.TalkShare",
        # who was asked and said what to it, what was read in their words, and what has not been released
        "conversations.CommitmentVerdict", "conversations.Invitation", "conversations.TalkTime", "insights.Code",
        "insights.Passage", "insights.Quote", "insights.Suggestion",
    }
)  # fmt: skip
"""Tables of which a company's export holds nothing. A table that is neither here nor found below fails a test."""
_WITHHELD = {
    "recruiting.Candidate": frozenset({"works_at"}),
    "conversations.Commitment": frozenset({"origin"}),
}
"""A candidate may work at another client; and whose talk a commitment came from is not the company's to know."""


def of_company(company: Company) -> Subject:
    """The company, its people, units, recruitments, programmes, letters and events."""
    rows = {
        label: at_any(company.pk, *paths)
        for label in tables()
        if label not in LEFT_OUT and (paths := _HANGING.get(label) or _own_column(label))
    }
    rows["recruiting.Upload"] &= Q(kind__in=SHOWN_TO_CLIENTS)
    return Subject("company", company.pk, company.name, with_texts(rows), _WITHHELD)


def _own_column(label: str) -> tuple[str, ...]:
    columns = {column.attname for column in tables()[label]._meta.concrete_fields}
    return ("company_id",) if "company_id" in columns else ()
