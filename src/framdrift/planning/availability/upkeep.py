"""The recurring jobs of calendars. `at` is the instant they were due, as ISO 8601."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from framdrift.foundation.jobs import job
from framdrift.planning.availability.refreshing import due_calendars, refresh_some
from framdrift.planning.models import BusyTime, PaintedWeek

KEPT: Final = timedelta(days=90)


_AT_A_TIME: Final = 20
"""A calendar may keep us waiting for half a minute; so many of the slowest still end well within a job's lease."""


@job(retries=0)
def read_calendars(at: str) -> None:
    """Have every calendar that is due read, some at a time."""
    due = due_calendars(at=datetime.fromisoformat(at))
    for first in range(0, len(due), _AT_A_TIME):
        read_some.enqueue(due[first : first + _AT_A_TIME], at)


@job(retries=0, queue="heavy")
def read_some(connection_ids: list[int], at: str) -> None:
    """Read these calendars, in a process of its own with a ceiling on its memory: what a calendar holds is others'
    making. What fails is told to its owner, and read again next time."""
    refresh_some(connection_ids, at=datetime.fromisoformat(at))


@job()
def sweep_availability(at: str) -> None:
    """When people could meet long ago is nobody's business."""
    forget_before(datetime.fromisoformat(at) - KEPT)


def forget_before(at: datetime) -> None:
    """Weeks that ended, and busy times that are over, before this instant."""
    last: date = at.date() - timedelta(days=7)
    PaintedWeek.objects.filter(monday_on__lt=last).delete()
    BusyTime.objects.filter(end_at__lt=at).delete()
