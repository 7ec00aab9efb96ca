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
from types import MappingProxyType

import numpy as np

from framdrift.science.hazards.fitting import Floats, Indexes, Posterior, linear
from framdrift.science.hazards.shares import Shares, shares_on
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
class Split:
    """How a cause is shared by its kinds, drawn: effects (K, draws, p), and where each of the cause's own terms stands
    among those p (-1: it moves no share), with one -1 more for "no term"."""

    kinds: tuple[str, ...]
    effects: Floats
    places: Indexes

    def shares(self, rows: Indexes) -> Floats:
        """Of each kind for each row of the cause's terms, (K, draws, rows)."""
        return shares_on(self.effects, self.places[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Effects drawn once, to walk many paths with: (draws, p) for each cause, and one frailty a draw; `splits` holds
    those of the causes that have kinds."""

    effects: Mapping[str, Floats]
    frailty: Floats
    splits: Mapping[str, Split]

    def along(self, path: Indexes) -> Draws:
        """Walk `path`, shape (days, k): the terms that are on each day (-1 for none). Every cause, and every kind."""
        each = self.rates(path)
        rates = {cause: each[cause] for cause in self.effects}
        total = sum(rates.values(), np.zeros((len(self.frailty), len(path))))
        present = np.exp(-np.concatenate((np.zeros((len(total), 1)), np.cumsum(total, axis=1)), axis=1))
        leaving = present[:, :-1] - present[:, 1:]
        share = np.divide(leaving, total, out=np.zeros_like(leaving), where=total > 0)
        return Draws({cause: (share * rate).sum(axis=1) for cause, rate in each.items()})

    def rates(self, rows: Indexes) -> dict[str, Floats]:
        """The hazard of every cause and every kind for each row of terms, shape (draws, rows)."""
        found = {
            cause: np.exp(linear(effects, rows) + self.frailty[:, None]) for cause, effects in self.effects.items()
        }
        for cause, split in self.splits.items():
            found |= dict(zip(split.kinds, found[cause] * split.shares(rows), strict=True))
        return found


def sample(
    posteriors: Mapping[str, Posterior],
    shares: Mapping[str, Shares] = MappingProxyType({}),
    *,
    seed: int,
    draws: int = DRAWS,
    frailty_sd: float = FRAILTY_SD,
) -> Sample:
    """Draw the effects of every cause, which share the order of the terms, and of the kinds of those that are split,
    whose terms are found by their names."""
    numbers = np.random.default_rng(seed)
    frailty = numbers.normal(0.0, frailty_sd, draws) if frailty_sd > 0 else np.zeros(draws)
    effects = {cause: _drawn(posterior, numbers, draws) for cause, posterior in posteriors.items()}
    splits = {
        cause: Split(each.kinds, each.drawn(numbers, draws), _places(posteriors[cause], each))
        for cause, each in shares.items()
    }
    return Sample(effects, frailty, splits)


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


def _places(posterior: Posterior, shares: Shares) -> Indexes:
    known = {name: place for place, name in enumerate(shares.names)}
    return np.array([*(known.get(term.name, -1) for term in posterior.terms), -1], dtype=np.int64)


def _drawn(posterior: Posterior, numbers: np.random.Generator, draws: int) -> Floats:
    root = np.linalg.cholesky(posterior.covariance)
    drawn: Floats = posterior.mean + numbers.standard_normal((draws, len(posterior.mean))) @ root.T
    return drawn
