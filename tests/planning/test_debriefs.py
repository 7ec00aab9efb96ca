"""Debriefs on the day of the last interview or the next working day; told by how much where that cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from framdrift.foundation.calendar import national
from framdrift.planning.kickoff.debriefs import late_debriefs, with_debriefs_close
from framdrift.planning.kickoff.problem import Ways, at_once, named_rounds, problem_of
from framdrift.planning.kickoff.rounds import Asked, Part, Round, Sitter
from framdrift.recruiting.kinds import MeetingKind
from framdrift.science.scheduling.answer import Answer
from framdrift.science.scheduling.problem import Problem

ZONE = ZoneInfo("Europe/Stockholm")
MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)
KARIN, ADA, STEP = 1, 2, 7


def on(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE).astimezone(UTC)


def hours(*days: date) -> list[tuple[datetime, datetime]]:
    return [(on(day, 9), on(day, 17)) for day in days]


def days_of_week(*numbers: int) -> list[date]:
    return [MONDAY + timedelta(days=number) for number in numbers]


def asked(*, candidates: int) -> Asked:
    panel = (Sitter(KARIN, Part.SITS),)
    interviews = Round(MeetingKind.INTERVIEW, STEP, 60, candidates, panel, MONDAY, FRIDAY)
    debrief = Round(MeetingKind.DEBRIEF, STEP, 30, 1, (*panel, Sitter(ADA, Part.SITS)), MONDAY, FRIDAY)
    return Asked((interviews, debrief))


def solved(karin: list[date], ada: list[date], *, candidates: int = 3) -> dict[str, list[datetime]]:
    """When the interviews and the debrief are, by kind."""
    wanted = asked(candidates=candidates)
    free = {KARIN: hours(*karin), ADA: hours(*ada)}
    problem = problem_of(wanted, free, {pk: Ways(0, None) for pk in (KARIN, ADA)}, zone=ZONE)

    def solve(part: Problem) -> Answer:
        return at_once(part, clock=lambda: 0.0)

    _problem, found = with_debriefs_close(problem, wanted, days=national(), solve=solve)
    starts: dict[str, list[datetime]] = {}
    for one in sorted(found.held, key=lambda held: held.start):
        starts.setdefault(named_rounds(wanted)[str(one.interview)].kind, []).append(one.start)
    return starts


def waits(starts: dict[str, list[datetime]]) -> dict[int, int]:
    timed = [(STEP, kind, start) for kind, several in starts.items() for start in several]
    return late_debriefs(timed, zone=ZONE, days=national())


def test_a_debrief_follows_at_once_where_everybody_can() -> None:
    week = days_of_week(0, 1, 2, 3, 4)
    found = solved(week, week)
    assert [start.date() for start in found[MeetingKind.INTERVIEW]] == [MONDAY] * 3
    assert found[MeetingKind.DEBRIEF][0].date() == MONDAY


def test_where_the_panel_meets_late_the_last_interview_is_near_it() -> None:
    found = solved(days_of_week(0, 3, 4), days_of_week(4))
    assert len(found[MeetingKind.INTERVIEW]) == 3
    assert found[MeetingKind.DEBRIEF][0].date() == FRIDAY
    assert [start.date() for start in found[MeetingKind.INTERVIEW]] == [MONDAY, MONDAY, FRIDAY - timedelta(days=1)]
    assert waits(found) == {}


def test_where_that_would_lose_a_meeting_the_debrief_stays_late_and_says_so() -> None:
    wanted = asked(candidates=2)
    free = {KARIN: [*hours(MONDAY), (on(FRIDAY, 9), on(FRIDAY, 9, 30))], ADA: hours(FRIDAY)}
    problem = problem_of(wanted, free, {pk: Ways(0, None) for pk in (KARIN, ADA)}, zone=ZONE)
    unchanged, found = with_debriefs_close(
        problem, wanted, days=national(), solve=lambda part: at_once(part, clock=lambda: 0.0)
    )
    assert unchanged is problem
    assert len(found.held) == 3
    timed = [(STEP, named_rounds(wanted)[str(one.interview)].kind, one.start) for one in found.held]
    assert late_debriefs(timed, zone=ZONE, days=national()) == {STEP: 4}


@pytest.mark.parametrize(
    ("day", "late"), [(FRIDAY, {}), (FRIDAY + timedelta(days=3), {}), (date(2026, 12, 8), {STEP: 2})]
)
def test_a_weekend_between_is_no_delay(day: date, late: dict[int, int]) -> None:
    meetings = [(STEP, "interview", on(FRIDAY, 10)), (STEP, "debrief", on(day, 15)), (9, "debrief", on(day, 15))]
    assert late_debriefs(meetings, zone=ZONE, days=national()) == late


def test_seats_of_one_of_these_are_shared_out() -> None:
    """Six interviews an hour each, all of which the first of two could sit alone."""
    some = tuple(Sitter(pk, Part.ONE_OF) for pk in (KARIN, ADA))
    wanted = Asked((Round(MeetingKind.INTERVIEW, STEP, 60, 6, some, MONDAY, FRIDAY),))
    free = {pk: hours(*days_of_week(0, 1, 2, 3, 4)) for pk in (KARIN, ADA)}
    problem = problem_of(wanted, free, {}, zone=ZONE)
    found = at_once(problem, clock=lambda: 0.0)
    sat = [pk for one in found.held for pk in one.interviewers]
    assert (sat.count(KARIN), sat.count(ADA)) == (3, 3)
