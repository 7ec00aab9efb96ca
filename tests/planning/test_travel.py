"""The way to meetings that are held somewhere: kept free by the search, by other times, and when anything is booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from framdrift.foundation.calendar import national
from framdrift.organisations.access import Viewer
from framdrift.planning.availability.actions import set_hours
from framdrift.planning.availability.rules import Hours, Person, free_of
from framdrift.planning.booking.openings import common_openings
from framdrift.planning.kickoff.asking import default_rounds
from framdrift.planning.kickoff.gathering import problem_for
from framdrift.planning.kickoff.rounds import Asked, Round
from framdrift.recruiting.actions.meeting_ground import Wanted
from framdrift.recruiting.actions.meetings import confirm_meeting, hold_meeting, propose_meeting, reschedule_meeting
from framdrift.recruiting.kinds import MeetingKind, StepType
from framdrift.recruiting.meeting_refusals import PersonBusy
from framdrift.recruiting.models import Assignment, Meeting, TravelTime
from framdrift.recruiting.panels import Chair
from framdrift.recruiting.travel import Stretch, Travel, clashes, is_on_site
from tests.cast import Cast
from tests.recruitment import column

WAY = Travel(before_minutes=40, after_minutes=20)
OFFICE, MILL, VIDEO = "Sveavägen 21", "Bruket, Gävle", "https://meet.example/1"
DAY = datetime(2026, 11, 25, tzinfo=UTC)


def clock(hour: int, minute: int = 0) -> datetime:
    return DAY + timedelta(hours=hour, minutes=minute)


@pytest.mark.parametrize(("place", "there"), [("", False), ("  ", False), (VIDEO, False), (OFFICE, True)])
def test_a_link_is_no_place_to_go_to(place: str, there: bool) -> None:
    assert is_on_site(place) is there


@pytest.mark.parametrize(
    ("first", "second", "minutes"),
    [
        ("", "", 0),
        ("", OFFICE, 40),
        (OFFICE, "", 20),
        (OFFICE, f" {OFFICE.upper()} ", 0),
        (OFFICE, MILL, 40),
        (VIDEO, VIDEO, 0),
    ],
)
def test_the_way_is_kept_once_and_not_within_a_place(first: str, second: str, minutes: int) -> None:
    assert WAY.between(first, second) == timedelta(minutes=minutes)
    one = Stretch(clock(9), clock(10), first)
    late_enough = clock(10) + timedelta(minutes=minutes)
    assert not clashes(one, Stretch(late_enough, clock(12), second), WAY)
    assert not clashes(Stretch(late_enough, clock(12), second), one, WAY)
    assert clashes(one, Stretch(late_enough - timedelta(minutes=5), clock(12), second), WAY)


def test_free_time_keeps_the_longer_of_breath_and_way() -> None:
    zone = ZoneInfo("UTC")
    hours = [Hours(DAY.weekday(), time(9), time(17))]
    person = Person(zone, hours, buffer_minutes=30, meetings=[(clock(11), clock(12))], places=[OFFICE], travel=WAY)
    days = national()

    def free(place: str) -> list[tuple[time, time]]:
        windows = free_of(person, start=DAY, end=DAY + timedelta(days=1), days=days, place=place)
        return [(start.time(), end.time()) for start, end in windows]

    assert free("") == [(time(9), time(10, 20)), (time(12, 30), time(17))]
    assert free(OFFICE) == [(time(9), time(10, 30)), (time(12, 30), time(17))]
    assert free(MILL) == [(time(9), time(10, 20)), (time(12, 40), time(17))]


def held(assignment: Assignment, cast: Cast, by: Viewer, at: datetime, start: datetime, place: str) -> Meeting:
    chairs = (Chair(cast.owner.pk),)
    step = column(assignment, StepType.INTERVIEW)
    wanted = Wanted(MeetingKind.DEBRIEF, step, start, 60, chairs, place=place)
    meeting = propose_meeting(assignment=assignment, wanted=wanted, by=by, at=at)
    return confirm_meeting(meeting=hold_meeting(meeting=meeting, by=by, at=at), by=by, at=at)


def test_nobody_is_booked_while_on_the_way(assignment: Assignment, cast: Cast, ada: Viewer, now: datetime) -> None:
    TravelTime.objects.create(account=cast.owner, before_minutes=40, after_minutes=20)
    start = now + timedelta(days=2)
    held(assignment, cast, ada, now, start, OFFICE)
    after = start + timedelta(minutes=60)
    with pytest.raises(PersonBusy):
        held(assignment, cast, ada, now, after + timedelta(minutes=15), "")
    with pytest.raises(PersonBusy):
        held(assignment, cast, ada, now, start - timedelta(minutes=90), VIDEO)
    beside = held(assignment, cast, ada, now, after, OFFICE)
    with pytest.raises(PersonBusy):
        reschedule_meeting(meeting=beside, start_at=after - timedelta(minutes=5), reason="", by=ada, at=now)
    later = held(assignment, cast, ada, now, after + timedelta(minutes=80), "")
    assert later.start_at == after + timedelta(minutes=80)


def test_what_is_offered_keeps_the_way_free(assignment: Assignment, cast: Cast, ada: Viewer, now: datetime) -> None:
    set_hours(hours=[], focus=[], max_per_day=None, buffer_minutes=0, travel=WAY, by=ada, at=now)
    day = date(2026, 11, 26)
    noon = datetime.combine(day, time(11), tzinfo=UTC)
    held(assignment, cast, ada, now, noon, OFFICE)

    def starts(place: str) -> set[datetime]:
        end = noon + timedelta(hours=6)
        found = common_openings(
            [cast.owner.pk], minutes=30, at=now, start=noon, end=end, place=place, most=20, a_day=20
        )
        return set(found)

    assert min(starts(OFFICE)) == noon + timedelta(hours=1)
    assert min(starts("")) == noon + timedelta(hours=1, minutes=30)
    assert min(starts(MILL)) == noon + timedelta(hours=1, minutes=45)


def _all_at(place: str, rounds: Sequence[Round]) -> tuple[Round, ...]:
    return tuple(replace(one, place=place) for one in rounds)


def test_a_sitting_with_rounds_here_and_there_keeps_the_way_between_them(
    assignment: Assignment, cast: Cast, now: datetime
) -> None:
    TravelTime.objects.create(account=cast.owner, before_minutes=40, after_minutes=20)
    rounds = default_rounds(assignment, today=now.date()).rounds
    some = Asked((replace(rounds[0], place=VIDEO), *_all_at(OFFICE, rounds[1:])))
    mixed = {one.id: one.buffer_minutes for one in problem_for(some, at=now).interviewers}
    alone = {one.id: one.buffer_minutes for one in problem_for(Asked(_all_at(OFFICE, rounds)), at=now).interviewers}
    assert (alone[cast.owner.pk], mixed[cast.owner.pk]) == (15, 40)
