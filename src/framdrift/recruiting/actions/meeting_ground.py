"""What every action on a meeting stands on: held rows, people who are free, the history row and the event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from django.db import connection

from framdrift.foundation.models import FreeText
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting.actions.ground import hold_assignments
from framdrift.recruiting.kinds import MeetingKind, MeetingState, MeetingStep, SeatAnswer, SeatRole
from framdrift.recruiting.meeting_refusals import MeetingOff, NobodyInvited, PersonBusy
from framdrift.recruiting.models import (
    Assignment,
    Candidacy,
    Candidate,
    Meeting,
    MeetingChange,
    MeetingSeat,
    PlanStep,
    Sitting,
    Step,
)
from framdrift.recruiting.outside_refusals import TimeClashes
from framdrift.recruiting.panels import Chair
from framdrift.recruiting.taken import busy_among
from framdrift.recruiting.travel import Stretch


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting to be made. `is_slot`: it stays a panel's time when its candidate gives it back."""

    kind: MeetingKind
    plan_step: PlanStep
    start_at: datetime
    minutes: int
    chairs: tuple[Chair, ...]
    candidacy: Candidacy | None = None
    place: str = ""
    is_slot: bool = False


def lock_meeting(meeting: Meeting, *, live: bool = True, at: datetime | None = None) -> Meeting:
    """The meeting as it is now, held until the transaction ends; its assignment is held first, as everywhere.

    `live`: it must not be cancelled; `at`: nor have begun.
    """
    hold_assignments([meeting.assignment_id])
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related(
        "assignment", "plan_step", "candidacy__candidate", "candidacy__assignment"
    )
    found = rows.filter(pk=meeting.pk).first()
    over = found is not None and at is not None and found.start_at <= at
    if found is None or (live and not found.is_live) or over:
        raise MeetingOff
    return found


def make_meeting(
    assignment: Assignment, wanted: Wanted, *, state: MeetingState, at: datetime, sitting: Sitting | None = None
) -> Meeting:
    """The rows of a meeting with its seats; whether its people are free is the caller's to have asked."""
    if all(chair.is_alternate or chair.is_optional for chair in wanted.chairs):
        raise NobodyInvited
    meeting = Meeting(
        assignment=assignment,
        company_id=assignment.company_id,
        plan_step=wanted.plan_step,
        candidacy=wanted.candidacy,
        sitting=sitting,
        kind=wanted.kind,
        place=wanted.place.strip(),
        state=state,
        is_slot=wanted.is_slot,
        made_at=at,
    )
    meeting.set_time(wanted.start_at, wanted.minutes)
    meeting.save(force_insert=True)
    MeetingSeat.objects.bulk_create(
        MeetingSeat(
            meeting=meeting,
            company_id=assignment.company_id,
            account_id=chair.account_id,
            role=chair.role,
            is_alternate=chair.is_alternate,
            is_optional=chair.is_optional,
        )
        for chair in wanted.chairs
    )
    if wanted.candidacy is not None:
        seat_of_candidate(meeting, wanted.candidacy)
    return meeting


def seat_of_candidate(meeting: Meeting, candidacy: Candidacy) -> MeetingSeat:
    """The candidate's seat, new or taken again."""
    seat, _made = MeetingSeat.objects.update_or_create(
        meeting=meeting,
        candidacy=candidacy,
        defaults={
            "company_id": meeting.company_id,
            "role": SeatRole.CANDIDATE,
            "left_at": None,
            "answer": SeatAnswer.ACCEPTED,
        },
    )
    return seat


def lock_people(account_ids: Iterable[int], candidate_ids: Iterable[int] = ()) -> None:
    """Hold people until the transaction ends, lowest id first, so that nobody is promised to two meetings at once.

    To be called once a transaction, for all whom it concerns. SQLite's transactions hold the whole database.
    """
    if connection.features.has_select_for_update:
        accounts = Account.objects.select_for_update(no_key=True).filter(pk__in=set(account_ids)).order_by("pk")
        list(accounts.values_list("pk", flat=True))
        candidates = Candidate.objects.select_for_update(no_key=True).filter(pk__in=set(candidate_ids)).order_by("pk")
        list(candidates.values_list("pk", flat=True))


def sitters_of(meeting: Meeting, *, alternates: bool = False) -> list[int]:
    """The accounts without whom a meeting does not take place; with `alternates` everybody who has any seat at it."""
    rows = MeetingSeat.objects.filter(meeting=meeting, account__isnull=False)
    rows = rows if alternates else rows.filter(is_alternate=False, is_optional=False, left_at=None)
    return list(rows.order_by("pk").values_list("account_id", flat=True))


def time_of(meeting: Meeting) -> Stretch:
    """When and where a meeting is."""
    return Stretch(meeting.start_at, meeting.end_at, meeting.place)


def stretch(start_at: datetime, minutes: int, place: str) -> Stretch:
    """A time that is thought of."""
    return Stretch(start_at, start_at + timedelta(minutes=minutes), place)


def require_free(account_ids: Iterable[int], when: Stretch, *, but: Iterable[int] = ()) -> None:
    """Refuse a time at which somebody of them sits in another live meeting or is on the way to or from one. They are
    held already (`lock_people`)."""
    for busy in busy_among(account_ids, when, but=but):
        raise PersonBusy(Account.objects.values_list("name", flat=True).get(pk=busy))


def require_candidate_free(candidacy: Candidacy, plan_step: PlanStep, *, start_at: datetime, minutes: int) -> None:
    """One person is at one meeting at a time, in whichever assignment; the booking at hand does not count."""
    booked = Step.objects.filter(
        candidacy__candidate=candidacy.candidate_id,
        closed_at=None,
        held_at=None,
        booked_at__lt=start_at + timedelta(minutes=minutes),
    ).exclude(candidacy=candidacy, plan_step=plan_step)
    for start, length in booked.values_list("booked_at", "booked_minutes"):
        if start and start + timedelta(minutes=length or 0) > start_at:
            raise TimeClashes


def note_change(
    meeting: Meeting,
    what: MeetingStep,
    *,
    by: Viewer,
    at: datetime,
    from_at: datetime | None = None,
    seat: MeetingSeat | None = None,
    substitute: MeetingSeat | None = None,
    reason: FreeText | None = None,
) -> MeetingChange:
    """One row of the meeting's history."""
    return MeetingChange.objects.create(
        meeting=meeting,
        company_id=meeting.company_id,
        what=what,
        from_at=from_at,
        to_at=meeting.start_at,
        seat=seat,
        substitute=substitute,
        reason=reason,
        by_account_id=by.account_id,
        at=at,
    )


def raise_sequence(meeting: Meeting, *fields: str) -> None:
    """Save a change that calendars must hear of."""
    meeting.sequence += 1
    meeting.save(update_fields=["sequence", *fields])


class _OfMeeting(TypedDict):
    """What every event of a meeting carries."""

    assignment_id: int
    company_id: int
    meeting_id: int
    plan_step_id: int
    kind_code: str
    start_at: datetime
    candidacy_id: int | None


def ids_of_meeting(meeting: Meeting) -> _OfMeeting:
    """What every event of a meeting carries."""
    return {
        "assignment_id": meeting.assignment_id,
        "company_id": meeting.company_id,
        "meeting_id": meeting.pk,
        "plan_step_id": meeting.plan_step_id,
        "kind_code": meeting.kind,
        "start_at": meeting.start_at,
        "candidacy_id": meeting.candidacy_id,
    }
