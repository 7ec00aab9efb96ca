"""Common random numbers: whoever belongs to a world is the same in it, whatever is asked of the world."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from framdrift.science.simulation.judgement import Signals, estimate, estimate_one, favourites, signals_of
from framdrift.science.simulation.world import World, world_of
from tests.science.simulation.worlds import short


def _arrays(world: World) -> dict[str, np.ndarray]:
    return {one.name: value for one in fields(world) if isinstance(value := getattr(world, one.name), np.ndarray)}


def test_the_same_seed_is_the_same_world() -> None:
    one, other = (_arrays(world_of(short(), seed=3, replication=2)) for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize(("seed", "replication"), [(4, 2), (3, 1)])
def test_another_seed_or_replication_is_another_world(seed: int, replication: int) -> None:
    one = _arrays(world_of(short(), seed=3, replication=2))
    other = _arrays(world_of(short(), seed=seed, replication=replication))
    same = {name for name in one if np.array_equal(one[name], other[name])}
    assert same == {"begins"}


def test_a_longer_horizon_adds_people_and_changes_none() -> None:
    brief = _arrays(world_of(short(), seed=3, replication=0))
    longer = _arrays(world_of(short(period={"tail_days": 90}), seed=3, replication=0))
    for name, values in brief.items():
        assert np.array_equal(values, longer[name][: len(values)]), name


def test_other_hazards_change_no_person() -> None:
    one = _arrays(world_of(short(), seed=3, replication=0))
    other = _arrays(
        world_of(short(leaving={"scale": 2, "silence": 0.1}, clients={"review_days": 9}), seed=3, replication=0)
    )
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_streams_are_what_they_are_called() -> None:
    world = world_of(short(period={"tail_days": 900}), seed=1, replication=0)
    assert world.fit.mean() == pytest.approx(0, abs=0.03)
    assert world.fit.std() == pytest.approx(1, abs=0.03)
    assert world.patience.mean() == pytest.approx(1, abs=0.03)
    assert world.absent.mean() == pytest.approx(0.06, abs=0.01)
    assert world.kept.mean() == pytest.approx(0.8, abs=0.01)
    assert world.agrees.mean() == pytest.approx(0.75, abs=0.04)
    assert np.corrcoef(world.fit.ravel(), np.log(world.demand).ravel())[0, 1] == pytest.approx(0.1, abs=0.03)


def test_estimates_correlate_with_fit_as_the_validities_say() -> None:
    evidence = short().evidence
    draws = np.random.default_rng(1)
    fit = draws.standard_normal((400, 50))
    noise = draws.standard_normal((400, 50, 5))
    signals = signals_of(fit, noise, evidence, client=evidence.client_interview)
    one_by_one = signals.weighted / signals.precision
    for piece, validity in enumerate((0.20, 0.42, 0.30, 0.30, 0.26)):
        assert np.corrcoef(fit.ravel(), one_by_one[:, :, piece].ravel())[0, 1] == pytest.approx(validity, abs=0.02)
    assert np.corrcoef(fit.ravel(), estimate(signals, pieces=5).ravel())[0, 1] == pytest.approx(0.587, abs=0.01)


def test_an_estimate_is_the_normal_posterior() -> None:
    """Against the textbook: prior N(0, 1), observations x with variance v: mean = (sum x / v) / (1 + sum 1 / v)."""
    precision = np.array([0.5, 2.0, 0.1, 0.1, 0.3])
    seen = np.array([1.0, -0.4, 2.0, 0.5, 0.7])
    signals = Signals((precision * seen).reshape(1, 1, 5), precision)
    assert estimate(signals, pieces=2)[0, 0] == pytest.approx((0.5 * 1.0 + 2.0 * -0.4) / (1 + 2.5))
    assert estimate_one(signals, 0, 0, (1, 4)) == pytest.approx((2.0 * -0.4 + 0.3 * 0.7) / (1 + 2.3))
    assert estimate_one(signals, 0, 0, (0, 1, 2, 3, 4)) == pytest.approx(estimate(signals, pieces=5)[0, 0])


def test_evidence_that_says_nothing_weighs_nothing() -> None:
    evidence = short(evidence={"screen": 0, "interview": 0, "references": 0}).evidence
    signals = signals_of(np.ones((1, 1)), np.ones((1, 1, 5)), evidence, client=0.0)
    assert estimate(signals, pieces=5)[0, 0] == 0.0


def test_the_favourite_is_the_best_who_would_stay() -> None:
    full = np.array([[1.0, 3.0, 2.0], [1.0, 3.0, 2.0], [1.0, 3.0, 2.0], [1.0, 3.0, 2.0]])
    stays = np.array([[True, True, True], [True, False, True], [False, False, True], [False, False, False]])
    assert favourites(full, stays, first_wave=2).tolist() == [1, 0, 2, -1]
