"""Sweden's working days, with the eves on which nobody works, and the agency's own closures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from framdrift.foundation import calendar
from framdrift.foundation.models import Closure
from framdrift.science.calendars import WorkingDays
from tools import swedish_holidays

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


@pytest.mark.django_db
def test_the_agencys_closures_are_off_too() -> None:
    bridge = date(2026, 5, 15)
    assert calendar.working_days().is_working(bridge)
    Closure.objects.create(on=bridge, name="Klämdag")
    assert not calendar.working_days().is_working(bridge)
    assert calendar.national().is_working(bridge)


def test_the_days_off_are_those_of_the_library() -> None:
    assert calendar.DAYS_OFF.read_text() == swedish_holidays.text(swedish_holidays.days_off())
    assert calendar.national() == WorkingDays(frozenset(swedish_holidays.days_off()))
