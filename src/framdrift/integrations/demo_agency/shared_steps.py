"""Steps that somebody else than the assignment's owner has: a colleague takes the references of a few assignments."""

from __future__ import annotations

from datetime import datetime

from framdrift.organisations.access import viewer_of
from framdrift.recruiting.actions.step_people import set_step_people
from framdrift.recruiting.kinds import AssignmentStatus, StepType
from framdrift.recruiting.models import PlanStep, Step
from framdrift.recruiting.queries.scope import colleagues

_SHARED = 3


def share_some_steps(*, now: datetime) -> int:
    """Give the references of three open assignments, at which nobody stands yet, to the next colleague; how many."""
    busy = Step.objects.filter(closed_at=None).values("plan_step_id")
    steps = PlanStep.objects.filter(type=StepType.REFERENCES, assignment__status=AssignmentStatus.OPEN, done_at=None)
    chosen = steps.exclude(pk__in=busy).select_related("assignment__owner").order_by("assignment_id")[:_SHARED]
    people = list(colleagues())
    for step in chosen:
        owner = step.assignment.owner
        others = [one for one in people if one.pk != owner.pk]
        taker = others[step.assignment_id % len(others)]
        set_step_people(plan_step=step, owner=taker, deputy=owner, by=viewer_of(owner), at=now)
    return len(chosen)
