"""Times offered by hand: several at once, to one candidate or to several who choose among the same.

Choosing is booking the step; it can be changed or given back as long as the time has not begun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.conf import settings
from django.db import transaction

from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions.balls import book_step, hand_over, unbook_step
from framdrift.recruiting.actions.gates import account_of
from framdrift.recruiting.actions.ground import announce, ids_of, lock_assignment, lock_candidacy, today, working_days
from framdrift.recruiting.events.times import OfferedTimesWithdrawn, TimesOffered
from framdrift.recruiting.kinds import BallReason, Side, StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, OfferedTime, PlanStep, Step, TimeChoice
from framdrift.recruiting.outside_refusals import NoTimes, NotWaitingThere, TimeClashes, TimeGone, TimesOverlap
from framdrift.recruiting.refusals import PayRangeNeeded
from framdrift.recruiting.rules import Placement
from framdrift.science.calendars import local_date

ANSWER_WORK_DAYS = 2
"""How long a candidate may think about offered times, in working days, where no date is given."""


@dataclass(frozen=True)
class Slots:
    """The times to offer: where they begin, how long each is in minutes, and where it is held."""

    starts: Sequence[datetime]
    minutes: int
    place: str = ""


@transaction.atomic
def offer_times(
    *,
    assignment: Assignment,
    plan_step: PlanStep,
    slots: Slots,
    candidacies: Sequence[Candidacy],
    by: Viewer,
    at: datetime,
    answer_by_on: date | None = None,
) -> list[OfferedTime]:
    """Let candidates at a step choose among times; the ball is theirs until they have. Each time is taken once."""
    assignment = lock_assignment(assignment)
    starts = sorted(set(slots.starts))
    if not starts or starts[0] <= at:
        raise NoTimes
    if any(second - first < timedelta(minutes=slots.minutes) for first, second in pairwise(starts)):
        raise TimesOverlap
    _require_pay_range(assignment, plan_step)
    locked = [lock_candidacy(one) for one in sorted(candidacies, key=lambda row: row.pk)]
    rows = [
        OfferedTime.objects.create(
            assignment=assignment,
            company_id=assignment.company_id,
            plan_step=plan_step,
            start_at=start,
            minutes=slots.minutes,
            place=slots.place.strip(),
            offered_by_id=account_of(by),
            offered_at=at,
        )
        for start in starts
    ]
    answer_by = min(answer_by_on or working_days().add(today(at), ANSWER_WORK_DAYS), local_date(starts[-1], by.zone))
    for candidacy in locked:
        _let_choose(candidacy, plan_step, rows, answer_by_on=answer_by, by=by, at=at)
    return rows


def _require_pay_range(assignment: Assignment, plan_step: PlanStep) -> None:
    is_interview = plan_step.type in (StepType.INTERVIEW, StepType.CLIENT_INTERVIEW)
    if settings.FRAMDRIFT_PAY_RANGE_REQUIRED and is_interview and assignment.pay_high is None:
        raise PayRangeNeeded


def _let_choose(
    candidacy: Candidacy,
    plan_step: PlanStep,
    rows: Sequence[OfferedTime],
    *,
    answer_by_on: date,
    by: Viewer,
    at: datetime,
) -> None:
    ball = _ball_at(candidacy, plan_step)
    if ball is None:
        raise NotWaitingThere
    TimeChoice.objects.bulk_create(
        TimeChoice(offered_time=row, candidacy=candidacy, company_id=candidacy.company_id) for row in rows
    )
    announce(
        TimesOffered(
            plan_step_id=plan_step.pk,
            offered_time_ids=[row.pk for row in rows],
            answer_by_on=answer_by_on,
            **ids_of(candidacy),
        ),
        by=by,
        at=at,
    )
    hand_over(ball, Placement(Side.CANDIDATE, None, BallReason.BOOK, answer_by_on), by=by, at=at)


@transaction.atomic
def withdraw_offered_time(*, offered_time: OfferedTime, by: Viewer, at: datetime) -> OfferedTime:
    """Take back a time that nobody has taken; those who could have chosen it see it no more."""
    lock_assignment(offered_time.assignment, running=False)
    row = OfferedTime.objects.free().select_for_update().filter(pk=offered_time.pk).first()
    if row is None:
        raise TimeGone
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    for choice in row.choices.select_related("candidacy__assignment").order_by("candidacy_id"):
        told = OfferedTimesWithdrawn(
            plan_step_id=row.plan_step_id, offered_time_ids=[row.pk], **ids_of(choice.candidacy)
        )
        announce(told, by=by, at=at)
        if not _may_still_choose(choice.candidacy, row.plan_step_id, at=at):
            _back_to_the_agency(choice.candidacy, row.plan_step, by=by, at=at)
    return row


@transaction.atomic
def choose_time(*, candidacy: Candidacy, offered_time: OfferedTime, by: Viewer, at: datetime) -> Step:
    """Take an offered time; one taken before at the step is free again. Of two who take it at once one has it.

    Choosing what one has already changes nothing.
    """
    candidacy = lock_candidacy(candidacy)
    row = _choosable(candidacy, offered_time, at=at)
    stay = Step.objects.filter(candidacy=candidacy, plan_step_id=row.plan_step_id, closed_at=None).first()
    if stay is None:
        raise TimeGone
    if row.taken_by_id == candidacy.pk and stay.booked_at == row.start_at:
        return stay
    _require_free(candidacy, row, but=stay)
    _let_go(candidacy, row.plan_step_id)
    OfferedTime.objects.filter(pk=row.pk).update(taken_by=candidacy, taken_at=at)
    stay = book_step(
        candidacy=candidacy, plan_step=row.plan_step, start_at=row.start_at, minutes=row.minutes, by=by, at=at
    )
    ball = _ball_at(candidacy, row.plan_step)
    if ball is not None and ball.side == Side.CANDIDATE:
        until = local_date(row.start_at, by.zone)
        owner = Placement(Side.AGENCY, candidacy.assignment.owner_id, BallReason.DO_STEP, until)
        hand_over(ball, owner, by=by, at=at)
    return stay


def _choosable(candidacy: Candidacy, offered_time: OfferedTime, *, at: datetime) -> OfferedTime:
    rows = OfferedTime.objects.select_for_update(of=("self",)).select_related("plan_step")
    offered = rows.filter(pk=offered_time.pk, start_at__gt=at, choices__candidacy=candidacy)
    row = offered.free().first() or offered.standing().filter(taken_by=candidacy).first()
    if row is None:
        raise TimeGone
    return row


def _require_free(candidacy: Candidacy, row: OfferedTime, *, but: Step) -> None:
    """One person is at one meeting at a time, in whichever assignment."""
    end = row.start_at + timedelta(minutes=row.minutes)
    booked = Step.objects.filter(
        candidacy__candidate=candidacy.candidate_id, closed_at=None, held_at=None, booked_at__lt=end
    ).exclude(pk=but.pk)
    for start, minutes in booked.values_list("booked_at", "booked_minutes"):
        if start and start + timedelta(minutes=minutes or 0) > row.start_at:
            raise TimeClashes


@transaction.atomic
def give_back_time(*, candidacy: Candidacy, plan_step: PlanStep, by: Viewer, at: datetime) -> Step:
    """The candidate cannot come then: the time is free for others, and the ball is whose turn it is now."""
    candidacy = lock_candidacy(candidacy)
    stay = Step.objects.filter(candidacy=candidacy, plan_step=plan_step, closed_at=None).first()
    if stay is None or stay.booked_at is None or stay.held_at is not None or stay.booked_at <= at:
        raise TimeGone
    _let_go(candidacy, plan_step.pk)
    stay = unbook_step(candidacy=candidacy, plan_step=plan_step, by=by, at=at)
    if _may_still_choose(candidacy, plan_step.pk, at=at):
        ball = _ball_at(candidacy, plan_step)
        if ball is not None and ball.side != Side.CANDIDATE:
            until = working_days().add(today(at), ANSWER_WORK_DAYS)
            hand_over(ball, Placement(Side.CANDIDATE, None, BallReason.BOOK, until), by=by, at=at)
    else:
        _back_to_the_agency(candidacy, plan_step, by=by, at=at)
    return stay


def _let_go(candidacy: Candidacy, plan_step_id: int) -> None:
    OfferedTime.objects.filter(taken_by=candidacy, plan_step=plan_step_id).update(taken_by=None, taken_at=None)


def _may_still_choose(candidacy: Candidacy, plan_step_id: int, *, at: datetime) -> bool:
    rows = OfferedTime.objects.free().filter(plan_step=plan_step_id, choices__candidacy=candidacy, start_at__gt=at)
    return rows.exists()


def _back_to_the_agency(candidacy: Candidacy, plan_step: PlanStep, *, by: Viewer, at: datetime) -> None:
    """Somebody must find another time: the owner, by the next working day."""
    ball = _ball_at(candidacy, plan_step)
    if ball is None:
        return
    until = working_days().add(today(at), 1)
    owner = candidacy.assignment.owner_id
    if (ball.account_id, ball.reason, ball.until_on) != (owner, BallReason.BOOK, until):
        hand_over(ball, Placement(Side.AGENCY, owner, BallReason.BOOK, until), by=by, at=at)


def _ball_at(candidacy: Candidacy, plan_step: PlanStep) -> Ball | None:
    rows = Ball.objects.filter(candidacy=candidacy, step__plan_step=plan_step, step__closed_at=None, ended_at=None)
    return rows.select_related("step", "step__plan_step").first()
