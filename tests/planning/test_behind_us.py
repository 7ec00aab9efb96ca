"""What a plan says is behind us: done where somebody did it, passed where nobody stood, and never for a card alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.organisations.access import SYSTEM, Viewer
from framdrift.planning.actions import recalculate
from framdrift.planning.queries import plan_of
from framdrift.planning.sheet import ground_of, lines_of, outlook_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import Scope, StepType
from framdrift.recruiting.models import Assignment, PlanStep, PlanTemplate, TemplateStep
from framdrift.recruiting.queries.ledger import ledger_faults
from tests.cast import Cast
from tests.recruitment import candidate, column

DAY = timedelta(days=1)


@pytest.fixture
def fresh(cast: Cast, template: PlanTemplate, ada: Viewer, now: datetime) -> Assignment:
    """Opened today, with two own steps, the requirement profile and a search of ten days, before the screening."""
    for step in TemplateStep.objects.filter(template=template, position__gte=2).order_by("-position"):
        TemplateStep.objects.filter(pk=step.pk).update(position=step.position + 1)
    TemplateStep.objects.create(
        template=template, position=2, type=StepType.SEARCH, scope=Scope.ASSIGNMENT, side="agency", work_days=10,
        needs=[], name_sv="search", name_en="search",
    )  # fmt: skip
    return actions.open_assignment(
        company=cast.north.company, title="Ny", owner=cast.owner, template=template, kickoff_on=now.date(), by=ada,
        at=now,
    )  # fmt: skip


def _enter(assignment: Assignment, by: Viewer, at: datetime, to: PlanStep | None = None) -> None:
    lea = candidate("Lea", by, at)
    actions.enter_candidacy(assignment=assignment, candidate=lea, source="applied", plan_step=to, by=by, at=at)
    recalculate(assignment=assignment, because_seq=1, by=SYSTEM, at=at)


def _on_the_page(assignment: Assignment, at: datetime) -> dict[str, str]:
    ground = ground_of(assignment, at=at)
    outlook = outlook_of(ground)
    assert outlook
    return {line.step.type: line.state for line in lines_of(ground, outlook, language="en")}


def _states(assignment: Assignment, viewer: Viewer, at: datetime) -> dict[str, str]:
    return {step.type: step.state for step in plan_of(viewer, assignment.pk, as_of=at).steps}


def test_one_who_comes_in_does_no_work_for_the_assignment(fresh: Assignment, ada: Viewer, now: datetime) -> None:
    _enter(fresh, ada, now)
    states = _states(fresh, ada, now)
    assert "done" not in states.values() and "passed" not in states.values()
    assert {states[kind] for kind in (StepType.INTAKE, StepType.SEARCH, StepType.SCREENING)} == {"on_track"}
    assert states[StepType.INTERVIEW] == "planned"
    for kind in (StepType.INTAKE, StepType.SEARCH):
        assert column(fresh, kind).due_on == column(fresh, kind).first_due_on
    assert column(fresh, StepType.INTERVIEW).starts_on >= column(fresh, StepType.SEARCH).due_on


def test_what_is_next_is_what_nobody_has_begun(fresh: Assignment, ada: Viewer, now: datetime) -> None:
    _enter(fresh, ada, now)
    following = plan_of(ada, fresh.pk, as_of=now).next_step
    assert following and following.type == StepType.INTERVIEW


def test_one_who_comes_in_at_a_later_step_passes_what_nobody_stood_at(
    fresh: Assignment, ada: Viewer, now: datetime
) -> None:
    _enter(fresh, ada, now, to=column(fresh, StepType.CLIENT_INTERVIEW))
    states = _states(fresh, ada, now)
    assert [states[kind] for kind in (StepType.SCREENING, StepType.INTERVIEW)] == ["passed", "passed"]
    assert states[StepType.INTAKE] == states[StepType.CLIENT_INTERVIEW] == "on_track"


def test_the_page_says_as_the_bar_does_where_whoever_stood_there_has_left(
    fresh: Assignment, ada: Viewer, now: datetime
) -> None:
    _enter(fresh, ada, now, to=column(fresh, StepType.INTERVIEW))
    actions.end_candidacy(
        candidacy=fresh.candidacies.get(), status="withdrew", told_reason="pay", told_by_side="candidate", by=ada,
        at=now + DAY,
    )  # fmt: skip
    lo = candidate("Lo", ada, now)
    to = column(fresh, StepType.CLIENT_INTERVIEW)
    actions.enter_candidacy(assignment=fresh, candidate=lo, source="applied", plan_step=to, by=ada, at=now + DAY)
    for states in (_states(fresh, ada, now + DAY), _on_the_page(fresh, now + DAY)):
        assert (states[StepType.SCREENING], states[StepType.INTERVIEW]) == ("passed", "done")


def test_a_step_that_somebody_stood_at_is_done(fresh: Assignment, ada: Viewer, now: datetime) -> None:
    _enter(fresh, ada, now)
    candidacy = fresh.candidacies.get()
    actions.move_candidacy(candidacy=candidacy, to=column(fresh, StepType.INTERVIEW), by=ada, at=now + DAY)
    assert _states(fresh, ada, now + DAY)[StepType.SCREENING] == "done"


def test_own_steps_are_done_in_turn_when_somebody_says_so(fresh: Assignment, ada: Viewer, now: datetime) -> None:
    _enter(fresh, ada, now)
    intake, search = column(fresh, StepType.INTAKE), column(fresh, StepType.SEARCH)
    actions.finish_assignment_step(assignment=fresh, plan_step=intake, by=ada, at=now + DAY)
    states = _states(fresh, ada, now + DAY)
    assert (states[StepType.INTAKE], states[StepType.SEARCH]) == ("done", "on_track")
    actions.finish_assignment_step(assignment=fresh, plan_step=search, by=ada, at=now + 2 * DAY)
    recalculate(assignment=fresh, because_seq=2, by=SYSTEM, at=now + 2 * DAY)
    assert _states(fresh, ada, now + 2 * DAY)[StepType.SEARCH] == "done"
    assert column(fresh, StepType.SEARCH).due_on == (now + 2 * DAY).date()


def test_a_search_that_waits_for_a_forgotten_profile_runs_from_the_day_it_was_meant_to(
    fresh: Assignment, ada: Viewer, now: datetime
) -> None:
    _enter(fresh, ada, now)
    begins_on, late = column(fresh, StepType.SEARCH).starts_on, now + 63 * DAY
    assert begins_on > now.date()
    recalculate(assignment=fresh, because_seq=2, by=SYSTEM, at=late)
    search = column(fresh, StepType.SEARCH)
    assert search.starts_on == begins_on
    assert search.due_on == column(fresh, StepType.INTAKE).due_on == late.date()


def test_a_move_taken_back_leaves_a_step_as_nobodys(fresh: Assignment, ada: Viewer, now: datetime) -> None:
    _enter(fresh, ada, now, to=column(fresh, StepType.CLIENT_INTERVIEW))
    candidacy = fresh.candidacies.get()
    actions.move_candidacy(candidacy=candidacy, to=column(fresh, StepType.INTERVIEW), by=ada, at=now + DAY)
    assert _states(fresh, ada, now + DAY)[StepType.INTERVIEW] != "passed"
    actions.undo_move(candidacy=candidacy, by=ada, at=now + 2 * DAY)
    assert _states(fresh, ada, now + 2 * DAY)[StepType.INTERVIEW] == "passed"
    assert _on_the_page(fresh, now + 2 * DAY)[StepType.INTERVIEW] == "passed"
    assert not ledger_faults(now + 2 * DAY)


def test_a_plan_whose_own_steps_nobody_ever_opened_goes_by_its_cards(
    fresh: Assignment, ada: Viewer, now: datetime
) -> None:
    fresh.steps.all().delete()
    _enter(fresh, ada, now)
    states = _states(fresh, ada, now)
    assert (states[StepType.INTAKE], states[StepType.SEARCH]) == ("passed", "passed")
