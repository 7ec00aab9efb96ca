"""The days that a report is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
YEAR_DAYS = 365
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """From the start of `first_on` to the end of `last_on`, local days; nothing after `as_of` is known.

    `start` and `end` are seconds since 1970; `end` is never later than `as_of`.
    """

    first_on: date
    last_on: date
    as_of: datetime
    zone: tzinfo

    @property
    def start(self) -> float:
        """The first instant."""
        return datetime.combine(self.first_on, time(), tzinfo=self.zone).timestamp()

    @property
    def end(self) -> float:
        """The instant from which the report is seen: the end of the last day, or `as_of` where that is earlier."""
        last = datetime.combine(self.last_on + DAY, time(), tzinfo=self.zone).timestamp()
        return min(last, self.as_of.timestamp())


def last_quarter(today: date) -> tuple[date, date]:
    """First and last day of the quarter before the one that `today` is in."""
    first_of_this = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last = first_of_this - DAY
    return date(last.year, last.month - 2, 1), last


def chosen_period(name: str, *, first: str = "", last: str = "", as_of: datetime, zone: tzinfo) -> Period:
    """`quarter` (the last whole one), `own` with ISO dates, or else the year until today.

    Dates that make no sense fall back on the year; none lies in the future.
    """
    today = as_of.astimezone(zone).date()
    first_on, last_on = today - timedelta(days=YEAR_DAYS - 1), today
    if name == "quarter":
        first_on, last_on = last_quarter(today)
    elif name == "own":
        last_on = min(_day(last) or today, today)
        first_on = _day(first) or last_on - timedelta(days=YEAR_DAYS - 1)
    if not EARLIEST <= first_on <= last_on:
        first_on, last_on = today - timedelta(days=YEAR_DAYS - 1), today
    return Period(first_on, last_on, as_of, zone)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
