"""Dates and times as people write them in tables, a cell at a time: what could be two days is refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from framdrift.recruiting.kinds import Precision

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
_MONTHS = (
    ("jan",), ("feb",), ("mar",), ("apr",), ("may", "maj"), ("jun",),
    ("jul",), ("aug",), ("sep",), ("oct", "okt"), ("nov",), ("dec",),
)  # fmt: skip
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
"""ISO 8601 without signs between. No such day reads as another with the year last: no month is a 19 or a 20."""
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
_NAMED = re.compile(r"(?:den )?(\d{1,2})(?:st|nd|rd|th|:e)?[ .-]+([a-zå]+)\.?[ ,.-]+(\d{4})")
_NAMED_MONTH_FIRST = re.compile(r"([a-zå]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_CLOCK = re.compile(
    r"(.*?\d)(?:[ ,T]+(?:kl\.? ?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)? ?([ap]\.?m\.?)?)", re.I
)
_YEARS = range(1970, 2101)


class UnreadableDate(Exception):
    """A cell that is no date, or could be two; the sentence says so."""


def read_instant(cell: object, *, zone: ZoneInfo, order: str = "") -> tuple[datetime, Precision]:
    """An instant in UTC and how well it is known. `order` settles 03/04/2026: day-first or month-first."""
    if isinstance(cell, datetime):
        return _placed(cell, zone), Precision.EXACT if cell.time() != datetime.min.time() else Precision.DAY
    if isinstance(cell, date):
        return _placed(datetime(cell.year, cell.month, cell.day), zone), Precision.DAY  # noqa: DTZ001
    text = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
    iso = _iso(text)
    if iso is not None:
        return _placed(iso, zone), Precision.EXACT if len(text) > 10 else Precision.DAY
    timed = _CLOCK.fullmatch(text)
    day = _day(timed[1] if timed else text, order)
    if timed is None:
        return _placed(datetime(day.year, day.month, day.day), zone), Precision.DAY  # noqa: DTZ001
    return _placed(_at_clock(day, timed), zone), Precision.EXACT


def _iso(text: str) -> datetime | None:
    has_signs = len(text) >= 10 and text[:4].isdigit() and text[4] == "-"
    if not has_signs and not _BASIC.fullmatch(text.partition("T")[0]):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _day(text: str, order: str) -> date:
    plain = text.strip().lower()
    if (match := _BASIC.fullmatch(plain)) and int(match[1]) in _YEARS:
        return _made(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _YEAR_FIRST.fullmatch(plain):
        return _made(int(match[1]), int(match[3]), int(match[4]), text)
    if match := _NUMERIC.fullmatch(plain):
        return _numeric(int(match[1]), int(match[3]), int(match[4]), text, order)
    if match := _NAMED.fullmatch(plain):
        return _made(int(match[3]), _month(match[2], text), int(match[1]), text)
    if match := _NAMED_MONTH_FIRST.fullmatch(plain):
        return _made(int(match[3]), _month(match[1], text), int(match[2]), text)
    raise _no_date(text)


def _numeric(first: int, second: int, year: int, text: str, order: str) -> date:
    if first > 12 or order == DAY_FIRST:
        return _made(year, second, first, text)
    if second > 12 or order == MONTH_FIRST or first == second:
        return _made(year, first, second, text)
    sentence = _("%(text)s could be two different days. Say in the mapping whether the day or the month comes first.")
    raise UnreadableDate(sentence % {"text": _quoted(text)})


def _month(word: str, text: str) -> int:
    for number, names in enumerate(_MONTHS, start=1):
        if word.startswith(names):
            return number
    raise _no_date(text)


def _made(year: int, month: int, day: int, text: str) -> date:
    try:
        if year in _YEARS:
            return date(year, month, day)
        date(year, month, day)
    except ValueError:
        raise UnreadableDate(_("%(text)s is no day of the calendar.") % {"text": _quoted(text)}) from None
    told = {"text": _quoted(text), "first": _YEARS.start, "last": _YEARS.stop - 1}
    raise UnreadableDate(_("%(text)s lies outside the years %(first)s to %(last)s.") % told)


def _at_clock(day: date, timed: re.Match[str]) -> datetime:
    hour, minute, second, half = int(timed[2]), int(timed[3]), int(timed[4] or 0), (timed[5] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        raise UnreadableDate(_("%(text)s is no time of the day.") % {"text": _quoted(timed[0])}) from None


def _placed(found: datetime, zone: ZoneInfo) -> datetime:
    """The instant in UTC; a local time that does not exist or comes twice is refused."""
    if found.tzinfo is not None:
        return found.astimezone(UTC)
    local = found.replace(tzinfo=zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != found:
        raise UnreadableDate(_("%(text)s does not exist: clocks were put forward.") % {"text": found.isoformat(" ")})
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise UnreadableDate(
            _("%(text)s comes twice: clocks were put back. Give it with its offset.") % {"text": found.isoformat(" ")}
        )
    return instant


def _no_date(text: str) -> UnreadableDate:
    sentence = _("%(text)s is not a date that can be read; write it as 2026-11-24.")
    return UnreadableDate(sentence % {"text": _quoted(text)})


def _quoted(text: str) -> str:
    return f"“{text[:40]}”"
