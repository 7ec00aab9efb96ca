"""Everything about a candidate or an employee: their rows, and what others wrote in rows about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from framdrift.cli.exporting.subject import Subject, at_any, keys_of, with_texts
from framdrift.conversations.commitments.queries import ids_from_talks_of
from framdrift.conversations.models import Invitation
from framdrift.organisations.models import Employment
from framdrift.recruiting.models import Candidacy, Candidate, Reference
from framdrift.recruiting.queries.own_data import own_data

_OF_A_CANDIDACY = ("candidacy__candidate",)
_TO_CANDIDATE: Final[dict[str, tuple[str, ...]]] = {
    "recruiting.Upload": ("candidate",),
    "recruiting.Consent": ("candidate",),
    "recruiting.Candidacy": ("candidate",),
    "recruiting.Promise": ("candidate", *_OF_A_CANDIDACY),
    "recruiting.Message": ("candidate", *_OF_A_CANDIDACY),
    "recruiting.MessageFile": ("message__candidate", "message__candidacy__candidate"),
    "recruiting.OfferedTime": ("taken_by__candidate",),
    "recruiting.Meeting": _OF_A_CANDIDACY,
    "recruiting.MeetingSeat": (*_OF_A_CANDIDACY, "meeting__candidacy__candidate"),
    "recruiting.MeetingChange": ("meeting__candidacy__candidate",),
    "recruiting.Score": ("scorecard__candidacy__candidate",),
    "recruiting.ReferenceAnswer": ("reference__candidacy__candidate",),
    **{
        f"recruiting.{name}": _OF_A_CANDIDACY
        for name in (
            "Advice", "Ball", "ClientQuestion", "Decision", "FirstChoice", "Note", "NoticePeriod", "Offer", "Outcome",
            "PresentedCandidacy", "Reference", "Scorecard", "Step", "TestResult", "TimeChoice", "TouchTime",
        )
    },
    "momentum.Suggestion": _OF_A_CANDIDACY,
}  # fmt: skip
_TO_EMPLOYMENT: Final[dict[str, tuple[str, ...]]] = {
    "organisations.Employment": ("pk",),
    "organisations.Placement": ("employment",),
    "organisations.PromisedAtHire": ("employment",),
    "conversations.Invitation": ("employment",),
    "conversations.TalkTime": ("invitation__employment",),
    "conversations.Leaver": ("employment",),
    "conversations.LeaverView": ("leaver__employment",),
    "conversations.EchoWish": ("employment",),
    "conversations.CommitmentVerdict": ("invitation__employment",),
    "conversations.ExitReading": ("invitation__employment",),
    "conversations.ProbeUse": ("invitation__employment",),
    "conversations.TalkShare": ("invitation__employment",),
    "insights.Passage": ("invitation__employment",),
    "insights.Quote": ("invitation__employment",),
}


_SEALED = {
    "conversations.Commitment": frozenset({"origin"}),
    "conversations.CommitmentVerdict": frozenset({"sealed"}),
}


def of_candidate(candidate: Candidate) -> Subject:
    """The candidate with whoever was merged into them; with the copy that they may see themselves."""
    rows = {label: _theirs(candidate.pk, paths) for label, paths in _TO_CANDIDATE.items()}
    both = at_any(candidate.pk, "pk", "merged_into")
    them, theirs = Candidate.objects.filter(both), Candidacy.objects.filter(_theirs(candidate.pk, ("candidate",)))
    references = Reference.objects.filter(candidacy__in=theirs)
    names, keys = them.values("pseudonym"), _any_key(candidate=them, candidacy=theirs, reference=references)
    rows |= {
        "recruiting.Candidate": both,
        "recruiting.ImportedKey": Q(kind="candidate", row_id__in=them.values("pk"))
        | Q(kind__in=("candidacy", "transition"), row_id__in=theirs.values("pk")),
        "foundation.Event": keys("subject") | Q(actor__in=names),
        "foundation.Letter": Q(about__in=names),
        "foundation.Link": keys("subject_key"),
    }

    def own_copy(language: str, as_of: datetime) -> Mapping[str, Any]:
        return own_data(candidate, language=language, as_of=as_of)

    return Subject("candidate", candidate.pk, candidate.name, with_texts(rows, Q(about__in=names)), own_copy=own_copy)


def of_employee(employment: Employment) -> Subject:
    """The employee; of talks only that they were asked, and where the level is D only that a letter was sent."""
    rows = {label: at_any(employment.pk, *paths) for label, paths in _TO_EMPLOYMENT.items()}
    keys = _any_key(
        employment=Employment.objects.filter(pk=employment.pk),
        invitation=Invitation.objects.filter(employment=employment),
    )
    rows |= {
        "conversations.Commitment": Q(pk__in=ids_from_talks_of(employment)),
        "foundation.Event": keys("subject") | Q(actor=employment.pseudonym),
        "foundation.Letter": Q(about=employment.pseudonym),
    }
    texts = Q(about=employment.pseudonym)
    return Subject("employee", employment.pk, employment.name, with_texts(rows, texts), _SEALED)


def _theirs(pk: int, paths: tuple[str, ...]) -> Q:
    return at_any(pk, *paths, *(f"{path}__merged_into" for path in paths))


def _any_key(**sorts: QuerySet[Any]) -> Callable[[str], Q]:
    """Makes the condition that a column names any of these rows, such as `candidacy:12`."""

    def named_in(column: str) -> Q:
        condition = Q()
        for sort, rows in sorts.items():
            condition |= Q(**{f"{column}__in": keys_of(sort, rows)})
        return condition

    return named_in
