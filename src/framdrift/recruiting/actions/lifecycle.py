"""An assignment's clocks and ends: owner changed, paused, resumed, closed, reopened."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from framdrift.foundation import texts
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.actions.candidacies import end_rows
from framdrift.recruiting.actions.ground import (
    announce,
    close_stays,
    ids_of_assignment,
    lock_assignment,
    open_stay,
    place,
    today,
    working_days,
)
from framdrift.recruiting.kinds import (
    AssignmentStatus,
    BallReason,
    CandidacyStatus,
    CloseReason,
    Scope,
    Side,
    ToldReason,
)
from framdrift.recruiting.models import (
    Assignment,
    Ball,
    Candidacy,
    Deputy,
    Outcome,
    Pause,
    PlanStep,
    Promise,
    Step,
)
from framdrift.recruiting.refusals import AssignmentNotClosed, WrongSide
from framdrift.recruiting.rules import Placement, shifted
from framdrift.science.calendars import WorkingDays

_Row = TypeVar("_Row", bound=Model)


@transaction.atomic
def change_owner(*, assignment: Assignment, to: Account, by: Viewer, at: datetime) -> Assignment:
    """Another consultant takes the assignment, with every ball and open promise that its owner held in it."""
    assignment = lock_assignment(assignment, running=False)
    if to.company_id is not None:
        raise WrongSide
    before = assignment.owner_id
    theirs = Ball.objects.filter(assignment=assignment, account_id=before, ended_at=None)
    held = list(theirs.select_for_update(of=("self",)).select_related("step__plan_step"))
    Ball.objects.filter(pk__in=[ball.pk for ball in held]).update(ended_at=at)
    for ball in held:
        place(ball.step, Placement(Side.AGENCY, to.pk, BallReason(ball.reason), ball.until_on), at=at)
    Promise.objects.filter(assignment=assignment, owner_id=before, kept_at=None, withdrawn_at=None).update(owner=to)
    Deputy.objects.filter(assignment=assignment, account=to).delete()
    steps = PlanStep.objects.filter(assignment=assignment)
    steps.filter(owner=None, deputy=to).update(deputy=None)
    steps.filter(owner=to).update(owner=None)
    assignment.owner = to
    assignment.save(update_fields=["owner"])
    announce(
        events.OwnerChanged(from_id=before, to_id=to.pk, balls=len(held), **ids_of_assignment(assignment)), by=by, at=at
    )
    return assignment


@transaction.atomic
def pause_assignment(*, assignment: Assignment, by: Viewer, at: datetime, reason: str = "") -> Assignment:
    """Every clock stands still until it is resumed."""
    assignment = lock_assignment(assignment)
    Pause.objects.create(assignment=assignment, company_id=assignment.company_id, since=at)
    assignment.status = AssignmentStatus.PAUSED
    assignment.save(update_fields=["status"])
    words = texts.reference(texts.keep(reason))
    announce(events.AssignmentPaused(reason=words, **ids_of_assignment(assignment)), by=by, at=at)
    return assignment


@transaction.atomic
def resume_assignment(*, assignment: Assignment, by: Viewer, at: datetime) -> Assignment:
    """The clocks run again: every open date moves by the working days that the pause took."""
    assignment = lock_assignment(assignment, running=False)
    if assignment.status != AssignmentStatus.PAUSED:
        raise AssignmentNotClosed
    paused = _end_pause(assignment, at=at)
    assignment.status = AssignmentStatus.OPEN
    assignment.save(update_fields=["status", "expected_on"])
    announce(events.AssignmentResumed(work_days_paused=paused, **ids_of_assignment(assignment)), by=by, at=at)
    return assignment


def _end_pause(assignment: Assignment, *, at: datetime) -> int:
    """End the pause, where one runs, and move the open dates by the working days it took; returns how many."""
    pause = Pause.objects.filter(assignment=assignment, until=None).first()
    if pause is None:
        return 0
    pause.until = at
    pause.save(update_fields=["until"])
    paused = max(working_days().between(today(pause.since), today(at)), 0)
    _shift_dates(assignment, by_work_days=paused)
    return paused


def _shift_dates(assignment: Assignment, *, by_work_days: int) -> None:
    """Move the open dates of plan, steps, balls and candidacies; a fixed number of reads. A time that is booked with
    somebody stands until it is booked anew."""
    days = working_days()
    assignment.expected_on = shifted(assignment.expected_on, by_work_days=by_work_days, days=days)
    plan = PlanStep.objects.filter(assignment=assignment, done_at=None)
    _shift(plan, ["starts_on", "due_on", "last_responsible_on"], by_work_days=by_work_days, days=days)
    stays = Step.objects.filter(assignment=assignment, closed_at=None)
    _shift(stays, ["due_on", "last_responsible_on"], by_work_days=by_work_days, days=days)
    balls = Ball.objects.filter(assignment=assignment, ended_at=None)
    _shift(balls, ["until_on"], by_work_days=by_work_days, days=days)
    active = Candidacy.objects.filter(assignment=assignment, status=CandidacyStatus.ACTIVE)
    _shift(active, ["next_news_on"], by_work_days=by_work_days, days=days)
    booked = stays.filter(booked_at__isnull=False, candidacy=OuterRef("pk"), plan_step=OuterRef("plan_step"))
    _shift(active.exclude(Exists(booked)), ["next_step_on"], by_work_days=by_work_days, days=days)


def _shift(rows: QuerySet[_Row], fields: list[str], *, by_work_days: int, days: WorkingDays) -> None:
    found = list(rows)
    for row in found:
        for name in fields:
            setattr(row, name, shifted(getattr(row, name), by_work_days=by_work_days, days=days))
    rows.model._default_manager.bulk_update(found, fields, batch_size=500)


@transaction.atomic
def close_assignment(*, assignment: Assignment, reason: str, by: Viewer, at: datetime) -> Assignment:
    """End the assignment; what is still active in it expires, which is nobody's choice."""
    assignment = lock_assignment(assignment, running=False)
    if assignment.status == AssignmentStatus.CLOSED:
        return assignment
    _end_pause(assignment, at=at)
    expired = list(Candidacy.objects.filter(assignment=assignment, status=CandidacyStatus.ACTIVE))
    for candidacy in expired:
        _expire(candidacy, by=by, at=at)
    close_stays(list(Step.objects.filter(assignment=assignment, closed_at=None)), at=at)
    Promise.objects.filter(assignment=assignment, kept_at=None, withdrawn_at=None).exclude(kind="guarantee").update(
        withdrawn_at=at
    )
    assignment.status, assignment.closed_at, assignment.close_reason = AssignmentStatus.CLOSED, at, CloseReason(reason)
    assignment.apply_open = False
    assignment.save(update_fields=["status", "closed_at", "close_reason", "apply_open", "expected_on"])
    announce(
        events.AssignmentClosed(
            reason_code=reason, expired_ids=[row.pk for row in expired], **ids_of_assignment(assignment)
        ),
        by=by,
        at=at,
    )
    return assignment


