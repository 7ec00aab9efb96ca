"""The search beside a naive one that goes through every plan, on small problems of every kind."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings

from framdrift.cli.language import language
from framdrift.cli.plan_words import document_of
from framdrift.science.scheduling.answer import answer
from framdrift.science.scheduling.effort import Effort
from framdrift.science.scheduling.greedy import greedy, value
from framdrift.science.scheduling.pools import simple_bound
from framdrift.science.scheduling.reading import problem_of
from framdrift.science.scheduling.relaxation import Relaxation
from framdrift.science.scheduling.search import Search
from framdrift.science.scheduling.tasks import tasks_of
from tests.science.scheduling.naive import TooMany, best, faults, objective, rows_of
from tests.science.scheduling.problems import problems

WORDS = language("en")
SOME = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
MANY = settings(SOME, max_examples=400)


def planned(problem: dict[str, Any], *, deterministic: float = 20.0) -> dict[str, Any]:
    """The answer document, searched for until it is proven or the deterministic effort is spent."""
    tasks = tasks_of(problem_of(problem))
    effort = Effort(seconds=None, deterministic=deterministic)
    standing = Search(tasks, effort, clock=itertools.count().__next__).run()
    return json.loads(json.dumps(document_of(answer(tasks, standing), WORDS, seconds=0)))


def truth(problem: dict[str, Any]) -> tuple[int, int]:
    """(most held, least objective); problems too large for going through everything are passed over."""
    try:
        return best(problem)
    except TooMany:
        reject()


def agrees(problem: dict[str, Any]) -> None:
    """The search finds the best plan and proves it; the plan keeps every rule."""
    found = planned(problem)
    rows = rows_of(problem, found)
    assert list(faults(problem, rows)) == []
    most, least = truth(problem)
    assert (len(rows), objective(problem, rows)) == (most, least)
    assert found["objective"] == least
    assert found["held_bound"] == most
    assert found["bound"] == least
    assert found["gap"] == 0
    assert found["status"] == ("optimal" if rows else "none_held")
    assert {one["interview"] for one in found["not_held"]} == {one["id"] for one in problem["interviews"]} - {
        row[0] for row in rows
    }


def never_too_high(problem: dict[str, Any]) -> None:
    """The cheap bounds and those of the relaxation never lie above the truth; greedy plans keep every rule."""
    tasks = tasks_of(problem_of(problem))
    most, least = truth(problem)
    plan = greedy(tasks, seed=1, tries=3, more=lambda: True)
    assert len(plan) <= most <= len(tasks.possible)
    assert simple_bound(tasks, most) <= least
    if not Relaxation.fits(tasks):
        return
    counting = Relaxation(tasks, counting=True)
    assert counting.as_bound(counting.solve(-float(len(plan)), lambda: True).bound) >= most
    if most == len(tasks.possible) and not tasks.makespan:
        relaxation = Relaxation(tasks)
        upper = float(value(tasks, plan)[1]) if len(plan) == most else float("inf")
        assert relaxation.as_bound(relaxation.solve(upper, lambda: True).bound) <= least


@SOME
@given(problems())
def test_as_good_as_going_through_everything(problem: dict[str, Any]) -> None:
    agrees(problem)


@SOME
@given(problems())
def test_no_bound_is_too_high(problem: dict[str, Any]) -> None:
    never_too_high(problem)


@pytest.mark.nightly
@MANY
@given(problems())
def test_as_good_as_going_through_everything_in_full(problem: dict[str, Any]) -> None:
    agrees(problem)


@pytest.mark.nightly
@MANY
@given(problems())
def test_no_bound_is_too_high_in_full(problem: dict[str, Any]) -> None:
    never_too_high(problem)
