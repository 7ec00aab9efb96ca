"""Instants as ticks: reading ISO 8601, and placing local times in their zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from framdrift.science.eventlog.log import TICKS_PER_SECOND, Rows, Ticks
from framdrift.science.eventlog.refusals import LogRefused, gettext_noop

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_LOCAL = datetime(1970, 1, 1)  # noqa: DTZ001 - a local wall clock, zone applied afterwards
ONE_TICK = timedelta(microseconds=1)
FIRST_TICK, LAST_TICK = (
    (edge - EPOCH) // ONE_TICK for edge in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
)
QUARTER = 15 * 60 * TICKS_PER_SECOND

NO_SUCH_LOCAL_TIME = gettext_noop(
    "{time} does not exist in {zone}: clocks were put forward (event {row}). Give the time with its offset."
)
LOCAL_TIME_TWICE = gettext_noop(
    "{time} occurs twice in {zone}: clocks were put back (event {row}). Give the time with its offset."
)

WITHOUT_OFFSET = gettext_noop(
    "Instants without offset: {count}. They are read as wall-clock time in {zone} (change it with --zone)."
)

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?"
    r"\s?(Z|z|[+-]\d\d(?::?\d\d)?)?"
)


def read_iso(text: str) -> tuple[int, bool] | None:
    """(ticks, whether it had an offset) of an ISO 8601 date or time; None when it is none.

    Without an offset the ticks are those of the wall clock. Digits beyond microseconds are cut off;
    24:00:00 is the midnight that ends the day, as XML Schema has it.
    """
    parts = _ISO.fullmatch(text.strip())
    if parts is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = parts.groups()
    try:
        base = datetime(int(year), int(month), int(day))  # noqa: DTZ001
    except ValueError:
        return None
    hours, minutes, seconds = int(hour or 0), int(minute or 0), int(second or 0)
    micros = int((fraction or "")[:6].ljust(6, "0"))
    end_of_day = (hours, minutes, seconds, micros) == (24, 0, 0, 0)
    if (hours > 23 and not end_of_day) or minutes > 59 or seconds > 60:
        return None
    clock = ((hours * 60 + minutes) * 60 + seconds) * TICKS_PER_SECOND + micros
    ticks = (base - EPOCH_LOCAL) // ONE_TICK + clock
    if offset is None:
        return ticks, False
    ahead = _offset_ticks(offset)
    return None if ahead is None else (ticks - ahead, True)


def _offset_ticks(offset: str) -> int | None:
    if offset in "Zz":
        return 0
    hours, minutes = int(offset[1:3]), int(offset[-2:]) if len(offset) > 3 else 0
    if hours > 14 or minutes > 59:
        return None
    ticks = (hours * 60 + minutes) * 60 * TICKS_PER_SECOND
    return -ticks if offset[0] == "-" else ticks


def from_datetime(value: datetime) -> int:
    """The ticks of an aware datetime, or of a naive one's wall clock."""
    return (value - (EPOCH if value.tzinfo else EPOCH_LOCAL)) // ONE_TICK


def iso_utc(ticks: int) -> str:
    """ISO 8601 in UTC with offset; microseconds only where there are some."""
    moment = EPOCH + timedelta(microseconds=ticks)
    return moment.isoformat()


def in_calendar(ticks: Ticks) -> bool:
    """Whether all of them lie in the years 1 to 9999, which is as far as ISO 8601 goes without agreement."""
    return not len(ticks) or bool(ticks.min() >= FIRST_TICK and ticks.max() <= LAST_TICK)


def local_to_utc(local: Ticks, zone: ZoneInfo) -> Ticks:
    """Wall-clock ticks in `zone` to ticks since 1970 UTC.

    Offsets are looked up once per quarter of an hour that occurs, since zones change only on those.
    Raises `LogRefused` for a local time that does not exist or occurs twice.
    """
    if zone.key == "UTC" or not len(local):
        return local
    quarters, where = np.unique(local // QUARTER, return_inverse=True)
    ahead = np.empty(len(quarters), dtype=np.int64)
    for place, quarter in enumerate(quarters.tolist()):
        wall = EPOCH_LOCAL + timedelta(microseconds=quarter * QUARTER)
        offset = _only_offset(wall, zone)
        if offset is None:
            row = int(np.flatnonzero(where == place)[0])
            raise _refusal(int(local[row]), row, zone)
        ahead[place] = offset // ONE_TICK
    shifted: Ticks = local - ahead[where]
    return shifted


def _only_offset(wall: datetime, zone: ZoneInfo) -> timedelta | None:
    """The offset of a wall-clock time that occurs exactly once; otherwise None."""
    early = wall.replace(tzinfo=zone, fold=0).utcoffset()
    late = wall.replace(tzinfo=zone, fold=1).utcoffset()
    return early if early == late else None


def _refusal(local: int, row: int, zone: ZoneInfo) -> LogRefused:
    wall = EPOCH_LOCAL + timedelta(microseconds=local)
    early = wall.replace(tzinfo=zone, fold=0).utcoffset() or timedelta()
    late = wall.replace(tzinfo=zone, fold=1).utcoffset() or timedelta()
    template = LOCAL_TIME_TWICE if early > late else NO_SUCH_LOCAL_TIME
    return LogRefused(template, time=wall.isoformat(sep=" "), zone=zone.key, row=row + 1)


def place_in_utc(ticks: Ticks, without_offset: Rows, zone: ZoneInfo) -> Ticks:
    """`ticks` with those at the positions `without_offset` read as wall clock in `zone`."""
    if len(without_offset):
        ticks[without_offset] = local_to_utc(ticks[without_offset], zone)
    return ticks
