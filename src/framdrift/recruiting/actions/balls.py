"""Balls and meetings: who must act, booked times, and the news a candidate is given."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from framdrift.foundation import texts
from framdrift.foundation.models import FreeText
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import (
    announce,
    hold_assignments,
    ids_of,
    lock_candidacy,
    place,
    today,
    working_days,
    works_at_client,
)
from framdrift.recruiting.actions.promises import keep_promise
from framdrift.recruiting.kinds import AssignmentStatus, BallReason, PromiseKind, Side, StepType
from framdrift.recruiting.models import Ball, Candidacy, PlanStep, Promise, Step
from framdrift.recruiting.refusals import (
    AssignmentNotOpen,
    BallMoved,
    DueInThePast,
    HolderNeeded,
    OwnEmployee,
    PayRangeNeeded,
    WrongSide,
    WrongStep,
)
from framdrift.recruiting.rules import NEWS_WORK_DAYS, Placement
from framdrift.science.calendars import local_date


@transaction.atomic
def pass_ball(
    *,
    ball: Ball,
    side: str,
    reason: str,
    by: Viewer,
    at: datetime,
    account: Account | None = None,
    label: str = "",
    until_on: date | None = None,
) -> Ball:
    """End one holding and begin another on the same step."""
    held = hold_ball(ball)
    _require_holder(held, side=Side(side), account=account)
    until = until_on or _until(held, at=at)
    if until < today(at):
        raise DueInThePast
    placement = Placement(Side(side), account.pk if account else None, BallReason(reason), until)
    return hand_over(held, placement, label=label, by=by, at=at)


@transaction.atomic
def take_over_ball(*, ball: Ball, taker: Account, by: Viewer, at: datetime) -> Ball:
    """A colleague with time takes an agency ball; its date stays what was promised."""
    held = hold_ball(ball)
    if held.side != Side.AGENCY or taker.company_id is not None:
        raise WrongSide
    placement = Placement(Side.AGENCY, taker.pk, BallReason.TAKEN_OVER, held.until_on)
    return hand_over(held, placement, by=by, at=at)


def hand_over(
    held: Ball, placement: Placement, *, by: Viewer, at: datetime, label: str = "", text: FreeText | None = None
) -> Ball:
    """End `held` and open the next ball on its step: two rows and one event. `text` is why, where it was written."""
    Ball.objects.filter(pk=held.pk).update(ended_at=at)
    ball = place(held.step, placement, at=at, label=label)
    announce(
        events.BallPassed(
            step_id=held.step_id,
            assignment_id=held.assignment_id,
            company_id=held.company_id,
            candidacy_id=held.candidacy_id,
            from_side=held.side,
            from_account_id=held.account_id,
            to_side=ball.side,
            to_account_id=ball.account_id,
            reason_code=ball.reason,
            until_on=ball.until_on,
            text=texts.reference(text),
        ),
        by=by,
        at=at,
    )
    return ball


def hold_ball(ball: Ball) -> Ball:
    """The ball as it is now, held until the transaction ends; it must still be open.

    Its assignment is held first, so that no move closes the step between and no owner is changed.
    """
    hold_assignments([ball.assignment_id])
    held = (
        Ball.objects.select_for_update(of=("self",), no_key=True)
        .select_related("step__plan_step", "assignment", "candidacy__candidate")
        .filter(pk=ball.pk, ended_at__isnull=True)
        .first()
    )
    if held is None:
        raise BallMoved
    if held.assignment.status != AssignmentStatus.OPEN:
        raise AssignmentNotOpen
    return held


def _require_holder(ball: Ball, *, side: Side, account: Account | None) -> None:
    if side in (Side.AGENCY, Side.CLIENT):
        if account is None:
            raise HolderNeeded
        if account.company_id != (None if side is Side.AGENCY else ball.company_id):
            raise WrongSide
    if side is Side.CANDIDATE and ball.candidacy_id is None:
        raise WrongSide
    if side is Side.CLIENT and ball.candidacy and works_at_client(ball.candidacy):
        raise OwnEmployee


def _until(ball: Ball, *, at: datetime) -> date:
    return working_days().add(today(at), max(ball.step.plan_step.response_work_days, 1))


@transaction.atomic
def book_step(
    *, candidacy: Candidacy, plan_step: PlanStep, start_at: datetime, minutes: int, by: Viewer, at: datetime
) -> Step:
    """Set or move the time that a stay is booked for, beside its meeting (`actions.booking`).

    The pay range must stand before an interview is booked.
    """
    candidacy = lock_candidacy(candidacy)
    stay = _open_stay_at(candidacy, plan_step)
    if start_at <= at:
        raise DueInThePast
    if settings.FRAMDRIFT_PAY_RANGE_REQUIRED and _is_interview(plan_step) and candidacy.assignment.pay_high is None:
        raise PayRangeNeeded
    before, stay.booked_at, stay.booked_minutes = stay.booked_at, start_at, minutes
    stay.held_at = None
    stay.save(update_fields=["booked_at", "booked_minutes", "held_at"])
    _date_next_step(candidacy, plan_step, local_date(start_at, by.zone))
    announce(
        events.StepBooked(plan_step_id=plan_step.pk, at=start_at, minutes=minutes, from_at=before, **ids_of(candidacy)),
        by=by,
        at=at,
    )
    return stay


def _is_interview(plan_step: PlanStep) -> bool:
    return plan_step.type in (StepType.INTERVIEW, StepType.CLIENT_INTERVIEW)


@transaction.atomic
def unbook_step(*, candidacy: Candidacy, plan_step: PlanStep, by: Viewer, at: datetime) -> Step:
    """Take a booked time off a stay, beside its meeting; the step is due on its planned date again."""
    candidacy = lock_candidacy(candidacy)
    stay = _open_stay_at(candidacy, plan_step)
    if stay.booked_at is None:
        raise WrongStep
    before, stay.booked_at, stay.booked_minutes = stay.booked_at, None, None
    stay.save(update_fields=["booked_at", "booked_minutes"])
    _date_next_step(candidacy, plan_step, stay.due_on)
    announce(events.StepUnbooked(plan_step_id=plan_step.pk, from_at=before, **ids_of(candidacy)), by=by, at=at)
    return stay


@transaction.atomic
def hold_step(*, candidacy: Candidacy, plan_step: PlanStep, by: Viewer, at: datetime) -> Step:
    """Record that the meeting took place."""
    candidacy = lock_candidacy(candidacy)
    stay = _open_stay_at(candidacy, plan_step)
    stay.held_at = at
    stay.save(update_fields=["held_at"])
    announce(events.StepHeld(plan_step_id=plan_step.pk, **ids_of(candidacy)), by=by, at=at)
    return stay


def _open_stay_at(candidacy: Candidacy, plan_step: PlanStep) -> Step:
    stay = Step.objects.filter(candidacy=candidacy, plan_step=plan_step, closed_at__isnull=True).first()
    if stay is None:
        raise WrongStep
    return stay


def _date_next_step(candidacy: Candidacy, plan_step: PlanStep, on: date) -> None:
    if plan_step.pk == candidacy.plan_step_id:
        Candidacy.objects.filter(pk=candidacy.pk).update(next_step_on=on)


@transaction.atomic
def give_news(
    *,
    candidacy: Candidacy,
    channel: str,
    by: Viewer,
    at: datetime,
    text: str = "",
    next_news_on: date | None = None,
    letter_key: str | None = None,
) -> Candidacy:
    """The candidate heard from us; open promises of news are kept by it, and the next date is set."""
    candidacy = lock_candidacy(candidacy)
    next_on = next_news_on or working_days().add(today(at), NEWS_WORK_DAYS)
    if next_on <= today(at):
        raise DueInThePast
    words = texts.keep(text, about=candidacy.candidate.pseudonym)
    Candidacy.objects.filter(pk=candidacy.pk).update(last_news_at=at, next_news_on=next_on)
    candidacy.last_news_at, candidacy.next_news_on = at, next_on
    announce(
        events.NewsGiven(
            channel=channel,
            next_news_on=next_on,
            letter_key=letter_key,
            text=texts.reference(words),
            **ids_of(candidacy),
        ),
        by=by,
        at=at,
    )
    promised = Promise.objects.filter(candidacy=candidacy, kind=PromiseKind.NEWS, kept_at=None, withdrawn_at=None)
    for promise in promised.order_by("due_at", "pk"):
        keep_promise(promise=promise, by=by, at=at)
    return candidacy
