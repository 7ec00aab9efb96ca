"""Who has one step of a plan at the agency, and who steps in there: the step's own people, or the assignment's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting.actions.balls import hand_over
from framdrift.recruiting.actions.ground import announce, ids_of_assignment, lock_assignment, owner_at
from framdrift.recruiting.events.plans import StepPeopleChanged
from framdrift.recruiting.kinds import BallReason, Side
from framdrift.recruiting.models import Ball, PlanStep
from framdrift.recruiting.plan_refusals import OwnDeputy
from framdrift.recruiting.refusals import WrongSide
from framdrift.recruiting.rules import Placement


@transaction.atomic
def set_step_people(
    *, plan_step: PlanStep, owner: Account | None, deputy: Account | None, by: Viewer, at: datetime
) -> PlanStep:
    """Give a step an owner and a deputy of its own; with None the assignment's hold. What the one who had it holds
    there goes to the one who has it now; a ball that a colleague has taken over stays. Raises WrongSide, OwnDeputy."""
    assignment = lock_assignment(plan_step.assignment, running=False)
    step = PlanStep.objects.select_for_update(no_key=True).get(pk=plan_step.pk)
    if any(person is not None and person.company_id is not None for person in (owner, deputy)):
        raise WrongSide
    before = owner_at(step, assignment)
    asked = (None if owner is None or owner.pk == assignment.owner_id else owner.pk, deputy.pk if deputy else None)
    if asked == (step.owner_id, step.deputy_id):
        return step
    step.owner_id, step.deputy_id = asked
    now = owner_at(step, assignment)
    if step.deputy_id == now:
        raise OwnDeputy
    step.save(update_fields=["owner", "deputy"])
    held = _held(step, before) if now != before else []
    told = StepPeopleChanged(
        plan_step_id=step.pk,
        owner_id=step.owner_id,
        deputy_id=step.deputy_id,
        balls=len(held),
        **ids_of_assignment(assignment),
    )
    announce(told, by=by, at=at)
    for ball in held:
        hand_over(ball, Placement(Side.AGENCY, now, BallReason(ball.reason), ball.until_on), by=by, at=at)
    return step


def _held(step: PlanStep, account_id: int) -> list[Ball]:
    """The open balls of a step that an account holds, in the order in which they came."""
    rows = Ball.objects.filter(step__plan_step=step, account=account_id, side=Side.AGENCY, ended_at=None)
    return list(rows.select_for_update(of=("self",), no_key=True).select_related("step__plan_step").order_by("pk"))
