"""The register of columns: for every column of the database its class, purpose, legal basis and retention.

From it come docs/privacy.md and the canaries of the access crawler; tests fail when a column has no row.

A model has one `Entry` for its purpose, basis and retention. Columns that can hold words (text, JSON, files, bytes) are
each named with a class. The rest (keys, dates, numbers, yes and no) share the model's own class, unless named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.apps import apps
from django.db import models


class Kind(StrEnum):
    """What a column can tell, from nothing to what must never be seen."""

    NONE = "none"
    STAFF = "staff"
    BUSINESS = "business"
    CONTACT = "contact"
    CANDIDATE = "candidate"
    REFEREE = "referee"
    SENSITIVE = "sensitive"
    PSEUDONYM = "pseudonym"
    SECRET = "secret"


NONE, STAFF, BUSINESS, CONTACT = Kind.NONE, Kind.STAFF, Kind.BUSINESS, Kind.CONTACT
CANDIDATE, REFEREE, SENSITIVE, PSEUDONYM, SECRET = (
    Kind.CANDIDATE,
    Kind.REFEREE,
    Kind.SENSITIVE,
    Kind.PSEUDONYM,
    Kind.SECRET,
)

# Legal bases: article 6(1) of the GDPR.
CONTRACT, INTEREST, CONSENT, DUTY, NO_PERSON = (
    "contract (b)",
    "legitimate interest (f)",
    "consent (a)",
    "legal obligation (c)",
    "no personal data",
)
# How long.
EMPLOYED = "24 months after the account is closed"
CLIENT = "24 months after the company is archived"
DECIDED = "24 months after the decision (FRAMDRIFT_RETENTION_MONTHS)"
ASSIGNMENT = "24 months after the assignment closes"
CHAIN = "kept: pseudonyms and codes only; the map to the person is erased"
MACHINERY = "until replaced, or 90 days"
KEPT = "as long as the installation"


@dataclass(frozen=True)
class Entry:
    """The rows of one model."""

    own: Kind
    purpose: str
    basis: str
    retention: str
    named: Mapping[str, Kind]

    def of(self, column: str) -> Kind:
        """The class of one column."""
        return self.named.get(column, self.own)


def entry(own: Kind, purpose: str, basis: str, retention: str, **groups: str) -> Entry:
    """`candidate="name email"` gives two columns the class CANDIDATE."""
    named = {column: Kind(kind) for kind, columns in groups.items() for column in columns.split()}
    return Entry(own, purpose, basis, retention, named)


REGISTRY: Final[dict[str, Entry]] = {
    # machinery of others
    "auth.Permission": entry(NONE, "Part of Django; unused.", NO_PERSON, KEPT, none="name codename"),
    "auth.Group": entry(NONE, "Part of Django; unused.", NO_PERSON, KEPT, none="name"),
    "auth.Group_permissions": entry(NONE, "Part of Django; unused.", NO_PERSON, KEPT),
    "contenttypes.ContentType": entry(NONE, "Part of Django.", NO_PERSON, KEPT, none="app_label model"),
    "sessions.Session": entry(STAFF, "Stay signed in.", CONTRACT, "12 hours", secret="session_key session_data"),
    "account.EmailAddress": entry(STAFF, "Which addresses a provider has proved.", CONTRACT, EMPLOYED, staff="email"),
    "account.EmailConfirmation": entry(STAFF, "Unused.", CONTRACT, MACHINERY, secret="key"),
    "socialaccount.SocialApp": entry(
        NONE,
        "Unused: the provider is configured by settings.",
        NO_PERSON,
        KEPT,
        none="provider provider_id name settings",
        secret="client_id secret key",
    ),
    "socialaccount.SocialAccount": entry(
        STAFF,
        "Single sign-on: who is who at the provider.",
        CONTRACT,
        EMPLOYED,
        none="provider",
        staff="uid extra_data",
    ),
    "socialaccount.SocialToken": entry(
        STAFF, "Unused: tokens are not kept.", CONTRACT, MACHINERY, secret="token token_secret"
    ),
    "mfa.Authenticator": entry(STAFF, "Second factors.", CONTRACT, EMPLOYED, none="type", secret="data"),
    "django_tasks_database.DBTaskResult": entry(
        NONE,
        "Jobs: ids and codes only.",
        NO_PERSON,
        MACHINERY,
        none="status args_kwargs task_path worker_ids queue_name backend_name return_value exception_class_path "
        "traceback",
    ),
    # foundation
    "foundation.Event": entry(
        PSEUDONYM,
        "The log of what happened, so that every figure can be traced.",
        INTEREST,
        CHAIN,
        none="code subject context data previous digest",
        pseudonym="actor",
    ),
    "foundation.FreeText": entry(
        SENSITIVE,
        "Words that events speak of.",
        INTEREST,
        DECIDED,
        pseudonym="about",
        secret="salt",
        sensitive="body",
        none="digest",
    ),
    "foundation.Letter": entry(
        CONTACT,
        "Letters to send, sent once.",
        INTEREST,
        "90 days after sending",
        none="key kind state subject_key language message_id in_reply_to claimed_by error thread manner zone reason",
        pseudonym="about",
        contact="to_name to_email reply_to",
        sensitive="subject body_text body_html attachments content",
    ),
    "foundation.LetterWording": entry(
        BUSINESS,
        "The agency's own words in letters.",
        NO_PERSON,
        KEPT,
        none="kind language",
        business="subject body",
        pseudonym="written_by",
    ),
    "foundation.Link": entry(
        PSEUDONYM,
        "Personal addresses, by hash.",
        INTEREST,
        "with what they open",
        secret="digest",
        none="purpose subject_key context_key",
    ),
    "foundation.OneTimeCode": entry(
        SENSITIVE,
        "Codes that a person types to do what cannot be undone, by keyed hash.",
        INTEREST,
        "one day",
        none="purpose subject_key",
        secret="browser digest",
        sensitive="kept",
    ),
    "foundation.Closure": entry(NONE, "Days when the agency is closed.", NO_PERSON, KEPT, none="name"),
    "foundation.Cursor": entry(NONE, "How far events are delivered.", NO_PERSON, KEPT, none="name"),
    "foundation.MissedReaction": entry(NONE, "What failed and waits.", NO_PERSON, MACHINERY, none="reaction error"),
    "foundation.ScheduledJob": entry(NONE, "When jobs run.", NO_PERSON, KEPT, none="name"),
    "foundation.Heartbeat": entry(NONE, "Signs of life from workers.", NO_PERSON, MACHINERY, none="name"),
    "foundation.Erasure": entry(PSEUDONYM, "Who was forgotten, by pseudonym.", DUTY, KEPT, pseudonym="pseudonym"),
    # organisations
    "organisations.Agency": entry(
        BUSINESS,
        "Who the agency is, told to outsiders.",
        NO_PERSON,
        KEPT,
        none="name language email phone intake_domain",
    ),
    "organisations.Company": entry(
        BUSINESS, "Client companies.", INTEREST, CLIENT, business="name organisation_number email_domain note"
    ),
    "organisations.Unit": entry(BUSINESS, "Parts of client companies.", INTEREST, CLIENT, business="name"),
    "organisations.Account": entry(
        STAFF,
        "Signing in, and reaching each other.",
        CONTRACT,
        EMPLOYED,
        secret="password",
        staff="email name title phone",
        none="language zone",
        pseudonym="pseudonym",
    ),
    "organisations.Role": entry(STAFF, "What an account may do, and when it could.", CONTRACT, EMPLOYED, none="kind"),
    "organisations.Absence": entry(STAFF, "Plans and reminders that respect absences.", CONTRACT, EMPLOYED),
    # recruiting: the assignment
    "recruiting.PlanTemplate": entry(NONE, "Process plans to copy from.", NO_PERSON, KEPT, none="name"),
    "recruiting.DefaultTempoTerm": entry(
        NONE, "What a new tempo agreement starts from.", NO_PERSON, KEPT, none="kind side"
    ),
    "recruiting.TemplateStep": entry(
        NONE,
        "Steps of process plans.",
        NO_PERSON,
        KEPT,
        none="type name_sv name_en scope side public_sv public_en needs",
    ),
    "recruiting.Assignment": entry(
        BUSINESS,
        "The recruitment.",
        INTEREST,
        ASSIGNMENT,
        business="title purpose location",
        none="status pay_currency pay_period close_reason",
        secret="apply_key",
    ),
    "recruiting.Deputy": entry(STAFF, "Who may act for the owner.", INTEREST, ASSIGNMENT),
    "recruiting.Contact": entry(CONTACT, "Who takes part at the client.", INTEREST, ASSIGNMENT, none="part"),
    "recruiting.Criterion": entry(
        BUSINESS, "The requirement profile.", INTEREST, ASSIGNMENT, business="name anchor_1 anchor_3 anchor_5"
    ),
    "recruiting.TempoTerm": entry(BUSINESS, "The tempo agreement.", INTEREST, ASSIGNMENT, none="kind side"),
    "recruiting.PlanStep": entry(
        BUSINESS,
        "The dated plan.",
        INTEREST,
        ASSIGNMENT,
        business="name_sv name_en public_sv public_en",
        none="type scope side",
    ),
    "recruiting.EvidenceNeed": entry(BUSINESS, "What a decision needs.", INTEREST, ASSIGNMENT, none="kind side"),
    "recruiting.Pause": entry(BUSINESS, "When an assignment stood still.", INTEREST, ASSIGNMENT),
    # recruiting: candidates
    "recruiting.Candidate": entry(
        CANDIDATE,
        "Candidates, to reach them and to weigh requirements.",
        INTEREST,
        DECIDED,
        candidate="name email phone headline employer city about search_text",
        none="language zone",
        pseudonym="pseudonym",
    ),
    "recruiting.Upload": entry(
        CANDIDATE,
        "Papers that a candidate sent.",
        INTEREST,
        DECIDED,
        candidate="name",
        secret="stored_as",
        none="kind media_type digest",
    ),
    "recruiting.Consent": entry(
        CANDIDATE, "Consent to stay in the talent pool.", CONSENT, "until it ends or is taken back"
    ),
    "recruiting.Candidacy": entry(
        CANDIDATE, "One candidate in one assignment.", INTEREST, DECIDED, none="source status precision"
    ),
    "recruiting.Step": entry(CANDIDATE, "Stays at steps, for waiting times.", INTEREST, DECIDED, none="precision"),
    "recruiting.Ball": entry(
        CANDIDATE, "Who must act, since when.", INTEREST, DECIDED, sensitive="label", none="side step_type reason"
    ),
    "recruiting.Promise": entry(CANDIDATE, "Dates told to somebody.", INTEREST, DECIDED, none="kind to_side"),
    "recruiting.Scorecard": entry(
        SENSITIVE, "Assessments against criteria.", INTEREST, DECIDED, sensitive="note draft", none="side"
    ),
    "recruiting.Score": entry(SENSITIVE, "Assessments against criteria.", INTEREST, DECIDED, sensitive="note"),
    "recruiting.Reference": entry(
        REFEREE,
        "References that the candidate named.",
        INTEREST,
        DECIDED,
        referee="name relation email phone",
        sensitive="body",
        none="language",
    ),
    "recruiting.ReferenceAnswer": entry(
        SENSITIVE, "References that the candidate named, by criterion.", INTEREST, DECIDED, sensitive="words"
    ),
    "recruiting.OfferedTime": entry(
        CANDIDATE, "Times for meetings to choose among.", INTEREST, DECIDED, business="place"
    ),
    "recruiting.TimeChoice": entry(CANDIDATE, "Who may choose which time.", INTEREST, DECIDED),
    "recruiting.TestResult": entry(
        SENSITIVE, "What a person concluded from a test.", INTEREST, DECIDED, business="name", sensitive="body"
    ),
    "recruiting.FirstChoice": entry(SENSITIVE, "Whom a person would choose now.", INTEREST, DECIDED),
    "recruiting.Decision": entry(SENSITIVE, "What was decided and why.", INTEREST, DECIDED, none="verdict known"),
    "recruiting.Offer": entry(CANDIDATE, "Offers and answers.", INTEREST, DECIDED, none="answer told_reason"),
    "recruiting.Outcome": entry(
        CANDIDATE, "How candidacies ended.", INTEREST, DECIDED, none="status told_reason told_by_side overdue_side"
    ),
    "recruiting.Advice": entry(SENSITIVE, "What a client is advised before it decides.", INTEREST, DECIDED),
    "recruiting.ClientQuestion": entry(
        SENSITIVE, "What a client asked before it decided, and the answer.", INTEREST, DECIDED, none="about"
    ),
    "recruiting.PlanConfirmation": entry(CONTACT, "Who said yes to which plan.", INTEREST, ASSIGNMENT),
    "recruiting.Note": entry(SENSITIVE, "Colleagues' notes.", INTEREST, DECIDED),
    "recruiting.Message": entry(
        CANDIDATE,
        "What people outside write to us.",
        INTEREST,
        "with the candidate; unsorted ones 90 days",
        none="key kind channel side why_unsorted",
        candidate="name email",
        sensitive="subject",
    ),
    "recruiting.MessageFile": entry(
        CANDIDATE,
        "Files that came with a message.",
        INTEREST,
        "with the message",
        candidate="name",
        secret="stored_as",
        none="media_type digest",
    ),
    # recruiting: imports and trade
    "recruiting.ImportedKey": entry(
        PSEUDONYM,
        "So that nothing is imported twice.",
        INTEREST,
        DECIDED,
        none="source kind external_id digest",
        sensitive="raw",
    ),
    "recruiting.ImportMapping": entry(
        NONE, "Which column means what.", NO_PERSON, KEPT, none="header_digest name mapping"
    ),
    "recruiting.ImportRun": entry(
        STAFF,
        "How imports went.",
        INTEREST,
        MACHINERY,
        none="source file_name file_digest mapping state error",
        secret="stored_as",
    ),
    "recruiting.RefusedRow": entry(
        NONE, "Rows not taken, and why.", INTEREST, MACHINERY, none="field", sensitive="reason"
    ),
    "recruiting.FeeMilestone": entry(
        BUSINESS, "When the fee falls due.", CONTRACT, ASSIGNMENT, business="name", none="currency"
    ),
    "recruiting.Presentation": entry(
        SENSITIVE, "Shortlists for the client.", INTEREST, DECIDED, none="language", sensitive="introduction"
    ),
    "recruiting.PresentedCandidacy": entry(
        SENSITIVE, "Shortlists for the client.", INTEREST, DECIDED, sensitive="words"
    ),
    "recruiting.TouchTime": entry(STAFF, "Estimated working time.", INTEREST, ASSIGNMENT, none="what origin"),
    "momentum.LetterRule": entry(
        BUSINESS, "What an assignment's letters do by themselves.", NO_PERSON, ASSIGNMENT, none="weekly"
    ),
    "momentum.WeeklyOptOut": entry(CONTACT, "Who does not want the weekly letter.", CONSENT, CLIENT),
    "recruiting.Snooze": entry(STAFF, "What somebody set aside until a date.", INTEREST, MACHINERY, none="item"),
}

_WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)


def holds_words(column: models.Field[Any, Any]) -> bool:
    """Whether a column can hold what somebody wrote, and so must be named."""
    return isinstance(column, _WORDS)


def gaps() -> list[str]:
    """What is wrong between the register and the database's columns; empty where every column has its row."""
    known = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    found = [f"{label}: no such model" for label in REGISTRY.keys() - known.keys()]
    for label, model in known.items():
        columns = {column.name: column for column in model._meta.concrete_fields}
        line = REGISTRY.get(label)
        if line is None:
            found.append(f"{label}: no row")
            continue
        found += [f"{label}.{name}: no such column" for name in line.named.keys() - columns.keys()]
        words = {name for name, column in columns.items() if holds_words(column) and not column.is_relation}
        found += [f"{label}.{name}: no class" for name in words - line.named.keys()]
    return sorted(found)


def as_text() -> str:
    """docs/privacy.md's table: one line a model, with its columns by class."""
    lines = ["| table | columns by class | purpose | legal basis | kept |", "|---|---|---|---|---|"]
    for label, line in sorted(REGISTRY.items()):
        by_kind = {kind: sorted(name for name, own in line.named.items() if own is kind) for kind in Kind}
        told = "; ".join(f"**{kind}** {', '.join(names)}" for kind, names in by_kind.items() if names)
        others = f"others **{line.own}**"
        cells = (label, f"{told}; {others}" if told else others, line.purpose, line.basis, line.retention)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
