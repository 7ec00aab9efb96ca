"""What planning does when something moved: it dates the plan again. Running twice changes nothing more."""

from __future__ import annotations

from framdrift.foundation.dispatch import Recorded
from framdrift.organisations.access import SYSTEM
from framdrift.planning.actions import recalculate
from framdrift.recruiting.models import Assignment


def follow(event: Recorded) -> None:
    """Date the assignment's plan as it stands at the instant of the event."""
    assignment = Assignment.objects.filter(pk=event.data["assignment_id"]).first()
    if assignment is not None:
        recalculate(
            assignment=assignment,
            because_seq=event.seq,
            because_code=event.code,
            because_step_id=event.data.get("plan_step_id") or event.data.get("from_step_id"),
            by=SYSTEM,
            at=event.at,
        )
