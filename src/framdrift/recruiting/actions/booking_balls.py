"""Whose turn it is while a time is sought: the candidate who may choose, or the agency that must find others."""

from __future__ import annotations

from datetime import datetime

from framdrift.organisations.access import SYSTEM, Viewer
from framdrift.recruiting.actions.balls import hand_over
from framdrift.recruiting.actions.ground import owner_at, today, working_days
from framdrift.recruiting.choosable import free_times
from framdrift.recruiting.kinds import AssignmentStatus, BallReason, Side
from framdrift.recruiting.models import Ball, Candidacy, Meeting, PlanStep
from framdrift.recruiting.rules import Placement

ANSWER_WORK_DAYS = 2
"""How long a candidate may think about offered times, in working days, where no date is given."""


def ball_at(candidacy: Candidacy, plan_step: PlanStep) -> Ball | None:
    """The open ball of the candidacy's open stay at a step."""
    rows = Ball.objects.filter(candidacy=candidacy, step__plan_step=plan_step, step__closed_at=None, ended_at=None)
    return rows.select_related("step", "step__plan_step").first()


def may_still_choose(candidacy: Candidacy, plan_step_id: int, *, at: datetime) -> bool:
    """Whether a time that the candidate may choose is left."""
    return bool(free_times(candidacy, plan_step_ids=[plan_step_id], at=at))


def turn_from_those_without(plan_step: PlanStep, *, at: datetime) -> None:
    """Somebody took a time: whoever was to choose among the same ones and has none left waits for the owner instead.

    The machine's doing, so that nobody's history names the other candidate.
    """
    choosing = Ball.objects.filter(
        step__plan_step=plan_step,
        step__closed_at=None,
        ended_at=None,
        side=Side.CANDIDATE,
        reason=BallReason.BOOK,
        candidacy__time_choices__offered_time__plan_step=plan_step,
    )
    for ball in choosing.select_related("candidacy__candidate", "candidacy__assignment").distinct().order_by("pk"):
        if ball.candidacy and not may_still_choose(ball.candidacy, plan_step.pk, at=at):
            back_to_the_agency(ball.candidacy, plan_step, by=SYSTEM, at=at)


def turn_to_book(candidacy: Candidacy, plan_step: PlanStep, *, by: Viewer, at: datetime) -> None:
    """A time has gone: the candidate chooses another where one is left, else the owner finds one by the next day."""
    if not may_still_choose(candidacy, plan_step.pk, at=at):
        back_to_the_agency(candidacy, plan_step, by=by, at=at)
        return
    ball = ball_at(candidacy, plan_step)
    if ball is not None and ball.side != Side.CANDIDATE:
        until = working_days().add(today(at), ANSWER_WORK_DAYS)
        hand_over(ball, Placement(Side.CANDIDATE, None, BallReason.BOOK, until), by=by, at=at)


def back_to_the_agency(candidacy: Candidacy, plan_step: PlanStep, *, by: Viewer, at: datetime) -> None:
    """Somebody must find another time: the owner, by the next working day."""
    ball = ball_at(candidacy, plan_step)
    if ball is not None:
        _to_owner(ball, owner_at(plan_step, candidacy.assignment), by=by, at=at)


def owner_finds_time(meeting: Meeting, *, by: Viewer, at: datetime) -> None:
    """A meeting of the assignment itself has no time any more: where its step is open, its ball is the owner's."""
    rows = Ball.objects.filter(step__plan_step=meeting.plan_step_id, candidacy=None, step__closed_at=None)
    ball = rows.filter(ended_at=None).select_related("step", "step__plan_step").first()
    if ball is not None and meeting.assignment.status == AssignmentStatus.OPEN:
        _to_owner(ball, owner_at(ball.step.plan_step, meeting.assignment), by=by, at=at)


def _to_owner(ball: Ball, owner_id: int, *, by: Viewer, at: datetime) -> None:
    until = working_days().add(today(at), 1)
    if (ball.account_id, ball.reason, ball.until_on) != (owner_id, BallReason.BOOK, until):
        hand_over(ball, Placement(Side.AGENCY, owner_id, BallReason.BOOK, until), by=by, at=at)
