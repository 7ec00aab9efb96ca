"""An assignment's own steps, such as its requirement profile: done by hand, one after another, and opened again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import (
    announce,
    changed_since,
    close_stays,
    ids_of_assignment,
    lock_assignment,
    open_stay,
    take_back_stays,
)
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.models import Assignment, Ball, PlanStep, Step
from framdrift.recruiting.refusals import StepStays, WrongStep


@transaction.atomic
def finish_assignment_step(*, assignment: Assignment, plan_step: PlanStep, by: Viewer, at: datetime) -> PlanStep | None:
    """One of the assignment's own steps is done; the next of its own opens. Returns the next."""
    assignment = lock_assignment(assignment)
    stays = list(Step.objects.filter(assignment=assignment, candidacy=None, plan_step=plan_step, closed_at=None))
    if not stays:
        raise WrongStep
    close_stays(stays, at=at)
    PlanStep.objects.filter(pk=plan_step.pk).update(done_at=at)
    following = (
        PlanStep.objects.filter(
            assignment=assignment, scope=Scope.ASSIGNMENT, position__gt=plan_step.position, done_at=None
        )
        .order_by("position")
        .first()
    )
    if following is not None:
        open_stay(assignment, None, following, at=at)
    announce(
        events.AssignmentStepDone(
            plan_step_id=plan_step.pk,
            next_plan_step_id=following.pk if following else None,
            **ids_of_assignment(assignment),
        ),
        by=by,
        at=at,
    )
    return following


@transaction.atomic
def reopen_assignment_step(*, assignment: Assignment, plan_step: PlanStep, by: Viewer, at: datetime) -> PlanStep:
    """Take back that one of the assignment's own steps was done, as if it had not been: its clock and ball run on.

    The step that followed is closed again. Only the last one done, while nobody has worked on the one that followed and
    the assignment's owner and clocks are as they were. Raises StepStays, AssignmentNotOpen.
    """
    assignment = lock_assignment(assignment)
    done = _last_done(assignment)
    if done is None or done.data["plan_step_id"] != plan_step.pk or changed_since(assignment, done.seq):
        raise StepStays
    stays = Step.objects.filter(assignment=assignment, candidacy=None)
    stay = stays.filter(plan_step=plan_step, closed_at=done.at, plan_step__done_at=done.at).first()
    next_id = done.data.get("next_plan_step_id", 0)
    followed = stays.filter(plan_step_id=next_id, opened_at=done.at, closed_at=None).first()
    if stay is None or not _is_untouched(followed, done):
        raise StepStays
    take_back_stays([followed] if followed else [])
    Step.objects.filter(pk=stay.pk).update(closed_at=None)
    Ball.objects.filter(step=stay, ended_at=done.at).update(ended_at=None)
    PlanStep.objects.filter(pk=plan_step.pk).update(done_at=None)
    plan_step.done_at = None
    told = events.AssignmentStepReopened(plan_step_id=plan_step.pk, done_seq=done.seq, **ids_of_assignment(assignment))
    announce(told, by=by, at=at)
    return plan_step


def _last_done(assignment: Assignment) -> Event | None:
    rows = Event.objects.filter(subject=f"assignment:{assignment.pk}", code=events.AssignmentStepDone.code)
    return rows.order_by("-seq").first()


def _is_untouched(followed: Step | None, done: Event) -> bool:
    """Whether the step that followed stands as it was opened; where none followed, nothing hangs on it."""
    if followed is None:
        return "next_plan_step_id" not in done.data
    return Ball.objects.filter(step=followed).count() == 1
