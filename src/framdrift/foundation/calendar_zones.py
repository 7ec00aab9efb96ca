"""Time zones as calendar files describe them: yearly rules that hold for any year, not a list of instants.

The rules are read out of the zone itself: when its offset changes in the years around the meeting, and which "last
Sunday of March" says that. A zone that follows no such rule (the Moroccan one follows the moon) is written in UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar

_YEARS = 8
"""So many years must agree before a rule is believed: they hold every weekday a month can begin with."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class _Change:
    """One change of offset: `local` is the wall time at which it happens, read with the offset before it."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


@dataclass(frozen=True)
class _Rule:
    month: int
    day: str
    change: _Change


def yearly_zone(zone: ZoneInfo, *, around: datetime) -> icalendar.Timezone | None:
    """The zone as a VTIMEZONE of yearly rules, right from the year before `around`; None where UTC must do."""
    if zone.key == "UTC":
        return None
    year = around.astimezone(zone).year - 1
    rules = _rules(zone, year)
    if rules is None:
        return None
    found = icalendar.Timezone()
    found.add("tzid", zone.key)
    for part in [_part(rule) for rule in rules] or [_constant(zone, year)]:
        found.add_component(part)
    return found


@lru_cache(maxsize=64)
def _rules(zone: ZoneInfo, year: int) -> tuple[_Rule, ...] | None:
    """The yearly changes from `year` on; empty where the offset is always the same, None where no rule fits."""
    each = [_changes(zone, one) for one in range(year, year + _YEARS)]
    if len({len(changes) for changes in each}) != 1:
        return None
    rules = []
    for same in zip(*each, strict=True):
        day = _day_of(same)
        if day is None:
            return None
        rules.append(_Rule(same[0].local.month, day, same[0]))
    return tuple(rules)


def _day_of(same: Sequence[_Change]) -> str | None:
    """`-1SU` or `2SU`: the day of the month that these changes of different years have in common."""
    kinds = {(one.local.month, one.local.weekday(), one.local.time(), one.before, one.after) for one in same}
    if len(kinds) != 1:
        return None
    day = _DAYS[same[0].local.weekday()]
    if all((one.local + timedelta(days=7)).month != one.local.month for one in same):
        return f"-1{day}"
    ordinals = {(one.local.day - 1) // 7 + 1 for one in same}
    return f"{ordinals.pop()}{day}" if len(ordinals) == 1 else None


def _changes(zone: ZoneInfo, year: int) -> list[_Change]:
    """The changes of offset within a year, in order."""
    found = []
    at, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while at < end:
        following = at + timedelta(days=1)
        if _offset(zone, at) != _offset(zone, following):
            found.append(_change(zone, at, following))
        at = following
    return found


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> _Change:
    """The change between two instants, to the minute."""
    before = _offset(zone, low)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    local = high.astimezone(zone)
    return _Change(
        local=(high + before).replace(tzinfo=None),
        before=before,
        after=_offset(zone, high),
        name=local.tzname() or zone.key,
        is_summer=bool(local.dst()),
    )


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _part(rule: _Rule) -> icalendar.Component:
    part = _kind(is_summer=rule.change.is_summer)
    part.add("dtstart", rule.change.local)
    part.add("rrule", {"freq": "yearly", "bymonth": rule.month, "byday": rule.day})
    part.add("tzoffsetfrom", rule.change.before)
    part.add("tzoffsetto", rule.change.after)
    part.add("tzname", rule.change.name)
    return part


def _constant(zone: ZoneInfo, year: int) -> icalendar.Component:
    """A zone whose offset never changes."""
    at = datetime(year, 1, 1, tzinfo=UTC)
    part = _kind(is_summer=False)
    part.add("dtstart", datetime(year, 1, 1))  # noqa: DTZ001 - local time by its definition
    part.add("tzoffsetfrom", _offset(zone, at))
    part.add("tzoffsetto", _offset(zone, at))
    part.add("tzname", at.astimezone(zone).tzname() or zone.key)
    return part


def _kind(*, is_summer: bool) -> icalendar.Component:
    return icalendar.TimezoneDaylight() if is_summer else icalendar.TimezoneStandard()
