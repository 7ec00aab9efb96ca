"""The search for better times: a heavy job, so in a process of its own that ends, and that alone loads the solver.

It tells how far it has come by the sitting's row, looks there for the word to stop, and gives up where a person has
changed the draft meanwhile.
"""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from framdrift.foundation.jobs import job
from framdrift.organisations.access import SYSTEM
from framdrift.planning.kickoff.gathering import problem_for, steps_of
from framdrift.planning.kickoff.problem import as_far_as_it_goes, evenly, left_out_of, meetings_of
from framdrift.planning.kickoff.quick import quickly
from framdrift.planning.kickoff.rounds import from_json
from framdrift.recruiting.actions import sittings
from framdrift.recruiting.kinds import SearchState, SittingState
from framdrift.recruiting.models import Sitting
from framdrift.science.scheduling.answer import Answer, answer
from framdrift.science.scheduling.effort import Effort
from framdrift.science.scheduling.incumbent import Standing
from framdrift.science.scheduling.problem import Problem
from framdrift.science.scheduling.search import Search
from framdrift.science.scheduling.tasks import tasks_of

SECONDS = 15.0
LOOKS_EVERY = 0.5
_MOST_WORKERS = 4

Told = Callable[[Standing], bool]
"""Hears how the search stands every now and then; whether it is to go on."""


@job(queue="heavy", retries=1)
def improve(sitting_id: int, version: int, at: str) -> None:
    """Look for better times for a draft as it stood in `version`, as calendars stand at `at`."""
    mine = Sitting.objects.filter(pk=sitting_id, version=version, state=SittingState.DRAFTED)
    sitting = mine.select_related("assignment").first()
    if sitting is None:
        return
    if importlib.util.find_spec("ortools") is None:
        mine.update(search=SearchState.DONE)
        return
    mine.update(search=SearchState.RUNNING, search_began_at=datetime.fromisoformat(at))
    _improve(sitting, version, at=datetime.fromisoformat(at))


def _improve(sitting: Sitting, version: int, *, at: datetime) -> None:
    mine = Sitting.objects.filter(pk=sitting.pk, version=version, state=SittingState.DRAFTED)
    asked = from_json(sitting.asked)
    first: list[int] = []

    def told(standing: Standing) -> bool:
        first.append(standing.objective)
        saved = max(0, first[0] - standing.objective) if standing.gap is not None else 0
        stop = mine.filter(stop_asked=True).exists()
        going_on = mine.update(gap=standing.gap, tries=len(set(first)), saved_minutes=saved)
        return bool(going_on) and not stop

    problem, _first = quickly(problem_for(asked, at=at), asked, clock=time.monotonic)
    found = searched(problem, told=told, clock=time.monotonic)
    steps = steps_of(sitting.assignment)
    sittings.better_times(
        sitting=sitting,
        version=version,
        wanted=meetings_of(found, asked, steps),
        left_out=left_out_of(found, asked),
        by=SYSTEM,
        at=at,
    )
    stopped = mine.filter(stop_asked=True).exists()
    mine.update(search=SearchState.STOPPED if stopped else SearchState.DONE, gap=found.gap)


def searched(problem: Problem, *, told: Told, clock: Callable[[], float], seconds: float = SECONDS) -> Answer:
    """The best answer within `seconds`, never worse than the greedy one. Ends early where `told` says so."""
    began = clock()

    def solve(part: Problem) -> Answer:
        tasks = tasks_of(part)
        left = max(0.5, seconds - (clock() - began))
        workers = min(os.cpu_count() or 1, _MOST_WORKERS)
        search = Search(tasks, Effort(seconds=left, workers=workers, seed=0), clock=clock)
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(search.run)
            while True:
                try:
                    return answer(tasks, evenly(tasks, running.result(timeout=LOOKS_EVERY)))
                except TimeoutError:
                    if not told(search.incumbent.standing()):
                        search.stop()

    return as_far_as_it_goes(problem, solve)
