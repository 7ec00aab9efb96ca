"""A round's interviews lie on two days at least, so that candidates who choose among them can choose a day.

The search alone puts them all on the first day when the panel can. Where that happens the later half is asked for on
the working days just after, if the round's own days reach so far. It is kept only where it loses no meeting and makes
no debrief late. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from framdrift.planning.kickoff.debriefs import days_window, late_in
from framdrift.planning.kickoff.problem import names_of
from framdrift.planning.kickoff.rounds import Asked, Round
from framdrift.recruiting.kinds import MeetingKind
from framdrift.science.calendars import WorkingDays, local_date
from framdrift.science.scheduling.answer import Answer
from framdrift.science.scheduling.problem import Problem

WORK_DAYS_ON = 2
"""How soon after the first day the other half is: a longer wait would cost more than the choice is worth."""


def with_days_to_choose(
    problem: Problem, asked: Asked, found: Answer, *, days: WorkingDays, solve: Callable[[Problem], Answer]
) -> tuple[Problem, Answer]:
    """The problem with each round of interviews on two days where that costs no meeting, and its answer by `solve`."""
    for one in asked.rounds:
        if one.kind != MeetingKind.INTERVIEW:
            continue
        spread = _spread(problem, one, found, days)
        if spread is None:
            continue
        again = solve(spread)
        was, late = (late_in(answer, asked, problem.zone, days) for answer in (found, again))
        if len(again.held) >= len(found.held) and late.keys() <= was.keys():
            problem, found = spread, again
    return problem, found


def _spread(problem: Problem, one: Round, found: Answer, days: WorkingDays) -> Problem | None:
    """The problem with the later half of a round on the days after the one that holds it all; None where there is
    nothing to spread, or no day for it."""
    mine = set(names_of(one))
    names = [str(held.interview) for held in found.held if held.interview in mine]
    held_on = {local_date(held.start, problem.zone) for held in found.held if held.interview in mine}
    if len(names) < 2 or len(held_on) > 1:
        return None
    (day,) = held_on
    first, last = days.add(day, 1), min(days.add(day, WORK_DAYS_ON), one.last_on)
    if first > last:
        return None
    later = set(names[(len(names) + 1) // 2 :])
    free = days_window(first, last, problem.zone)
    return replace(
        problem, interviews=tuple(replace(row, free=free) if row.id in later else row for row in problem.interviews)
    )
