"""The working days of Sweden and the agency's own closures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from framdrift.foundation.models import Closure
from framdrift.science.calendars import WorkingDays

DAYS_OFF = Path(__file__).with_name("swedish_holidays.txt")
"""Public holidays and the eves when nobody works (julafton, midsommarafton, nyårsafton), from the library `holidays`
(docs/decisions/0024)."""


@lru_cache(maxsize=1)
def national() -> WorkingDays:
    """Sweden's working days."""
    return WorkingDays(frozenset(_days_off()))


def _days_off() -> Iterator[date]:
    for line in DAYS_OFF.read_text().splitlines():
        year, _, days = line.partition(": ")
        if year.isdecimal():
            yield from (date.fromisoformat(f"{year}-{day}") for day in days.split())


def working_days() -> WorkingDays:
    """Sweden's working days less the agency's closures: one statement."""
    return national().without(frozenset(Closure.objects.values_list("on", flat=True)))


def agency_zone() -> ZoneInfo:
    """The zone that the agency's days are counted in."""
    return ZoneInfo(settings.FRAMDRIFT_ZONE)
