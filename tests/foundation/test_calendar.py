"""Sweden's working days, with the eves on which nobody works, and the agency's own closures."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest

from framdrift.foundation import calendar
from framdrift.foundation.models import Closure

OFF_2026 = {
    date(2026, 1, 1),
    date(2026, 1, 6),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 1),
    date(2026, 5, 14),
    date(2026, 6, 19),  # midsommarafton
    date(2026, 12, 24),  # julafton
    date(2026, 12, 25),
    date(2026, 12, 31),  # nyårsafton
}


def test_the_weekdays_off_in_2026_are_these_and_no_others() -> None:
    year = (date(2026, 1, 1) + timedelta(days=n) for n in range(365))
    off = {day for day in year if day.weekday() < 5 and not calendar.national().is_working(day)}
    assert off == OFF_2026


def test_holidays_have_names_in_both_languages() -> None:
    assert calendar.holiday_names("sv")[date(2026, 6, 19)] == "Midsommarafton"
    assert calendar.holiday_names("en")[date(2026, 12, 25)] == "Christmas Day"


@pytest.mark.django_db
def test_the_agencys_closures_are_off_too() -> None:
    bridge = date(2026, 5, 15)
    assert calendar.working_days().is_working(bridge)
    Closure.objects.create(on=bridge, name="Klämdag")
    assert not calendar.working_days().is_working(bridge)
    assert calendar.national().is_working(bridge)


@pytest.mark.parametrize(("language", "code"), [("sv", "sv"), ("en", "en_US")])
def test_names_are_those_of_the_library_and_no_other_country_is_loaded(language: str, code: str) -> None:
    """In a process of its own, for asking the library by name loads every country."""
    look = (
        "import django, sys; django.setup(); from framdrift.foundation.calendar import holiday_names;"
        f"own = holiday_names({language!r}); assert 'holidays.countries' not in sys.modules;"
        "import holidays; asked = {'years': range(2000, 2060), 'categories': ('public', 'de_facto')};"
        f"print(own == dict(holidays.country_holidays('SE', **asked, language={code!r})))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "framdrift.config.settings"}
    done = subprocess.run([sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "True", done.stderr
