"""A step with an owner and a deputy of its own: balls go there, an absence is covered there, and it is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.foundation.models import Event
from framdrift.momentum.queries import today as today_of
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Absence, Account
from framdrift.planning.people import crew_of
from framdrift.recruiting import actions
from framdrift.recruiting.actions.lifecycle import change_owner
from framdrift.recruiting.actions.step_people import set_step_people
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, PlanStep
from framdrift.recruiting.panels import chairs_at
from framdrift.recruiting.plan_refusals import OwnDeputy
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.recruiting.refusals import WrongSide
from tests.cast import Cast
from tests.recruitment import column

DAY = timedelta(days=1)


def give(step: PlanStep, owner: Account | None, by: Viewer, at: datetime, *, deputy: Account | None = None) -> PlanStep:
    return set_step_people(plan_step=step, owner=owner, deputy=deputy, by=by, at=at)


def holder(candidacy: Candidacy) -> int | None:
    return Ball.objects.get(candidacy=candidacy, ended_at=None).account_id


def test_a_candidate_who_comes_to_the_step_lies_with_its_owner(
    assignment: Assignment, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    interview = give(column(assignment, StepType.INTERVIEW), cast.teammate, ada, now)
    assert holder(candidacy) == cast.owner.pk
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now)
    assert holder(candidacy) == cast.teammate.pk
    assert [chair.account_id for chair in chairs_at(candidacy, interview)] == [cast.teammate.pk]
    assert ledger_faults(now) == ()


def test_what_lies_there_goes_along_and_comes_back_and_what_was_taken_over_stays(
    assignment: Assignment, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    screening = column(assignment, StepType.SCREENING)
    before = Ball.objects.get(candidacy=candidacy, ended_at=None)
    give(screening, cast.teammate, ada, now)
    after = Ball.objects.get(candidacy=candidacy, ended_at=None)
    assert (after.account_id, after.reason, after.until_on) == (cast.teammate.pk, before.reason, before.until_on)
    told = Event.objects.get(code="step-people-changed")
    assert (told.data["owner_id"], told.data["balls"]) == (cast.teammate.pk, 1)
    give(screening, cast.teammate, ada, now)
    assert Event.objects.filter(code="step-people-changed").count() == 1
    give(screening, None, ada, now + timedelta(minutes=1))
    assert holder(candidacy) == cast.owner.pk
    lead = cast.lead
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    actions.take_over_ball(ball=ball, taker=lead, by=viewer_of(lead), at=now + timedelta(minutes=2))
    give(screening, cast.teammate, ada, now + timedelta(minutes=3))
    assert holder(candidacy) == lead.pk
    assert ledger_faults(now + DAY) == ()


def test_an_absence_at_the_step_is_its_deputys_day(
    assignment: Assignment, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    screening = column(assignment, StepType.SCREENING)
    give(screening, cast.teammate, ada, now, deputy=cast.owner)
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=now)
    ball = f"ball:{Ball.objects.get(candidacy=candidacy, ended_at=None).pk}"
    assert today_of(ada, as_of=now).item(ball) is None
    away = Absence.objects.create(account=cast.teammate, first_on=now.date(), last_on=(now + 3 * DAY).date())
    line = today_of(ada, as_of=now).item(ball)
    assert line is not None
    assert line.standing_in_for == cast.teammate.name
    crew = crew_of(assignment, since=now.date())
    assert [one.id for one in crew.at_step(screening.pk, "agency")] == [cast.teammate.pk, cast.owner.pk]
    assert crew.nobody_there(screening.pk, "agency") == frozenset()
    Absence.objects.create(account=cast.owner, first_on=now.date(), last_on=now.date())
    assert crew_of(assignment, since=now.date()).nobody_there(screening.pk, "agency") == {now.date()}
    away.delete()
    assert crew_of(assignment, since=now.date()).nobody_there(screening.pk, "agency") == frozenset()


def test_only_the_agencys_people_and_never_oneself(
    assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    step = column(assignment, StepType.INTERVIEW)
    with pytest.raises(WrongSide):
        give(step, cast.north.manager, ada, now)
    with pytest.raises(OwnDeputy):
        give(step, cast.teammate, ada, now, deputy=cast.teammate)
    with pytest.raises(OwnDeputy):
        give(step, None, ada, now, deputy=cast.owner)
    assert give(step, cast.owner, ada, now).owner_id is None


def test_whoever_has_a_step_sees_a_confidential_assignment(
    assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=now)
    Assignment.objects.filter(pk=assignment.pk).update(confidential=True)
    theirs = visible_assignments(viewer_of(cast.teammate))
    assert not theirs.filter(pk=assignment.pk).exists()
    give(column(assignment, StepType.INTERVIEW), cast.teammate, ada, now)
    assert theirs.filter(pk=assignment.pk).exists()


def test_whoever_gets_the_whole_assignment_has_its_steps_as_others_have_them(
    assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    mine = give(column(assignment, StepType.INTERVIEW), cast.teammate, ada, now)
    stood_in = give(column(assignment, StepType.SCREENING), None, ada, now, deputy=cast.teammate)
    change_owner(assignment=assignment, to=cast.teammate, by=ada, at=now)
    mine.refresh_from_db()
    stood_in.refresh_from_db()
    assert (mine.owner_id, stood_in.deputy_id) == (None, None)
