"""Meetings: nobody in two at once, a booked step and its meeting say the same, slots go from one to the next."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.actions import meeting_seats, meetings, times
from framdrift.recruiting.actions.booking import follow_stays, take_slot
from framdrift.recruiting.actions.meeting_ground import Wanted, make_meeting
from framdrift.recruiting.kinds import BallReason, MeetingKind, MeetingState, MeetingStep, SeatAnswer, StepType
from framdrift.recruiting.meeting_refusals import MeetingPast, NotAtMeeting, PersonBusy, TooLateToUndo
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Meeting, MeetingSeat, OfferedTime, Step
from framdrift.recruiting.outside_refusals import TimeGone
from framdrift.recruiting.panels import Chair
from framdrift.recruiting.queries.ledger import ledger_faults
from tests.cast import Cast
from tests.recruiting.races import race, whole
from tests.recruitment import candidate, column

DAY = timedelta(days=1)


@pytest.fixture
def lea(candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime) -> Candidacy:
    """Lea, who waits for a time for her interview."""
    return actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now - DAY)


@pytest.fixture
def omar(lea: Candidacy, assignment: Assignment, ada: Viewer, now: datetime) -> Candidacy:
    """Another candidate at the same step."""
    person = candidate("Omar Dal", ada, now - DAY)
    return actions.enter_candidacy(
        assignment=assignment, candidate=person, source="applied", plan_step=lea.plan_step, by=ada, at=now - DAY
    )


def slot(assignment: Assignment, cast: Cast, start: datetime, *, alternates: tuple[int, ...] = ()) -> Meeting:
    """A confirmed slot of Ada's, with these as reserves."""
    chairs = (Chair(cast.owner.pk), *(Chair(pk, is_alternate=True) for pk in alternates))
    wanted = Wanted(MeetingKind.INTERVIEW, column(assignment, StepType.INTERVIEW), start, 45, chairs, is_slot=True)
    return make_meeting(assignment, wanted, state=MeetingState.CONFIRMED, at=start - DAY)


def booked(one: Candidacy) -> datetime | None:
    return Step.objects.get(candidacy=one, closed_at=None).booked_at


