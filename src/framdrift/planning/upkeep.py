"""Planning's recurring job. `at` is the instant it was due, as ISO 8601."""

from __future__ import annotations

from datetime import datetime

from framdrift.foundation.jobs import job
from framdrift.organisations.access import SYSTEM
from framdrift.planning.actions import recalculate_open_plans


@job()
def move_late_plans(at: str) -> None:
    """A day has gone by: what was due and is not done moves, with everything behind it."""
    recalculate_open_plans(by=SYSTEM, at=datetime.fromisoformat(at))
