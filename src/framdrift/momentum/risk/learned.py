"""What has been learned, told without heavy libraries: the chance of leaving along a plan, with its range.

The middle is the sum of the daily hazards at the likeliest effects. The range is log-normal: the spread of the effects,
as they go together along the plan, and what differs between clients and between people (docs/science/risk.md). A test
holds it against the draws.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Any

from framdrift.momentum.risk.rules import POOLED_SD, State, waiting_path
from framdrift.planning.waiting_risk import Leaving, Waiting
from framdrift.science.hazards.terms import FRAILTY_SD

_EIGHTY = 1.2816


@dataclass(frozen=True)
class LearnedRisk:
    """Effects on the log hazard of withdrawing by name, and how they go together; `n` withdrawals behind them."""

    names: tuple[str, ...]
    mean: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    n: int

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> LearnedRisk:
        """From what `keeping` stored."""
        rows = tuple(tuple(float(value) for value in row) for row in kept["covariance"])
        return cls(tuple(kept["names"]), tuple(float(value) for value in kept["mean"]), rows, int(kept["n"]))

    def leaving(self, waiting: Waiting) -> Leaving:
        """See `planning.waiting_risk.WaitingRisk`."""
        path = waiting_path(
            days_so_far=waiting.days_so_far, days_to_come=waiting.days_to_come, news_every=waiting.news_every
        )
        days = [self._places(state) for state in path]
        hazards = [exp(sum(self.mean[place] for place in places)) for places in days]
        total = sum(hazards)
        if total == 0:
            return Leaving(0.0, 0.0, 0.0, n=self.n)
        reach = _EIGHTY * sqrt(
            self._variance(days, [hazard / total for hazard in hazards]) + FRAILTY_SD**2 + POOLED_SD**2
        )
        low, middle, high = (1 - exp(-total * exp(sign * reach)) for sign in (-1, 0, 1))
        return Leaving(low, middle, high, n=self.n)

    def _places(self, state: State) -> list[int]:
        return [place for name in state.terms() if (place := self._by_name.get(name)) is not None]

    @property
    def _by_name(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    def _variance(self, days: Sequence[Sequence[int]], weights: Sequence[float]) -> float:
        """The variance of the log of the summed hazard (delta method): each effect by its share of the sum."""
        shares: defaultdict[int, float] = defaultdict(float)
        for places, weight in zip(days, weights, strict=True):
            for place in places:
                shares[place] += weight
        return sum(one * other * self.covariance[a][b] for a, one in shares.items() for b, other in shares.items())
