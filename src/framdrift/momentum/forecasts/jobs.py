"""Publishing, in a process of its own: every night, and whenever a date was told outward."""

from __future__ import annotations

from datetime import datetime

from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.jobs import job
from framdrift.momentum.forecasts.publishing import publish_open, publish_told
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting.models import Assignment


@job(queue="heavy")
def publish_forecasts(at: str) -> None:
    """Foretell every open assignment; `at` is the instant it was due, as ISO 8601."""
    publish_open(by=SYSTEM, at=datetime.fromisoformat(at))


@job(queue="heavy")
def publish_forecast(assignment_id: int, at: str) -> None:
    """Foretell one assignment, as of the instant `at`, as ISO 8601."""
    assignment = Assignment.objects.filter(pk=assignment_id).first()
    if assignment is not None:
        publish_told(assignment=assignment, by=SYSTEM, at=datetime.fromisoformat(at))


def keep_forecast(event: Recorded) -> None:
    """A date was told outward: what was foretold at that moment is kept beside it."""
    publish_forecast.enqueue(event.subject_id, event.at.isoformat())
