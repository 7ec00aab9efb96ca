"""Times leaning on all groups: against scipy's own negative binomial, a naive posterior, and truths that were drawn."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from framdrift.science.pooling import FEWEST_GROUPS, pooled_times, prior_shape

SEED = 20261123


def _drawn(chance: np.random.Generator, sizes: list[int], shape: float) -> tuple[np.ndarray, ...]:
    """(paces, durations, finished, groups): exponential waits, some seen only for a while."""
    paces = chance.gamma(shape, 1 / shape, len(sizes))
    groups = np.repeat(np.arange(len(sizes)), sizes)
    lasted = chance.exponential(5.0, len(groups)) / paces[groups]
    seen = chance.uniform(2.0, 40.0, len(groups))
    return paces, np.minimum(lasted, seen), lasted <= seen, groups


def test_the_shape_is_the_most_likely_one_by_scipys_negative_binomial() -> None:
    chance = np.random.default_rng(SEED)
    for shape in (0.5, 2.0, 20.0):
        expected = chance.uniform(0.5, 60.0, 300)
        observed = chance.poisson(chance.gamma(shape, 1 / shape, 300) * expected).astype(float)
        found = prior_shape(observed, expected)

        def likely(k: float, o: np.ndarray = observed, e: np.ndarray = expected) -> float:
            return float(stats.nbinom.logpmf(o, k, k / (k + e)).sum())

        assert likely(found) >= max(likely(found * 1.06), likely(found / 1.06))
        assert shape / 1.5 < found < shape * 1.5


def test_groups_that_do_not_differ_are_all_like_the_whole() -> None:
    chance = np.random.default_rng(SEED)
    groups = np.repeat(np.arange(30), 20)
    durations = chance.exponential(4.0, len(groups))
    found = pooled_times(durations, np.ones(len(groups), dtype=bool), groups)
    assert all(abs(one.pace - 1) < 0.25 for one in found.values())
    assert all(one.own < 0.5 for one in found.values())


def test_the_pace_and_its_limits_are_those_of_a_naive_posterior() -> None:
    chance = np.random.default_rng(SEED)
    _paces, durations, finished, groups = _drawn(chance, [3, 8, 20, 50, 120, 400], 3.0)
    found = pooled_times(durations, finished, groups)
    hazard = {
        time: sum(1 / (durations >= at).sum() for at in sorted(durations[finished]) if at <= time) for time in durations
    }
    observed = np.array([finished[groups == key].sum() for key in found], dtype=float)
    expected = np.array([sum(hazard[time] for time in durations[groups == key]) for key in found])
    k = prior_shape(observed, expected)
    for place, one in enumerate(found.values()):
        posterior = stats.gamma(k + observed[place], scale=1 / (k + expected[place]))
        assert one.pace == pytest.approx(posterior.mean(), rel=1e-9)
        assert one.own == pytest.approx(expected[place] / (k + expected[place]), rel=1e-9)
        reached = [min((t for t, h in hazard.items() if h >= np.log(2) / q), default=None)
                   for q in (posterior.mean(), posterior.ppf(0.975), posterior.ppf(0.025))]  # fmt: skip
        assert [one.median, one.low, one.high] == reached


def test_leaning_errs_less_than_each_alone_and_the_limits_hold() -> None:
    chance = np.random.default_rng(SEED)
    alone, leaning, held, n = 0.0, 0.0, 0, 0
    for _round in range(20):
        sizes = chance.integers(2, 30, 40).tolist()
        paces, durations, finished, groups = _drawn(chance, sizes, 4.0)
        found = pooled_times(durations, finished, groups)
        for key, one in found.items():
            truth = 5.0 * np.log(2) / paces[key]
            own = durations[groups == key].sum() / max(finished[groups == key].sum(), 1) * np.log(2)
            assert one.median is not None
            alone += (np.log(own) - np.log(truth)) ** 2
            leaning += (np.log(one.median) - np.log(truth)) ** 2
            held += one.low <= truth <= (one.high or np.inf)
            n += 1
    assert leaning < 0.75 * alone
    assert 0.92 < held / n < 0.98


def test_what_is_too_little_gives_nothing() -> None:
    few = np.arange(FEWEST_GROUPS - 1)
    assert pooled_times(np.ones(len(few)), np.ones(len(few), dtype=bool), few) == {}
    groups = np.arange(9)
    assert pooled_times(np.ones(9), np.zeros(9, dtype=bool), groups) == {}
    assert pooled_times(np.zeros(0), np.zeros(0, dtype=bool), np.zeros(0, dtype=int)) == {}
    with pytest.raises(ValueError, match="different lengths"):
        pooled_times(np.ones(2), np.ones(3, dtype=bool), np.arange(2))


def test_a_group_that_never_finished_anything_is_slower_but_not_endless() -> None:
    chance = np.random.default_rng(SEED)
    durations = np.concatenate((chance.exponential(3.0, 200), np.full(4, 6.0)))
    finished = np.concatenate((np.ones(200, dtype=bool), np.zeros(4, dtype=bool)))
    found = pooled_times(durations, finished, np.concatenate((np.arange(200) % 10, np.full(4, 10))))
    last, others = found[10], [one for key, one in found.items() if key != 10]
    assert last.finished == 0
    assert last.pace < min(one.pace for one in others)
    assert last.median is not None
