"""A week as a grid of half hours, to look at and to draw on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from framdrift.planning.availability.rules import Person, hours_of, instant
from framdrift.science.calendars import WorkingDays
from framdrift.science.windows import Window, covers, merged

SLOT: Final = timedelta(minutes=30)
FIRST, LAST = time(7), time(19)
_PATTERN: Final = "%Y-%m-%dT%H:%M"
_MOST: Final = 7 * 48


@dataclass(frozen=True)
class Slot:
    """Half an hour of a day. `value` is what a form says of it; `is_free` as the person would have it, `is_taken` by
    a calendar, a meeting or an absence."""

    value: str
    start_at: datetime
    day: date
    is_free: bool
    is_taken: bool
    is_past: bool


@dataclass(frozen=True)
class Line:
    """The same half hour of each day."""

    clock: time
    slots: tuple[Slot, ...]

    @property
    def is_whole_hour(self) -> bool:
        """Where the clock is written out."""
        return self.clock.minute == 0


@dataclass(frozen=True)
class Week:
    """Monday to Friday, and the weekend where something is free or taken there."""

    monday_on: date
    days: tuple[date, ...]
    lines: tuple[Line, ...]
    is_painted: bool
    free_minutes: int

    @property
    def number(self) -> int:
        """As people in Sweden say it (ISO 8601)."""
        return self.monday_on.isocalendar().week


def week_of(person: Person, *, monday_on: date, days: WorkingDays, at: datetime) -> Week:
    """The grid of a week as `person` has it."""
    start = instant(monday_on, time(0), person.zone)
    end = instant(monday_on + timedelta(days=7), time(0), person.zone)
    free = hours_of(person, start=start, end=end, days=days)
    away = [
        (instant(first, time(0), person.zone), instant(last + timedelta(days=1), time(0), person.zone))
        for first, last in person.away
    ]
    taken = merged([*person.busy, *person.meetings, *away])
    shown = tuple(monday_on + timedelta(days=day) for day in range(_days_shown(person.zone, free, monday_on)))
    lines = tuple(
        Line(clock, tuple(_slot(day, clock, person.zone, free, taken, at) for day in shown)) for clock in _clocks()
    )
    free_slots = sum(one.is_free and not one.is_taken for line in lines for one in line.slots)
    return Week(monday_on, shown, lines, monday_on in person.painted, free_slots * int(SLOT.total_seconds()) // 60)


def windows_of(values: Iterable[str], *, monday_on: date, zone: ZoneInfo) -> list[Window]:
    """What was drawn, as windows in UTC. Raises ValueError for what no grid of ours says."""
    windows: list[Window] = []
    for value in values:
        local = datetime.strptime(value, _PATTERN)  # noqa: DTZ007 - a wall time; its zone is the reader's
        if not 0 <= (local.date() - monday_on).days < 7 or local.minute % 30 or len(windows) >= _MOST:
            raise ValueError(value)
        start = instant(local.date(), local.time(), zone)
        windows.append((start, start + SLOT))
    return merged(windows)


def _days_shown(zone: ZoneInfo, free: Sequence[Window], monday_on: date) -> int:
    saturday = instant(monday_on + timedelta(days=5), time(0), zone)
    return 7 if any(end > saturday for _start, end in free) else 5


def _clocks() -> list[time]:
    first = datetime.combine(date.min, FIRST, tzinfo=UTC)
    count = (datetime.combine(date.min, LAST, tzinfo=UTC) - first) // SLOT
    return [(first + SLOT * step).time() for step in range(count)]


def _slot(day: date, clock: time, zone: ZoneInfo, free: list[Window], taken: list[Window], at: datetime) -> Slot:
    start = instant(day, clock, zone)
    end = start + SLOT
    return Slot(
        value=datetime.combine(day, clock).strftime(_PATTERN),
        start_at=start,
        day=day,
        is_free=covers(free, start, end),
        is_taken=any(low < end and high > start for low, high in taken),
        is_past=end <= at,
    )
