"""The recurring jobs of calendars. `at` is the instant they were due, as ISO 8601."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from framdrift.foundation.jobs import job
from framdrift.planning.availability.refreshing import refresh_all
from framdrift.planning.models import BusyTime, PaintedWeek

KEPT: Final = timedelta(days=90)


@job(retries=0)
def read_calendars(at: str) -> None:
    """Read every connected calendar. What fails is told to its owner, and read again next time."""
    refresh_all(at=datetime.fromisoformat(at))


@job()
def sweep_availability(at: str) -> None:
    """When people could meet long ago is nobody's business."""
    forget_before(datetime.fromisoformat(at) - KEPT)


def forget_before(at: datetime) -> None:
    """Weeks that ended, and busy times that are over, before this instant."""
    last: date = at.date() - timedelta(days=7)
    PaintedWeek.objects.filter(monday_on__lt=last).delete()
    BusyTime.objects.filter(end_at__lt=at).delete()
