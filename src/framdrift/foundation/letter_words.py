"""Days and times in a letter, in its reader's language and zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.dateformat import format as date_format

_DAY = "l j F"
_CLOCK = {"sv": "{day} kl. {hour:02}.{minute:02}", "en": "{day} at {hour:02}:{minute:02}"}
_ELSEWHERE = {"sv": "{time} ({city}-tid)", "en": "{time} ({city} time)"}


def day_words(day: date, language: str) -> str:
    """Such as "fredag 27 november", "Friday 27 November"."""
    with translation.override(language):
        return date_format(day, _DAY)


def time_words(instant: datetime, language: str, zone: str) -> str:
    """Such as "fredag 27 november kl. 14.00", by the reader's clock; the city is named where it is not the agency's."""
    local = instant.astimezone(ZoneInfo(zone))
    day = day_words(local.date(), language)
    time = _CLOCK[language].format(day=day, hour=local.hour, minute=local.minute)
    if local.utcoffset() == instant.astimezone(ZoneInfo(settings.FRAMDRIFT_ZONE)).utcoffset():
        return time
    city = zone.rpartition("/")[2].replace("_", " ")
    return _ELSEWHERE[language].format(time=time, city=city)


def listed(words: list[str], language: str) -> str:
    """Such as "Lea, Omar och Iris"."""
    if len(words) < 2:
        return "".join(words)
    joint = " och " if language == "sv" else " and "
    return ", ".join(words[:-1]) + joint + words[-1]
