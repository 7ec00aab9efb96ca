"""What was foretold against what came: is it calibrated, and is it better than always saying the base rate?

The idea in prose. The Brier score is the mean squared distance between the chance foretold and what came (1 or 0).
The base rate is the share that came among *earlier* cases: whoever only says that needs no model. The difference of
the two scores is taken case by case, and resampled over groups of cases that belong together (an assignment's
candidates share their fate); only when the whole interval lies on one side is the model called better or worse.
Otherwise the answer is: no better.

Sources: Brier (1950); Field & Welsh (2007) for the bootstrap over clusters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framdrift.science.hazards.fitting import Floats, Indexes
from framdrift.science.hazards.verdicts import Verdict

RESAMPLES = 1000
FEWEST_GROUPS = 10
"""With fewer groups than this nothing is said of better or worse."""
FEWEST_CAME = 10
"""Nor with fewer cases in which it came, or did not: what never came is foretold best by who calls it impossible."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Brier scores of the forecast and of the base rate, and the interval of their difference (base less forecast)."""

    n: int
    groups: int
    brier: float
    base_brier: float
    gain_low: float
    gain_high: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Band:
    """One band of a calibration page: foretold on average, came, of how many."""

    foretold: float
    came: float
    n: int


def judge(foretold: Floats, base: Floats, came: Floats, groups: Indexes, *, seed: int) -> Judgement:
    """All arrays have length n: two chances for each case, what came (1 or 0), and the group it belongs to."""
    if not len(foretold) == len(base) == len(came) == len(groups):
        raise ValueError("forecasts, outcomes and groups differ in length")
    if not len(came):
        return Judgement(0, 0, 0.0, 0.0, 0.0, 0.0, Verdict.TOO_FEW)
    errors, base_errors = (foretold - came) ** 2, (base - came) ** 2
    _, members = np.unique(groups, return_inverse=True)
    count = int(members.max()) + 1
    sizes = np.bincount(members, minlength=count)
    gains = np.bincount(members, weights=base_errors - errors, minlength=count)
    chosen = np.random.default_rng(seed).integers(0, count, (RESAMPLES, count))
    resampled = gains[chosen].sum(axis=1) / sizes[chosen].sum(axis=1)
    low, high = (float(limit) for limit in np.quantile(resampled, [0.025, 0.975]))
    return Judgement(
        n=len(came),
        groups=count,
        brier=float(errors.mean()),
        base_brier=float(base_errors.mean()),
        gain_low=low,
        gain_high=high,
        verdict=_verdict(low, high) if _is_enough(came, count) else Verdict.TOO_FEW,
    )


def calibration(foretold: Floats, came: Floats, *, bands: int = 5) -> list[Band]:
    """Cases in order of the chance foretold, in bands of nearly equal size; fewer bands where there are few cases."""
    order = np.argsort(foretold, kind="stable")
    parts = [part for part in np.array_split(order, min(bands, len(order)) or 1) if len(part)]
    return [Band(float(foretold[part].mean()), float(came[part].mean()), len(part)) for part in parts]


def _is_enough(came: Floats, groups: int) -> bool:
    hits = int(came.sum())
    return groups >= FEWEST_GROUPS and min(hits, len(came) - hits) >= FEWEST_CAME


def _verdict(low: float, high: float) -> Verdict:
    if low > 0:
        return Verdict.BETTER
    return Verdict.WORSE if high < 0 else Verdict.NO_BETTER
