"""Arithmetic on working days. Pure: the days off are passed in.

A `WorkingDays` holds the days that are off beside Saturdays and Sundays. Dates are local dates; instants
are aware and are turned to a local date with the zone that the caller passes.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property

_DAY = timedelta(days=1)
DAY_STARTS, DAY_ENDS = time(8), time(17)


@dataclass(frozen=True)
class WorkingDays:
    """A calendar: Monday to Friday, less `off` (holidays, closures, one person's absences)."""

    off: frozenset[date] = field(default_factory=frozenset)

    @cached_property
    def _weekdays_off(self) -> list[date]:
        return sorted(day for day in self.off if day.weekday() < 5)

    def is_working(self, day: date) -> bool:
        """Whether work is done on `day`."""
        return day.weekday() < 5 and day not in self.off

    def on_or_after(self, day: date) -> date:
        """The first working day that is not before `day`."""
        while not self.is_working(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The last working day that is not after `day`."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def add(self, day: date, work_days: int) -> date:
        """`work_days` working days after `day` (before it where negative); 0 gives the next working day itself."""
        if work_days == 0:
            return self.on_or_after(day)
        step = _DAY if work_days > 0 else -_DAY
        for _ in range(abs(work_days)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and including `last`; negative where `last` is earlier."""
        if last < first:
            return -self.between(last, first)
        weekdays = _weekdays_through(last) - _weekdays_through(first)
        return weekdays - (bisect_right(self._weekdays_off, last) - bisect_right(self._weekdays_off, first))

    def without(self, days: frozenset[date]) -> WorkingDays:
        """The same calendar with more days off, such as a person's absences."""
        return WorkingDays(self.off | days) if days else self


def local_date(instant: datetime, zone: tzinfo) -> date:
    """The date on the wall where `zone` holds."""
    return instant.astimezone(zone).date()


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which the working day `day` ends (17:00 local)."""
    return datetime.combine(day, DAY_ENDS, tzinfo=zone).astimezone(UTC)


def next_working_instant(instant: datetime, *, days: WorkingDays, zone: tzinfo) -> datetime:
    """`instant` itself within working hours (08:00-17:00 local), else the next start of them; in UTC."""
    local = instant.astimezone(zone)
    day = local.date()
    if days.is_working(day) and DAY_STARTS <= local.time() < DAY_ENDS:
        return instant.astimezone(UTC)
    if local.time() >= DAY_STARTS:
        day += _DAY
    return datetime.combine(days.on_or_after(day), DAY_STARTS, tzinfo=zone).astimezone(UTC)


def working_days_elapsed(since: datetime, until: datetime, *, days: WorkingDays, zone: tzinfo) -> float:
    """Working days from `since` to `until`, in days of 08:00-17:00 local time; parts of a day count as parts."""
    if until <= since:
        return 0.0
    start, end = since.astimezone(zone), until.astimezone(zone)
    if start.date() == end.date():
        return _share(end) - _share(start) if days.is_working(start.date()) else 0.0
    whole = days.between(start.date(), end.date())
    total = float(whole)
    if days.is_working(start.date()):
        total += 1.0 - _share(start)
    if days.is_working(end.date()):
        total -= 1.0 - _share(end)
    return total


def _share(instant: datetime) -> float:
    """How much of the working day has passed at `instant`, from 0 to 1."""
    seconds = (instant.hour - DAY_STARTS.hour) * 3600 + instant.minute * 60 + instant.second
    return min(max(seconds / ((DAY_ENDS.hour - DAY_STARTS.hour) * 3600), 0.0), 1.0)


def _weekdays_through(day: date) -> int:
    """Mondays to Fridays from the first day of year 1 up to and including `day`."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


__all__ = [
    "DAY_ENDS",
    "DAY_STARTS",
    "WorkingDays",
    "end_of_day",
    "local_date",
    "next_working_instant",
    "working_days_elapsed",
]
