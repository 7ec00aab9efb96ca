"""The chance of each ending along a path of days to come, with a credible range.

The idea in prose. Draw effects from what is believed of them, many times; for each draw walk the path day by day: of
those still there, each cause takes its share. The middle and the limits are quantiles over the draws. People differ
in ways that no term holds, so each draw also multiplies all of its days by one log-normal factor (the frailty of
Vaupel, Manton & Stallard 1979); leaving it out would make every range too narrow. The same seed gives the same draws,
so two paths compared differ by the paths alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framdrift.science.hazards.fitting import Floats, Indexes, Posterior, linear
from framdrift.science.hazards.terms import FRAILTY_SD

DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Chance:
    """A share between 0 and 1: the median over the draws, and the limits of the 80 % credible interval."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """The chance of each cause at the end of the path, one number a draw."""

    by_cause: Mapping[str, Floats]

    def chance(self, cause: str) -> Chance:
        """Of one cause."""
        return summary(self.by_cause[cause])


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Effects drawn once, to walk many paths with: (draws, p) for each cause, and one frailty a draw."""

    effects: Mapping[str, Floats]
    frailty: Floats

    def along(self, path: Indexes) -> Draws:
        """Walk `path`, shape (days, k): the terms that are on each day (-1 for none)."""
        rates = {
            cause: np.exp(linear(effects, path) + self.frailty[:, None]) for cause, effects in self.effects.items()
        }
        total = sum(rates.values(), np.zeros((len(self.frailty), len(path))))
        present = np.exp(-np.concatenate((np.zeros((len(total), 1)), np.cumsum(total, axis=1)), axis=1))
        leaving = present[:, :-1] - present[:, 1:]
        return Draws(
            {
                cause: (leaving * np.divide(rate, total, out=np.zeros_like(rate), where=total > 0)).sum(axis=1)
                for cause, rate in rates.items()
            }
        )


def sample(
    posteriors: Mapping[str, Posterior], *, seed: int, draws: int = DRAWS, frailty_sd: float = FRAILTY_SD
) -> Sample:
    """Draw the effects of every cause; all causes share the order of the terms."""
    numbers = np.random.default_rng(seed)
    frailty = numbers.normal(0.0, frailty_sd, draws) if frailty_sd > 0 else np.zeros(draws)
    return Sample({cause: _drawn(posterior, numbers, draws) for cause, posterior in posteriors.items()}, frailty)


def difference(one: Draws, other: Draws, cause: str) -> Chance:
    """How much likelier `cause` is along one path than along another; both from the same seed."""
    return summary(one.by_cause[cause] - other.by_cause[cause])


def summary(values: Floats) -> Chance:
    """Median and 80 % interval of draws."""
    low, middle, high = np.quantile(values, [0.1, 0.5, 0.9])
    return Chance(middle=float(middle), low=float(low), high=float(high))


def path_of(days: Sequence[Sequence[int]]) -> Indexes:
    """A path from the terms that are on each day."""
    width = max((len(on) for on in days), default=1) or 1
    path = np.full((len(days), width), -1, dtype=np.int64)
    for place, on in enumerate(days):
        path[place, : len(on)] = on
    return path


def _drawn(posterior: Posterior, numbers: np.random.Generator, draws: int) -> Floats:
    root = np.linalg.cholesky(posterior.covariance)
    drawn: Floats = posterior.mean + numbers.standard_normal((draws, len(posterior.mean))) @ root.T
    return drawn
