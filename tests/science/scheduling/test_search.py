"""The search on problems of real size: the same every time, stopped at once, valid, and within its bounds."""

from __future__ import annotations

import itertools
import json
import threading
import time
from typing import Any

import pytest

from benchmarks.scheduling.generate import problem as benchmark
from framdrift.cli.language import language
from framdrift.cli.plan_words import document_of
from framdrift.science.scheduling.answer import answer
from framdrift.science.scheduling.effort import Effort
from framdrift.science.scheduling.greedy import greedy, value
from framdrift.science.scheduling.incumbent import Standing, Status
from framdrift.science.scheduling.reading import problem_of
from framdrift.science.scheduling.search import Search
from framdrift.science.scheduling.tasks import Tasks, tasks_of
from tests.architecture.test_hidden_dependencies import imported_by
from tests.science.scheduling.naive import faults, objective, rows_of


def searched(tasks: Tasks, *, deterministic: float = 0.5, seed: int = 7) -> Standing:
    effort = Effort(seconds=None, deterministic=deterministic, workers=1, seed=seed)
    return Search(tasks, effort, clock=itertools.count().__next__).run()


def rows(problem: dict[str, Any], tasks: Tasks, standing: Standing) -> Any:
    document = document_of(answer(tasks, standing), language("en"), seconds=0)
    return rows_of(problem, json.loads(json.dumps(document)))


def scarce() -> dict[str, Any]:
    """Too few people for everybody: not all can be held."""
    problem = benchmark(14, 7, 1)
    for person in problem["interviewers"]:
        person["free"] = person["free"][:3]
        person["max_per_day"] = 3
    return problem


@pytest.fixture(scope="module")
def forty() -> Tasks:
    return tasks_of(problem_of(benchmark(40, 15, 1)))


def test_one_worker_under_deterministic_time_gives_the_same_plan(forty: Tasks) -> None:
    first, second = searched(forty), searched(forty)
    assert first == second
    assert first.status is Status.FEASIBLE


def test_searching_is_better_than_the_first_plan_and_keeps_every_rule(forty: Tasks) -> None:
    problem = benchmark(40, 15, 1)
    first = greedy(forty, seed=7, tries=1, more=lambda: True)
    found = searched(forty)
    held = rows(problem, forty, found)
    assert list(faults(problem, held)) == []
    assert objective(problem, held) == found.objective < value(forty, first)[1]
    assert found.bound is not None
    assert found.bound < found.objective < 1.15 * found.bound


def test_scarce_time_holds_as_many_as_are_proven_possible_or_says_how_many_could_be() -> None:
    problem = scarce()
    tasks = tasks_of(problem_of(problem))
    found = searched(tasks)
    held = rows(problem, tasks, found)
    assert list(faults(problem, held)) == []
    assert 0 < len(held) <= found.held_bound < len(tasks.tasks)
    assert (found.bound is None) == (len(held) < found.held_bound)


def test_the_greedy_answer_takes_less_than_a_second() -> None:
    tasks = tasks_of(problem_of(benchmark(200, 30, 1)))
    began = time.process_time()
    plan = greedy(tasks, seed=1, tries=1, more=lambda: True)
    assert time.process_time() - began < 1
    assert len(plan) == 400


def test_stopping_from_another_thread_ends_the_search_soon(forty: Tasks) -> None:
    better = threading.Event()
    search = Search(forty, Effort(seconds=600, workers=2), clock=time.monotonic, told=lambda _standing: better.set())
    running = threading.Thread(target=search.run)
    running.start()
    assert better.wait(60)
    while running.is_alive():
        search.stop()
        running.join(0.1)
    assert len(search.incumbent.standing().plan) == 80


def test_stopped_before_it_began_there_is_still_a_plan(forty: Tasks) -> None:
    search = Search(forty, Effort(seconds=600), clock=time.monotonic)
    search.stop()
    assert len(search.run().plan) == 80


def test_a_web_worker_that_asks_for_a_plan_loads_no_solver() -> None:
    asked = "import framdrift.science.scheduling.search, framdrift.science.scheduling.answer"
    assert imported_by(asked) == []
