"""Recalculates plans."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from framdrift.organisations.access import Viewer
from framdrift.planning.standing import dated_plan
from framdrift.recruiting.actions.plan_dates import BY_TIME, redate_plan
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.models import Assignment, PlanStep


@transaction.atomic
def recalculate(
    *,
    assignment: Assignment,
    because_seq: int,
    by: Viewer,
    at: datetime,
    because_code: str = "",
    because_step_id: int | None = None,
) -> list[dict[str, Any]]:
    """Date the plan as it stands at `at`; what moved, empty where nothing did. Paused and closed plans stand still.

    `because_code` and `because_step_id`: the event that it came from, where it was one, and the step it was about.
    """
    assignment = Assignment.objects.select_for_update(of=("self",)).select_related("owner").get(pk=assignment.pk)
    rows = list(PlanStep.objects.filter(assignment=assignment).order_by("position"))
    plan = dated_plan(assignment, rows, at=at)
    if plan is None:
        return []
    return redate_plan(
        assignment=assignment,
        dates=plan.dates,
        expected_on=plan.expected_on,
        because_seq=because_seq,
        because_code=because_code,
        because_step_id=because_step_id,
        by=by,
        at=at,
    )


def recalculate_open_plans(*, by: Viewer, at: datetime) -> int:
    """What the passing of a day moves: every open plan, each in a transaction of its own; how many moved."""
    open_ones = Assignment.objects.filter(status=AssignmentStatus.OPEN).order_by("pk")
    return sum(bool(recalculate(assignment=one, because_seq=BY_TIME, by=by, at=at)) for one in open_ones)
