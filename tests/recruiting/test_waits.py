"""Whom the work waited for, and how long: attributed once, pauses left out, open stretches counted and told apart."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, TouchTime
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.queries.waits import AllWaits, WaitLine, all_waits, waits_of
from tests.cast import Cast
from tests.recruitment import column

DAY = timedelta(days=1)


def side(found: object, name: str) -> WaitLine:
    return next(line for line in found.by_side if line.key == name)  # type: ignore[attr-defined]


def to_client(candidacy: Candidacy, cast: Cast, ada: Viewer, at: datetime) -> None:
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    actions.pass_ball(ball=ball, side="client", account=cast.north.manager, reason="answer", by=ada, at=at)


def test_each_side_has_the_time_it_held_the_ball(candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> None:
    Ball.objects.filter(candidacy=None).delete()
    to_client(candidacy, cast, ada, now - 7 * DAY)
    found = waits_of(ada, as_of=now)
    assert side(found, "agency").work_days == pytest.approx(5)
    assert side(found, "client").work_days == pytest.approx(5)
    assert side(found, "client").calendar_days == pytest.approx(7)
    assert (side(found, "agency").open_n, side(found, "client").open_n) == (0, 1)
    assert side(found, "client").open_work_days == pytest.approx(5)
    assert found.candidacies == 1
    assert [line.key for line in found.by_client] == [str(cast.north.company.pk)]
    assert [line.key for line in found.by_step] == ["screening"]


def test_as_of_an_earlier_day_nothing_later_is_known(
    candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    Ball.objects.filter(candidacy=None).delete()
    to_client(candidacy, cast, ada, now - 3 * DAY)
    found = waits_of(ada, as_of=now - 7 * DAY)
    assert [line.key for line in found.by_side] == ["agency"]
    assert side(found, "agency").calendar_days == pytest.approx(7)


def test_a_pause_is_nobodys_waiting(assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    Ball.objects.filter(candidacy=None).delete()
    actions.pause_assignment(assignment=assignment, by=ada, at=now - 10 * DAY)
    actions.resume_assignment(assignment=assignment, by=ada, at=now - 3 * DAY)
    assert side(waits_of(ada, as_of=now), "agency").calendar_days == pytest.approx(7)


def test_touch_time_stands_beside(assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    before = waits_of(ada, as_of=now).touch_minutes
    for at in (now - DAY, now + DAY):
        TouchTime.objects.create(
            assignment=assignment, company=assignment.company, account_id=ada.account_id, what="call", minutes=15,
            origin="corrected", at=at,
        )  # fmt: skip
    assert waits_of(ada, as_of=now).touch_minutes == before + 15


def test_only_what_the_viewer_may_see(candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> None:
    assert waits_of(ada, as_of=now, company_id=cast.south.company.pk).by_side == ()
    for account in (cast.interviewer, cast.admin, cast.north.hr):
        assert waits_of(viewer_of(account), as_of=now).by_side == ()


def test_the_statements_are_four(
    candidacy: Candidacy, ada: Viewer, now: datetime, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        waits_of(ada, as_of=now)


def test_the_whole_agency_agrees_with_the_exact_reading_where_nothing_overlaps(
    candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    Ball.objects.filter(candidacy=None).delete()
    to_client(candidacy, cast, ada, now - 7 * DAY)
    exact, quick = waits_of(ada, as_of=now), all_waits(ada, as_of=now)
    for lines, held in (exact.by_side, quick.by_side), (exact.by_step, quick.by_step):
        told = {
            line.key: (line.n, line.open_n, pytest.approx(line.calendar_days), pytest.approx(line.open_calendar_days))
            for line in lines
        }
        assert {one.key: (one.n, one.open_n, one.calendar_days, one.open_calendar_days) for one in held} == told
    assert {line.key for line in quick.by_side} == {"agency", "client"}
    assert [line.key for line in quick.by_step] == ["screening"]


def test_a_ball_passed_on_later_was_still_held_then(
    candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    Ball.objects.filter(candidacy=None).delete()
    to_client(candidacy, cast, ada, now - 3 * DAY)
    found = all_waits(ada, as_of=now - 7 * DAY)
    for [then], key in (found.by_side, "agency"), (found.by_step, "screening"):
        assert (then.key, then.n, then.open_n) == (key, 1, 1)
        assert then.calendar_days == then.open_calendar_days == pytest.approx(7)


def test_every_ball_knows_the_type_of_its_step(candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> None:
    to_client(candidacy, cast, ada, now - 3 * DAY)
    actions.move_candidacy(
        candidacy=candidacy, to=column(candidacy.assignment, StepType.INTERVIEW), by=ada, at=now - 2 * DAY
    )
    actions.change_owner(assignment=candidacy.assignment, to=cast.lead, by=ada, at=now - DAY)
    types = dict(Ball.objects.values_list("pk", "step_type"))
    assert types == dict(Ball.objects.values_list("pk", "step__plan_step__type"))
    assert {"screening", "interview"} <= set(types.values())
    assert ledger_faults(now) == ()


def test_a_ball_of_another_type_than_its_step_is_a_fault(candidacy: Candidacy, now: datetime) -> None:
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    Ball.objects.filter(pk=ball.pk).update(step_type="offer")
    assert [(fault.rule, fault.ids) for fault in ledger_faults(now)] == [
        ("ball of another type of step than its own", (ball.pk,))
    ]


def test_of_all_waits_only_what_the_viewer_may_see_in_two_statements(
    assignment: Assignment, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime,
    django_assert_num_queries: object,
) -> None:  # fmt: skip
    Assignment.objects.filter(pk=assignment.pk).update(confidential=True, owner=cast.lead)
    assignment.deputies.all().delete()
    assert all_waits(ada, as_of=now) == AllWaits()
    for account in (cast.interviewer, cast.admin, cast.north.hr):
        assert all_waits(viewer_of(account), as_of=now) == AllWaits()
    lead = viewer_of(cast.lead)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert all_waits(lead, as_of=now) != AllWaits()
