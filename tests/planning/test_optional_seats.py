"""Somebody who is welcome at a meeting but not needed: their no is noted and told, and the meeting takes place."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.config.wiring import WIRING
from framdrift.foundation.dispatch import deliver_pending
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Absence
from framdrift.planning.availability.queries import free_windows
from framdrift.planning.booking.declining import decline
from framdrift.planning.booking.openings import openings_for
from framdrift.recruiting.actions import meeting_seats
from framdrift.recruiting.actions.meeting_ground import Wanted
from framdrift.recruiting.actions.meetings import confirm_meeting, hold_meeting, propose_meeting, reschedule_meeting
from framdrift.recruiting.kinds import MeetingKind, MeetingState, SeatAnswer, StepType
from framdrift.recruiting.meeting_refusals import NobodyInvited, PersonBusy
from framdrift.recruiting.models import Assignment, Meeting, MeetingSeat
from framdrift.recruiting.panels import Chair
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.science.windows import covers
from tests.cast import Cast
from tests.recruitment import column

DAY = timedelta(days=1)


def met(assignment: Assignment, by: Viewer, at: datetime, start: datetime, *chairs: Chair) -> Meeting:
    """A confirmed meeting of these people."""
    wanted = Wanted(MeetingKind.DEBRIEF, column(assignment, StepType.CLIENT_INTERVIEW), start, 30, chairs)
    meeting = propose_meeting(assignment=assignment, wanted=wanted, by=by, at=at)
    return confirm_meeting(meeting=hold_meeting(meeting=meeting, by=by, at=at), by=by, at=at)


@pytest.fixture
def meeting(assignment: Assignment, ada: Viewer, cast: Cast, now: datetime) -> Meeting:
    """Ada holds a meeting that Karin is welcome to, and that a colleague may stand in at."""
    return met(
        assignment,
        ada,
        now,
        now + DAY,
        Chair(cast.owner.pk),
        Chair(cast.teammate.pk, is_alternate=True),
        Chair(cast.north.manager.pk, is_optional=True),
    )


def say_no(meeting: Meeting, by: Viewer, at: datetime) -> MeetingSeat | None:
    return decline(meeting=meeting, account_id=by.account_id or 0, reason="Resa", by=by, at=at)


def hear(at: datetime) -> None:
    while deliver_pending(WIRING, at=at):
        pass


def told_of_absence() -> list[Letter]:
    return list(Letter.objects.filter(kind="staff_meeting_missed"))


def test_the_meeting_takes_place_without_somebody_who_is_only_welcome(
    meeting: Meeting, cast: Cast, now: datetime
) -> None:
    hear(now)
    karin = viewer_of(cast.north.manager)
    assert say_no(meeting, karin, now) is None
    meeting.refresh_from_db()
    assert (meeting.state, meeting.start_at) == (MeetingState.CONFIRMED, now + DAY)
    there = meeting.seats.filter(is_alternate=False, left_at=None)
    assert [seat.account_id for seat in there] == [cast.owner.pk]
    assert [(row.what, str(row.reason)) for row in meeting.changes.all()][-1] == ("declined", "Resa")
    hear(now)
    (letter,) = told_of_absence()
    assert letter.to_email == cast.owner.email
    assert cast.north.manager.name in letter.subject
    last = Letter.objects.filter(kind="client_meetings", to_email=cast.north.manager.email).latest("pk")
    assert [file["parameters"]["method"] for file in last.attachments] == ["CANCEL"]
    assert ledger_faults(now) == ()


def test_somebody_whom_it_needs_is_replaced_and_no_letter_of_absence_is_written(
    meeting: Meeting, ada: Viewer, cast: Cast, now: datetime
) -> None:
    came = say_no(meeting, ada, now)
    assert came is not None
    assert came.account_id == cast.teammate.pk
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CONFIRMED
    hear(now)
    assert told_of_absence() == []


def test_without_anybody_whom_it_needs_the_meeting_is_off(
    meeting: Meeting, ada: Viewer, cast: Cast, now: datetime
) -> None:
    meeting_seats.decline_seat(meeting=meeting, account_id=cast.owner.pk, substitutes=[], reason="", by=ada, at=now)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED


def test_they_can_come_after_all_and_a_meeting_that_was_off_asks_them_again(
    meeting: Meeting, ada: Viewer, cast: Cast, now: datetime
) -> None:
    karin = viewer_of(cast.north.manager)
    say_no(meeting, karin, now)
    meeting_seats.undo_decline(meeting=meeting, account_id=cast.north.manager.pk, by=karin, at=now)
    seat = MeetingSeat.objects.get(meeting=meeting, account=cast.north.manager)
    assert (seat.left_at, seat.answer) == (None, SeatAnswer.ACCEPTED)
    later = now + timedelta(minutes=1)
    meeting_seats.decline_seat(meeting=meeting, account_id=cast.owner.pk, substitutes=[], reason="", by=ada, at=later)
    met(meeting.assignment, ada, later, meeting.start_at, Chair(cast.north.manager.pk))
    meeting_seats.undo_decline(meeting=meeting, account_id=cast.owner.pk, by=ada, at=later)
    seat.refresh_from_db()
    assert seat.answer == SeatAnswer.NEEDS_ACTION


def test_a_welcome_takes_nobodys_time_until_it_is_answered(
    assignment: Assignment, meeting: Meeting, ada: Viewer, cast: Cast, now: datetime
) -> None:
    karin = cast.north.manager
    end = meeting.start_at + timedelta(minutes=30)
    free = free_windows([karin.pk], start=meeting.start_at, end=end, at=now)
    assert covers(free[karin.pk], meeting.start_at, end)
    needed = met(assignment, ada, now, meeting.start_at, Chair(karin.pk))
    seat = MeetingSeat.objects.get(meeting=meeting, account=karin)
    with pytest.raises(PersonBusy):
        meeting_seats.answer_seat(seat=seat, answer=SeatAnswer.ACCEPTED, by=viewer_of(karin), at=now)
    reschedule_meeting(meeting=needed, start_at=now + 3 * DAY, reason="", by=ada, at=now)
    meeting_seats.answer_seat(seat=seat, answer=SeatAnswer.ACCEPTED, by=viewer_of(karin), at=now)
    with pytest.raises(PersonBusy):
        reschedule_meeting(meeting=needed, start_at=meeting.start_at, reason="", by=ada, at=now)
    assert not covers(
        free_windows([karin.pk], start=meeting.start_at, end=end, at=now)[karin.pk], meeting.start_at, end
    )


def test_other_times_are_sought_among_those_whom_it_needs(meeting: Meeting, cast: Cast, now: datetime) -> None:
    Absence.objects.create(account=cast.north.manager, first_on=now.date(), last_on=(now + 60 * DAY).date())
    assert openings_for(meeting, at=now)
    MeetingSeat.objects.filter(meeting=meeting, account=cast.north.manager).update(is_optional=False)
    assert openings_for(meeting, at=now) == []


def test_a_meeting_needs_somebody_who_must_be_there(
    assignment: Assignment, ada: Viewer, cast: Cast, now: datetime
) -> None:
    with pytest.raises(NobodyInvited):
        met(assignment, ada, now, now + DAY, Chair(cast.owner.pk, is_optional=True))
