"""Booking a candidate's step: by hand, or by taking one of a panel's slots. Every booked step has its meeting."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists

from framdrift.foundation import texts
from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions import balls
from framdrift.recruiting.actions.booking_balls import turn_to_book
from framdrift.recruiting.actions.ground import announce, lock_candidacy
from framdrift.recruiting.actions.meeting_ground import (
    Wanted,
    ids_of_meeting,
    lock_meeting,
    lock_people,
    make_meeting,
    note_change,
    require_free,
    seat_of_candidate,
    stretch,
)
from framdrift.recruiting.actions.meetings import call_off, live_meeting_of, move_to, words_of
from framdrift.recruiting.events import meetings as events
from framdrift.recruiting.kinds import CandidacyStatus, MeetingKind, MeetingState, MeetingStep, SeatRole
from framdrift.recruiting.meeting_refusals import PersonBusy
from framdrift.recruiting.models import Candidacy, Meeting, MeetingSeat, OfferedTime, PlanStep, Step
from framdrift.recruiting.outside_refusals import TimeGone
from framdrift.recruiting.panels import chairs_at
from framdrift.recruiting.taken import booked_stays


@transaction.atomic
def book_step(
    *,
    candidacy: Candidacy,
    plan_step: PlanStep,
    start_at: datetime,
    minutes: int,
    by: Viewer,
    at: datetime,
    place: str = "",
) -> Step:
    """Set or move the time of a step's meeting; its people are those whom the step is for.

    A slot taken before is free for others again. The pay range must stand before an interview is booked. Raises
    PersonBusy, DueInThePast, PayRangeNeeded, WrongStep.
    """
    candidacy = lock_candidacy(candidacy)
    stay = balls.book_step(candidacy=candidacy, plan_step=plan_step, start_at=start_at, minutes=minutes, by=by, at=at)
    standing = live_meeting_of(candidacy, plan_step)
    if standing is not None and not standing.is_slot and standing.start_at > at:
        if (standing.start_at, standing.minutes) != (start_at, minutes):
            move_to(standing, start_at=start_at, minutes=minutes, reason="", by=by, at=at)
        return stay
    if standing is not None:
        leave_slot(standing, reason="", by=by, at=at)
    _meet(candidacy, plan_step, start_at=start_at, minutes=minutes, place=place, by=by, at=at)
    return stay


def _meet(
    candidacy: Candidacy,
    plan_step: PlanStep,
    *,
    start_at: datetime,
    minutes: int,
    place: str,
    by: Viewer,
    at: datetime,
) -> None:
    chairs = chairs_at(candidacy, plan_step)
    people = [chair.account_id for chair in chairs]
    lock_people(people)
    require_free(people, stretch(start_at, minutes, place))
    wanted = Wanted(MeetingKind.INTERVIEW, plan_step, start_at, minutes, chairs, candidacy, place)
    meeting = make_meeting(candidacy.assignment, wanted, state=MeetingState.CONFIRMED, at=at)
    note_change(meeting, MeetingStep.CONFIRMED, by=by, at=at)


@transaction.atomic
def unbook_step(*, candidacy: Candidacy, plan_step: PlanStep, by: Viewer, at: datetime, reason: str = "") -> Step:
    """Take a booked time away: a slot is free for others, another meeting is cancelled. Raises WrongStep."""
    candidacy = lock_candidacy(candidacy)
    stay = balls.unbook_step(candidacy=candidacy, plan_step=plan_step, by=by, at=at)
    leave_meeting(candidacy, plan_step, reason=reason, by=by, at=at)
    return stay


def leave_meeting(candidacy: Candidacy, plan_step: PlanStep, *, reason: str, by: Viewer, at: datetime) -> None:
    """The candidate is at no meeting of a step any more; their step's booking is the caller's matter."""
    standing = live_meeting_of(candidacy, plan_step)
    if standing is None:
        return
    if standing.is_slot:
        leave_slot(standing, reason=reason, by=by, at=at)
    else:
        call_off(standing, reason=words_of(standing, reason), by=by, at=at, is_told=False)


@transaction.atomic
def take_slot(*, candidacy: Candidacy, meeting: Meeting, by: Viewer, at: datetime) -> Step:
    """Give a candidate one of a panel's slots; one they had at the step is free again.

    Of two who take the same one at once one has it: the other is told TimeGone. Raises TimeClashes, PayRangeNeeded.
    """
    candidacy = lock_candidacy(candidacy)
    slot = lock_meeting(meeting)
    if slot.candidacy is not None and not Meeting.objects.filter(Exists(booked_stays()), pk=slot.pk).exists():
        leave_slot(slot, reason="", by=by, at=at)
    if slot.kind != MeetingKind.INTERVIEW or slot.candidacy_id not in (None, candidacy.pk) or slot.start_at <= at:
        raise TimeGone
    if slot.candidacy_id is None:
        leave_meeting(candidacy, slot.plan_step, reason="", by=by, at=at)
        slot.candidacy, slot.state = candidacy, MeetingState.CONFIRMED
        slot.save(update_fields=["candidacy", "state"])
        seat_of_candidate(slot, candidacy)
        OfferedTime.objects.filter(meeting=slot, withdrawn_at=None).update(taken_by=candidacy, taken_at=at)
        note_change(slot, MeetingStep.TAKEN, by=by, at=at)
    return balls.book_step(
        candidacy=candidacy, plan_step=slot.plan_step, start_at=slot.start_at, minutes=slot.minutes, by=by, at=at
    )


def leave_slot(meeting: Meeting, *, reason: str, by: Viewer, at: datetime) -> None:
    """A slot's candidate gives it back: the panel keeps the time for another."""
    words, told = words_of(meeting, reason), ids_of_meeting(meeting)
    MeetingSeat.objects.filter(meeting=meeting, role=SeatRole.CANDIDATE, left_at=None).update(left_at=at)
    OfferedTime.objects.filter(meeting=meeting).update(taken_by=None, taken_at=None)
    meeting.candidacy = None
    meeting.save(update_fields=["candidacy"])
    note_change(meeting, MeetingStep.FREED, reason=words, by=by, at=at)
    if words is not None:
        announce(events.MeetingFreed(text=texts.reference(words), **told), by=by, at=at)


