"""Times offered by hand: taken once, changed, given back, never two meetings at a time; the ball goes along."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.foundation.models import Event
from framdrift.organisations.access import SYSTEM, Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.actions import times
from framdrift.recruiting.kinds import Side, StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, OfferedTime, Step
from framdrift.recruiting.outside_refusals import NoTimes, NotWaitingThere, TimeClashes, TimeGone, TimesOverlap
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.queries.offered_times import could_also_choose, offered_to
from framdrift.recruiting.queries.public import choosable_times
from framdrift.recruiting.refusals import PayRangeNeeded
from tests.recruiting.races import race, whole
from tests.recruitment import candidate, column


@pytest.fixture
def at_interview(candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime) -> Candidacy:
    """Lea, who waits for a time for her interview."""
    return actions.move_candidacy(
        candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now - timedelta(days=1)
    )


@pytest.fixture
def omar(at_interview: Candidacy, assignment: Assignment, ada: Viewer, now: datetime) -> Candidacy:
    """Another candidate at the same step."""
    person = candidate("Omar Dal", ada, now - timedelta(days=3))
    return actions.enter_candidacy(
        assignment=assignment,
        candidate=person,
        source="applied",
        plan_step=at_interview.plan_step,
        by=ada,
        at=now - timedelta(days=2),
    )


def offer(candidacies: list[Candidacy], by: Viewer, at: datetime, *hours: float) -> list[OfferedTime]:
    """Times this many hours ahead, 45 minutes each."""
    first = candidacies[0]
    slots = times.Slots([at + timedelta(hours=hour) for hour in hours or (24, 26, 48)], 45, "Sveavägen 21")
    return times.offer_times(
        assignment=first.assignment, plan_step=first.plan_step, slots=slots, candidacies=candidacies, by=by, at=at
    )


def person(candidacy: Candidacy) -> Viewer:
    """The candidate on their own page."""
    return Viewer(kind="candidate", pseudonym=candidacy.candidate.pseudonym, person_id=candidacy.candidate_id)


def ball_of(candidacy: Candidacy) -> Ball:
    return Ball.objects.get(candidacy=candidacy, ended_at=None)


def test_offering_gives_the_ball_and_choosing_gives_it_back(
    at_interview: Candidacy, ada: Viewer, now: datetime
) -> None:
    rows = offer([at_interview], ada, now)
    assert ball_of(at_interview).side == Side.CANDIDATE
    stay = times.choose_time(candidacy=at_interview, offered_time=rows[1], by=person(at_interview), at=now)
    assert (stay.booked_at, stay.booked_minutes) == (rows[1].start_at, 45)
    assert ball_of(at_interview).account_id == ada.account_id
    assert [row.pk for row in choosable_times(at_interview, as_of=now)] == [rows[0].pk, rows[2].pk]
    assert not ledger_faults(now)


def test_of_two_who_take_the_same_time_one_has_it_and_the_other_sees_the_rest(
    at_interview: Candidacy, omar: Candidacy, ada: Viewer, now: datetime
) -> None:
    rows = offer([at_interview, omar], ada, now)
    times.choose_time(candidacy=at_interview, offered_time=rows[0], by=person(at_interview), at=now)
    with pytest.raises(TimeGone):
        times.choose_time(candidacy=omar, offered_time=rows[0], by=person(omar), at=now)
    assert [row.pk for row in choosable_times(omar, as_of=now)] == [rows[1].pk, rows[2].pk]
    assert {line.holder for line in offered_to(omar, as_of=now)} == {"", "Lea Berg"}


def test_changing_frees_the_time_before_and_choosing_again_changes_nothing(
    at_interview: Candidacy, omar: Candidacy, ada: Viewer, now: datetime
) -> None:
    rows = offer([at_interview, omar], ada, now)
    for row in (rows[0], rows[1], rows[1]):
        times.choose_time(candidacy=at_interview, offered_time=row, by=person(at_interview), at=now)
    assert Step.objects.get(candidacy=at_interview, closed_at=None).booked_at == rows[1].start_at
    times.choose_time(candidacy=omar, offered_time=rows[0], by=person(omar), at=now)
    assert [row.pk for row in choosable_times(omar, as_of=now)] == [rows[2].pk]


def test_giving_back_lets_one_choose_again_and_without_others_the_owner_must_book(
    at_interview: Candidacy, ada: Viewer, now: datetime
) -> None:
    rows = offer([at_interview], ada, now, 24, 48)
    times.choose_time(candidacy=at_interview, offered_time=rows[0], by=person(at_interview), at=now)
    times.give_back_time(candidacy=at_interview, plan_step=at_interview.plan_step, by=person(at_interview), at=now)
    assert ball_of(at_interview).side == Side.CANDIDATE
    for row in rows:
        times.withdraw_offered_time(offered_time=row, by=ada, at=now)
    ball = ball_of(at_interview)
    assert (ball.side, ball.reason) == (Side.AGENCY, "book")
    with pytest.raises(TimeGone):
        times.choose_time(candidacy=at_interview, offered_time=rows[0], by=person(at_interview), at=now)


def test_whoever_leaves_the_step_lets_the_time_go(
    at_interview: Candidacy, omar: Candidacy, ada: Viewer, now: datetime
) -> None:
    rows = offer([at_interview, omar], ada, now)
    times.choose_time(candidacy=at_interview, offered_time=rows[0], by=person(at_interview), at=now)
    actions.end_candidacy(
        candidacy=at_interview, status="withdrew", told_reason="pay", told_by_side="candidate", by=ada, at=now
    )
    times.choose_time(candidacy=omar, offered_time=rows[0], by=person(omar), at=now)
    assert Step.objects.get(candidacy=omar, closed_at=None).booked_at == rows[0].start_at


def test_one_person_has_one_meeting_at_a_time(at_interview: Candidacy, ada: Viewer, now: datetime) -> None:
    beside = column(at_interview.assignment, StepType.CLIENT_INTERVIEW)
    actions.open_parallel_step(candidacy=at_interview, plan_step=beside, by=ada, at=now)
    actions.book_step(
        candidacy=at_interview, plan_step=beside, start_at=now + timedelta(hours=23.5), minutes=60, by=ada, at=now
    )
    clashing, free = offer([at_interview], ada, now, 24, 24.75)
    with pytest.raises(TimeClashes):
        times.choose_time(candidacy=at_interview, offered_time=clashing, by=person(at_interview), at=now)
    times.choose_time(candidacy=at_interview, offered_time=free, by=person(at_interview), at=now)


def test_what_cannot_be_offered(at_interview: Candidacy, ada: Viewer, now: datetime) -> None:
    for hours, refusal in ((([]), NoTimes), ([-1, 5], NoTimes), ([24, 24.5], TimesOverlap)):
        slots = times.Slots([now + timedelta(hours=hour) for hour in hours], 45)
        with pytest.raises(refusal):
            times.offer_times(
                assignment=at_interview.assignment,
                plan_step=at_interview.plan_step,
                slots=slots,
                candidacies=[at_interview],
                by=ada,
                at=now,
            )
    elsewhere = times.Slots([now + timedelta(days=1)], 45)
    with pytest.raises(NotWaitingThere):
        times.offer_times(
            assignment=at_interview.assignment,
            plan_step=column(at_interview.assignment, StepType.REFERENCES),
            slots=elsewhere,
            candidacies=[at_interview],
            by=ada,
            at=now,
        )
    Assignment.objects.update(pay_low=None, pay_high=None)
    with pytest.raises(PayRangeNeeded):
        offer([at_interview], ada, now)
    assert not OfferedTime.objects.exists()


def test_others_at_the_step_without_a_time_can_be_asked_too(
    at_interview: Candidacy, omar: Candidacy, ada: Viewer, now: datetime
) -> None:
    assert could_also_choose(ada, at_interview, at_interview.plan_step) == [omar]
    actions.book_step(
        candidacy=omar, plan_step=omar.plan_step, start_at=now + timedelta(days=2), minutes=30, by=ada, at=now
    )
    assert could_also_choose(ada, at_interview, at_interview.plan_step) == []


def test_a_time_that_has_begun_is_gone(at_interview: Candidacy, ada: Viewer, now: datetime) -> None:
    (row,) = offer([at_interview], ada, now, 2)
    later = now + timedelta(hours=3)
    assert choosable_times(at_interview, as_of=later) == []
    with pytest.raises(TimeGone):
        times.choose_time(candidacy=at_interview, offered_time=row, by=person(at_interview), at=later)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_very_same_moment_one_has_the_time(
    at_interview: Candidacy, omar: Candidacy, ada: Viewer, now: datetime
) -> None:
    row = offer([at_interview, omar], ada, now)[0]
    had, told = race(
        lambda: times.choose_time(candidacy=at_interview, offered_time=row, by=person(at_interview), at=now),
        lambda: times.choose_time(candidacy=omar, offered_time=row, by=person(omar), at=now),
    )
    assert had.booked_at == row.start_at
    assert isinstance(told, TimeGone)
    assert Step.objects.filter(booked_at__isnull=False).count() == 1
    assert whole(now)


def test_a_time_whose_people_were_booked_since_is_not_there_to_choose(
    at_interview: Candidacy, omar: Candidacy, ada: Viewer, now: datetime
) -> None:
    rows = offer([at_interview], ada, now)
    actions.book_step(
        candidacy=omar,
        plan_step=omar.plan_step,
        start_at=rows[0].start_at + timedelta(minutes=30),
        minutes=45,
        by=ada,
        at=now,
    )
    assert [row.pk for row in choosable_times(at_interview, as_of=now)] == [rows[1].pk, rows[2].pk]
    with pytest.raises(TimeGone):
        times.choose_time(candidacy=at_interview, offered_time=rows[0], by=person(at_interview), at=now)
    assert ball_of(at_interview).side == Side.CANDIDATE
    times.choose_time(candidacy=at_interview, offered_time=rows[1], by=person(at_interview), at=now)
    assert not ledger_faults(now)


def test_whoever_has_no_time_left_waits_for_the_owner(
    at_interview: Candidacy, omar: Candidacy, ada: Viewer, now: datetime
) -> None:
    rows = offer([at_interview, omar], ada, now, 24)
    times.choose_time(candidacy=at_interview, offered_time=rows[0], by=person(at_interview), at=now)
    ball = ball_of(omar)
    assert (ball.side, ball.reason, ball.account_id) == (Side.AGENCY, "book", ada.account_id)
    passed = Event.objects.filter(code="ball-passed").latest("seq")
    assert (passed.actor, passed.data["candidacy_id"]) == (SYSTEM.pseudonym, omar.pk)
    assert not ledger_faults(now)