def _expire(candidacy: Candidacy, *, by: Viewer, at: datetime) -> None:
    Outcome.objects.create(
        candidacy=candidacy,
        assignment_id=candidacy.assignment_id,
        company_id=candidacy.company_id,
        plan_step_id=candidacy.plan_step_id,
        status=CandidacyStatus.EXPIRED,
        told_reason=ToldReason.POSITION_WITHDRAWN,
        told_by_side=Side.AGENCY,
        ended_at=at,
        recorded_by_id=by.account_id,
    )
    end_rows(candidacy, status=CandidacyStatus.EXPIRED, at=at)


@transaction.atomic
def reopen_assignment(*, assignment: Assignment, by: Viewer, at: datetime) -> Assignment:
    """A closed assignment runs again. Its candidacies stay ended; each is reopened by hand, and nothing is re-sent."""
    assignment = lock_assignment(assignment, running=False)
    if assignment.status != AssignmentStatus.CLOSED:
        raise AssignmentNotClosed
    away = max(working_days().between(today(assignment.closed_at or at), today(at)), 0)
    assignment.status, assignment.close_reason = AssignmentStatus.OPEN, ""
    _shift_dates(assignment, by_work_days=away)
    Assignment.objects.filter(pk=assignment.pk).update(
        status=AssignmentStatus.OPEN, closed_at=None, close_reason="", expected_on=assignment.expected_on
    )
    _open_pending_own_step(assignment, at=at)
    assignment.refresh_from_db()
    announce(events.AssignmentReopened(**ids_of_assignment(assignment)), by=by, at=at)
    return assignment


def _open_pending_own_step(assignment: Assignment, *, at: datetime) -> None:
    pending = PlanStep.objects.filter(assignment=assignment, scope=Scope.ASSIGNMENT, done_at=None)
    first = pending.order_by("position").first()
    if first is not None:
        open_stay(assignment, None, first, at=at)
