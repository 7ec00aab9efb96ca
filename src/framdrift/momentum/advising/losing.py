"""What another day of decision does to the risk of losing a candidate: pure, from a learned or assumed hazard.

Both ways share their first days; the later one has some more. With H the summed hazard of the shared days and E that of
the extra ones, the chance of leaving is 1 - exp(-H) sooner and 1 - exp(-(H + E)) later, and the difference is
exp(-H) (1 - exp(-E)), never below nothing. H and E are log-normal together: the effects by their shares of each sum
(delta method), and what differs between people and clients, which is the same for both. The interval of the difference
is read from an even grid over both normals, not from the two separate intervals, which would be far too wide. Of each
the part that leaves for time is told where that is known well enough (`LearnedRisk.for_time`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, sqrt

from framdrift.momentum.risk.causes import WITHDREW
from framdrift.momentum.risk.learned import GRID, LearnedRisk, even
from framdrift.momentum.risk.rules import POOLED_SD, State, ahead, terms_of
from framdrift.planning.waiting_risk import Leaving
from framdrift.science.hazards.terms import FRAILTY_SD

_LEAST = 1e-12


@dataclass(frozen=True)
class Lost:
    """The chance of losing somebody with the decision sooner and later, and how much more the later one loses; each in
    the middle with its 80 % range."""

    sooner: Leaving
    later: Leaving
    more: Leaving

    @property
    def for_time(self) -> Lost | None:
        """The same of those alone who leave because of the wait; None where that cannot be told."""
        sooner, later, more = self.sooner.for_time, self.later.for_time, self.more.for_time
        return Lost(sooner, later, more) if sooner and later and more else None


def assumed() -> LearnedRisk:
    """The documented prior by itself, before any night of learning."""
    terms = terms_of(WITHDREW, ())
    rows = tuple(tuple(one.sd**2 if a == b else 0.0 for b in range(len(terms))) for a, one in enumerate(terms))
    return LearnedRisk(tuple(one.name for one in terms), tuple(one.mean for one in terms), rows, 0)


def compared(model: LearnedRisk, state: State, *, sooner: int, later: int) -> Lost:
    """From today's state, with the decision in so many working days; 0 <= sooner <= later."""
    if not 0 <= sooner <= later:
        raise ValueError(f"{sooner} is not sooner than {later}")
    days = [model.places(state) for state in ahead(state, later)]
    shared, extra = _Sum(model, days[:sooner]), _Sum(model, days[sooner:])
    draws = list(_drawn(shared, extra, model))
    first, more = shared.total, extra.total
    return Lost(
        sooner=_range([1 - exp(-h) for h, _ in draws], 1 - exp(-first), days[:sooner], model),
        later=_range([1 - exp(-h - e) for h, e in draws], 1 - exp(-first - more), days, model),
        more=_range([exp(-h) * (1 - exp(-e)) for h, e in draws], exp(-first) * (1 - exp(-more)), days[sooner:], model),
    )


class _Sum:
    """The summed hazard of some days, and the share of it that each effect is part of."""

    def __init__(self, model: LearnedRisk, days: Sequence[Sequence[int]]) -> None:
        self.total = 0.0
        weights: defaultdict[int, float] = defaultdict(float)
        for on in days:
            hazard = model.hazard(on)
            self.total += hazard
            for place in on:
                weights[place] += hazard
        self.shares = {place: weight / max(self.total, _LEAST) for place, weight in weights.items()}

    def covariance(self, other: _Sum, model: LearnedRisk) -> float:
        """Of the logs of two sums, by the effects alone."""
        return sum(
            one * another * model.covariance[a][b]
            for a, one in self.shares.items()
            for b, another in other.shares.items()
        )


def _drawn(shared: _Sum, extra: _Sum, model: LearnedRisk) -> Iterator[tuple[float, float]]:
    """An even grid over both sums as they vary together."""
    common = FRAILTY_SD**2 + POOLED_SD**2
    own, both = shared.covariance(shared, model) + common, shared.covariance(extra, model) + common
    other = extra.covariance(extra, model) + common
    slope = both / own
    rest = sqrt(max(other - slope * both, 0.0))
    for first in even():
        for second in even():
            reach = sqrt(own) * first
            yield shared.total * exp(reach), extra.total * exp(slope * reach + rest * second)


def _range(values: list[float], middle: float, days: Sequence[Sequence[int]], model: LearnedRisk) -> Leaving:
    values.sort()
    low, high = values[round(0.1 * len(values))], values[round(0.9 * len(values)) - 1]
    for_time = model.part_for_time(days, values[GRID // 2 :: GRID], middle)
    return Leaving(low, middle, high, n=model.n, for_time=for_time)
