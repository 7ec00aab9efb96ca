"""Dates forwards and backwards, over Swedish holidays and July, and what a slip moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framdrift.foundation.calendar import national
from framdrift.planning.rules import PlanState, Progress, Why, date_plan, judge, slack_needed
from framdrift.recruiting.rules import lay_out
from framdrift.science.calendars import WorkingDays

PLAIN = WorkingDays()


@dataclass
class Row:
    id: int
    position: int
    work_days: int
    parallel: bool = False
    first_due_on: date = date.max
    type: str = "interview"
    scope: str = "candidacy"
    side: str = "agency"
    response_work_days: int = 2


def rows_of(*lengths: int, parallel: tuple[int, ...] = ()) -> list[Row]:
    return [Row(n, n, length, n in parallel) for n, length in enumerate(lengths, start=1)]


def with_first_dates(rows: list[Row], kickoff_on: date, days: WorkingDays = PLAIN) -> list[Row]:
    for row, planned in zip(rows, lay_out(rows, kickoff_on=kickoff_on, days=days), strict=True):
        row.first_due_on = planned.due_on
    return rows


def plan(rows, progress=None, *, kickoff_on, today=None, promised_on=None, days=PLAIN):
    return date_plan(
        with_first_dates(rows, kickoff_on, days),
        progress or {},
        kickoff_on=kickoff_on,
        today=today or kickoff_on,
        promised_on=promised_on,
        days=days,
    )


def dues(found) -> list[date]:
    return [found.dates[pk].due_on for pk in sorted(found.dates)]


def test_at_kickoff_the_plan_is_the_one_the_assignment_was_opened_with() -> None:
    rows = rows_of(2, 3, 4, 3, 2, parallel=(4,))
    opened = lay_out(rows, kickoff_on=date(2026, 11, 3), days=PLAIN)
    assert dues(plan(rows, kickoff_on=date(2026, 11, 3))) == [planned.due_on for planned in opened]


def test_parallel_steps_share_a_start_and_the_next_waits_for_the_longest() -> None:
    found = plan(rows_of(2, 5, 1, 1, parallel=(3,)), kickoff_on=date(2026, 11, 2))
    assert found.dates[2].starts_on == found.dates[3].starts_on == date(2026, 11, 4)
    assert found.dates[4].starts_on == date(2026, 11, 11)


def test_holidays_and_their_eves_are_no_working_days() -> None:
    found = plan(rows_of(2, 2), kickoff_on=date(2026, 12, 22), days=national())
    # 24 julafton, 25 and 26 Christmas, 31 nyårsafton, 1 January; 2-3 a weekend
    assert dues(found) == [date(2026, 12, 28), date(2026, 12, 30)]
    midsummer = plan(rows_of(1), kickoff_on=date(2026, 6, 18), days=national())
    assert dues(midsummer) == [date(2026, 6, 22)]


def test_a_closed_july_moves_what_falls_in_it() -> None:
    july = frozenset(date(2026, 7, 1) + timedelta(days=n) for n in range(31))
    found = plan(rows_of(5), kickoff_on=date(2026, 6, 29), days=national().without(july))
    assert dues(found) == [date(2026, 8, 6)]


def test_a_late_step_pushes_what_follows_and_what_is_done_keeps_its_dates() -> None:
    rows = rows_of(2, 2, 2)
    progress = {
        1: Progress(begun_on=date(2026, 11, 2), done_on=date(2026, 11, 3)),
        2: Progress(begun_on=date(2026, 11, 3)),
    }
    found = plan(rows, progress, kickoff_on=date(2026, 11, 2), today=date(2026, 11, 10))
    assert dues(found) == [date(2026, 11, 3), date(2026, 11, 10), date(2026, 11, 12)]
    assert found.expected_on == date(2026, 11, 12)


def test_a_booked_meeting_dates_its_step() -> None:
    progress = {1: Progress(begun_on=date(2026, 11, 2), booked_on=date(2026, 11, 12))}
    found = plan(rows_of(2, 1), progress, kickoff_on=date(2026, 11, 2))
    assert dues(found) == [date(2026, 11, 12), date(2026, 11, 13)]


def test_last_responsible_dates_count_backwards_from_the_promise() -> None:
    found = plan(rows_of(2, 3, 2), kickoff_on=date(2026, 11, 2), promised_on=date(2026, 11, 20))
    assert [found.dates[n].last_responsible_on for n in (1, 2, 3)] == [
        date(2026, 11, 13),
        date(2026, 11, 18),
        date(2026, 11, 20),
    ]


def test_without_a_promise_the_slack_lies_at_the_end() -> None:
    rows = rows_of(4, 4, 4, 4)
    found = plan(rows, kickoff_on=date(2026, 11, 2))
    assert slack_needed(rows) == 4
    assert PLAIN.between(found.expected_on, found.target_on) == 4
    assert all(dates.last_responsible_on > dates.due_on for dates in found.dates.values())


@pytest.mark.parametrize(
    ("target", "state", "why"),
    [
        (date(2026, 11, 30), PlanState.ON_TRACK, Why.SLACK_LEFT),
        (date(2026, 11, 19), PlanState.AT_RISK, Why.LITTLE_SLACK),
        (date(2026, 11, 17), PlanState.LATE, Why.AFTER_TARGET),
    ],
)
def test_the_state_comes_from_the_slack_that_is_left(target: date, state: PlanState, why: Why) -> None:
    rows = with_first_dates(rows_of(4, 4, 4), date(2026, 11, 2))
    verdict = judge(rows, {row.id: row.first_due_on for row in rows}, frozenset(), target_on=target, days=PLAIN)
    assert (verdict.state, verdict.why) == (state, why)


def test_the_reason_names_the_first_step_that_slipped() -> None:
    rows = with_first_dates(rows_of(4, 4, 4), date(2026, 11, 2))
    dates = {1: rows[0].first_due_on, 2: date(2026, 11, 17), 3: date(2026, 11, 23)}
    verdict = judge(rows, dates, frozenset({1}), target_on=date(2026, 11, 19), days=PLAIN)
    assert (verdict.state, verdict.step_id, verdict.slipped_work_days) == (PlanState.LATE, 2, 3)


def test_a_finished_plan_needs_no_slack() -> None:
    rows = with_first_dates(rows_of(4, 4), date(2026, 11, 2))
    dates = {row.id: row.first_due_on for row in rows}
    verdict = judge(rows, dates, frozenset({1, 2}), target_on=rows[-1].first_due_on, days=PLAIN)
    assert verdict.state is PlanState.ON_TRACK


# --- properties ----------------------------------------------------------------------------------
KICKOFF = date(2026, 11, 2)
lengths = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=10)


@st.composite
def worlds(draw):
    """A plan of which the first `done` steps are done one after the other, seen on some day."""
    shape = draw(lengths)
    rows = [Row(n, n, length, parallel and n > 1) for n, (length, parallel) in enumerate(shape, start=1)]
    done, day = draw(st.integers(0, len(rows))), KICKOFF
    progress = {}
    for row in rows[:done]:
        begun, day = day, day + timedelta(days=draw(st.integers(0, 20)))
        progress[row.id] = Progress(begun_on=begun, done_on=day)
    return rows, progress, day + timedelta(days=draw(st.integers(0, 30)))


@given(worlds())
def test_the_order_is_kept_and_nothing_lies_before_kickoff(world) -> None:
    rows, progress, today = world
    found = plan(rows, progress, kickoff_on=KICKOFF, today=today, days=national())
    ended = KICKOFF
    for row in rows:
        dates = found.dates[row.id]
        assert KICKOFF <= dates.starts_on <= dates.due_on
        if row.id not in progress:
            assert dates.due_on >= today
            assert national().is_working(dates.due_on)
            assert row.parallel or dates.starts_on >= ended
        ended = max(ended, dates.due_on)
    assert found.expected_on == ended


@given(worlds(), st.integers(0, 30))
def test_a_later_day_never_makes_a_date_earlier(world, more: int) -> None:
    rows, progress, today = world
    early = plan(rows, progress, kickoff_on=KICKOFF, today=today, days=national())
    late = plan(rows, progress, kickoff_on=KICKOFF, today=today + timedelta(days=more), days=national())
    assert all(late.dates[row.id].due_on >= early.dates[row.id].due_on for row in rows)


@given(worlds(), st.integers(1, 20))
def test_a_step_done_later_never_makes_a_date_earlier(world, more: int) -> None:
    rows, progress, today = world
    if not progress:
        return
    last = max(progress)
    slipped = dict(progress)
    slipped[last] = Progress(progress[last].begun_on, progress[last].done_on + timedelta(days=more))
    early = plan(rows, progress, kickoff_on=KICKOFF, today=today, days=national())
    late = plan(rows, slipped, kickoff_on=KICKOFF, today=today, days=national())
    assert all(late.dates[row.id].due_on >= early.dates[row.id].due_on for row in rows)


@given(worlds())
def test_dating_twice_gives_the_same(world) -> None:
    rows, progress, today = world
    once = plan(rows, progress, kickoff_on=KICKOFF, today=today, days=national())
    assert once == plan(rows, progress, kickoff_on=KICKOFF, today=today, days=national())
