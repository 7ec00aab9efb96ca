"""The policy called framdrift asks the product's rules: what it orders follows them, and changes when they do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from framdrift.cli import product_policy
from framdrift.cli.product_policy import Framdrift, at_instant, next_news_on, on_day, plan_rows
from framdrift.cli.scenario_files import shipped
from framdrift.cli.simulate import known_policies
from framdrift.momentum.rules import Item
from framdrift.recruiting.rules import NEWS_WORK_DAYS
from framdrift.science.simulation.agency import Agency
from framdrift.science.simulation.cases import Ask, Assignment, Candidate, Question, Stage, Task, Work
from framdrift.science.simulation.comparing import replicate, summarised
from framdrift.science.simulation.policy import Desk, News, Nudge
from framdrift.science.simulation.scenario import scenario_of
from framdrift.science.simulation.world import world_of
from tests.science.simulation.worlds import short

REFERENCE = Path(__file__).parent / "simulation_reference.json"
WORSE_LOST, WORSE_FIT = 0.01, 0.02
"""A change of the rules may not lose more than a point of favourites, or this much fit of hires."""


def _row(index: int = 0, begins: float = 0.0) -> Assignment:
    return Assignment(index=index, client=0, consultant=0, begins=begins)


def _candidate(row: Assignment, stage: Stage, since: float) -> Candidate:
    candidate = Candidate(row=row, place=len(row.candidates))
    candidate.stage, candidate.since, candidate.last_news = stage, since, since
    row.candidates.append(candidate)
    return candidate


def _work(row: Assignment, work: Work, since: float) -> Task:
    task = Task(work=work, row=row, candidate=None, minutes=30, since=since)
    row.tasks.append(task)
    return task


def _ask(row: Assignment, question: Question, since: float) -> Ask:
    ask = Ask(question=question, row=row, candidate=None, left=1, mean=3, since=since)
    row.asks.append(ask)
    return ask


def _ordered(rows: Sequence[Assignment], now: float, *, week: int = 0) -> list[object]:
    tasks = [task for row in rows for task in row.tasks]
    desk = Desk(now=now, minutes=100, tasks=tasks, rows=rows, week=lambda client: week, hazards=lambda candidate: 0.0)
    return [deed.ask if isinstance(deed, Nudge) else deed for deed in Framdrift().order(desk)]


def test_days_are_working_days() -> None:
    assert [on_day(day) for day in (0, 4.5, 5, 12)] == [
        date(2024, 1, 1),
        date(2024, 1, 5),
        date(2024, 1, 8),
        date(2024, 1, 17),
    ]
    assert at_instant(5.5).isoformat() == "2024-01-08T12:30:00+00:00"


def test_classes_stand_in_the_products_order() -> None:
    """A broken promise, then decisions, then silence, then the evidence a gate lacks, then the rest by wait."""
    row = _row()
    screen, references = _work(row, Work.SCREEN, 1), _work(row, Work.REFERENCES, 8)
    decision = _work(row, Work.DECISION, 9)
    silent = _candidate(row, Stage.REVIEW, 2)
    broken = _candidate(row, Stage.REVIEW, 9)
    broken.broken_at = 10
    found = _ordered([row], 10.5)
    assert [one.candidate if isinstance(one, News) else one for one in found] == [
        broken, decision, silent, references, screen,
    ]  # fmt: skip


def test_within_a_class_the_longest_wait_comes_first() -> None:
    row = _row()
    later, earlier = _work(row, Work.DEBRIEF, 6), _work(row, Work.DEBRIEF, 5)
    assert _ordered([row], 7) == [earlier, later]


def test_a_client_is_reminded_when_overdue_and_within_the_bounds() -> None:
    row = _row()
    ask = _ask(row, Question.REVIEW, 3)
    assert _ordered([row], 5.5) == []
    assert _ordered([row], 6) == [ask]
    ask.nudges, ask.nudged_at = 1, 6
    assert _ordered([row], 7) == []
    assert _ordered([row], 7.5) == [ask]
    assert _ordered([row], 7.5, week=3) == []
    ask.nudges = 5
    assert _ordered([row], 20) == []


def test_a_candidate_hears_in_the_products_rhythm() -> None:
    candidate = _candidate(_row(), Stage.COMPLETE, 10)
    assert next_news_on(candidate) == on_day(13)
    candidate.last_news = 12.0
    assert next_news_on(candidate) == on_day(12 + NEWS_WORK_DAYS)


def test_the_plan_is_dated_by_the_products_rule() -> None:
    scenario = scenario_of(shipped("hot"))
    booking = Framdrift().book(scenario)
    assert booking.review_from == booking.first_from == 0
    assert booking.latest["offer"] - booking.latest["decision"] == scenario.plan.offer
    assert booking.latest["references"] == booking.latest["decision"] - scenario.plan.decision
    assert booking.response_days == scenario.plan.response_days
    assert [row.parallel for row in plan_rows(scenario)] == [False] + [True] * 6 + [False] * 2


def test_other_rules_are_another_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are asked, not repeated: replacing one of them changes what happens."""
    world = world_of(short(), seed=1, replication=0)

    def messages() -> tuple[int, int]:
        rows = Agency(world, Framdrift()).run()
        return sum(row.nudges for row in rows), sum(row.news_given for row in rows)

    nudges, news = messages()
    assert nudges and news
    monkeypatch.setattr(product_policy, "may_nudge", lambda **_: False)
    assert messages()[0] == 0
    monkeypatch.setattr(product_policy, "NEWS_WORK_DAYS", 2)
    assert messages()[1] > news


def test_order_comes_from_today(monkeypatch: pytest.MonkeyPatch) -> None:
    row = _row()
    first, second = _work(row, Work.DEBRIEF, 1), _work(row, Work.DEBRIEF, 2)
    assert _ordered([row], 3) == [first, second]
    real = product_policy.day_of

    def turned(items: Sequence[Item], *, minutes_per_day: int) -> object:
        day = real(items, minutes_per_day=minutes_per_day)
        return type(day)(day.first[::-1], day.more, day.offered, minutes_per_day)

    monkeypatch.setattr(product_policy, "day_of", turned)
    assert _ordered([row], 3) == [second, first]


def _compare_with_reference(name: str) -> None:
    stored = json.loads(REFERENCE.read_text())[name]
    policies = [known_policies()[one] for one in ("alert5", "framdrift")]
    scenario = scenario_of(shipped("hot"))
    found = replicate(scenario, policies, replications=stored["replications"], seed=stored["seed"])
    told = {policy: summarised(rows) for policy, rows in found.items()}
    for policy, tolerance in (("alert5", 1e-6), ("framdrift", None)):
        for key, worse in (("lost_to_slowness", WORSE_LOST), ("fit_of_hires", WORSE_FIT)):
            mean, was = told[policy][key].mean, stored[policy][key]
            assert mean is not None
            if tolerance is not None:
                assert mean == pytest.approx(was, abs=tolerance), f"the model itself has changed: {key}"
            elif key == "lost_to_slowness":
                assert mean <= was + worse, f"{name}: favourites lost {was:.4f} -> {mean:.4f}"
            else:
                assert mean >= was - worse, f"{name}: fit of hires {was:.4f} -> {mean:.4f}"


def test_the_rules_are_as_good_as_they_were() -> None:
    """The stored run; written by `python -m benchmarks.simulation.reference` after a decision page says why."""
    _compare_with_reference("small")


@pytest.mark.nightly
def test_the_rules_are_as_good_as_they_were_in_many_worlds() -> None:
    _compare_with_reference("full")
