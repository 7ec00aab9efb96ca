"""What has been learned, told without heavy libraries: the chance of leaving along a plan, with its range.

The middle is the sum of the daily hazards at the likeliest effects. The range is log-normal: the spread of the effects,
as they go together along the plan, and what differs between clients and between people (docs/science/risk.md). How many
of those who leave do so for time is the mean of the days' shares, weighed by how many leave on them; its range is
normal on the log odds, and its own, since what is known of how often and of why was fitted apart. A test holds all of
it against the draws.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Any

from framdrift.momentum.risk.rules import POOLED_SD, State, waiting_path
from framdrift.planning.waiting_risk import Leaving, Waiting
from framdrift.science.hazards.terms import FRAILTY_SD
from framdrift.science.hazards.verdicts import Verdict

_EIGHTY = 1.2816
GRID = 31
Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class ForTime:
    """Effects on the log odds that somebody who leaves does so for time, in the order of `LearnedRisk.names`; `n` who
    did, and how forecasts of it have held."""

    mean: tuple[float, ...]
    covariance: Matrix
    n: int
    verdict: Verdict

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> ForTime:
        """From what `keeping` stored."""
        return cls(_floats(kept["mean"]), _matrix(kept["covariance"]), int(kept["n"]), Verdict(kept["verdict"]))

    @property
    def is_told(self) -> bool:
        """Only where forecasts of leaving for time have been better than the base rate."""
        return self.verdict is Verdict.BETTER


@dataclass(frozen=True)
class Share:
    """The share of some days' leaving that is for time: the log odds in the middle, and how sure they are."""

    logit: float
    sd: float

    def quantiles(self) -> tuple[float, ...]:
        """Even draws of the share."""
        return tuple(1 / (1 + exp(-self.logit - self.sd * each)) for each in even())

    @property
    def middle(self) -> float:
        """The likeliest."""
        return 1 / (1 + exp(-self.logit))


@dataclass(frozen=True)
class LearnedRisk:
    """Effects on the log hazard of withdrawing by name, and how they go together; `n` withdrawals behind them.
    `for_time`: None before any night."""

    names: tuple[str, ...]
    mean: tuple[float, ...]
    covariance: Matrix
    n: int
    for_time: ForTime | None = None

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> LearnedRisk:
        """From what `keeping` stored."""
        for_time = ForTime.of(kept["for_time"]) if "for_time" in kept else None
        return cls(tuple(kept["names"]), _floats(kept["mean"]), _matrix(kept["covariance"]), int(kept["n"]), for_time)

    def leaving(self, waiting: Waiting) -> Leaving:
        """See `planning.waiting_risk.WaitingRisk`."""
        path = waiting_path(
            days_so_far=waiting.days_so_far, days_to_come=waiting.days_to_come, news_every=waiting.news_every
        )
        days = [self.places(state) for state in path]
        hazards = [self.hazard(places) for places in days]
        total = sum(hazards)
        if total == 0:
            return Leaving(0.0, 0.0, 0.0, n=self.n)
        spread = sqrt(self._variance(days, [hazard / total for hazard in hazards]) + FRAILTY_SD**2 + POOLED_SD**2)
        low, middle, high = (1 - exp(-total * exp(sign * _EIGHTY * spread)) for sign in (-1, 0, 1))
        drawn = [1 - exp(-total * exp(spread * each)) for each in even()]
        return Leaving(low, middle, high, n=self.n, for_time=self.part_for_time(days, drawn, middle))

    def places(self, state: State) -> list[int]:
        """Where the effects stand that are on."""
        return [place for name in state.terms() if (place := self._by_name.get(name)) is not None]

    def hazard(self, places: Sequence[int]) -> float:
        """Of a day with these effects on, in the middle."""
        return exp(sum(self.mean[place] for place in places))

    def part_for_time(self, days: Sequence[Sequence[int]], leaving: Sequence[float], middle: float) -> Leaving | None:
        """Of those who leave on these days (drawn evenly, sorted, and in the middle), those who do so for time."""
        if self.for_time is None or not self.for_time.is_told:
            return None
        if not days:
            return Leaving(0.0, 0.0, 0.0, n=self.for_time.n)
        share = self._share_for_time(days, self.for_time)
        drawn = sorted(one * part for one in leaving for part in share.quantiles())
        low, high = drawn[round(0.1 * len(drawn))], drawn[round(0.9 * len(drawn)) - 1]
        return Leaving(low, middle * share.middle, high, n=self.for_time.n)

    def _share_for_time(self, days: Sequence[Sequence[int]], known: ForTime) -> Share:
        """Over some days, weighed by how many leave on each; its spread by the delta method."""
        weights = self._leaving_by_day(days)
        shares = [1 / (1 + exp(-sum(known.mean[place] for place in places))) for places in days]
        middle = sum(weight * share for weight, share in zip(weights, shares, strict=True))
        slopes: defaultdict[int, float] = defaultdict(float)
        for places, weight, share in zip(days, weights, shares, strict=True):
            for place in places:
                slopes[place] += weight * share * (1 - share) / (middle * (1 - middle))
        return Share(log(middle / (1 - middle)), sqrt(_quadratic(slopes, known.covariance)))

    def _leaving_by_day(self, days: Sequence[Sequence[int]]) -> list[float]:
        """The share of those who leave on these days that leaves on each."""
        waited, found = 0.0, []
        for places in days:
            hazard = self.hazard(places)
            found.append(exp(-waited) * (1 - exp(-hazard)))
            waited += hazard
        total = sum(found)
        return [one / total for one in found]

    @cached_property
    def _by_name(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    def _variance(self, days: Sequence[Sequence[int]], weights: Sequence[float]) -> float:
        """The variance of the log of the summed hazard (delta method): each effect by its share of the sum."""
        shares: defaultdict[int, float] = defaultdict(float)
        for places, weight in zip(days, weights, strict=True):
            for place in places:
                shares[place] += weight
        return _quadratic(shares, self.covariance)


@lru_cache(maxsize=1)
def even() -> tuple[float, ...]:
    """The middles of parts of a normal that are equally likely."""
    return tuple(NormalDist().inv_cdf((place + 0.5) / GRID) for place in range(GRID))


def _quadratic(weights: Mapping[int, float], covariance: Matrix) -> float:
    return sum(one * other * covariance[a][b] for a, one in weights.items() for b, other in weights.items())


def _floats(row: Sequence[Any]) -> tuple[float, ...]:
    return tuple(float(value) for value in row)


def _matrix(rows: Sequence[Sequence[Any]]) -> Matrix:
    return tuple(_floats(row) for row in rows)