def test_a_step_booked_by_hand_has_its_meeting(lea: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.book_step(candidacy=lea, plan_step=lea.plan_step, start_at=now + DAY, minutes=45, by=ada, at=now)
    meeting = Meeting.objects.get(candidacy=lea)
    assert (meeting.start_at, meeting.state, meeting.sequence) == (now + DAY, MeetingState.CONFIRMED, 0)
    actions.book_step(candidacy=lea, plan_step=lea.plan_step, start_at=now + 2 * DAY, minutes=45, by=ada, at=now)
    meeting.refresh_from_db()
    assert (meeting.start_at, meeting.sequence) == (now + 2 * DAY, 1)
    actions.unbook_step(candidacy=lea, plan_step=lea.plan_step, by=ada, at=now)
    assert Meeting.objects.get(candidacy=lea).state == MeetingState.CANCELLED
    assert [row.what for row in meeting.changes.all()] == ["confirmed", "moved", "cancelled"]


def test_nobody_sits_in_two_meetings_at_once(
    lea: Candidacy, omar: Candidacy, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    actions.book_step(candidacy=lea, plan_step=lea.plan_step, start_at=now + DAY, minutes=45, by=ada, at=now)
    close = now + DAY + timedelta(minutes=30)
    with pytest.raises(PersonBusy, match="Ada Lind"):
        actions.book_step(candidacy=omar, plan_step=omar.plan_step, start_at=close, minutes=45, by=ada, at=now)
    assert booked(omar) is None
    other = slot(assignment, cast, now + 3 * DAY)
    with pytest.raises(PersonBusy):
        meetings.reschedule_meeting(meeting=other, start_at=close, reason="", by=ada, at=now)
    with pytest.raises(MeetingPast):
        meetings.reschedule_meeting(meeting=other, start_at=now - DAY, reason="", by=ada, at=now)


def test_the_database_itself_refuses_a_second_meeting_at_a_step(
    lea: Candidacy, assignment: Assignment, cast: Cast, now: datetime
) -> None:
    first, second = slot(assignment, cast, now + DAY), slot(assignment, cast, now + 2 * DAY)
    Meeting.objects.filter(pk=first.pk).update(candidacy=lea)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=second.pk).update(candidacy=lea)


def test_slots_go_from_one_candidate_to_the_next(
    lea: Candidacy, omar: Candidacy, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    first, second = slot(assignment, cast, now + DAY), slot(assignment, cast, now + 2 * DAY)
    rows = times.offer_slots(assignment=assignment, plan_step=lea.plan_step, candidacies=[lea, omar], by=ada, at=now)
    assert [row.meeting_id for row in rows] == [first.pk, second.pk]
    times.choose_time(candidacy=lea, offered_time=rows[0], by=ada, at=now)
    assert booked(lea) == first.start_at
    with pytest.raises(TimeGone):
        times.choose_time(candidacy=omar, offered_time=rows[0], by=ada, at=now)
    times.choose_time(candidacy=lea, offered_time=rows[1], by=ada, at=now)
    times.choose_time(candidacy=omar, offered_time=rows[0], by=ada, at=now)
    assert (booked(lea), booked(omar)) == (second.start_at, first.start_at)
    times.give_back_time(candidacy=omar, plan_step=omar.plan_step, reason="Sjuk", by=ada, at=now)
    first.refresh_from_db()
    assert (first.candidacy_id, first.state) == (None, MeetingState.CONFIRMED)
    freed = first.changes.filter(what=MeetingStep.FREED).last()
    assert freed is not None
    assert str(freed.reason) == "Sjuk"
    assert ledger_faults(now) == ()


def test_somebody_else_takes_the_seat_and_it_can_be_undone(
    lea: Candidacy, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    meeting = slot(assignment, cast, now + DAY, alternates=(cast.teammate.pk,))
    take_slot(candidacy=lea, meeting=meeting, by=ada, at=now)
    came = meeting_seats.decline_seat(
        meeting=meeting, account_id=cast.owner.pk, substitutes=[cast.teammate.pk], reason="Sjuk", by=ada, at=now
    )
    assert came is not None
    assert came.account_id == cast.teammate.pk
    assert booked(lea) == meeting.start_at
    meeting_seats.undo_decline(meeting=meeting, account_id=cast.owner.pk, by=ada, at=now + timedelta(hours=1))
    there = MeetingSeat.objects.filter(meeting=meeting, is_alternate=False, left_at=None, account__isnull=False)
    assert [seat.account_id for seat in there] == [cast.owner.pk]


def test_with_nobody_to_step_in_the_time_is_free_and_the_ball_is_passed(
    lea: Candidacy, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    meeting = slot(assignment, cast, now + DAY)
    take_slot(candidacy=lea, meeting=meeting, by=ada, at=now)
    none = meeting_seats.decline_seat(
        meeting=meeting, account_id=cast.owner.pk, substitutes=[cast.teammate.pk], reason="", by=ada, at=now
    )
    assert none is None
    assert booked(lea) is None
    ball = Ball.objects.get(candidacy=lea, ended_at=None)
    assert (ball.account_id, ball.reason) == (cast.owner.pk, BallReason.BOOK)
    later = now + timedelta(hours=1)
    meeting_seats.undo_decline(meeting=meeting, account_id=cast.owner.pk, by=ada, at=later)
    assert booked(lea) == meeting.start_at
    meeting_seats.decline_seat(meeting=meeting, account_id=cast.owner.pk, substitutes=[], reason="", by=ada, at=later)
    slot(assignment, cast, meeting.start_at)
    with pytest.raises(PersonBusy):
        meeting_seats.undo_decline(meeting=meeting, account_id=cast.owner.pk, by=ada, at=later)
    with pytest.raises(NotAtMeeting):
        meeting_seats.undo_decline(meeting=meeting, account_id=cast.teammate.pk, by=ada, at=later)
    assert ledger_faults(later) == ()


def test_a_time_that_was_let_go_stays_gone_once_its_candidate_has_taken_another(
    lea: Candidacy, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    first, second = slot(assignment, cast, now + DAY), slot(assignment, cast, now + 2 * DAY)
    rows = times.offer_slots(assignment=assignment, plan_step=lea.plan_step, candidacies=[lea], by=ada, at=now)
    times.choose_time(candidacy=lea, offered_time=rows[0], by=ada, at=now)
    later = now + timedelta(hours=1)
    meeting_seats.decline_seat(meeting=first, account_id=cast.owner.pk, substitutes=[], reason="", by=ada, at=later)
    take_slot(candidacy=lea, meeting=second, by=ada, at=later)  # by the agency: the first offer still bears her name
    with pytest.raises(TooLateToUndo):
        meeting_seats.undo_decline(meeting=first, account_id=cast.owner.pk, by=ada, at=later)
    assert booked(lea) == now + 2 * DAY
    assert ledger_faults(later) == ()


def test_whoever_leaves_the_step_lets_the_slot_go_and_gets_it_back_when_that_is_undone(
    lea: Candidacy, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    meeting = slot(assignment, cast, now + DAY)
    take_slot(candidacy=lea, meeting=meeting, by=ada, at=now)
    to = column(assignment, StepType.CLIENT_INTERVIEW)
    actions.move_candidacy(candidacy=lea, to=to, by=ada, at=now)
    follow_stays(candidacy=lea, by=ada, at=now)
    meeting.refresh_from_db()
    assert meeting.candidacy_id is None
    actions.undo_move(candidacy=lea, by=ada, at=now + timedelta(minutes=1))
    follow_stays(candidacy=lea, by=ada, at=now + timedelta(minutes=1))
    meeting.refresh_from_db()
    assert meeting.candidacy_id == lea.pk


def test_an_answer_is_kept_once(assignment: Assignment, cast: Cast, ada: Viewer, now: datetime) -> None:
    meeting = slot(assignment, cast, now + DAY)
    seat = meeting.seats.get()
    for _time in range(2):
        meeting_seats.answer_seat(seat=seat, answer=SeatAnswer.ACCEPTED, by=ada, at=now)
    assert meeting.changes.count() == 1
    stranger = viewer_of(cast.teammate)
    with pytest.raises(NotAtMeeting):
        meeting_seats.decline_seat(
            meeting=meeting, account_id=cast.teammate.pk, substitutes=[], reason="", by=stranger, at=now
        )


@pytest.mark.django_db(transaction=True)
def test_two_take_the_same_slot_at_once(
    lea: Candidacy, omar: Candidacy, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    slot(assignment, cast, now + DAY)
    slot(assignment, cast, now + 2 * DAY)
    rows = times.offer_slots(assignment=assignment, plan_step=lea.plan_step, candidacies=[lea, omar], by=ada, at=now)
    one, other = race(
        lambda: times.choose_time(candidacy=lea, offered_time=rows[0], by=ada, at=now),
        lambda: times.choose_time(candidacy=omar, offered_time=rows[0], by=ada, at=now),
    )
    assert isinstance(one, Step)
    assert isinstance(other, TimeGone)
    left = OfferedTime.objects.free().filter(choices__candidacy=omar, start_at__gt=now)
    assert [row.pk for row in left] == [rows[1].pk]
    assert whole(now)


@pytest.mark.django_db(transaction=True)
def test_one_person_is_not_promised_twice_at_once(
    lea: Candidacy, omar: Candidacy, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    first, second = slot(assignment, cast, now + DAY), slot(assignment, cast, now + 2 * DAY)
    when = now + 5 * DAY
    _one, other = race(
        lambda: meetings.reschedule_meeting(meeting=first, start_at=when, reason="", by=ada, at=now),
        lambda: meetings.reschedule_meeting(meeting=second, start_at=when, reason="", by=ada, at=now),
    )
    assert isinstance(other, PersonBusy)
    assert Meeting.objects.live().filter(start_at=when).count() == 1
