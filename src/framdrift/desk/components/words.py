"""How the screens put instants, days, durations and numbers into words. Pure but for the active language and zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, gettext, ngettext, override, pgettext

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_DAY = timedelta(days=1)


def local(instant: datetime) -> datetime:
    """The instant on the reader's wall clock; a naive one is refused (ValueError)."""
    return instant.astimezone(timezone.get_current_timezone()) if instant.tzinfo else _refuse(instant)


def _refuse(instant: datetime) -> datetime:
    raise ValueError(f"{instant} has no time zone: pass an aware instant")


def _formatted(day: date, pattern: str) -> str:
    return _in_language(day, pattern, get_language() or "")


@lru_cache(maxsize=4096)  # a board says the same few dates hundreds of times, and Django's formatting is slow
def _in_language(day: date, pattern: str, language: str) -> str:
    with override(language):
        return date_format(day, pattern)


def clock_words(instant: datetime) -> str:
    """The time of day for the reader: 14:00."""
    there = local(instant)
    return f"{there.hour:02}:{there.minute:02}"


def day_words(day: date, today: date) -> str:
    """A day as people say it: today, yesterday, tomorrow, Thu 26 Nov, and the year where it is another year."""
    if day == today:
        return gettext("today")
    if day == today - _DAY:
        return gettext("yesterday")
    return gettext("tomorrow") if day == today + _DAY else dated_words(day, today)


def dated_words(day: date, today: date) -> str:
    """The day always by its date: Thu 26 Nov; with the year where it is another year than today's."""
    if day.year == today.year:
        return _formatted(day, pgettext("day pattern", "D j M"))
    return _formatted(day, pgettext("day pattern with year", "D j M Y"))


def span_words(first: date, last: date) -> str:
    """From a day to a day, shortly: 18-25 Nov, 29 Oct - 1 Nov; one date where they are the same, the years where
    they differ."""
    dated = pgettext("short day pattern", "j M")
    if first == last:
        return _formatted(last, dated)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\N{EN DASH}{_formatted(last, dated)}"
    words = (_formatted(first, dated), _formatted(last, dated))
    if first.year != last.year:
        words = (f"{words[0]} {first.year}", f"{words[1]} {last.year}")
    return " \N{EN DASH} ".join(words)


def when_words(instant: datetime, now: datetime) -> str:
    """A day in words, with the time of day where the day is today or tomorrow."""
    day, today = local(instant).date(), local(now).date()
    if day in (today, today + _DAY):
        return moment_words(instant, now)
    return day_words(day, today)


def moment_words(instant: datetime, now: datetime) -> str:
    """A day in words, always with the time of day: Thu 26 Nov 14:00."""
    return f"{day_words(local(instant).date(), local(now).date())} {clock_words(instant)}"


def full_words(instant: datetime) -> str:
    """The whole instant, zone included, for the one who needs to be sure: Tuesday 24 November 2026 14:00 CET."""
    there = local(instant)
    return f"{full_day_words(there.date())} {there.hour:02}:{there.minute:02} {there.tzname()}"


def full_day_words(day: date) -> str:
    """The whole date: Tuesday 24 November 2026."""
    return _formatted(day, pgettext("long day pattern", "l j F Y"))


def number_words(value: float, decimals: int = 0) -> str:
    """A number with the language's decimal mark and groups of three: 12 345,6 or 12,345.6."""
    plain = f"{value:z,.{decimals}f}"  # z: what rounds to nothing has no sign
    pattern = pgettext("number pattern", "1,234.5").replace(" ", NO_BREAK_SPACE)
    group, mark = pattern[1], pattern[-2]
    return plain.translate(str.maketrans(",.-", f"{group}{mark}\N{MINUS SIGN}"))


def percent_words(share: float, decimals: int = 0) -> str:
    """A share between 0 and 1 as per cent: 80 % or 80%."""
    pattern = pgettext("percent pattern", "{number}%").replace(" ", NO_BREAK_SPACE)
    return pattern.replace("{number}", number_words(share * 100, decimals))


def workday_words(days: float) -> str:
    """Working days in words: 2 working days. Parts are told to one decimal below ten days."""
    shown = round(days, 1) if abs(days) < 10 else float(round(days))
    number = number_words(shown, 0 if shown == int(shown) else 1)
    amount = 1 if shown == 1 else 2
    return ngettext("%(number)s working day", "%(number)s working days", amount) % {"number": number}


def minute_words(minutes: float) -> str:
    """Minutes as hours and minutes: 1 h 50 min."""
    hours, rest = divmod(round(minutes), 60)
    parts = [f"{hours}{NO_BREAK_SPACE}h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}{NO_BREAK_SPACE}min")
    return NO_BREAK_SPACE.join(parts)


def joined_words(words: Sequence[str]) -> str:
    """Words as a list in a sentence: A, B and C."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def initials_of(name: str) -> str:
    """The first letters of the first and the last word of a name, at most two."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
