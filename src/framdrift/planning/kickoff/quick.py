"""The answer at once, with the sitting's own rules in it."""

from __future__ import annotations

from collections.abc import Callable

from framdrift.foundation.calendar import working_days
from framdrift.planning.kickoff.choice import with_days_to_choose
from framdrift.planning.kickoff.debriefs import with_debriefs_close
from framdrift.planning.kickoff.problem import GREEDY_SECONDS, at_once
from framdrift.planning.kickoff.rounds import Asked
from framdrift.science.scheduling.answer import Answer
from framdrift.science.scheduling.problem import Problem


def quickly(problem: Problem, asked: Asked, *, clock: Callable[[], float]) -> tuple[Problem, Answer]:
    """The problem with debriefs close to their interviews and a choice of days where they can be, and its greedy
    answer, in less than a second: what the first attempt leaves of the time is the later ones'."""
    began = clock()

    def solve(part: Problem) -> Answer:
        left = GREEDY_SECONDS - (clock() - began)
        return at_once(part, clock=clock, seconds=max(left, 0.0) / 2)

    days = working_days()
    closer, found = with_debriefs_close(problem, asked, days=days, solve=solve)
    return with_days_to_choose(closer, asked, found, days=days, solve=solve)
