"""An interviewer's figures from plain counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

TOO_FEW: Final = 3
"""With fewer talks a median says nothing about how somebody listens."""
WEEKS_BACK: Final = 6
WEEKS_AHEAD: Final = 4
GOOD_SHARE: Final = 30
"""Per cent of the time: who talks more than this hears less than there was to hear. A rule of thumb, no finding."""


@dataclass(frozen=True, slots=True)
class OwnShare:
    """Own estimates of how much of the time the interviewer talked: of `n` talks, with the median in per cent.

    None where there are too few. `least` and `most` are the extremes.
    """

    n: int
    middle: int | None
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Week:
    """One week's talks: `held` so far, `ahead` booked or due; what is overdue lies ahead in the present week."""

    monday: date
    held: int
    ahead: int
    is_now: bool

    @property
    def talks(self) -> int:
        """Both together."""
        return self.held + self.ahead


def own_share(estimates: Sequence[int]) -> OwnShare:
    """The median of the estimates with the extremes."""
    if len(estimates) < TOO_FEW:
        return OwnShare(len(estimates), None, None, None)
    return OwnShare(len(estimates), round(median(estimates)), min(estimates), max(estimates))


def weeks(held: Mapping[date, int], ahead: Mapping[date, int], *, today: date) -> tuple[Week, ...]:
    """The weeks from WEEKS_BACK before this one to WEEKS_AHEAD after it; `held` and `ahead` count talks by day."""
    monday = monday_of(today)
    found = []
    for number in range(-WEEKS_BACK, WEEKS_AHEAD + 1):
        start = monday + timedelta(weeks=number)
        found.append(Week(start, _within(held, start), _within(ahead, start), is_now=number == 0))
    return tuple(found)


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def _within(counts: Mapping[date, int], monday: date) -> int:
    return sum(n for day, n in counts.items() if monday <= day < monday + timedelta(weeks=1))
