"""Busy times out of calendar files (RFC 5545): repeats unfolded with their exceptions, each zone on its own clock.

Busy is what its owner marked so. Not busy: cancelled, transparent ("show as free"), declined by the owner, and events
without any length. Tentative is told apart. A whole day is busy from midnight to midnight on the owner's clock, unless
it is marked as free: programs mark birthdays and public holidays so.

A time zone that nobody knows is refused in words rather than guessed: an hour wrong is a meeting missed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from framdrift.planning.ports import Busy, CalendarTrouble, Trouble

MAX_EVENTS: Final = 20_000
"""Occurrences of one calendar in the time that is read; more is no person's calendar."""
_TIMES: Final = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE")
_COARSE: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_WITHIN_A_DAY: Final = ("BYHOUR", "BYMINUTE", "BYSECOND")
_MANY: Final = 24
_FREE: Final = frozenset({"FREE"})
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Owner:
    """Whose calendar it is: the clock of times without a zone, and the addresses they are invited under."""

    zone: ZoneInfo
    emails: Collection[str] = ()


def busy_times(data: bytes, *, owner: Owner, start: datetime, end: datetime, host: str) -> list[Busy]:
    """What is busy in a calendar file and touches [start, end), in order. Raises CalendarTrouble, with `host` or the
    name of the zone as its detail."""
    if not data.count(b"BEGIN:VCALENDAR") == data.count(b"END:VCALENDAR") > 0:  # cut short, it would look free
        raise CalendarTrouble(Trouble.NOT_A_CALENDAR, host)
    try:
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, RecursionError):
        raise CalendarTrouble(Trouble.NOT_A_CALENDAR, host) from None
    found: list[Busy] = []
    for calendar in calendars:
        if not isinstance(calendar, icalendar.Calendar):
            raise CalendarTrouble(Trouble.NOT_A_CALENDAR, host)
        events = list(calendar.walk("VEVENT"))
        _refuse_unknown_zones(events)
        _refuse_storms(events, host)
        found += _of_events(calendar, owner, start, end, host)
        found += _of_free_busy(calendar.walk("VFREEBUSY"))
    return sorted((one for one in found if one.start_at < end and one.end_at > start), key=lambda one: one.start_at)


def _refuse_unknown_zones(events: Iterable[icalendar.Component]) -> None:
    """A time that names a zone and came out without one was not understood."""
    for event in events:
        for name in _TIMES:
            for one in _all(event, name):
                zone = str(one.params.get("TZID", ""))
                if zone and any(isinstance(at, datetime) and at.tzinfo is None for at in _instants(one)):
                    raise CalendarTrouble(Trouble.UNKNOWN_ZONE, zone[:100])


def _all(component: icalendar.Component, name: str) -> list[Any]:
    """Every value of a property: none, one or several."""
    given: Any = component.get(name, [])
    return given if isinstance(given, list) else [given]


def _instants(given: Any) -> list[Any]:
    """The values of a property, of one time or of a list of them."""
    return [one.dt for one in given.dts] if hasattr(given, "dts") else [given.dt]


def _refuse_storms(events: Iterable[icalendar.Component], host: str) -> None:
    """Nobody meets each second: such a rule is a fault or an attack, and would unfold for hours."""
    for event in events:
        for rule in _all(event, "RRULE"):
            times = 1
            for part in _WITHIN_A_DAY:
                times *= max(len(rule.get(part, ())), 1)
            if {str(one).upper() for one in rule.get("FREQ", ())} - _COARSE or times > _MANY:
                raise CalendarTrouble(Trouble.TOO_LARGE, host)


def _of_events(calendar: icalendar.Calendar, owner: Owner, start: datetime, end: datetime, host: str) -> Iterator[Busy]:
    try:
        occurrences = recurring_ical_events.of(calendar).between(start - _DAY, end + _DAY)
    except (ValueError, TypeError, KeyError, ArithmeticError):
        raise CalendarTrouble(Trouble.NOT_A_CALENDAR, host) from None
    if len(occurrences) > MAX_EVENTS:
        raise CalendarTrouble(Trouble.TOO_LARGE, host)
    for event in occurrences:
        busy = _busy(event, owner)
        if busy is not None:
            yield busy


def _busy(event: icalendar.Component, owner: Owner) -> Busy | None:
    status = str(event.get("STATUS", "")).upper()
    shown = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    if status == "CANCELLED" or str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or shown in _FREE:
        return None
    answer = _answer(event, owner)
    if answer == "DECLINED":
        return None
    begins, ends = _all(event, "DTSTART")[0].dt, _all(event, "DTEND")[0].dt
    start, end = _instant(begins, owner.zone), _instant(ends, owner.zone)
    if end <= start:
        return None
    tentative = "TENTATIVE" in {status, shown, answer}
    return Busy(start, end, str(event.get("UID", ""))[:255], is_tentative=tentative)


def _answer(event: icalendar.Component, owner: Owner) -> str:
    """What the owner answered to an invitation; empty where they were not invited."""
    own = {email.lower() for email in owner.emails}
    for one in _all(event, "ATTENDEE"):
        if str(one).lower().removeprefix("mailto:") in own:
            return str(one.params.get("PARTSTAT", "")).upper()
    return ""


def _instant(at: date | datetime, zone: ZoneInfo) -> datetime:
    """In UTC; a date is its midnight, and a time without a zone a wall time, on the owner's clock."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time(0))
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _of_free_busy(found: Iterable[icalendar.Component]) -> Iterator[Busy]:
    """Busy times of a calendar that is published without its events."""
    for one in found:
        for period in _all(one, "FREEBUSY"):
            kind = str(period.params.get("FBTYPE", "BUSY")).upper()
            start, end = period.dt
            until = start + end if isinstance(end, timedelta) else end
            if kind != "FREE" and until > start:
                yield Busy(start.astimezone(UTC), until.astimezone(UTC), is_tentative=kind == "BUSY-TENTATIVE")
