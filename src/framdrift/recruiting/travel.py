"""The way to meetings that are held somewhere, pure: how far apart two meetings of one person must lie for it.

A meeting has a place that people go to, or is held by video: then its place is empty or a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


def is_on_site(place: str) -> bool:
    """Whether people go there."""
    return bool(place.strip()) and "://" not in place


@dataclass(frozen=True, slots=True)
class Travel:
    """The minutes that one person needs before and after a meeting that they go to."""

    before_minutes: int = 0
    after_minutes: int = 0

    @property
    def longest(self) -> int:
        """The longer of the two, in minutes."""
        return max(self.before_minutes, self.after_minutes)

    def between(self, first: str, second: str) -> timedelta:
        """How long after a meeting at the place `first` one at `second` may begin: nothing where both are held at the
        same place; else the longer of the way from the first and the way to the second, which may be one journey."""
        goes, comes = is_on_site(first), is_on_site(second)
        if goes and comes and first.strip().casefold() == second.strip().casefold():
            return timedelta(0)
        return timedelta(minutes=max(self.after_minutes if goes else 0, self.before_minutes if comes else 0))


NO_TRAVEL = Travel()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time of one meeting: half-open, and where it is held."""

    start_at: datetime
    end_at: datetime
    place: str = ""


def clashes(one: Stretch, other: Stretch, travel: Travel) -> bool:
    """Whether one person, who needs `travel`, cannot be at both."""
    first, second = (one, other) if one.start_at <= other.start_at else (other, one)
    return first.end_at + travel.between(first.place, second.place) > second.start_at
