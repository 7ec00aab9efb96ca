"""The schedule: once, also with two workers; a missed run once, not many; both weeks when the clock changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from framdrift.config.schedule import SCHEDULE
from framdrift.foundation import schedule
from framdrift.foundation.models import ScheduledJob
from framdrift.foundation.schedule import Daily, Every, Planned
from tests.foundation import errands

STOCKHOLM = ZoneInfo("Europe/Stockholm")
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TABLE = {"nightly": Planned(errands.mark_on, Daily(time(3, 10)))}


def _run(at: datetime) -> int:
    return schedule.enqueue_due(TABLE, at=at, zone=STOCKHOLM)


def test_every_is_counted_from_midnight() -> None:
    assert Every(15).after(AT, STOCKHOLM) == AT + timedelta(minutes=15)
    assert Every(15).after(AT - timedelta(microseconds=1), STOCKHOLM) == AT
    assert Every(60 * 24).after(AT, STOCKHOLM) == datetime(2026, 11, 25, tzinfo=UTC)


def test_daily_follows_the_wall_clock() -> None:
    winter = Daily(time(3, 10)).after(AT, STOCKHOLM)
    assert winter == datetime(2026, 11, 25, 2, 10, tzinfo=UTC)
    assert Daily(time(3, 10)).after(winter, STOCKHOLM) == winter + timedelta(days=1)
    summer = Daily(time(3, 10)).after(datetime(2026, 7, 1, tzinfo=UTC), STOCKHOLM)
    assert summer == datetime(2026, 7, 1, 1, 10, tzinfo=UTC)


def test_weekly_keeps_its_weekday() -> None:
    assert Daily(time(6), weekday=0).after(AT, STOCKHOLM) == datetime(2026, 11, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize("day", [datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)])
@pytest.mark.parametrize("wall", [time(2, 0), time(2, 30), time(3, 0)])
def test_each_night_runs_once_when_the_clock_changes(day: datetime, wall: time) -> None:
    at, dates = day, []
    for _ in range(5):
        at = Daily(wall).after(at, STOCKHOLM)
        dates.append(at.astimezone(STOCKHOLM).date())
    assert dates == [dates[0] + timedelta(days=n) for n in range(5)]


@pytest.mark.django_db
def test_a_new_name_waits_for_its_first_time() -> None:
    assert _run(AT) == 0
    due = ScheduledJob.objects.get().next_run_at
    assert _run(due - timedelta(microseconds=1)) == 0
    assert _run(due) == 1
    assert DBTaskResult.objects.get().args_kwargs["args"] == [due.isoformat()]


@pytest.mark.django_db
def test_after_a_long_stop_a_missed_run_is_made_up_once() -> None:
    _run(AT)
    week_later = AT + timedelta(days=7)
    assert _run(week_later) == 1
    assert _run(week_later) == 0
    assert ScheduledJob.objects.get().next_run_at == datetime(2026, 12, 2, 2, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_a_name_that_left_the_table_goes() -> None:
    _run(AT)
    schedule.enqueue_due({}, at=AT, zone=STOCKHOLM)
    assert not ScheduledJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_enqueue_it_once() -> None:
    _run(AT)

    def work(_worker: int) -> int:
        try:
            return _run(AT + timedelta(days=1))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 1
    assert DBTaskResult.objects.count() == 1


def test_every_job_of_the_schedule_takes_the_instant_alone() -> None:
    for name, planned in SCHEDULE.items():
        assert planned.job.func.__code__.co_varnames[: planned.job.func.__code__.co_argcount] == ("at",), name
