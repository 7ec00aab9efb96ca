"""A finished step, a reached part of the fee and a noted telling that were slips: as before, unless in use since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from framdrift.foundation.models import Event, Letter
from framdrift.momentum.queries import today
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions, events
from framdrift.recruiting.kinds import Scope, StepType
from framdrift.recruiting.models import Assignment, Ball, Candidate, FeeMilestone, PlanStep, Promise, Step
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.refusals import AssignmentNotOpen, NotReached, PersonGone, StaysInformed, StepStays
from tests.cast import Cast
from tests.recruitment import column

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def intake(assignment: Assignment) -> PlanStep:
    """The first of two own steps: the requirement profile, then the screening of what comes in."""
    PlanStep.objects.filter(assignment=assignment, type=StepType.SCREENING).update(scope=Scope.ASSIGNMENT)
    return column(assignment, StepType.INTAKE)


def _finish(step: PlanStep, by: Viewer, at: datetime) -> PlanStep | None:
    return actions.finish_assignment_step(assignment=step.assignment, plan_step=step, by=by, at=at)


def _reopen(step: PlanStep, by: Viewer, at: datetime) -> PlanStep:
    return actions.reopen_assignment_step(assignment=step.assignment, plan_step=step, by=by, at=at)


def test_a_finished_step_runs_on_with_its_clock_its_ball_and_its_line(
    intake: PlanStep, ada: Viewer, now: datetime
) -> None:
    stay = Step.objects.get(plan_step=intake)
    ball = Ball.objects.get(step=stay)
    before = today(ada, as_of=now + HOUR).item(f"ball:{ball.pk}")
    assert before
    following = _finish(intake, ada, now)
    assert following and Ball.objects.get(ended_at=None).step.plan_step == following
    assert _reopen(intake, ada, now + HOUR).done_at is None
    mistaken = Ball.objects.get(step__plan_step=following)
    assert mistaken.ended_at == mistaken.since, "one wait, counted once"
    stay.refresh_from_db()
    assert (stay.closed_at, Ball.objects.get(ended_at=None)) == (None, ball)
    assert today(ada, as_of=now + HOUR).item(f"ball:{ball.pk}") == before
    told = Event.objects.get(code=events.AssignmentStepReopened.code)
    assert told.data["done_seq"] == Event.objects.get(code=events.AssignmentStepDone.code).seq
    assert ledger_faults(now + 2 * HOUR) == ()


def test_the_last_own_step_has_none_behind_it(assignment: Assignment, ada: Viewer, now: datetime) -> None:
    step = column(assignment, StepType.INTAKE)
    assert _finish(step, ada, now) is None
    _reopen(step, ada, now + HOUR)
    assert Step.objects.get(plan_step=step).closed_at is None


def test_it_may_be_finished_and_opened_again_and_again_but_once_each(
    intake: PlanStep, ada: Viewer, now: datetime
) -> None:
    for hours in (1, 3):
        following = _finish(intake, ada, now + hours * HOUR)
        _reopen(intake, ada, now + (hours + 1) * HOUR)
        with pytest.raises(StepStays):
            _reopen(intake, ada, now + (hours + 1) * HOUR)
    assert following and not Step.objects.filter(plan_step=following, closed_at=None).exists()
    assert ledger_faults(now + 9 * HOUR) == ()


def _go_on(cast: Cast, following: PlanStep, by: Viewer, at: datetime) -> None:
    _finish(following, by, at)


def _hand_over(cast: Cast, following: PlanStep, by: Viewer, at: datetime) -> None:
    actions.take_over_ball(ball=Ball.objects.get(ended_at=None), taker=cast.teammate, by=by, at=at)


def _change_owner(cast: Cast, following: PlanStep, by: Viewer, at: datetime) -> None:
    actions.change_owner(assignment=following.assignment, to=cast.lead, by=by, at=at)


def _stand_still(cast: Cast, following: PlanStep, by: Viewer, at: datetime) -> None:
    actions.pause_assignment(assignment=following.assignment, by=by, at=at)
    actions.resume_assignment(assignment=following.assignment, by=by, at=at)


@pytest.mark.parametrize("since", [_go_on, _hand_over, _change_owner, _stand_still])
def test_what_hangs_on_it_since_forbids_opening_it(
    intake: PlanStep,
    cast: Cast,
    ada: Viewer,
    now: datetime,
    since: Callable[[Cast, PlanStep, Viewer, datetime], None],
) -> None:
    following = _finish(intake, ada, now)
    assert following
    since(cast, following, ada, now + HOUR)
    with pytest.raises(StepStays):
        _reopen(intake, ada, now + 2 * HOUR)
    intake.refresh_from_db()
    assert intake.done_at == now


def test_a_closed_assignment_opens_no_step(intake: PlanStep, ada: Viewer, now: datetime) -> None:
    _finish(intake, ada, now)
    actions.close_assignment(assignment=intake.assignment, reason="cancelled", by=ada, at=now + HOUR)
    with pytest.raises(AssignmentNotOpen):
        _reopen(intake, ada, now + 2 * HOUR)


def test_a_reached_part_of_the_fee_waits_again(assignment: Assignment, ada: Viewer, now: datetime) -> None:
    parts = [{"name": "Start", "amount": 1, "due_on": now.date()}]
    [part] = actions.set_fee_milestones(assignment=assignment, milestones=parts, by=ada, at=now)
    actions.reach_fee_milestone(milestone=part, by=ada, at=now)
    actions.take_back_fee_milestone(milestone=part, by=ada, at=now + HOUR)
    assert FeeMilestone.objects.get().reached_at is None
    assert today(ada, as_of=now + HOUR).item(f"fee:{part.pk}")
    with pytest.raises(NotReached):
        actions.take_back_fee_milestone(milestone=part, by=ada, at=now + 2 * HOUR)
    assert Event.objects.filter(code=events.FeeMilestoneTakenBack.code).count() == 1


@pytest.fixture
def vera(ada: Viewer, now: datetime) -> Candidate:
    """Found by search four weeks ago, so that the notice is due in two days."""
    return actions.add_candidate(name="Vera", source="sourced", by=ada, at=now - 28 * DAY)


def test_one_who_was_not_told_is_to_be_told_by_the_day_that_stood(vera: Candidate, ada: Viewer, now: datetime) -> None:
    due_at = Promise.objects.get(candidate=vera).due_at
    letters = Letter.objects.count()
    actions.inform_candidate(candidate=vera, by=ada, at=now)
    actions.take_back_informing(candidate=vera, by=ada, at=now + HOUR)
    vera.refresh_from_db()
    promise = Promise.objects.get(candidate=vera)
    assert (vera.informed_at, promise.kept_at, promise.due_at) == (None, None, due_at)
    codes = Event.objects.order_by("-seq").values_list("code", flat=True)
    assert set(codes[:2]) == {events.PromiseReopened.code, events.InformingTakenBack.code}
    assert Letter.objects.count() == letters
    with pytest.raises(StaysInformed):
        actions.take_back_informing(candidate=vera, by=ada, at=now + 2 * HOUR)


def test_telling_twice_changes_nothing_and_is_not_taken_back(vera: Candidate, ada: Viewer, now: datetime) -> None:
    actions.inform_candidate(candidate=vera, by=ada, at=now)
    assert actions.inform_candidate(candidate=vera, by=ada, at=now + HOUR).informed_at == now
    with pytest.raises(StaysInformed):
        actions.take_back_informing(candidate=vera, by=ada, at=now + 2 * HOUR)


def test_one_who_applied_knows(ada: Viewer, now: datetime) -> None:
    lea = actions.add_candidate(name="Lea", by=ada, at=now)
    with pytest.raises(StaysInformed):
        actions.take_back_informing(candidate=lea, by=ada, at=now + HOUR)


def test_one_who_has_agreed_since_knows(vera: Candidate, ada: Viewer, now: datetime) -> None:
    actions.inform_candidate(candidate=vera, by=ada, at=now)
    actions.give_consent(candidate=vera, until_on=(now + 90 * DAY).date(), by=ada, at=now + HOUR)
    with pytest.raises(StaysInformed):
        actions.take_back_informing(candidate=vera, by=ada, at=now + 2 * HOUR)


def test_nothing_is_taken_back_about_one_who_is_gone(vera: Candidate, ada: Viewer, now: datetime) -> None:
    actions.inform_candidate(candidate=vera, by=ada, at=now)
    keep = actions.add_candidate(name="Vera Ek", by=ada, at=now)
    actions.merge_candidates(keep=keep, duplicate=vera, by=ada, at=now + HOUR)
    with pytest.raises(PersonGone):
        actions.take_back_informing(candidate=vera, by=ada, at=now + 2 * HOUR)
