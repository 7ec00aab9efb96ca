"""Both ways of dating a plan beside a naive one that walks day by day, over Sweden's holidays, eves and July, and the
absences of those who do the steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from framdrift.foundation.calendar import national
from framdrift.planning.rules import Notice, date_plan, first_start_on, july, plan_backwards
from framdrift.science.calendars import WorkingDays
from tests.planning.test_rules import Row, with_first_dates

DAY = timedelta(days=1)
YEARS = range(2026, 2029)
shapes = st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=1, max_size=6)
starts = st.dates(date(2026, 4, 1), date(2027, 12, 31))
absences = st.dictionaries(st.integers(1, 6), st.tuples(st.integers(0, 60), st.integers(1, 15)), max_size=3)


def rows_from(shapes: list[tuple[int, bool]]) -> list[Row]:
    return [Row(n, n, length, parallel and n > 1) for n, (length, parallel) in enumerate(shapes, start=1)]


def away_from(absences: Mapping[int, tuple[int, int]], first: date) -> dict[int, frozenset[date]]:
    return {
        step: frozenset(first + timedelta(days=offset + n) for n in range(length))
        for step, (offset, length) in absences.items()
    }


def calendar_of(*, rests_in_july: bool) -> WorkingDays:
    return national().without(july(YEARS)) if rests_in_july else national()


def naive_end(start: date, work_days: int, works: WorkingDays) -> date:
    """Walk on day by day until so many days have been worked; a step of no days ends on a day that is worked."""
    day, left = start, work_days
    while left or not works.is_working(day):
        day += DAY
        if works.is_working(day):
            left = max(left - 1, 0)
    return day


def naive_forwards(rows: list[Row], kickoff_on: date, days: WorkingDays, away: Mapping[int, frozenset[date]]) -> date:
    """The end of a plan that nothing has disturbed."""
    group_start = ended = naive_end(kickoff_on, 0, days)
    for index, row in enumerate(rows):
        if index and not row.parallel:
            group_start = naive_end(ended, 0, days)
        theirs = WorkingDays(days.off | away.get(row.id, frozenset()))
        ended = max(ended, naive_end(group_start, row.work_days, theirs))
    return ended


@given(shapes, starts, st.booleans(), absences)
@settings(deadline=None, max_examples=80)
def test_forwards_is_the_plan_walked_day_by_day(
    shapes: list[tuple[int, bool]], kickoff_on: date, rests_in_july: bool, absences: dict[int, tuple[int, int]]
) -> None:
    rows, days = rows_from(shapes), calendar_of(rests_in_july=rests_in_july)
    away = away_from(absences, kickoff_on)
    with_first_dates(rows, kickoff_on, days)
    found = date_plan(rows, {}, kickoff_on=kickoff_on, today=kickoff_on, promised_on=None, days=days, absent=away)
    assert found.expected_on == naive_forwards(rows, kickoff_on, days, away)


@given(shapes, starts, st.booleans(), absences, st.integers(0, 6))
@settings(deadline=None, max_examples=60)
def test_kicked_off_on_the_last_day_it_ends_in_time_for_the_wanted_start(
    shapes: list[tuple[int, bool]],
    start_on: date,
    rests_in_july: bool,
    absences: dict[int, tuple[int, int]],
    months: int,
) -> None:
    rows, days = rows_from(shapes), calendar_of(rests_in_july=rests_in_july)
    away = away_from(absences, start_on - timedelta(days=70))
    notice = Notice(months, to_month_end=bool(months % 2))
    back = plan_backwards(
        rows, start_on=start_on, notice=notice, kickoff_on=start_on, days=days, absent=away, reserve_work_days=3
    )
    assert naive_forwards(rows, back.kickoff_by_on, days, away) <= back.promise_on
    assert first_start_on(back.sign_by_on, notice, days=days) <= days.on_or_after(start_on)
    for row in rows:
        theirs = WorkingDays(days.off | away.get(row.id, frozenset()))
        latest = back.latest[row.id]
        assert naive_end(latest.begin_by_on, row.work_days, theirs) == latest.end_by_on
        assert theirs.is_working(latest.begin_by_on)
        assert theirs.is_working(latest.end_by_on)


@given(shapes, starts, st.booleans())
@settings(deadline=None, max_examples=60)
def test_a_working_day_after_the_last_is_too_late_where_nobody_is_away(
    shapes: list[tuple[int, bool]], start_on: date, rests_in_july: bool
) -> None:
    rows, days = rows_from(shapes), calendar_of(rests_in_july=rests_in_july)
    back = plan_backwards(rows, start_on=start_on, notice=Notice(), kickoff_on=start_on, days=days)
    assert naive_forwards(rows, days.add(back.kickoff_by_on, 1), days, {}) > back.promise_on


def test_nothing_is_planned_on_christmas_eve_new_years_eve_or_midsummers_eve() -> None:
    for eve in (date(2026, 12, 24), date(2026, 12, 31), date(2027, 6, 25)):
        before = national().on_or_before(eve - DAY)
        rows = with_first_dates([Row(1, 1, 1)], before, national())
        found = date_plan(rows, {}, kickoff_on=before, today=before, promised_on=None, days=national())
        assert found.expected_on > eve


def test_in_a_resting_july_a_plan_goes_on_in_august() -> None:
    days = calendar_of(rests_in_july=True)
    rows = with_first_dates([Row(1, 1, 3)], date(2026, 6, 29), days)
    found = date_plan(rows, {}, kickoff_on=date(2026, 6, 29), today=date(2026, 6, 29), promised_on=None, days=days)
    # Tuesday 30 June, Monday 3 and Tuesday 4 August.
    assert found.expected_on == date(2026, 8, 4)
