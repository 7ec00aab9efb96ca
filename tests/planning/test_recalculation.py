"""A plan follows what happens, tells what moved, and tells it once."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from framdrift.config.wiring import WIRING
from framdrift.foundation import calendar, dispatch
from framdrift.foundation.models import Event
from framdrift.organisations.access import SYSTEM, Viewer, viewer_of
from framdrift.planning import reactions
from framdrift.planning.actions import recalculate, recalculate_open_plans
from framdrift.planning.queries import plan_of, plans_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Candidacy
from framdrift.recruiting.refusals import NotVisible
from tests.cast import Cast
from tests.recruitment import column

RECALCULATED = "plan-recalculated"


def recalculations() -> int:
    return Event.objects.filter(code=RECALCULATED).count()


def dues(assignment: Assignment) -> dict[str, object]:
    return dict(assignment.plan.values_list("type", "due_on"))


def test_time_alone_moves_a_late_plan_once(assignment: Assignment, candidacy: Candidacy, now: datetime) -> None:
    before = dues(assignment)
    assert recalculate_open_plans(by=SYSTEM, at=now) == 1
    after = dues(assignment)
    assert after[StepType.SCREENING] == now.date() > before[StepType.SCREENING]
    assert after[StepType.DECISION] > before[StepType.DECISION]
    assignment.refresh_from_db()
    assert assignment.expected_on == max(after.values())
    assert recalculate_open_plans(by=SYSTEM, at=now) == 0
    assert recalculations() == 1


def test_the_event_says_what_moved_and_what_it_came_from(
    assignment: Assignment, candidacy: Candidacy, now: datetime
) -> None:
    recalculate(assignment=assignment, because_seq=7, by=SYSTEM, at=now)
    told = Event.objects.get(code=RECALCULATED).data
    assert told["because_seq"] == 7
    assert told["expected_to_on"] > told["expected_from_on"]
    assert all(line["to_on"] != line["from_on"] for line in told["moved"])


def test_a_move_reaches_the_plan_and_a_second_delivery_changes_nothing(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    recalculate(assignment=assignment, because_seq=1, by=SYSTEM, at=now)
    candidacy = actions.move_candidacy(
        candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now + timedelta(days=2)
    )
    moved = dispatch.recorded(Event.objects.get(code="candidacy-moved"))
    reactions.follow(moved)
    screening = column(assignment, StepType.SCREENING)
    assert screening.due_on == (now + timedelta(days=2)).date()
    counted = recalculations()
    reactions.follow(moved)
    assert recalculations() == counted == 2


def test_a_booked_meeting_dates_the_step(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    screening = column(assignment, StepType.SCREENING)
    at = now + timedelta(days=7)
    actions.book_step(candidacy=candidacy, plan_step=screening, start_at=at, minutes=60, by=ada, at=now)
    recalculate(assignment=assignment, because_seq=1, by=SYSTEM, at=now)
    assert column(assignment, StepType.SCREENING).due_on == at.date()


def test_a_paused_plan_stands_still(assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.pause_assignment(assignment=assignment, by=ada, at=now)
    assert recalculate(assignment=assignment, because_seq=1, by=SYSTEM, at=now + timedelta(days=9)) == []
    assert plan_of(ada, assignment.pk, as_of=now).state == "paused"


def test_open_stays_follow_the_last_responsible_date(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    promised = (now + timedelta(days=60)).date()
    actions.change_assignment(assignment=assignment, changes={"promised_on": promised}, by=ada, at=now)
    recalculate(assignment=assignment, because_seq=1, by=SYSTEM, at=now)
    stay = candidacy.steps.get(closed_at=None)
    assert stay.last_responsible_on == column(assignment, StepType.SCREENING).last_responsible_on > now.date()


def test_what_moves_plans_says_which_assignment() -> None:
    followed = [event for event, reacting in WIRING.items() if reactions.follow in reacting]
    assert len(followed) >= 10
    assert all("assignment_id" in {field.name for field in fields(event)} for event in followed)


def test_the_plan_bar_knows_done_now_and_next(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    intake = column(assignment, StepType.INTAKE)
    actions.finish_assignment_step(assignment=assignment, plan_step=intake, by=ada, at=now - timedelta(days=10))
    recalculate(assignment=assignment, because_seq=1, by=SYSTEM, at=now)
    plan = plan_of(ada, assignment.pk, as_of=now)
    assert [(step.type, step.state) for step in plan.steps][:3] == [
        ("intake", "done"),
        ("screening", "late"),
        ("interview", "planned"),
    ]
    assert plan.next_step is not None
    assert plan.next_step.type == "interview"
    assert plan.state == "late"
    assert "screening" in plan.sentence


@pytest.mark.parametrize(("to_spare", "state"), [(40, "on_track"), (0, "at_risk"), (-3, "late")])
def test_the_plan_bar_says_no_worse_of_a_slipped_step_than_the_plan_stands(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime, to_spare: int, state: str
) -> None:
    intake = column(assignment, StepType.INTAKE)
    actions.finish_assignment_step(assignment=assignment, plan_step=intake, by=ada, at=now - timedelta(days=10))
    recalculate(assignment=assignment, because_seq=1, by=SYSTEM, at=now)
    ends_on = Assignment.objects.get(pk=assignment.pk).expected_on
    promised_on = calendar.working_days().add(ends_on, to_spare)
    actions.change_assignment(assignment=assignment, changes={"promised_on": promised_on}, by=ada, at=now)
    plan = plan_of(ada, assignment.pk, as_of=now)
    at_hand = next(step for step in plan.steps if step.is_now)
    assert at_hand.ends_on > at_hand.first_due_on
    assert (plan.state, at_hand.state) == (state, state)


def test_no_plan_for_those_who_may_not_see_it(assignment: Assignment, cast: Cast, now: datetime) -> None:
    for account in (cast.interviewer, cast.south.hr, cast.stranger, cast.admin):
        with pytest.raises(NotVisible):
            plan_of(viewer_of(account), assignment.pk, as_of=now)


def test_many_plans_cost_what_one_costs(
    assignment: Assignment, ada: Viewer, now: datetime, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(5):  # type: ignore[operator]
        plans_of(ada, [assignment.pk], as_of=now)
