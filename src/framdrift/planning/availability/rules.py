"""When somebody can meet, pure.

A painted week holds as it was drawn; any other week has the ordinary hours on working days, less focus time. From
either are taken: absences, busy times and our own meetings, each of the two widened by the buffer, and days that have
their fill of meetings already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from framdrift.recruiting.travel import NO_TRAVEL, Travel
from framdrift.science.calendars import WorkingDays
from framdrift.science.windows import Window, within, without

BUFFER_MINUTES: Final = 15
"""Kept free around whatever is booked, where the person has said nothing."""


@dataclass(frozen=True)
class Hours:
    """Hours of one weekday (Monday is 0) on the person's own clock."""

    weekday: int
    from_time: time
    to_time: time


OFFICE_HOURS: Final = tuple(
    Hours(day, *stretch) for day in range(5) for stretch in ((time(9), time(12)), (time(13), time(17)))
)
"""What holds for somebody who has said nothing: Monday to Friday 9 to 17, with the hour from 12 for lunch."""


class Basis(StrEnum):
    """What is known of when a person can meet, from the best to the least."""

    CALENDAR = "calendar"
    PAINTED = "painted"
    HOURS = "hours"
    ASSUMED = "assumed"


@dataclass(frozen=True)
class Person:
    """All that bears on when one person can meet; instants in UTC, dates on the person's own calendar. `places` says
    where each of `meetings` is held, empty by video and for those beyond its end."""

    zone: ZoneInfo
    hours: Sequence[Hours] = ()
    focus: Sequence[Hours] = ()
    max_per_day: int | None = None
    buffer_minutes: int = BUFFER_MINUTES
    away: Sequence[tuple[date, date]] = ()
    painted: frozenset[date] = frozenset()
    drawn: Sequence[Window] = ()
    busy: Sequence[Window] = ()
    meetings: Sequence[Window] = field(default=())
    places: Sequence[str] = ()
    travel: Travel = NO_TRAVEL


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def free_of(person: Person, *, start: datetime, end: datetime, days: WorkingDays, place: str = "") -> list[Window]:
    """Free windows within [start, end), in UTC, in order and apart, for a meeting that is held at `place`."""
    taken = [*_booked(person, place), *_away(person, start, end)]
    return within(without(_at_work(person, start, end, days), taken), start=start, end=end)


def hours_of(person: Person, *, start: datetime, end: datetime, days: WorkingDays) -> list[Window]:
    """The windows a person works in or has drawn, before anything is booked."""
    return within(_at_work(person, start, end, days), start=start, end=end)


def _at_work(person: Person, start: datetime, end: datetime, days: WorkingDays) -> list[Window]:
    dates = list(_dates(start, end, person.zone))
    ordinary = [day for day in dates if monday_of(day) not in person.painted and days.is_working(day)]
    hours = _on(ordinary, person.hours or OFFICE_HOURS, person.zone)
    return without([*hours, *person.drawn], _on(ordinary, person.focus, person.zone))


def _booked(person: Person, place: str) -> Iterator[Window]:
    """What is booked, with the buffer around it or, where that is longer, the way between it and a meeting at
    `place`."""
    buffer = timedelta(minutes=person.buffer_minutes)
    places = [*person.places, *[""] * (len(person.meetings) - len(person.places))]
    booked = [*((window, "") for window in person.busy), *zip(person.meetings, places, strict=True)]
    for (start, end), where in booked:
        before, after = person.travel.between(place, where), person.travel.between(where, place)
        yield start - max(buffer, before), end + max(buffer, after)


def _away(person: Person, start: datetime, end: datetime) -> Iterator[Window]:
    for first, last in person.away:
        yield _whole_days(first, last, person.zone)
    yield from _full_days(person, start, end)


def _full_days(person: Person, start: datetime, end: datetime) -> Iterator[Window]:
    """The days that have as many meetings as the person wants."""
    if person.max_per_day is None:
        return
    count = Counter(begin.astimezone(person.zone).date() for begin, _end in person.meetings)
    for day in _dates(start, end, person.zone):
        if count[day] >= person.max_per_day:
            yield _whole_days(day, day, person.zone)


def _dates(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[date]:
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def _on(dates: Iterable[date], hours: Sequence[Hours], zone: ZoneInfo) -> list[Window]:
    return [
        (instant(day, one.from_time, zone), instant(day, one.to_time, zone))
        for day in dates
        for one in hours
        if one.weekday == day.weekday()
    ]


def _whole_days(first: date, last: date, zone: ZoneInfo) -> Window:
    return instant(first, time(0), zone), instant(last + timedelta(days=1), time(0), zone)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A wall time as an instant in UTC. One that comes twice is the first; one that is left out lies an hour later."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
