"""Instants as microseconds in UTC, local times in their zone, and elapsed minutes from the zero.

Everything is whole-number arithmetic, so that the first and the last day a calendar knows do not overflow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from framdrift.science.scheduling.problem import Problem
from framdrift.science.scheduling.refusals import ProblemRefused, gettext_noop

MINUTE = 60_000_000
_TICK = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_LOCAL = datetime(1970, 1, 1)  # noqa: DTZ001 - a local wall clock, its offset is applied afterwards
_START_OF_TIME = datetime(1, 1, 3, tzinfo=UTC)
_END_OF_TIME = datetime(9999, 12, 30, tzinfo=UTC)
_END_OF_DAY = re.compile(r"[T ]24:?00(?::?00(?:[.,]0+)?)?(?=$|Z|[+-])")
_ISO = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d.*")

NOT_AN_INSTANT = gettext_noop("{text} is not an instant such as 2026-03-02T09:00 or 2026-03-02T09:00+01:00.")
TOO_EARLY = gettext_noop("{text} lies before what a calendar can show.")
NO_SUCH_TIME = gettext_noop("{text} does not exist in {zone}: clocks were put forward. Choose another time.")
TIME_TWICE = gettext_noop("{text} occurs twice in {zone}: clocks were put back. Give the time with its offset.")


def ticks_of(instant: datetime) -> int:
    """Microseconds since 1970 of an aware datetime."""
    offset = instant.utcoffset()
    if offset is None:
        raise ValueError("the instant has no offset")
    return (instant.replace(tzinfo=None) - _EPOCH_LOCAL - offset) // _TICK


def read_instant(text: str, zone: ZoneInfo, *, field: str) -> int:
    """The ticks of ISO 8601 text; without offset it is local in `zone`. Raises `ProblemRefused`."""
    try:
        if not _ISO.fullmatch(text):
            raise ValueError(text)
        shown, days = _END_OF_DAY.subn("T00:00", text)
        instant = datetime.fromisoformat(shown) + timedelta(days=days)
    except (ValueError, OverflowError) as problem:
        raise ProblemRefused(field, NOT_AN_INSTANT, text=repr(text)) from problem
    ticks = ticks_of(instant) if instant.tzinfo else _of_local(instant, text, zone, field)
    if ticks < ticks_of(_START_OF_TIME):
        raise ProblemRefused(field, TOO_EARLY, text=repr(text))
    return ticks


def _of_local(instant: datetime, text: str, zone: ZoneInfo, field: str) -> int:
    first, second = (instant.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    ahead, later = first.utcoffset() or timedelta(), second.utcoffset() or timedelta()
    if ahead < later:
        raise ProblemRefused(field, NO_SUCH_TIME, text=repr(text), zone=zone.key)
    if ahead > later:
        raise ProblemRefused(field, TIME_TWICE, text=repr(text), zone=zone.key)
    return ticks_of(first)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Elapsed minutes from `zero` (ticks), local midnight of the day of the earliest window start."""

    zone: ZoneInfo
    zero: int
    _days: dict[date, tuple[int, int]] = field(default_factory=dict, compare=False)

    def instant(self, minute: int) -> datetime:
        """The instant, shown in the zone."""
        return (_EPOCH + timedelta(microseconds=self.zero + minute * MINUTE)).astimezone(self.zone)

    @property
    def last_minute(self) -> int:
        """The last minute that a calendar can show."""
        return (ticks_of(_END_OF_TIME) - self.zero) // MINUTE

    def day_of(self, minute: int) -> tuple[int, int]:
        """The local day that holds `minute`, as minutes [midnight, next midnight), rounded up to whole ones."""
        day = self.instant(minute).date()
        if day not in self._days:
            self._days[day] = (self._midnight(day), self._midnight(day + timedelta(days=1)))
        return self._days[day]

    def _midnight(self, day: date) -> int:
        return -((self.zero - _midnight(day, self.zone)) // MINUTE)


def timeline_of(problem: Problem) -> Timeline:
    """The timeline of a checked problem."""
    earliest = min(start for _, windows in problem.windows() for start, _ in windows)
    day = (_EPOCH + timedelta(microseconds=earliest)).astimezone(problem.zone).date()
    return Timeline(problem.zone, _midnight(day, problem.zone))


def _midnight(day: date, zone: ZoneInfo) -> int:
    """The first instant of a local day; where midnight is skipped, the instant at which it is."""
    return ticks_of(datetime(day.year, day.month, day.day, tzinfo=zone))
