"""Pinball loss beside its definition, the true quantile beside every other, and the comparison of two forecasts."""

from __future__ import annotations

from random import Random

import pytest

from framdrift.science.hazards.verdicts import Verdict
from framdrift.science.quantile_scores import FEWEST, compare, pinball
from framdrift.science.refusals import InputRefused


def test_the_loss_by_hand() -> None:
    assert pinball([0.5], [10], 14) == 2
    assert pinball([0.5], [10], 6) == 2
    assert pinball([0.9], [10], 14) == pytest.approx(3.6)
    assert pinball([0.9], [10], 6) == pytest.approx(0.4)
    assert pinball([0.1, 0.5, 0.8, 0.9], [5, 10, 15, 20], 12) == pytest.approx(0.775), "docs/science/forecast.md"
    assert pinball([0.1, 0.9], [10, 10], 14) == pytest.approx((0.4 + 3.6) / 2)


def test_the_true_quantile_loses_least() -> None:
    rng = Random(2)
    came = [rng.gauss(20, 5) for _ in range(20_000)]
    losses = {shift: sum(pinball([0.8], [24.208 + shift], one) for one in came) for shift in (-2, -1, 0, 1, 2)}
    assert min(losses, key=lambda shift: losses[shift]) == 0


def test_it_agrees_with_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = Random(4)
    came, told = [[rng.uniform(0, 30) for _ in range(100)] for _ in range(2)]
    for level in (0.1, 0.5, 0.8, 0.9):
        own = sum(pinball([level], [q], y) for q, y in zip(told, came, strict=True)) / 100
        assert own == pytest.approx(metrics.mean_pinball_loss(came, told, alpha=level), rel=1e-9)


def test_better_only_when_the_whole_interval_says_so() -> None:
    rng = Random(1)
    losses = [rng.uniform(0, 4) for _ in range(60)]
    assert compare(losses, [one + 1 for one in losses], seed=1).verdict is Verdict.BETTER
    assert compare(losses, [one - 1 for one in losses], seed=1).verdict is Verdict.WORSE
    assert compare(losses, [one + rng.gauss(0, 1) for one in losses], seed=1).verdict is Verdict.NO_BETTER
    few = compare(losses[: FEWEST - 1], [one + 1 for one in losses[: FEWEST - 1]], seed=1)
    assert (few.verdict, few.n) == (Verdict.TOO_FEW, FEWEST - 1)
    assert compare([], [], seed=1).loss is None


def test_nonsense_is_refused() -> None:
    with pytest.raises(InputRefused):
        pinball([0.5], [], 1)
    with pytest.raises(InputRefused):
        compare([1.0], [], seed=1)
