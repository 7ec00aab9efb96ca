"""The exact answer beside the same plan drawn many times, and by hand."""

from __future__ import annotations

import random
from math import exp, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framdrift.science.durations import (
    ASSUMED,
    KEPT_SHARE,
    LONG_FACTOR,
    Spread,
    UncertainStep,
    chance_within,
    ends_in,
    learned,
    length_chances,
    log_ratio,
    moved_by,
    planned_days,
    within,
)
from framdrift.science.refusals import InputRefused

CERTAIN = Spread(0.0, 1e-6, 0)
steps = st.lists(st.builds(UncertainStep, work_days=st.integers(0, 8), beside=st.booleans()), min_size=1, max_size=5)


def drawn(plan: list[UncertainStep], *, starts_in: int, dice: random.Random) -> int:
    """One course of a plan, day by day."""
    ended = start = starts_in
    for index, step in enumerate(plan):
        if index and not step.beside:
            start = ended
        ended = max(ended, _one_end(step, start, dice))
    return ended


def _one_end(step: UncertainStep, start: int, dice: random.Random) -> int:
    def length() -> int:
        factor = exp(dice.gauss(step.spread.level, step.spread.scale))
        return int(step.work_days * factor + 0.5) if step.work_days else 0

    if step.booked_in is not None:
        held = max(start, step.booked_in)
        return held if dice.random() < KEPT_SHARE else held + length()
    if step.begun_days is not None:
        whole = next(found for _ in range(100_000) if (found := length()) >= step.begun_days)
        return whole - step.begun_days
    return start + length()


@pytest.mark.parametrize(
    "plan",
    [
        [UncertainStep(3), UncertainStep(10), UncertainStep(2)],
        [UncertainStep(5), UncertainStep(5, beside=True), UncertainStep(4, Spread(0.3, 0.6, 9))],
        [UncertainStep(5, begun_days=6), UncertainStep(3, booked_in=8), UncertainStep(2)],
    ],
)
def test_it_agrees_with_the_same_plan_drawn_many_times(plan: list[UncertainStep]) -> None:
    dice = random.Random(11)
    ends = sorted(drawn(plan, starts_in=1, dice=dice) for _ in range(20_000))
    exact = ends_in(plan, starts_in=1)
    for share in (0.2, 0.5, 0.8):
        day = within(exact, share)
        seen = sum(end <= day for end in ends) / len(ends)
        assert seen == pytest.approx(chance_within(exact, day), abs=0.012)


def test_the_assumption_is_that_one_step_in_five_takes_half_as_long_again() -> None:
    chances = length_chances(100, ASSUMED)
    assert within(chances, 0.5) == 100
    assert within(chances, 0.8) == 100 * LONG_FACTOR


@given(steps, st.integers(0, 5))
@settings(deadline=None)
def test_without_uncertainty_it_is_the_plan(plan: list[UncertainStep], starts_in: int) -> None:
    sure = [UncertainStep(one.work_days, CERTAIN, beside=one.beside) for one in plan]
    exact = ends_in(sure, starts_in=starts_in)
    assert within(exact, 0.5) == planned_days(sure, starts_in=starts_in)
    assert chance_within(exact, planned_days(sure, starts_in=starts_in)) == pytest.approx(1)


@given(steps)
@settings(deadline=None)
def test_chances_sum_to_one_and_a_surer_promise_is_never_earlier(plan: list[UncertainStep]) -> None:
    exact = ends_in(plan)
    assert sum(exact) == pytest.approx(1)
    assert within(exact, 0.5) <= within(exact, 0.8) <= within(exact, 0.95)


@given(st.lists(st.floats(0.2, 5), min_size=1, max_size=60))
def test_what_is_learned_lies_between_the_assumption_and_the_own_mean(ratios: list[float]) -> None:
    logs = [log(one) for one in ratios]
    found = learned(logs)
    mean = sum(logs) / len(logs)
    assert found.n == len(logs)
    assert min(0.0, mean) - 1e-9 <= found.level <= max(0.0, mean) + 1e-9
    assert found.scale > 0


def test_a_level_moves_by_its_own_error_which_falls_with_the_root_of_what_was_seen() -> None:
    few, many = learned([0.2] * 4), learned([0.2] * 399)
    assert moved_by(few, 2.0).level == pytest.approx(few.level + 2 * few.scale / sqrt(10))
    assert moved_by(many, -1.0).level == pytest.approx(many.level - many.scale / sqrt(405))
    assert (moved_by(few, 2.0).scale, moved_by(few, 2.0).n) == (few.scale, few.n)
    assert moved_by(few, 0.0) == few


def test_nothing_learned_is_the_assumption_itself() -> None:
    assert learned([]) == ASSUMED


def test_much_history_of_one_kind_outweighs_the_assumption() -> None:
    found = learned([log_ratio(6, 3)] * 200)
    assert exp(found.level) == pytest.approx(2, rel=0.03)
    assert found.scale < ASSUMED.scale / 2


def test_a_step_that_has_outrun_its_scale_is_given_one_more_day() -> None:
    assert ends_in([UncertainStep(2, begun_days=400)]) == (0.0, 1.0)


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(InputRefused):
        within((1.0,), 1.0)
    with pytest.raises(InputRefused):
        length_chances(-1, ASSUMED)
