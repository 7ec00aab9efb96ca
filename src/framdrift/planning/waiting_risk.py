"""How many candidates leave a recruitment while they wait, pure: an assumption, not a fact.

The hazard of a working day comes from the process alone: how long the candidate has been in it, how long since the last
news, whether the next date is known. Nothing about the person enters. The figures are the documented prior of
`docs/science/risk.md`: 1 % a working day at the start, more after 8, 16 and 28 days, more after 2 and 4 days without
news, less while a next date is known; its range is that of the prior and of what differs between candidates.

`WaitingRisk` is the port: a model that has learned from own history can take the place of `ASSUMED`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt
from typing import Protocol

LEVEL = 0.010
IN_PROCESS = ((8, 0.15), (16, 0.15), (28, 0.10))
WITHOUT_NEWS = ((2, 0.2), (4, 0.2), (7, 0.3), (12, 0.2))
DATE_KNOWN = -0.5
SPREAD = sqrt(0.6**2 + 0.45**2 + 0.25**2 + 0.4**2)
"""On the log scale: the level .6, between candidates .45, between clients .25, the effect of a known date .4."""
_EIGHTY = 1.2816
OF = 20
"""Told in whole persons of so many."""


@dataclass(frozen=True)
class Leaving:
    """The share that leaves: in the middle, and the 80 % range. `n`: own cases behind it; 0 is general experience.
    `for_time`: those of them who leave because of the wait; None where that cannot be told."""

    low: float
    middle: float
    high: float
    n: int = 0
    for_time: Leaving | None = None

    def of_twenty(self) -> tuple[int, int, int]:
        """Lowest, middle and highest, in whole persons of twenty."""
        return round(OF * self.low), round(OF * self.middle), round(OF * self.high)


@dataclass(frozen=True)
class Waiting:
    """What a plan lets a candidate wait: working days in the process so far, those to come, days between news."""

    days_so_far: int
    days_to_come: int
    news_every: int


class WaitingRisk(Protocol):
    """Whoever can tell how many leave."""

    def leaving(self, waiting: Waiting) -> Leaving:
        """The share of such candidates that leaves before the wait to come is over."""


class AssumedRisk:
    """The prior by itself."""

    def leaving(self, waiting: Waiting) -> Leaving:
        """See WaitingRisk."""
        total = total_hazard(waiting)
        low, high = (total * exp(sign * _EIGHTY * SPREAD) for sign in (-1, 1))
        return Leaving(_share(low), _share(total), _share(high))


ASSUMED = AssumedRisk()


def total_hazard(waiting: Waiting) -> float:
    """The sum of the daily hazards over the days to come."""
    first = waiting.days_so_far
    return sum(
        hazard_of_day(day, silent_days=day % waiting.news_every) for day in range(first, first + waiting.days_to_come)
    )


def hazard_of_day(day: int, *, silent_days: int) -> float:
    """The hazard of one working day, `day` days into the process and so many after the last news."""
    risen = sum(step for after, step in IN_PROCESS if day > after)
    silent = sum(step for after, step in WITHOUT_NEWS if silent_days > after)
    return LEVEL * exp(risen + silent + DATE_KNOWN)


def _share(hazard: float) -> float:
    return 1 - exp(-hazard)
