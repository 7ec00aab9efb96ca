"""Candidates who choose among a round's interviews can choose a day, where that costs nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from framdrift.foundation.calendar import national
from framdrift.planning.kickoff.choice import with_days_to_choose
from framdrift.planning.kickoff.debriefs import with_debriefs_close
from framdrift.planning.kickoff.problem import Ways, at_once, named_rounds, problem_of
from framdrift.recruiting.kinds import MeetingKind
from framdrift.science.scheduling.answer import Answer
from framdrift.science.scheduling.problem import Problem
from tests.planning.test_debriefs import ADA, FRIDAY, KARIN, MONDAY, ZONE, asked, days_of_week, hours

WEEK = days_of_week(0, 1, 2, 3, 4)
TUESDAY = MONDAY + timedelta(days=1)


def interview_days(karin: list[date], ada: list[date], *, candidates: int) -> Counter[date]:
    """How many interviews each day holds, everything that is asked for being held."""
    wanted = asked(candidates=candidates)
    free = {KARIN: hours(*karin), ADA: hours(*ada)}
    problem = problem_of(wanted, free, {pk: Ways(0, None) for pk in (KARIN, ADA)}, zone=ZONE)

    def solve(part: Problem) -> Answer:
        return at_once(part, clock=lambda: 0.0)

    closer, first = with_debriefs_close(problem, wanted, days=national(), solve=solve)
    _problem, found = with_days_to_choose(closer, wanted, first, days=national(), solve=solve)
    assert len(found.held) == candidates + 1
    kinds = named_rounds(wanted)
    return Counter(one.start.date() for one in found.held if kinds[str(one.interview)].kind == MeetingKind.INTERVIEW)


@pytest.mark.parametrize(("candidates", "told"), [(6, {MONDAY: 3, TUESDAY: 3}), (3, {MONDAY: 2, TUESDAY: 1})])
def test_interviews_lie_on_two_days_where_the_panel_can(candidates: int, told: dict[date, int]) -> None:
    assert interview_days(WEEK, WEEK, candidates=candidates) == told


def test_one_interview_needs_no_second_day() -> None:
    assert interview_days(WEEK, WEEK, candidates=1) == {MONDAY: 1}


def test_a_panel_that_has_one_day_keeps_it() -> None:
    assert interview_days([MONDAY], WEEK, candidates=4) == {MONDAY: 4}


def test_a_day_far_off_is_no_choice() -> None:
    assert interview_days([MONDAY, FRIDAY], WEEK, candidates=4) == {MONDAY: 4}


def test_a_debrief_that_only_the_first_day_has_room_for_is_not_lost() -> None:
    assert interview_days(WEEK, [MONDAY], candidates=4) == {MONDAY: 4}
