"""The pure rules, beside naive versions on random data."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from framdrift.recruiting import rules
from framdrift.recruiting.kinds import Scope, Side, StepType
from framdrift.science.calendars import WorkingDays

PLAIN = WorkingDays()
MONDAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Shape:
    """A step with only what the rules read."""

    position: int
    work_days: int
    parallel: bool = False
    type: str = StepType.SCREENING
    scope: str = Scope.CANDIDACY
    side: str = Side.AGENCY
    response_work_days: int = 2


@dataclass(frozen=True)
class Held:
    """One holding of a ball."""

    side: str
    since: datetime
    ended_at: datetime | None


def test_a_plan_runs_forwards_and_its_latest_dates_backwards() -> None:
    plan = rules.lay_out(
        [Shape(1, 2), Shape(2, 3), Shape(3, 5, parallel=True), Shape(4, 1)], kickoff_on=MONDAY, days=PLAIN
    )
    assert [step.due_on.day for step in plan] == [4, 9, 11, 12]
    assert [step.last_responsible_on.day for step in plan] == [4, 11, 11, 12]
    late = rules.lay_out([Shape(1, 2), Shape(2, 3)], kickoff_on=MONDAY, days=PLAIN, promised_on=date(2026, 11, 16))
    assert [step.last_responsible_on.day for step in late] == [11, 16]


def test_no_latest_date_lies_before_the_plans_own_on_random_plans() -> None:
    rng = random.Random(5)
    for _ in range(200):
        steps = [Shape(n, rng.randint(0, 8), parallel=rng.random() < 0.3) for n in range(1, rng.randint(2, 9))]
        plan = rules.lay_out(steps, kickoff_on=MONDAY + timedelta(days=rng.randint(0, 300)), days=PLAIN)
        assert all(step.last_responsible_on >= step.due_on >= step.starts_on for step in plan)
        assert all(a.starts_on <= b.starts_on for a, b in pairwise(plan))


def at(hour: int) -> datetime:
    """An hour of a long day."""
    return datetime(2026, 11, 2, tzinfo=UTC) + timedelta(hours=hour)


def test_waiting_belongs_to_the_step_with_the_earliest_latest_date() -> None:
    soon, later = date(2026, 11, 5), date(2026, 11, 9)
    balls = [
        (later, Held("client", at(0), at(10))),
        (soon, Held("outside", at(4), at(6))),
        (later, Held("agency", at(10), None)),
    ]
    found = rules.waits(balls, as_of=at(12))
    assert [(w.side, w.since.hour, w.until.hour, w.open) for w in found] == [
        ("client", 0, 4, False),
        ("outside", 4, 6, False),
        ("client", 6, 10, False),
        ("agency", 10, 12, True),
    ]


def test_a_pause_belongs_to_nobody() -> None:
    found = rules.waits([(MONDAY, Held("agency", at(0), None))], pauses=[(at(2), at(5))], as_of=at(8))
    assert [(w.since.hour, w.until.hour, w.open) for w in found] == [(0, 2, False), (5, 8, True)]


def test_waits_agree_with_counting_hour_by_hour() -> None:
    rng = random.Random(11)
    for _ in range(150):
        balls = []
        for _ in range(rng.randint(1, 5)):
            start = rng.randint(0, 30)
            end = None if rng.random() < 0.3 else at(start + rng.randint(1, 20))
            balls.append((MONDAY + timedelta(days=rng.randint(0, 3)), Held(rng.choice("abcd"), at(start), end)))
        pauses = [(at(10), at(14))] if rng.random() < 0.5 else []
        total: dict[str, float] = {}
        for wait in rules.waits(balls, pauses=pauses, as_of=at(40)):
            total[wait.side] = total.get(wait.side, 0) + (wait.until - wait.since) / timedelta(hours=1)
        assert total == _hour_by_hour(balls, pauses)


def _hour_by_hour(balls: list[tuple[date, Held]], pauses: list[tuple[datetime, datetime]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for hour in range(40):
        if any(since <= at(hour) < until for since, until in pauses):
            continue
        running = [
            (latest, ball.since, index, ball.side)
            for index, (latest, ball) in enumerate(balls)
            if ball.since <= at(hour) and (ball.ended_at is None or at(hour) < ball.ended_at)
        ]
        if running:
            side = min(running)[3]
            total[side] = total.get(side, 0) + 1.0
    return total


def test_a_promise_is_broken_once_its_instant_has_passed_unkept() -> None:
    say = {"due_at": at(5), "withdrawn_at": None}
    assert not rules.is_broken(kept_at=at(5), as_of=at(9), **say)
    assert rules.is_broken(kept_at=at(6), as_of=at(9), **say)
    assert rules.is_broken(kept_at=None, as_of=at(6), **say)
    assert not rules.is_broken(due_at=at(5), kept_at=None, withdrawn_at=at(4), as_of=at(9))


def test_a_guarantee_ends_on_the_same_day_or_the_months_last() -> None:
    assert rules.guarantee_until(date(2026, 8, 31), months=6) == date(2027, 2, 28)
    assert rules.guarantee_until(date(2026, 12, 15), months=6) == date(2027, 6, 15)
