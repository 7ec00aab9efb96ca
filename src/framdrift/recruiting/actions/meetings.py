"""Meetings: held, confirmed, moved, cancelled. Where a candidate sits in one, the booking of their step goes along."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.foundation.models import FreeText
from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions import balls
from framdrift.recruiting.actions.booking_balls import owner_finds_time, turn_to_book
from framdrift.recruiting.actions.ground import announce, lock_assignment
from framdrift.recruiting.actions.meeting_ground import (
    Wanted,
    ids_of_meeting,
    lock_meeting,
    lock_people,
    make_meeting,
    note_change,
    raise_sequence,
    require_candidate_free,
    require_free,
    sitters_of,
    stretch,
    time_of,
)
from framdrift.recruiting.events import meetings as events
from framdrift.recruiting.kinds import CandidacyStatus, MeetingState, MeetingStep, SeatAnswer, SeatRole
from framdrift.recruiting.meeting_refusals import MeetingPast
from framdrift.recruiting.models import Assignment, Candidacy, Meeting, MeetingSeat, OfferedTime, PlanStep, Step


@transaction.atomic
def propose_meeting(*, assignment: Assignment, wanted: Wanted, by: Viewer, at: datetime) -> Meeting:
    """A meeting that is thought of: it takes nobody's time yet, and nobody is told. Raises NobodyInvited."""
    assignment = lock_assignment(assignment)
    meeting = make_meeting(assignment, wanted, state=MeetingState.PROPOSED, at=at)
    note_change(meeting, MeetingStep.PROPOSED, by=by, at=at)
    return meeting


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: Viewer, at: datetime) -> Meeting:
    """Keep everybody's time free for a proposed meeting. Raises PersonBusy, MeetingPast, MeetingOff."""
    held = lock_meeting(meeting, live=False)
    if held.state == MeetingState.CANCELLED:
        lock_meeting(meeting)
    if held.state != MeetingState.PROPOSED:
        return held
    lock_people(sitters_of(held))
    keep_time(held, by=by, at=at)
    announce(events.MeetingHeld(**ids_of_meeting(held)), by=by, at=at)
    return held


def keep_time(meeting: Meeting, *, by: Viewer, at: datetime) -> None:
    """Hold a proposed meeting whose people are locked; the caller tells. Raises PersonBusy, MeetingPast."""
    if meeting.start_at <= at:
        raise MeetingPast
    require_free(sitters_of(meeting), time_of(meeting), but=[meeting.pk])
    meeting.state = MeetingState.HELD
    meeting.save(update_fields=["state"])
    note_change(meeting, MeetingStep.HELD, by=by, at=at)


@transaction.atomic
def confirm_meeting(*, meeting: Meeting, by: Viewer, at: datetime) -> Meeting:
    """A held meeting takes place: invitations go out, and the step of its candidate is booked. Raises MeetingOff."""
    held = lock_meeting(meeting)
    if held.state == MeetingState.HELD:
        announce(events.MeetingConfirmed(**ids_of_meeting(held)), by=by, at=at)
        make_certain(held, by=by, at=at)
    return held


def make_certain(meeting: Meeting, *, by: Viewer, at: datetime) -> None:
    """Confirm a held meeting that is locked; the caller tells."""
    meeting.state = MeetingState.CONFIRMED
    raise_sequence(meeting, "state")
    note_change(meeting, MeetingStep.CONFIRMED, by=by, at=at)
    if meeting.candidacy is not None:
        follow_time(meeting, by=by, at=at)


@transaction.atomic
def reschedule_meeting(
    *, meeting: Meeting, start_at: datetime, reason: str, by: Viewer, at: datetime, minutes: int | None = None
) -> Meeting:
    """Give a live meeting another time; everybody is asked again. The same time again changes nothing.

    Raises MeetingPast, PersonBusy, TimeClashes (the candidate's own), MeetingOff.
    """
    moved = lock_meeting(meeting, at=at)
    minutes = minutes or moved.minutes
    if (moved.start_at, moved.minutes) == (start_at, minutes):
        return moved
    move_to(moved, start_at=start_at, minutes=minutes, reason=reason, by=by, at=at)
    if moved.candidacy is not None:
        follow_time(moved, by=by, at=at)
    return moved


