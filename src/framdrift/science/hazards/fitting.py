"""Piecewise exponential hazards with a prior: the likeliest effects, and how sure they are.

The idea in prose. On every day of exposure an ending of a cause comes at the rate exp(sum of the effects of the terms
that are on). So the endings of a cell are Poisson with mean days x rate, and the log rate is a sum: a Poisson
regression. Every effect has a normal prior. A term that is on for every day carries the level; terms for step types
and clients have mean 0 and a small spread, which pools them: a client with little history stays near the others.
Endings of different causes never share a parameter, so each cause is fitted by itself; together they are competing
risks.

Newton's method finds the mode; the inverse of the curvature there is the covariance (Laplace). With no days at all the
answer is the prior itself. Sources: Holford (1980), Laird & Olivier (1981) for the Poisson form; Gelman & Hill (2007),
ch. 15 for the pooling; Tierney & Kadane (1986) for Laplace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framdrift.science.hazards.terms import Term

Floats = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.int64]
Slopes = Callable[[Floats], tuple[Floats, Floats]]

STEPS = 60
CLOSE = 1e-9
_LARGEST = 30.0
"""No effect sum beyond exp(30) a day is ever meant; it keeps a first step from overflowing."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Days by which terms were on: `terms` has shape (m, k), indexes of terms, -1 for no more; `days` has length m."""

    terms: Indexes
    days: Floats

    @classmethod
    def of(cls, rows: Iterable[tuple[Sequence[int], float]]) -> Cells:
        """From (terms that were on, days) pairs."""
        gathered = list(rows)
        width = max((len(on) for on, _ in gathered), default=1)
        terms = np.full((len(gathered), width), -1, dtype=np.int64)
        for place, (on, _) in enumerate(gathered):
            terms[place, : len(on)] = on
        return cls(terms, np.array([days for _, days in gathered], dtype=np.float64))


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """What is believed of p effects after the data: normal with `mean` (p) and `covariance` (p, p).

    `events` and `days` are what it rests on; with 0 days it is the prior.
    """

    terms: tuple[Term, ...]
    mean: Floats
    covariance: Floats
    events: float
    days: float

    def effect(self, name: str) -> tuple[float, float]:
        """The middle of one effect and its standard deviation."""
        place = next(place for place, term in enumerate(self.terms) if term.name == name)
        return float(self.mean[place]), float(np.sqrt(self.covariance[place, place]))


class NoMode(Exception):
    """Newton's method found no mode: a prior or a cell is not a finite number."""


def fit(terms: Sequence[Term], cells: Cells, events: Floats) -> Posterior:
    """The effects of `terms` on one cause that took `events[i]` in cell i, each `cells.days[i]` long.

    Raises ValueError where lengths differ, a number is negative, or endings stand in a cell without days.
    """
    if len(events) != len(cells.days):
        raise ValueError("cells and events differ in length")
    if (events < 0).any() or (cells.days < 0).any() or (events[cells.days == 0] > 0).any():
        raise ValueError("a cell has negative days or events, or events without days")

    def slopes(mean: Floats) -> tuple[Floats, Floats]:
        expected = cells.days * np.exp(np.minimum(linear(mean, cells.terms), _LARGEST))
        return summed(cells.terms, events - expected, len(terms)), squared(cells.terms, expected, len(terms))

    mean, covariance = mode_of(terms, slopes)
    return Posterior(tuple(terms), mean, covariance, float(events.sum()), float(cells.days.sum()))


def mode_of(terms: Sequence[Term], slopes: Slopes) -> tuple[Floats, Floats]:
    """The likeliest effects and their covariance, from the priors of `terms` (p) and the likelihood's slopes.

    `slopes` gives at some effects how steeply the log likelihood rises (p) and how it bends, negated (p, p).
    """
    prior_mean = np.array([term.mean for term in terms])
    precision = np.array([1 / term.sd**2 for term in terms])
    mean = prior_mean.copy()
    for _ in range(STEPS):
        rise, bend = slopes(mean)
        curvature = bend + np.diag(precision)
        step = np.linalg.solve(curvature, rise - precision * (mean - prior_mean))
        longest = float(np.abs(step).max(initial=0.0))
        mean = mean + step * min(1.0, 2.0 / longest if longest > 0 else 1.0)
        if longest < CLOSE:
            return mean, np.asarray(np.linalg.inv(curvature), dtype=np.float64)
    raise NoMode("no mode was found: is a prior or a cell not a finite number?")


def linear(effects: Floats, terms: Indexes) -> Floats:
    """The sum of the effects that are on, for each row of `terms` (-1 is none). `effects` may be (p) or (draws, p)."""
    padded = np.concatenate((effects, np.zeros((*effects.shape[:-1], 1))), axis=-1)
    total: Floats = padded[..., terms].sum(axis=-1)
    return total


def pooled(days: Mapping[tuple[int, ...], float]) -> Cells:
    """Cells from a count of days by the terms that were on, in a fixed order."""
    return Cells.of(sorted(days.items()))


def summed(terms: Indexes, weights: Floats, count: int) -> Floats:
    """For each term the sum of the weights of the cells in which it was on."""
    places = np.where(terms < 0, count, terms)
    spread = np.repeat(weights, terms.shape[1])
    sums: Floats = np.bincount(places.ravel(), weights=spread, minlength=count + 1).astype(np.float64)
    return sums[:count]


def squared(terms: Indexes, weights: Floats, count: int) -> Floats:
    """For each pair of terms the sum of the weights of the cells in which both were on."""
    places = np.where(terms < 0, count, terms)
    pairs = places[:, :, None] * (count + 1) + places[:, None, :]
    spread = np.repeat(weights, terms.shape[1] ** 2)
    square: Floats = np.bincount(pairs.ravel(), weights=spread, minlength=(count + 1) ** 2).astype(np.float64)
    return square.reshape(count + 1, count + 1)[:count, :count]
