"""Working days against the naive way: walking day by day, minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from framdrift.science.calendars import (
    WorkingDays,
    end_of_day,
    local_date,
    next_working_instant,
    working_days_elapsed,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = timedelta(days=1)
DATES = st.dates(date(2025, 1, 1), date(2027, 12, 31))
CALENDARS = st.frozensets(DATES, max_size=60).map(WorkingDays)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(second=0, microsecond=0)
)


def _works(days: WorkingDays, day: date) -> bool:
    return day.isoweekday() in {1, 2, 3, 4, 5} and day not in days.off


def _walk(days: WorkingDays, first: date, last: date) -> int:
    count = 0
    while first < last:
        first += DAY
        count += _works(days, first)
    return count


@given(CALENDARS, DATES, DATES)
def test_between_counts_the_days_one_by_one(days: WorkingDays, one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert days.between(first, last) == _walk(days, first, last)
    assert days.between(last, first) == -days.between(first, last)


@given(CALENDARS, DATES, st.integers(-60, 60))
def test_add_lands_on_a_working_day_so_many_days_away(days: WorkingDays, day: date, count: int) -> None:
    landed = days.add(day, count)
    assert _works(days, landed)
    if count > 0:
        assert _walk(days, day, landed) == count
    elif count < 0:
        assert sum(_works(days, landed + n * DAY) for n in range((day - landed).days)) == -count
    else:
        assert landed == days.on_or_after(day)


@given(CALENDARS, DATES)
def test_the_nearest_working_days(days: WorkingDays, day: date) -> None:
    after, before = days.on_or_after(day), days.on_or_before(day)
    assert before <= day <= after
    assert _works(days, after)
    assert _works(days, before)
    assert days.is_working(day) is (after == day == before)
    assert not any(_works(days, before + n * DAY) for n in range(1, (after - before).days))


def _minutes(days: WorkingDays, since: datetime, until: datetime) -> int:
    """Every minute that is worked, one after the other."""
    count = 0
    while since < until:
        local = since.astimezone(STOCKHOLM)
        count += _works(days, local.date()) and time(8) <= local.time() < time(17)
        since += timedelta(minutes=1)
    return count


@settings(max_examples=25, deadline=None)
@given(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=60).map(WorkingDays), INSTANTS, st.data())
def test_elapsed_time_is_the_sum_of_worked_minutes(days: WorkingDays, since: datetime, data: st.DataObject) -> None:
    until = since + timedelta(minutes=data.draw(st.integers(0, 9 * 24 * 60)))
    found = working_days_elapsed(since, until, days=days, zone=STOCKHOLM)
    assert abs(found * 9 * 60 - _minutes(days, since, until)) < 1e-6


@given(CALENDARS, INSTANTS)
def test_the_next_working_instant_is_the_first_that_is_worked(days: WorkingDays, instant: datetime) -> None:
    found = next_working_instant(instant, days=days, zone=STOCKHOLM)
    local = found.astimezone(STOCKHOLM)
    assert found >= instant
    assert _works(days, local.date())
    assert time(8) <= local.time() < time(17)
    assert working_days_elapsed(instant, found, days=days, zone=STOCKHOLM) == 0
    if found != instant:
        assert local.time() == time(8)


def test_both_weeks_in_which_the_clock_changes() -> None:
    days = WorkingDays()
    for friday, hours in ((date(2026, 3, 27), 71), (date(2026, 10, 23), 73)):
        start = datetime.combine(friday, time(12), tzinfo=STOCKHOLM).astimezone(UTC)
        end = datetime.combine(friday + 3 * DAY, time(12), tzinfo=STOCKHOLM).astimezone(UTC)
        assert end - start == timedelta(hours=hours)
        assert working_days_elapsed(start, end, days=days, zone=STOCKHOLM) == 1.0
    assert end_of_day(date(2026, 3, 27), STOCKHOLM) == datetime(2026, 3, 27, 16, tzinfo=UTC)
    assert end_of_day(date(2026, 3, 30), STOCKHOLM) == datetime(2026, 3, 30, 15, tzinfo=UTC)


def test_a_late_evening_in_utc_is_tomorrow_in_stockholm() -> None:
    assert local_date(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), STOCKHOLM) == date(2026, 11, 25)


def test_absences_are_taken_off() -> None:
    days = WorkingDays(frozenset({date(2026, 11, 24)}))
    away = days.without(frozenset({date(2026, 11, 25)}))
    assert away.on_or_after(date(2026, 11, 24)) == date(2026, 11, 26)
    assert days.without(frozenset()) is days
