"""When the company may read a commitment, which day it may name, and when its owner is reminded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from framdrift.conversations.commitments import rules
from framdrift.conversations.kinds import Clearance, Level
from framdrift.science.calendars import WorkingDays

DUE = date(2026, 11, 27)  # a Friday
DAYS = WorkingDays()


def _told(**changes: object) -> bool:
    facts: dict[str, object] = {
        "level": Level.THIRD_PARTY,
        "clearance": Clearance.GENERAL,
        "has_origin": True,
        "is_round_closed": True,
        "talked": 7,
        "n_min": 7,
    }
    return rules.may_be_told(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "is_told"),
    [
        ({}, True),
        ({"clearance": Clearance.NONE}, False),
        ({"is_round_closed": False}, False),
        ({"talked": 6}, False),
        ({"level": Level.OPEN, "is_round_closed": False, "talked": 1}, True),
        ({"level": Level.HR, "is_round_closed": False, "talked": 1}, True),
        ({"level": Level.OPEN, "has_origin": False, "is_round_closed": False}, False),
        ({"level": Level.ANONYMOUS, "has_origin": False, "talked": 6}, False),
        ({"level": Level.ANONYMOUS, "has_origin": False}, True),
    ],
)
def test_the_company_reads_what_cannot_lead_back(changes: dict[str, object], is_told: bool) -> None:
    assert _told(**changes) is is_told


def test_at_the_confidential_levels_a_day_is_the_last_of_its_month() -> None:
    assert rules.fitting_day(date(2028, 2, 3), level=Level.THIRD_PARTY) == date(2028, 2, 29)
    assert rules.fitting_day(DUE, level=Level.ANONYMOUS) == date(2026, 11, 30)
    assert rules.fitting_day(DUE, level=Level.HR) == DUE


def test_reminders_are_four_at_most_and_further_and_further_apart() -> None:
    days = [DUE + timedelta(days=n) for n in range(-30, 200)]
    found = {day: rules.reminder_on(DUE, on=day, add=DAYS.add) for day in days}
    first = {number: min(day for day in days if found[day] == number) for number in (0, 1, 2, 3)}
    assert first == {0: date(2026, 11, 20), 1: date(2026, 12, 1), 2: date(2026, 12, 11), 3: date(2027, 1, 8)}
    assert found[DUE - timedelta(days=10)] is None
    assert {found[day] for day in days if day > first[3]} == {3}
    gaps = [(first[n + 1] - first[n]).days for n in (1, 2)]
    assert gaps == sorted(gaps)


def test_what_is_done_is_never_late() -> None:
    assert rules.late_days(DUE, on=DUE + timedelta(days=3), is_open=True) == 3
    assert rules.late_days(DUE, on=DUE + timedelta(days=3), is_open=False) == 0
    assert rules.late_days(DUE, on=DUE, is_open=True) == 0


def test_a_unit_is_large_from_twenty_or_twice_the_limit() -> None:
    assert rules.large_from(5) == 20
    assert rules.large_from(15) == 30
