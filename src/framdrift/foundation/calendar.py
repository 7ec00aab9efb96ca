"""The working days of Sweden and the agency's own closures."""

from __future__ import annotations

import importlib.util
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from framdrift.foundation.models import Closure
from framdrift.science.calendars import WorkingDays

_FIRST_YEAR, _LAST_YEAR = 2000, 2060


@lru_cache(maxsize=8)
def holiday_names(language: str = "sv") -> dict[date, str]:
    """Public holidays and the eves when nobody works (julafton, midsommarafton, nyårsafton), by date."""
    years = range(_FIRST_YEAR, _LAST_YEAR)
    found = _sweden().Sweden(
        years=years, categories=("public", "de_facto"), language="sv" if language == "sv" else "en_US"
    )
    return dict(found)


def _sweden() -> Any:
    """The library's module for Sweden, by its file: asked for by its name it brings every country of the world along,
    8 MB and 0.3 seconds in each process. Even so it takes 6 MB and 0.1 seconds, so it waits for the first question."""
    import holidays

    file = Path(holidays.__file__).parent / "countries" / "sweden.py"
    spec = importlib.util.spec_from_file_location("framdrift_holidays_sweden", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=1)
def national() -> WorkingDays:
    """Sweden's working days."""
    return WorkingDays(frozenset(holiday_names()))


def working_days() -> WorkingDays:
    """Sweden's working days less the agency's closures: one statement."""
    return national().without(frozenset(Closure.objects.values_list("on", flat=True)))


def agency_zone() -> ZoneInfo:
    """The zone that the agency's days are counted in."""
    return ZoneInfo(settings.FRAMDRIFT_ZONE)
