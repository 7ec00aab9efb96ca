"""Backwards from the wanted start: notice periods, holidays with their eves, July, absences."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framdrift.foundation.calendar import national
from framdrift.planning.rules import (
    Notice,
    date_plan,
    first_start_on,
    july,
    notice_ends_on,
    plan_backwards,
    sign_by_on,
    slack_needed,
)
from framdrift.science.calendars import WorkingDays
from tests.planning.test_rules import Row, rows_of, with_first_dates

PLAIN = WorkingDays()
notices = st.builds(Notice, months=st.integers(0, 12), to_month_end=st.booleans())
dates = st.dates(date(2025, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("given_on", "notice", "ends_on"),
    [
        (date(2026, 3, 16), Notice(1), date(2026, 4, 16)),
        (date(2026, 3, 16), Notice(3, to_month_end=True), date(2026, 6, 30)),
        (date(2026, 11, 30), Notice(3), date(2027, 2, 28)),
        (date(2027, 11, 30), Notice(3), date(2028, 2, 29)),
        (date(2026, 12, 1), Notice(1), date(2027, 1, 1)),
        (date(2026, 3, 16), Notice(), date(2026, 3, 16)),
    ],
)
def test_a_notice_period_is_counted_in_calendar_months(given_on: date, notice: Notice, ends_on: date) -> None:
    assert notice_ends_on(given_on, notice) == ends_on


@pytest.mark.parametrize(
    ("start_on", "notice", "sign_by"),
    [
        # 30 November and three months is 28 February, the last day before the first of March.
        (date(2027, 3, 1), Notice(3), date(2026, 11, 30)),
        # Saturday 31 October is no day to sign on, and notice in November would run through February.
        (date(2027, 2, 1), Notice(3, to_month_end=True), date(2026, 10, 30)),
        # Midsummer's eve (Friday 19 June) and the week-end are no working days either.
        (date(2026, 6, 22), Notice(), date(2026, 6, 18)),
    ],
)
def test_the_last_day_to_sign(start_on: date, notice: Notice, sign_by: date) -> None:
    assert sign_by_on(start_on, notice, days=national()) == sign_by


@given(dates, notices)
def test_signing_on_the_last_day_is_in_time_and_a_working_day_later_is_not(start_on: date, notice: Notice) -> None:
    wanted = PLAIN.on_or_after(start_on)
    sign_by = sign_by_on(start_on, notice, days=PLAIN)
    assert first_start_on(sign_by, notice, days=PLAIN) <= wanted
    assert first_start_on(PLAIN.add(sign_by, 1), notice, days=PLAIN) > wanted


def test_a_whole_plan_by_hand() -> None:
    # Reserve: half the root of 4 + 9 + 4 is 2.06, so three working days before Monday 30 November.
    rows = rows_of(2, 3, 3, 2, parallel=(3,))
    found = plan_backwards(
        rows, start_on=date(2027, 3, 1), notice=Notice(3), kickoff_on=date(2026, 11, 9), days=national()
    )
    assert found.sign_by_on == date(2026, 11, 30)
    assert found.promise_on == date(2026, 11, 25)
    assert [(one.begin_by_on, one.end_by_on) for _, one in sorted(found.latest.items())] == [
        (date(2026, 11, 16), date(2026, 11, 18)),
        (date(2026, 11, 18), date(2026, 11, 23)),
        (date(2026, 11, 18), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 25)),
    ]
    assert (found.kickoff_by_on, found.spare_work_days) == (date(2026, 11, 16), 5)


def test_a_start_that_is_too_near_says_how_many_days_lack() -> None:
    rows = rows_of(5, 5)
    found = plan_backwards(rows, start_on=date(2026, 3, 16), notice=Notice(), kickoff_on=date(2026, 3, 2), days=PLAIN)
    assert found.spare_work_days == -5
    assert PLAIN.add(found.kickoff_by_on, 5) == date(2026, 3, 2)


def test_july_and_absences_move_the_last_days_forward() -> None:
    rows = rows_of(4, 4)
    wanted = {"start_on": date(2026, 8, 10), "notice": Notice(), "kickoff_on": date(2026, 6, 1)}
    usual = plan_backwards(rows, days=national(), **wanted)
    quiet = plan_backwards(rows, days=national().without(july([2026])), **wanted)
    assert usual.latest[1].begin_by_on.month == 7
    assert quiet.latest[1].begin_by_on < date(2026, 7, 1) <= date(2026, 7, 31) < quiet.latest[2].end_by_on
    away = frozenset(quiet.latest[1].begin_by_on + timedelta(days=n) for n in range(3))
    absent = plan_backwards(rows, days=national().without(july([2026])), absent={1: away}, **wanted)
    assert absent.latest[2] == quiet.latest[2]
    assert absent.kickoff_by_on < quiet.kickoff_by_on


@given(
    st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=1, max_size=7),
    dates,
    notices,
)
def test_kicked_off_on_its_last_day_a_plan_ends_as_promised(
    shapes: list[tuple[int, bool]], start_on: date, notice: Notice
) -> None:
    rows = [Row(n, n, length, parallel and n > 1) for n, (length, parallel) in enumerate(shapes, start=1)]
    back = plan_backwards(rows, start_on=start_on, notice=notice, kickoff_on=start_on, days=PLAIN)
    kickoff = back.kickoff_by_on
    with_first_dates(rows, kickoff)
    forth = date_plan(rows, {}, kickoff_on=kickoff, today=kickoff, promised_on=back.promise_on, days=PLAIN)
    assert forth.expected_on == back.promise_on
    assert PLAIN.between(back.promise_on, back.sign_by_on) == slack_needed(rows)
    for row in rows:
        assert forth.dates[row.id].starts_on <= back.latest[row.id].begin_by_on
        assert forth.dates[row.id].last_responsible_on == back.latest[row.id].end_by_on