def move_to(meeting: Meeting, *, start_at: datetime, minutes: int, reason: str, by: Viewer, at: datetime) -> None:
    """Set another time of a locked meeting, if its people are free then."""
    if start_at <= at:
        raise MeetingPast
    people = sitters_of(meeting)
    lock_people(people, [meeting.candidacy.candidate_id] if meeting.candidacy else [])
    require_free(people, stretch(start_at, minutes, meeting.place), but=[meeting.pk])
    if meeting.candidacy is not None:
        require_candidate_free(meeting.candidacy, meeting.plan_step, start_at=start_at, minutes=minutes)
    before = meeting.start_at
    meeting.set_time(start_at, minutes)
    raise_sequence(meeting, "start_at", "minutes", "end_at")
    OfferedTime.objects.filter(meeting=meeting).update(start_at=start_at, minutes=minutes)
    asked_again = MeetingSeat.objects.filter(meeting=meeting, left_at=None).exclude(role=SeatRole.CANDIDATE)
    asked_again.update(answer=SeatAnswer.NEEDS_ACTION, answered_at=None)
    words = words_of(meeting, reason)
    note_change(meeting, MeetingStep.MOVED, from_at=before, reason=words, by=by, at=at)
    if words is not None or meeting.candidacy is None:
        told = events.MeetingMoved(from_at=before, text=texts.reference(words), **ids_of_meeting(meeting))
        announce(told, by=by, at=at)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Viewer, at: datetime) -> Meeting:
    """It does not take place; everybody's time is free. Whose turn it is to find another, has the ball.

    Cancelled twice, it is cancelled once. Raises MeetingOff where it has begun.
    """
    found = lock_meeting(meeting, live=False, at=at)
    if found.state == MeetingState.CANCELLED:
        return found
    candidacy = found.candidacy
    call_off(found, reason=words_of(found, reason), by=by, at=at)
    if candidacy is None:
        owner_finds_time(found, by=by, at=at)
    elif unbook_of(candidacy, found.plan_step, by=by, at=at):
        turn_to_book(candidacy, found.plan_step, by=by, at=at)
    return found


def call_off(meeting: Meeting, *, reason: FreeText | None, by: Viewer, at: datetime, is_told: bool = True) -> None:
    """Cancel a locked meeting and take back what was offered of it; its candidate's step is the caller's matter.

    `is_told` is False where the caller tells of the step instead.
    """
    is_told = is_told and meeting.state != MeetingState.PROPOSED
    meeting.state = MeetingState.CANCELLED
    raise_sequence(meeting, "state")
    OfferedTime.objects.filter(meeting=meeting, withdrawn_at=None).update(withdrawn_at=at)
    note_change(meeting, MeetingStep.CANCELLED, reason=reason, by=by, at=at)
    if is_told or reason is not None:
        told = events.MeetingCancelled(text=texts.reference(reason), **ids_of_meeting(meeting))
        announce(told, by=by, at=at)


def follow_time(meeting: Meeting, *, by: Viewer, at: datetime) -> None:
    """The booking of the candidate's step says what the meeting says."""
    assert meeting.candidacy is not None, "asked only where somebody sits"
    balls.book_step(
        candidacy=meeting.candidacy,
        plan_step=meeting.plan_step,
        start_at=meeting.start_at,
        minutes=meeting.minutes,
        by=by,
        at=at,
    )


def unbook_of(candidacy: Candidacy, plan_step: PlanStep, *, by: Viewer, at: datetime) -> bool:
    """Take the time off the candidate's open stay, if they are still active and have one; whether they had."""
    candidacy = Candidacy.objects.select_related("assignment", "candidate").get(pk=candidacy.pk)
    booked = Step.objects.filter(candidacy=candidacy, plan_step=plan_step, closed_at=None, booked_at__isnull=False)
    if candidacy.status != CandidacyStatus.ACTIVE or not booked.exists():
        return False
    balls.unbook_step(candidacy=candidacy, plan_step=plan_step, by=by, at=at)
    return True


def words_of(meeting: Meeting, reason: str) -> FreeText | None:
    """The reason as it is kept: about the candidate, where there is one, so that it is forgotten with them."""
    return texts.keep(reason, about=meeting.candidacy.candidate.pseudonym if meeting.candidacy else "")


def live_meeting_of(candidacy: Candidacy, plan_step: PlanStep) -> Meeting | None:
    """The meeting that a candidacy's step is booked for."""
    rows = Meeting.objects.live().filter(candidacy=candidacy, plan_step=plan_step)
    return rows.select_related("assignment", "plan_step", "candidacy__candidate").first()


@transaction.atomic
def call_off_all(*, assignment: Assignment, by: Viewer, at: datetime) -> None:
    """Cancel every meeting of an assignment that lies ahead, and drop what was proposed."""
    assignment = lock_assignment(assignment, running=False)
    Meeting.objects.filter(assignment=assignment, state=MeetingState.PROPOSED).delete()
    ahead = Meeting.objects.live().filter(assignment=assignment, start_at__gt=at)
    for meeting in ahead.select_related("assignment", "plan_step", "candidacy__candidate"):
        call_off(meeting, reason=None, by=by, at=at)
