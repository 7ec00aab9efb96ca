"""Writes about commitments: agree, change, clear, take back, report, and what people answer: did it help?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.answers import ties, verdicts
from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.scope import is_own, may_hold
from framdrift.conversations.commitments import facts, rules
from framdrift.conversations.commitments.scope import may_be_owner, may_change, may_report
from framdrift.conversations.kinds import Clearance, CommitmentState, Helped, Level, ReportKind
from framdrift.conversations.models import (
    Commitment,
    CommitmentReport,
    Invitation,
    ProgrammeRound,
)
from framdrift.conversations.refusals import (
    AnonymousLeavesNoTrace,
    CommitmentIsOver,
    CommitmentIsTold,
    CommitmentNeedsWords,
    CommitmentWaitsForClose,
    DueDayHasPassed,
    NewDayIsMissing,
    NothingReported,
    OwnerDoesNotFit,
    SeriousIsNoCommitment,
    TalkEnded,
    UnitTooSmall,
    WhyIsMissing,
)
from framdrift.conversations.scope import require_listener
from framdrift.foundation import calendar
from framdrift.foundation.events import record
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account, Unit
from framdrift.organisations.refusals import NotAllowed
from framdrift.science.calendars import local_date
from framdrift.science.themes.codebook import SERIOUS

_AFTER = {
    ReportKind.DONE: CommitmentState.DONE,
    ReportKind.MOVED: CommitmentState.OPEN,
    ReportKind.DROPPED: CommitmentState.DROPPED,
}


@dataclass(frozen=True)
class Agreement:
    """What is to be done, by whom, until when, about what, and for whom: `unit` None for the whole company."""

    words: str
    owner: Account
    due_on: date
    theme: str = ""
    unit: Unit | None = None


@transaction.atomic
def agree(*, invitation: Invitation, agreement: Agreement, by: Viewer, at: datetime) -> Commitment:
    """What was agreed in a talk, written by who holds it. The company reads nothing of it before it has been cleared.

    At level A it is for the person's own unit where none is named. At level C the day becomes the last of its month.
    Raises AnonymousLeavesNoTrace, TalkEnded, NotAllowed and the refusals of a form: CommitmentNeedsWords,
    OwnerDoesNotFit, DueDayHasPassed, UnitTooSmall, SeriousIsNoCommitment.
    """
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("programme", "round__programme", "unit", "employment")
        .get(pk=invitation.pk)
    )
    if row.is_anonymous or row.programme.is_anonymous:
        raise AnonymousLeavesNoTrace
    if not may_hold(by, row):
        raise NotAllowed
    if Talk.objects.filter(invitation=row, state=TalkState.WITHDRAWN).exists():
        raise TalkEnded
    own_unit = row.unit if row.programme.level == Level.OPEN else None
    made = Commitment(company_id=row.company_id, programme=row.programme, round=row.round)
    _fill(made, replace(agreement, unit=agreement.unit or own_unit), at=at)
    ties.tie(made, row)
    return _saved(made, by, at)


@transaction.atomic
def agree_from_round(*, programme_round: ProgrammeRound, agreement: Agreement, by: Viewer, at: datetime) -> Commitment:
    """What will be done because of a closed round as a whole: at level D the only way. Raises CommitmentWaitsForClose,
    NotAllowed, and the refusals of the form as `agree`."""
    require_listener(by)
    row = ProgrammeRound.objects.select_related("programme").get(pk=programme_round.pk)
    if row.closed_at is None:
        raise CommitmentWaitsForClose
    made = Commitment(company_id=row.company_id, programme=row.programme, round=row, clearance=Clearance.GENERAL)
    _fill(made, agreement, at=at)
    return _saved(made, by, at)


@transaction.atomic
def change(*, commitment: Commitment, agreement: Agreement, by: Viewer, at: datetime) -> Commitment:
    """Other words, owner, day, theme or unit, while the company has not read it. Other words need a new yes.

    Raises CommitmentIsTold, NotAllowed, and the refusals of the form as `agree`.
    """
    row = _untold(commitment, by)
    if agreement.words.strip() != row.words and row.origin is not None:
        row.clearance = Clearance.NONE
    _fill(row, agreement, at=at)
    _keep(row)
    _tell_before(events.CommitmentChanged, row, by, at)
    return row


@transaction.atomic
def take_back(*, commitment: Commitment, by: Viewer, at: datetime) -> None:
    """It was not agreed after all. Raises CommitmentIsTold, NotAllowed."""
    row = _untold(commitment, by)
    _tell_before(events.CommitmentTakenBack, row, by, at)
    row.delete()


@transaction.atomic
def make_general(*, commitment: Commitment, is_general: bool = True, by: Viewer, at: datetime) -> Commitment:
    """Its words point out nobody, says who holds the talk; `is_general` False takes that back. Raises
    CommitmentIsTold, NotAllowed."""
    row = _untold(commitment, by)
    if row.origin is None:
        return row
    row.clearance = Clearance.GENERAL if is_general else Clearance.NONE
    _keep(row)
    _tell_before(events.CommitmentChanged, row, by, at)
    return row


@transaction.atomic
def allow(*, commitment: Commitment, is_allowed: bool, by: Viewer, at: datetime) -> Commitment:
    """The person lets the words be passed on to the company as they stand, or takes that back. Raises
    CommitmentIsTold, NotAllowed. Announced to nobody: what a person does on their own page is no event."""
    row = _locked(commitment)
    origin = ties.origin_of(row)
    if origin is None or not is_own(by, origin):
        raise NotAllowed
    if row.told_on is not None:
        raise CommitmentIsTold
    row.clearance = Clearance.PERSON if is_allowed else Clearance.NONE
    _keep(row)
    return row


@transaction.atomic
def tell_company(*, commitment: Commitment, by: Viewer, at: datetime) -> bool:
    """Let the company read it from today on, if it may; whether it does now. Done already: nothing happens, nor where
    nobody can know whether the person has taken the talk back (the seal key is not at hand)."""
    row = _locked(commitment)
    origin = ties.origin_of(row)
    if row.told_on is not None or (row.origin is not None and origin is None):
        return False
    clearance = _clearance(row, origin)
    if not rules.may_be_told(
        level=row.programme.level,
        clearance=clearance,
        has_origin=origin is not None,
        is_round_closed=row.round.closed_at is not None,
        talked=facts.talked(row.round),
        n_min=row.programme.n_min,
    ):
        return False
    row.clearance, row.told_on = clearance, local_date(at, calendar.agency_zone())
    row.save(update_fields=["clearance", "told_on"])
    _tell(events.CommitmentTold, row, by, at)
    return True


@transaction.atomic
def pass_on(*, commitment: Commitment, owner: Account, by: Viewer, at: datetime) -> Commitment:
    """Somebody else will do it. Raises OwnerDoesNotFit, CommitmentIsOver, NotAllowed."""
    row = _reportable(commitment, by)
    if row.owner_id == owner.pk:
        return row
    if not owner.is_active or not may_be_owner(viewer_of(owner), row.company_id):
        raise OwnerDoesNotFit
    row.owner = owner
    row.save(update_fields=["owner"])
    _tell(events.CommitmentPassedOn, row, by, at)
    return row


@transaction.atomic
def report(
    *, commitment: Commitment, state: ReportKind, words: str, due_on: date | None = None, by: Viewer, at: datetime
) -> CommitmentReport:
    """What came of it, from its owner, the company's HR or the agency: done, moved to `due_on`, or dropped and why.

    Raises CommitmentIsOver, WhyIsMissing, NewDayIsMissing, DueDayHasPassed, NotAllowed.
    """
    row = _reportable(commitment, by)
    assert by.account_id is not None
    if state == ReportKind.DROPPED and not words.strip():
        raise WhyIsMissing
    before, after = row.due_on, _new_day(row, due_on, at=at) if state == ReportKind.MOVED else row.due_on
    row.due_on, row.state = after, _AFTER[state]
    row.save(update_fields=["due_on", "state"])
    told = CommitmentReport.objects.create(
        commitment=row,
        company_id=row.company_id,
        kind=state,
        words=words.strip(),
        due_before=before,
        due_after=after,
        reported_by_id=by.account_id,
        reported_at=at,
    )
    _tell(events.CommitmentReported, row, by, at, kind=str(state), due_on=after)
    return told


@transaction.atomic
def take_back_report(*, commitment: Commitment, by: Viewer, at: datetime) -> Commitment:
    """The last report does not count any more; what stood before it stands again. Raises NothingReported,
    NotAllowed."""
    row = _locked(commitment)
    _refuse_reporting(row, by)
    last = row.reports.filter(taken_back_at=None).order_by("reported_at", "pk").last()
    if last is None:
        raise NothingReported
    CommitmentReport.objects.filter(pk=last.pk).update(taken_back_at=at)
    row.due_on, row.state = last.due_before, CommitmentState.OPEN
    row.save(update_fields=["due_on", "state"])
    _tell(events.CommitmentReportTakenBack, row, by, at)
    return row


@transaction.atomic
def note_did_it_help(
    *, commitment: Commitment, invitation: Invitation, verdict: Helped, by: Viewer, at: datetime
) -> None:
    """What a person answers in a later talk, on their own page or to who holds it; a later answer replaces it.

    No event: what people answer is nobody's log. Raises AnonymousLeavesNoTrace, TalkEnded, NotAllowed.
    """
    found = Invitation.objects.select_for_update(of=("self",)).select_related("round", "programme")
    row = found.get(pk=invitation.pk)
    if row.is_anonymous:
        raise AnonymousLeavesNoTrace
    is_asked = commitment.company_id == row.company_id and ties.origin_of(commitment) != row
    if not is_asked or not (is_own(by, row) or may_hold(by, row)):
        raise NotAllowed
    if row.round.closed_at is not None:
        raise TalkEnded
    verdicts.say(row, commitment.key, verdict)


def _clearance(row: Commitment, origin: Invitation | None) -> Clearance:
    """At levels A and B a record that its person approved carries the commitment of that talk."""
    if row.clearance != Clearance.NONE or row.programme.level in rules.HIDES_ORIGIN or origin is None:
        return Clearance(row.clearance)
    approved = Talk.objects.filter(invitation=origin, state=TalkState.APPROVED)
    return Clearance.RECORD if approved.exists() else Clearance.NONE


def _new_day(row: Commitment, due_on: date | None, *, at: datetime) -> date:
    if due_on is None:
        raise NewDayIsMissing
    day = rules.fitting_day(due_on, level=row.programme.level)
    if day <= local_date(at, calendar.agency_zone()):
        raise DueDayHasPassed
    return day


def _reportable(commitment: Commitment, by: Viewer) -> Commitment:
    row = _locked(commitment)
    _refuse_reporting(row, by)
    if row.state != CommitmentState.OPEN:
        raise CommitmentIsOver
    return row


def _refuse_reporting(row: Commitment, by: Viewer) -> None:
    if not may_report(by, row):
        raise NotAllowed


def _untold(commitment: Commitment, by: Viewer) -> Commitment:
    row = _locked(commitment)
    if row.told_on is not None:
        raise CommitmentIsTold
    if not may_change(by, row):
        raise NotAllowed
    return row


def _locked(commitment: Commitment) -> Commitment:
    ties.hold(commitment.programme_id)
    found = Commitment.objects.select_for_update(of=("self",))
    return found.select_related("programme", "round__programme", "unit").get(pk=commitment.pk)


def _fill(row: Commitment, agreement: Agreement, *, at: datetime) -> None:
    """Write the fields of the form into the row, or refuse."""
    words, owner, unit = agreement.words.strip(), agreement.owner, agreement.unit
    if not words:
        raise CommitmentNeedsWords
    if agreement.theme == SERIOUS:
        raise SeriousIsNoCommitment
    if not owner.is_active or not may_be_owner(viewer_of(owner), row.company_id):
        raise OwnerDoesNotFit
    day = rules.fitting_day(agreement.due_on, level=row.programme.level)
    if day <= local_date(at, calendar.agency_zone()):
        raise DueDayHasPassed
    if unit is not None and not _may_name(unit, row):
        raise UnitTooSmall
    row.words, row.owner, row.due_on, row.theme, row.unit = words, owner, day, agreement.theme, unit


def _may_name(unit: Unit, row: Commitment) -> bool:
    if unit.company_id != row.company_id:
        return False
    return row.programme.level == Level.OPEN or unit in facts.large_units(row.round)


def _saved(row: Commitment, by: Viewer, at: datetime) -> Commitment:
    row.state = CommitmentState.OPEN
    _keep(row)
    _tell_before(events.CommitmentAgreed, row, by, at, due_on=row.due_on)
    return row


def _keep(row: Commitment) -> None:
    row.save()
    if row.origin is not None:
        ties.deal(row.programme_id)


def _tell_before(
    event: type[events.CommitmentAnnouncement], row: Commitment, by: Viewer, at: datetime, **more: Any
) -> None:
    """What happens before the company reads it. At levels B and C the hour of it, and who was at work then, would tell
    in which talk it was agreed: the first that is recorded there is that it was told."""
    if row.origin is None or row.programme.level == Level.OPEN:
        _tell(event, row, by, at, **more)


def _tell(event: type[events.CommitmentAnnouncement], row: Commitment, by: Viewer, at: datetime, **more: Any) -> None:
    record(event(commitment_id=row.pk, company_id=row.company_id, **more), actor=by.pseudonym, at=at)
