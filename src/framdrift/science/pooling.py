"""How long it takes in one of several groups, leaning on all of them where the group itself has little to say.

The idea in prose. All waits together give the common curve, and with it the common cumulative hazard H(t). Had a
group been like all, it would have finished E = sum of H over its waits, each taken as far as it lasted (open ones
too); it has finished O. O / E is how many times quicker than all it is, but with E = 2 that is nearly noise. So the
groups' true paces are taken to vary around 1 by a gamma distribution with mean 1 and shape k, which the groups
themselves show: each O is then negative binomial, and k is the one that makes what was seen most likely. A group's
pace becomes (k + O) / (k + E), its 95 % limits the quantiles of a gamma with shape k + O and rate k + E. A group with
few waits stays near 1 with wide limits; one with many keeps its own; where groups differ no more than chance makes
them, k is large and all are near 1. The time of a group is where the common hazard reaches log 2 / pace: the shape is
that of all, its own pace stretches it.

Sources: Clayton & Kaldor (1987), "Empirical Bayes estimates of age-standardized relative risks"; Nelson (1972), Aalen
(1978) for H. Limits: hazards are taken as proportional between groups; that k itself is estimated is not in the limits,
hence FEWEST_GROUPS. Errors: ValueError for arrays of different length.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, gammaln

from framdrift.science.survival import SurvivalCurve, kaplan_meier

Floats = npt.NDArray[np.float64]

FEWEST_GROUPS = 5
"""With fewer, how much groups differ cannot be told from them."""
_SHAPES = np.geomspace(0.1, 1000.0, 161)
_LIMIT = 0.025


@dataclass(frozen=True, slots=True)
class PooledTime:
    """One group: `n` waits of which `finished` ended; `own` share of its pace that comes from itself, 0 to 1.

    `pace` is how many times the common hazard; `median` the likely median with its 95 % limits, in the unit of the
    durations, None where the common curve never got so far.
    """

    n: int
    finished: int
    own: float
    pace: float
    median: float | None
    low: float | None
    high: float | None


def pooled_times(
    durations: Floats, is_finished: npt.NDArray[np.bool_], groups: npt.NDArray[np.int64]
) -> dict[int, PooledTime]:
    """By group; empty with fewer than FEWEST_GROUPS groups, or where nothing has finished. All have length n."""
    if not len(durations) == len(is_finished) == len(groups):
        raise ValueError("durations, is_finished and groups have different lengths")
    keys, place = np.unique(groups, return_inverse=True)
    curve = kaplan_meier(durations[is_finished], durations[~is_finished])
    if len(keys) < FEWEST_GROUPS or not len(curve.times):
        return {}
    hazard = np.cumsum(curve.events / curve.at_risk)
    reached = np.concatenate((np.zeros(1), hazard))[np.searchsorted(curve.times, durations, side="right")]
    counts = np.bincount(place)
    observed = np.bincount(place, weights=is_finished).astype(np.float64)
    expected = np.bincount(place, weights=reached).astype(np.float64)
    shape = prior_shape(observed, expected)
    return {
        int(key): _pooled(int(counts[at]), float(observed[at]), float(expected[at]), shape, curve, hazard)
        for at, key in enumerate(keys)
    }


def prior_shape(observed: Floats, expected: Floats) -> float:
    """The k that makes the counts most likely, of an even grid in its logarithm from 0.1 to 1000."""
    k, o, e = _SHAPES[:, None], observed[None, :], expected[None, :]
    likely = gammaln(o + k) - gammaln(k) + k * np.log(k) - (k + o) * np.log(k + e)  # less what k does not change
    return float(_SHAPES[int(np.argmax(likely.sum(axis=1)))])


def _pooled(n: int, observed: float, expected: float, shape: float, curve: SurvivalCurve, hazard: Floats) -> PooledTime:
    alpha, rate = shape + observed, shape + expected
    slow, quick = (float(gammaincinv(alpha, at)) / rate for at in (_LIMIT, 1 - _LIMIT))

    def time(pace: float) -> float | None:
        at = int(np.searchsorted(hazard, log(2) / pace))
        return float(curve.times[at]) if at < len(hazard) else None

    pace = alpha / rate
    return PooledTime(n, int(observed), expected / rate, pace, time(pace), time(quick), time(slow))
