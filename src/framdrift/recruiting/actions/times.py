"""Times offered: by hand, or the slots a panel keeps free; to one candidate or to several who choose among the same.

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
from framdrift.recruiting.actions.balls import hand_over
from framdrift.recruiting.actions.booking import book_step, take_slot, unbook_step
from framdrift.recruiting.actions.booking_balls import (
    ANSWER_WORK_DAYS,
    back_to_the_agency,
    ball_at,
    may_still_choose,
    turn_from_those_without,
    turn_to_book,
)
from framdrift.recruiting.actions.gates import account_of
from framdrift.recruiting.actions.ground import (
    announce,
    ids_of,
    lock_assignment,
    lock_candidacy,
    owner_at,
    today,
    working_days,
)
from framdrift.recruiting.actions.meeting_ground import lock_people, require_candidate_free
from framdrift.recruiting.events.times import OfferedTimesWithdrawn, TimesOffered
from framdrift.recruiting.kinds import BallReason, MeetingState, Side, StepType
from framdrift.recruiting.meeting_refusals import PersonBusy
from framdrift.recruiting.models import Assignment, Candidacy, Meeting, OfferedTime, PlanStep, Step, TimeChoice
from framdrift.recruiting.outside_refusals import NoTimes, NotWaitingThere, TimeGone, TimesOverlap
from framdrift.recruiting.refusals import PayRangeNeeded
from framdrift.recruiting.rules import Placement
from framdrift.science.calendars import local_date


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


@transaction.atomic
def offer_slots(
    *, assignment: Assignment, plan_step: PlanStep, candidacies: Sequence[Candidacy], by: Viewer, at: datetime
) -> list[OfferedTime]:
    """Let candidates at a step choose among the slots that its panel keeps free; each is taken once.

    Whoever may choose one already is not told again of it. Raises NoTimes (none is free), NotWaitingThere,
    PayRangeNeeded.
    """
    assignment = lock_assignment(assignment)
    _require_pay_range(assignment, plan_step)
    slots = Meeting.objects.slots().filter(plan_step=plan_step, start_at__gt=at, state=MeetingState.CONFIRMED)
    rows = [_offer_of(slot, assignment, at=at) for slot in slots.order_by("start_at", "pk")]
    if not rows:
        raise NoTimes
    locked = [lock_candidacy(one) for one in sorted(candidacies, key=lambda row: row.pk)]
    answer_by = min(working_days().add(today(at), ANSWER_WORK_DAYS), local_date(rows[-1].start_at, by.zone))
    for candidacy in locked:
        choices = TimeChoice.objects.filter(candidacy=candidacy, offered_time__in=rows)
        known = set(choices.values_list("offered_time_id", flat=True))
        new = [row for row in rows if row.pk not in known]
        if new:
            _let_choose(candidacy, plan_step, new, answer_by_on=answer_by, by=by, at=at)
    return rows


def _offer_of(slot: Meeting, assignment: Assignment, *, at: datetime) -> OfferedTime:
    """The one row by which a slot is offered, whoever may choose it."""
    row, _made = OfferedTime.objects.get_or_create(
        meeting=slot,
        withdrawn_at=None,
        defaults={
            "assignment": assignment,
            "company_id": assignment.company_id,
            "plan_step_id": slot.plan_step_id,
            "start_at": slot.start_at,
            "minutes": slot.minutes,
            "place": slot.place,
            "offered_by_id": owner_at(slot.plan_step, assignment),
            "offered_at": at,
        },
    )
    return row


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
    ball = ball_at(candidacy, plan_step)
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
        if not may_still_choose(choice.candidacy, row.plan_step_id, at=at):
            back_to_the_agency(choice.candidacy, row.plan_step, by=by, at=at)
    return row


@transaction.atomic
def choose_time(*, candidacy: Candidacy, offered_time: OfferedTime, by: Viewer, at: datetime) -> Step:
    """Take an offered time; one taken before at the step is free again. Of two who take it at once one has it.

    Choosing what one has already changes nothing. A time given by hand at which somebody who meets the candidate sits
    elsewhere by now has gone. Whoever has no time left to choose waits for the owner.
    """
    candidacy = lock_candidacy(candidacy)
    row = _choosable(candidacy, offered_time, at=at)
    stay = Step.objects.filter(candidacy=candidacy, plan_step_id=row.plan_step_id, closed_at=None).first()
    if stay is None:
        raise TimeGone
    if row.taken_by_id == candidacy.pk and stay.booked_at == row.start_at:
        return stay
    lock_people([], [candidacy.candidate_id])
    require_candidate_free(candidacy, row.plan_step, start_at=row.start_at, minutes=row.minutes)
    _let_go(candidacy, row.plan_step_id)
    if row.meeting is not None:
        stay = take_slot(candidacy=candidacy, meeting=row.meeting, by=by, at=at)
    else:
        OfferedTime.objects.filter(pk=row.pk).update(taken_by=candidacy, taken_at=at)
        try:
            stay = book_step(
                candidacy=candidacy,
                plan_step=row.plan_step,
                start_at=row.start_at,
                minutes=row.minutes,
                place=row.place,
                by=by,
                at=at,
            )
        except PersonBusy:
            raise TimeGone from None
    ball = ball_at(candidacy, row.plan_step)
    if ball is not None and ball.side == Side.CANDIDATE:
        until = local_date(row.start_at, by.zone)
        owner = owner_at(row.plan_step, candidacy.assignment)
        hand_over(ball, Placement(Side.AGENCY, owner, BallReason.DO_STEP, until), by=by, at=at)
    turn_from_those_without(row.plan_step, at=at)
    return stay


def _choosable(candidacy: Candidacy, offered_time: OfferedTime, *, at: datetime) -> OfferedTime:
    rows = OfferedTime.objects.select_for_update(of=("self",)).select_related("plan_step", "meeting")
    offered = rows.filter(pk=offered_time.pk, start_at__gt=at, choices__candidacy=candidacy)
    row = offered.free().first() or offered.standing().filter(taken_by=candidacy).first()
    if row is None:
        raise TimeGone
    return row


@transaction.atomic
def give_back_time(*, candidacy: Candidacy, plan_step: PlanStep, by: Viewer, at: datetime, reason: str = "") -> Step:
    """The candidate cannot come then: the time is free for others, and the ball is whose turn it is now."""
    candidacy = lock_candidacy(candidacy)
    stay = Step.objects.filter(candidacy=candidacy, plan_step=plan_step, closed_at=None).first()
    if stay is None or stay.booked_at is None or stay.held_at is not None or stay.booked_at <= at:
        raise TimeGone
    _let_go(candidacy, plan_step.pk)
    stay = unbook_step(candidacy=candidacy, plan_step=plan_step, reason=reason, by=by, at=at)
    turn_to_book(candidacy, plan_step, by=by, at=at)
    return stay


def _let_go(candidacy: Candidacy, plan_step_id: int) -> None:
    OfferedTime.objects.filter(taken_by=candidacy, plan_step=plan_step_id).update(taken_by=None, taken_at=None)
