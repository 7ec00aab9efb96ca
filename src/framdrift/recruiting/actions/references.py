"""What referees do on their page: agree first, answer in their own time, correct until a decision has been taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions.evidence import receive_reference
from framdrift.recruiting.actions.ground import announce, ids_of
from framdrift.recruiting.events.outside import (
    RefereeAddressCorrected,
    ReferenceAgreed,
    ReferenceCorrected,
    ReferenceTakenBack,
)
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.masking import without_personal_numbers
from framdrift.recruiting.models import Criterion, Reference, ReferenceAnswer
from framdrift.recruiting.outside_refusals import ConsentNeeded, DecidedAlready, NothingTold
from framdrift.recruiting.queries.public import is_decided_on
from framdrift.recruiting.refusals import NotActive, NotVisible, ReferenceSettled, ScoreOutside


@dataclass(frozen=True)
class Account:
    """What a referee tells: words of their own, and by criterion id 1 to 5 (None: cannot tell) with what they saw."""

    body: str = ""
    answers: Mapping[int, tuple[int | None, str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was told."""
        return not self.body.strip() and not any(value or words.strip() for value, words in self.answers.values())


@transaction.atomic
def agree_to_tell(*, reference: Reference, by: Viewer, at: datetime) -> Reference:
    """The referee has read what it is for and wants to tell; one who had declined may change their mind."""
    row = _held(reference)
    if row.received_at is not None or row.consented_at is not None:
        return row
    row.consented_at, row.declined_at = at, None
    row.save(update_fields=["consented_at", "declined_at"])
    announce(ReferenceAgreed(reference_id=row.pk, **ids_of(row.candidacy)), by=by, at=at)
    return row


@transaction.atomic
def choose_referees_language(*, reference: Reference, language: str, by: Viewer, at: datetime) -> None:
    """The referee reads page and letters in this language from now on; no event is made of it."""
    Reference.objects.filter(pk=reference.pk).update(language=language)


@transaction.atomic
def save_reference_draft(*, reference: Reference, told: Account, by: Viewer, at: datetime) -> Reference:
    """Keep what has been typed so far; nobody reads it before it is sent, and no event is made of it."""
    row = _held(reference)
    _require_consent(row)
    if row.received_at is not None:
        raise ReferenceSettled
    _write(row, told, at=at)
    row.save(update_fields=["body"])
    return row


@transaction.atomic
def send_reference(*, reference: Reference, told: Account, by: Viewer, at: datetime) -> Reference:
    """The referee has told: from now it is evidence. Sent again before a decision it is a correction."""
    row = _held(reference)
    _require_consent(row)
    if told.is_empty:
        raise NothingTold
    if row.received_at is None:
        _write(row, told, at=at)
        return receive_reference(reference=row, body=row.body, by=by, at=at)
    _require_undecided(row)
    if _write(row, told, at=at):
        row.save(update_fields=["body"])
        announce(ReferenceCorrected(reference_id=row.pk, **ids_of(row.candidacy)), by=by, at=at)
    return row


@transaction.atomic
def take_back_reference(*, reference: Reference, by: Viewer, at: datetime) -> Reference:
    """The referee undoes the sending, before a decision: what was told is a draft again and no evidence."""
    row = _held(reference)
    if row.received_at is None:
        return row
    _require_undecided(row)
    row.received_at = None
    row.save(update_fields=["received_at"])
    announce(ReferenceTakenBack(reference_id=row.pk, **ids_of(row.candidacy)), by=by, at=at)
    return row


@transaction.atomic
def correct_referee_address(*, reference: Reference, email: str, by: Viewer, at: datetime) -> Reference:
    """The referee is reached by another address; nothing where it is the same. Links that went out go on working."""
    row = Reference.objects.select_for_update(of=("self",)).select_related("candidacy").filter(pk=reference.pk).first()
    if row is None:
        raise NotVisible
    if row.email != email.strip():
        row.email = email.strip()
        row.save(update_fields=["email"])
        announce(RefereeAddressCorrected(reference_id=row.pk, **ids_of(row.candidacy)), by=by, at=at)
    return row


def _require_undecided(reference: Reference) -> None:
    if is_decided_on(reference):
        raise DecidedAlready


def _held(reference: Reference) -> Reference:
    rows = Reference.objects.select_for_update(of=("self",)).select_related("candidacy")
    row = rows.filter(pk=reference.pk).first()
    if row is None:
        raise NotVisible
    if row.received_at is None and row.candidacy.status != CandidacyStatus.ACTIVE:
        raise NotActive
    return row


def _require_consent(reference: Reference) -> None:
    if reference.consented_at is None:
        raise ConsentNeeded


def _write(row: Reference, told: Account, *, at: datetime) -> bool:
    """Put what was told into the rows, personnummer masked; whether anything differs from before."""
    known = set(Criterion.objects.filter(assignment_id=row.candidacy.assignment_id).values_list("id", flat=True))
    if not told.answers.keys() <= known or any(v not in (None, 1, 2, 3, 4, 5) for v, _ in told.answers.values()):
        raise ScoreOutside
    before = {one.criterion_id: (one.value, one.words) for one in row.answers.all()}
    after = {pk: (value, without_personal_numbers(words.strip())) for pk, (value, words) in told.answers.items()}
    after = {pk: answer for pk, answer in after.items() if answer != (None, "") or pk in before}
    body = without_personal_numbers(told.body.strip())
    differs = body != row.body or any(before.get(pk) != answer for pk, answer in after.items())
    row.body = body
    for pk, (value, words) in after.items():
        if before.get(pk) != (value, words):
            facts = {"value": value, "words": words, "saved_at": at, "company_id": row.company_id}
            ReferenceAnswer.objects.update_or_create(reference=row, criterion_id=pk, defaults=facts)
    return differs
