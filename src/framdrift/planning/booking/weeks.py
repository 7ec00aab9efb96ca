"""Meetings laid out in calm weeks: only those weeks that have any, Monday to Friday, weekends where they are needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_WORK_DAYS = 5


@dataclass(frozen=True, slots=True)
class Block:
    """A meeting on a page of weeks: its title, who sits there, where it leads; `kind` and `state` as stored."""

    start_at: datetime
    end_at: datetime
    title: str
    note: str
    kind: str
    state: str
    address: str = ""
    is_own: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its meetings in order."""

    on: date
    blocks: tuple[Block, ...]
    is_today: bool


@dataclass(frozen=True, slots=True)
class Week:
    """One week by its ISO number."""

    number: int
    days: tuple[Day, ...]

    @property
    def first_on(self) -> date:
        """Its Monday."""
        return self.days[0].on

    @property
    def last_on(self) -> date:
        """Its last day shown."""
        return self.days[-1].on


def weeks_of(blocks: Iterable[Block], *, zone: ZoneInfo, today: date) -> list[Week]:
    """The weeks that hold these meetings, on the reader's clock."""
    by_day: dict[date, list[Block]] = {}
    for block in sorted(blocks, key=lambda one: (one.start_at, one.end_at, one.title)):
        by_day.setdefault(block.start_at.astimezone(zone).date(), []).append(block)
    mondays = sorted({day - timedelta(days=day.weekday()) for day in by_day})
    return [_week(monday, by_day, today) for monday in mondays]


def _week(monday: date, by_day: dict[date, list[Block]], today: date) -> Week:
    last = max((day.weekday() for day in by_day if 0 <= (day - monday).days < 7), default=0)
    dates = [monday + timedelta(days=number) for number in range(max(_WORK_DAYS, last + 1))]
    days = tuple(Day(day, tuple(by_day.get(day, ())), day == today) for day in dates)
    return Week(monday.isocalendar().week, days)
