"""What goes beyond the file format: time between interviews, and a fair share of the work."""

from __future__ import annotations

import itertools
from dataclasses import replace

from benchmarks.scheduling.generate import problem as benchmark
from framdrift.science.scheduling.answer import answer
from framdrift.science.scheduling.effort import Effort
from framdrift.science.scheduling.incumbent import Standing
from framdrift.science.scheduling.load import minutes_held, shared_evenly
from framdrift.science.scheduling.problem import Problem
from framdrift.science.scheduling.reading import problem_of
from framdrift.science.scheduling.search import Search
from framdrift.science.scheduling.tasks import Tasks, tasks_of
from tests.science.scheduling.naive import faults, rows_of


def searched(tasks: Tasks) -> Standing:
    effort = Effort(seconds=None, deterministic=0.2, workers=1)
    return Search(tasks, effort, clock=itertools.count().__next__).run()


def with_buffers(problem: Problem, *, minutes: int) -> Problem:
    return replace(
        problem,
        interviewers=tuple(replace(one, buffer_minutes=minutes) for one in problem.interviewers),
        candidates=tuple(replace(one, buffer_minutes=minutes) for one in problem.candidates),
    )


def test_a_buffer_stays_empty_between_two_interviews_of_a_person() -> None:
    tasks = tasks_of(with_buffers(problem_of(benchmark(12, 7, 1)), minutes=20))
    assert tasks.unit_minutes == 30
    held = answer(tasks, searched(tasks)).held
    assert len(held) == 24
    for left, right in itertools.combinations(held, 2):
        if set(left.interviewers) & set(right.interviewers) or left.candidate == right.candidate:
            first, second = sorted((left, right), key=lambda one: one.start)
            assert (second.start - first.end).total_seconds() >= 20 * 60


def test_sharing_evenly_moves_no_interview_and_brings_people_nearer() -> None:
    document = benchmark(20, 8, 2)
    tasks = tasks_of(problem_of(document))
    standing = searched(tasks)
    before = dict(standing.plan)
    after = shared_evenly(tasks, before)
    assert {number: one.start for number, one in after.items()} == {number: one.start for number, one in before.items()}
    unfair, fair = minutes_held(tasks, before), minutes_held(tasks, after)
    assert sum(unfair.values()) == sum(fair.values())
    assert sum(one**2 for one in fair.values()) < sum(one**2 for one in unfair.values())
    found = answer(tasks, replace(standing, plan=after))
    held = [
        {"interview": one.interview, "start": one.start.isoformat(), "end": one.end.isoformat()}
        | {"interviewers": list(one.interviewers)}
        for one in found.held
    ]
    assert list(faults(document, rows_of(document, {"held": held}))) == []
