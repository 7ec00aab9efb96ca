"""When somebody can meet: hours on their own clock, and all that takes from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from framdrift.foundation.calendar import national
from framdrift.planning.availability.rules import Hours, Person, free_of
from framdrift.planning.availability.week import week_of, windows_of
from framdrift.science.windows import Window

STOCKHOLM = ZoneInfo("Europe/Stockholm")
PLAIN = Person(zone=STOCKHOLM, buffer_minutes=0)
UNBROKEN = replace(PLAIN, hours=[Hours(day, time(9), time(17)) for day in range(5)])
"""Somebody who can be met over lunch too."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def free(person: Person, day: str, days: int = 1) -> list[str]:
    start = utc(day)
    found = free_of(person, start=start, end=start + timedelta(days=days), days=national())
    return [f"{low:%d %H:%M}-{high:%H:%M}" for low, high in found]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-24", ["24 08:00-11:00", "24 12:00-16:00"]),
        ("2026-10-23", ["23 07:00-10:00", "23 11:00-15:00"]),
        ("2026-10-26", ["26 08:00-11:00", "26 12:00-16:00"]),
        ("2027-03-29", []),  # Easter Monday
        ("2027-03-30", ["30 07:00-10:00", "30 11:00-15:00"]),
        ("2026-11-28", []),  # a Saturday
        ("2026-12-24", []),  # julafton, when nobody works
    ],
)
def test_office_hours_with_lunch_are_assumed_on_working_days_on_the_persons_clock(
    day: str, expected: list[str]
) -> None:
    assert free(PLAIN, day) == expected


def test_the_persons_zone_is_theirs() -> None:
    assert free(replace(PLAIN, zone=ZoneInfo("America/New_York")), "2026-11-24") == [
        "24 14:00-17:00",
        "24 18:00-22:00",
    ]


def test_hours_without_a_lunch_are_kept_as_they_were_given() -> None:
    assert free(UNBROKEN, "2026-11-24") == ["24 08:00-16:00"]


def test_focus_time_busy_times_with_their_buffer_and_absences_are_taken() -> None:
    busy: Window = (utc("2026-11-24T10:00"), utc("2026-11-24T10:30"))
    meeting: Window = (utc("2026-11-24T13:00"), utc("2026-11-24T14:00"))
    person = replace(
        UNBROKEN,
        focus=[Hours(1, time(9), time(10))],
        busy=[busy],
        meetings=[meeting],
        buffer_minutes=15,
        away=[(date(2026, 11, 25), date(2026, 11, 25))],
    )
    assert free(person, "2026-11-24", 3) == [
        "24 09:00-09:45",
        "24 10:45-12:45",
        "24 14:15-16:00",
        "26 08:00-16:00",
    ]


def test_a_day_that_has_its_fill_is_full() -> None:
    meetings = [(utc("2026-11-24T08:00"), utc("2026-11-24T09:00")), (utc("2026-11-24T10:00"), utc("2026-11-24T11:00"))]
    assert free(replace(UNBROKEN, meetings=meetings, max_per_day=2), "2026-11-24", 2) == ["25 08:00-16:00"]
    assert len(free(replace(UNBROKEN, meetings=meetings, max_per_day=3), "2026-11-24")) == 2


def test_a_painted_week_holds_as_it_was_drawn() -> None:
    drawn = [(utc("2026-11-28T09:00"), utc("2026-11-28T10:00"))]
    focus = [Hours(5, time(0), time(23))]
    person = replace(UNBROKEN, painted=frozenset({date(2026, 11, 23)}), drawn=drawn, focus=focus)
    assert free(person, "2026-11-23", 8) == ["28 09:00-10:00", "30 08:00-16:00"]


def test_drawing_a_week_gives_back_what_was_drawn() -> None:
    monday = date(2026, 10, 26)
    drawn = windows_of(["2026-10-26T09:00", "2026-10-26T09:30", "2026-10-27T13:00"], monday_on=monday, zone=STOCKHOLM)
    assert drawn == [
        (utc("2026-10-26T08:00"), utc("2026-10-26T09:00")),
        (utc("2026-10-27T12:00"), utc("2026-10-27T12:30")),
    ]
    person = replace(PLAIN, painted=frozenset({monday}), drawn=drawn)
    week = week_of(person, monday_on=monday, days=national(), at=utc("2026-10-20"))
    assert [slot.value for line in week.lines for slot in line.slots if slot.is_free] == [
        "2026-10-26T09:00",
        "2026-10-26T09:30",
        "2026-10-27T13:00",
    ]
    assert (week.is_painted, week.free_minutes, len(week.days)) == (True, 90, 5)


@pytest.mark.parametrize("value", ["x", "2026-10-26T09:10", "2026-11-26T09:00", "2026-10-26T09:00Z"])
def test_what_no_grid_says_is_refused(value: str) -> None:
    with pytest.raises(ValueError):
        windows_of([value], monday_on=date(2026, 10, 26), zone=STOCKHOLM)


def test_the_weekend_is_shown_where_something_is_free_there() -> None:
    person = replace(PLAIN, hours=[Hours(5, time(10), time(12))])
    week = week_of(person, monday_on=date(2026, 11, 23), days=national(), at=utc("2026-11-20"))
    assert len(week.days) == 5  # Saturdays are no working days
    drawn = [(utc("2026-11-28T09:00"), utc("2026-11-28T10:00"))]
    painted = replace(person, painted=frozenset({date(2026, 11, 23)}), drawn=drawn)
    assert len(week_of(painted, monday_on=date(2026, 11, 23), days=national(), at=utc("2026-11-20")).days) == 7