@transaction.atomic
def follow_stays(*, candidacy: Candidacy, by: Viewer, at: datetime) -> None:
    """Meetings ahead go along with the stays: let go where the candidate has left the step, made again where a move
    back has brought its booking back; where somebody's time has gone meanwhile, the booking goes too."""
    candidacy = lock_candidacy(candidacy, active=False)
    ahead = Meeting.objects.live().filter(candidacy=candidacy, start_at__gt=at)
    left = ahead.exclude(Exists(booked_stays())).select_related("plan_step", "candidacy__candidate", "assignment")
    for meeting in left:
        if meeting.is_slot:
            leave_slot(meeting, reason="", by=by, at=at)
        else:
            call_off(meeting, reason=None, by=by, at=at)
    booked = Step.objects.filter(candidacy=candidacy, closed_at=None, held_at=None, booked_at__gt=at)
    for stay in booked.select_related("plan_step"):
        if candidacy.status == CandidacyStatus.ACTIVE and live_meeting_of(candidacy, stay.plan_step) is None:
            _meet_again(candidacy, stay, by=by, at=at)


def _meet_again(candidacy: Candidacy, stay: Step, *, by: Viewer, at: datetime) -> None:
    assert stay.booked_at is not None, "asked only of what is booked"
    slots = Meeting.objects.slots().filter(plan_step=stay.plan_step, start_at=stay.booked_at)
    slot = slots.first()
    try:
        with transaction.atomic():
            if slot is not None:
                take_slot(candidacy=candidacy, meeting=slot, by=by, at=at)
            else:
                minutes = stay.booked_minutes or stay.plan_step.minutes
                _meet(candidacy, stay.plan_step, start_at=stay.booked_at, minutes=minutes, place="", by=by, at=at)
    except PersonBusy:
        balls.unbook_step(candidacy=candidacy, plan_step=stay.plan_step, by=by, at=at)
        turn_to_book(candidacy, stay.plan_step, by=by, at=at)
