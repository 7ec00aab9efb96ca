"""Jobs that come back by the clock. The table is config/schedule.py; this folder only keeps the time.

A run is claimed by a conditional update of its row, in the transaction that enqueues the job: with two workers it
still runs once, and after a stop a missed run is made up once, not many times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db import transaction
from django_tasks.base import Task

from framdrift.foundation.models import ScheduledJob


class Rule(Protocol):
    """When a job comes back."""

    def after(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The first run after the instant `at`, in UTC."""
        ...


@dataclass(frozen=True)
class Every:
    """At whole multiples of so many minutes, counted from midnight UTC; `minutes` divides a day."""

    minutes: int

    def after(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The next multiple."""
        midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        step = timedelta(minutes=self.minutes)
        return midnight + ((at - midnight) // step + 1) * step


@dataclass(frozen=True)
class Daily:
    """Each day at a time on the wall; `weekday` (Monday is 0) makes it weekly.

    A time that does not exist (spring) runs an hour later, one that comes twice (autumn) the first time only.
    """

    at: time
    weekday: int | None = None

    def after(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The next day whose instant lies after `at`."""
        day = at.astimezone(zone).date()
        while True:
            instant = datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC)
            if instant > at and self.weekday in (None, day.weekday()):
                return instant
            day += timedelta(days=1)


@dataclass(frozen=True)
class Planned:
    """A job and its rule. The job takes one argument, `at`: the instant it was enqueued, as ISO 8601."""

    job: Task[[str], Any]
    rule: Rule


def enqueue_due(table: Mapping[str, Planned], *, at: datetime, zone: ZoneInfo) -> int:
    """Enqueue each job whose time has come; how many.

    A new name gets its first time; a name that is no longer in the table goes.
    """
    rows = {row.name: row.next_run_at for row in ScheduledJob.objects.all()}
    if rows.keys() - table.keys():
        ScheduledJob.objects.exclude(name__in=table.keys()).delete()
    ran = 0
    for name, planned in table.items():
        following = planned.rule.after(at, zone)
        if name not in rows:
            ScheduledJob.objects.get_or_create(name=name, defaults={"next_run_at": following})
        elif rows[name] <= at:
            ran += _claim(name, planned, due=rows[name], following=following, at=at)
    return ran


def _claim(name: str, planned: Planned, *, due: datetime, following: datetime, at: datetime) -> int:
    with transaction.atomic():
        mine = ScheduledJob.objects.filter(name=name, next_run_at=due)
        won = mine.update(next_run_at=following, last_run_at=at)
        if won:
            planned.job.enqueue(at.isoformat())
    return won
