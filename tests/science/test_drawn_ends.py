"""Drawn ways through a plan: beside the exact sum, beside a naive walk, and what pace, days off and setbacks do."""

from __future__ import annotations

from math import log
from random import Random
from statistics import fmean, pstdev

import pytest

from framdrift.science.drawn_ends import (
    ALIKE,
    ASSUMED_TAU,
    TAU_WEIGHT,
    Pace,
    Setback,
    Way,
    draw_ends,
    pace_after,
    quantile,
    tau_of,
)
from framdrift.science.durations import Spread, UncertainStep, ends_in, within
from framdrift.science.refusals import InputRefused

STEPS = [
    UncertainStep(3, Spread(0.1, 0.4, 9)),
    UncertainStep(5, Spread(0.0, 0.5, 9), beside=True),
    UncertainStep(4, Spread(0.3, 0.6, 9)),
    UncertainStep(2),
]


@pytest.mark.parametrize(
    "steps",
    [
        STEPS,
        [UncertainStep(4, Spread(0.2, 0.5, 3), begun_days=5), *STEPS],
        [UncertainStep(4, booked_in=6), *STEPS[2:]],
        [UncertainStep(0), UncertainStep(1)],
    ],
)
def test_without_pace_days_off_and_setbacks_it_is_the_exact_sum(steps: list[UncertainStep]) -> None:
    drawn = draw_ends(Way(steps), draws=8000, seed=3)
    last = [max(ends) for ends in drawn.draws]
    exact = ends_in(steps)
    for day, chance in enumerate(exact):
        assert last.count(day) / len(last) == pytest.approx(chance, abs=0.02)
    assert quantile(last, 0.8) == pytest.approx(within(exact, 0.8), abs=1)


def test_days_off_are_jumped_over_as_by_a_naive_walk() -> None:
    rng = Random(5)
    for _ in range(200):
        off = frozenset(rng.sample(range(1, 40), rng.randint(0, 12)))
        length = rng.randint(1, 9)
        sure = Spread(0.0, 0.0001, 99)
        (ends,) = draw_ends(Way([UncertainStep(length, sure)], off={0: off}), draws=1, seed=rng.randrange(99)).draws
        day = left = 0
        while left < length:
            day += 1
            left += day not in off
        assert abs(ends[0] - day) <= 1 if length > 6 else ends[0] == day


def test_a_shared_pace_widens_the_sum_and_not_the_step() -> None:
    steps = [UncertainStep(6, Spread(0.0, 0.5, 9))] * 6
    alone = draw_ends(Way(steps), draws=3000, seed=1)
    together = draw_ends(Way(steps), pace=Pace(0.0, 0.4, 0.4), draws=3000, seed=1)
    assert pstdev(together.of(0)) == pytest.approx(pstdev(alone.of(0)), rel=0.12)
    assert pstdev(together.of(5)) > 1.4 * pstdev(alone.of(5))


def test_a_setback_costs_the_steps_it_leads_back_over() -> None:
    sure = [UncertainStep(5, Spread(0.0, 0.0001, 99))] * 3
    never = draw_ends(Way(sure, behind=1), draws=10, seed=1)
    assert set(never.of(2)) == {10}
    always_once = draw_ends(Way(sure, behind=1, setbacks={2: Setback(0.5, (2,))}), draws=4000, seed=1)
    counts = {days: always_once.of(2).count(days) / 4000 for days in (10, 25, 40)}
    assert counts[10] == pytest.approx(0.5, abs=0.03)
    assert counts[25] == pytest.approx(0.25, abs=0.03)
    assert set(always_once.of(1)) == {5}, "a step is passed when it is first passed"


def test_what_is_taken_anew_has_its_own_length() -> None:
    """Nearly sure lengths, so that every draw can be walked by hand: the first way 5 days a step, anew 2."""
    first, anew = Spread(0.0, 0.0001, 99), Spread(log(2 / 5), 0.0001, 99)
    steps = [UncertainStep(5, first)] * 3
    setbacks = {2: Setback(0.5, (1, 2))}
    drawn = draw_ends(Way(steps, setbacks=setbacks, anew=dict.fromkeys(range(3), anew)), draws=4000, seed=1).of(2)
    rng, walked = Random(4), []
    for _ in range(4000):
        day = 15
        while rng.random() < 0.5:
            day += 2 * (rng.choice((1, 2)) + 1)
        walked.append(day)
    assert set(drawn) <= {15, *range(19, 400)}
    assert drawn.count(15) / 4000 == pytest.approx(0.5, abs=0.03)
    assert fmean(drawn) == pytest.approx(fmean(walked), abs=0.4)
    begun = draw_ends(Way([UncertainStep(5, first, begun_days=3)], anew={0: anew}), draws=20, seed=1)
    assert set(begun.of(0)) == {2}, "a step that nobody was led back to keeps its own"


def test_a_step_is_not_passed_before_its_meeting() -> None:
    drawn = draw_ends(Way([UncertainStep(2), UncertainStep(1)], not_before={0: 12}), draws=200, seed=1)
    assert min(drawn.of(0)) == 12
    assert min(drawn.of(1)) >= 12


def test_the_same_seed_gives_the_same_draws() -> None:
    way = Way(STEPS, setbacks={2: Setback(0.2, (1, 2))})
    assert draw_ends(way, draws=50, seed=9) == draw_ends(way, draws=50, seed=9)
    assert draw_ends(way, draws=50, seed=9) != draw_ends(way, draws=50, seed=10)


def test_steps_done_tell_of_the_pace() -> None:
    slow = pace_after([(0.6, 0.5)] * 4, tau=0.3)
    assert 0.2 < slow.mean < 0.6
    assert slow.sd < 0.3
    assert pace_after([], tau=0.3) == Pace(0.0, 0.3, 0.3)
    assert pace_after([(1.0, 0.5)], tau=0.0) == ALIKE
    # by hand: prior 1/.09, four observations with own variance .25 - .09
    weight = 1 / 0.09 + 4 / 0.16
    assert slow.mean == pytest.approx(4 * 0.6 / 0.16 / weight)


def test_the_worked_example_of_a_shared_spread() -> None:
    """docs/science/forecast.md."""
    assert tau_of([(1, 0.3), (1, 0.2)]) == pytest.approx(0.202, abs=5e-4)


def test_the_shared_spread_is_found_again() -> None:
    rng = Random(11)
    told = []
    for case in range(400):
        pace = rng.gauss(0, 0.35)
        told += [(case, pace + rng.gauss(0, 0.4)) for _ in range(6)]
    assert tau_of(told) == pytest.approx(0.35, abs=0.04)
    assert tau_of([]) == pytest.approx(ASSUMED_TAU)
    apart = [(case, sign * log(2)) for case in range(200) for sign in (1, -1)]
    assert tau_of(apart) == 0.0
    by_hand = (TAU_WEIGHT * ASSUMED_TAU**2 + 0.5 * 0.3) / (TAU_WEIGHT + 1)
    assert tau_of([(1, 0.5), (1, 0.3)]) == pytest.approx(by_hand**0.5)


def test_quantiles_are_values_that_were_seen() -> None:
    values = [5, 1, 3, 2, 4]
    assert [quantile(values, share) for share in (0.2, 0.5, 0.8, 0.81, 1)] == [1, 3, 4, 5, 5]
    assert fmean(values) == 3


def test_at_least_one_draw() -> None:
    with pytest.raises(InputRefused):
        draw_ends(Way(STEPS), draws=0, seed=1)
