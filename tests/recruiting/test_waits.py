"""Whom the work waited for, and how long: attributed once, pauses left out, open stretches counted and told apart."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Ball, Candidacy, TouchTime
from framdrift.recruiting.queries.waits import WaitLine, waits_by_side, waits_of
from tests.cast import Cast

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


def test_the_whole_agency_by_side_agrees_with_the_exact_reading_where_nothing_overlaps(
    candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    Ball.objects.filter(candidacy=None).delete()
    to_client(candidacy, cast, ada, now - 7 * DAY)
    exact = {
        line.key: (line.n, line.open_n, pytest.approx(line.calendar_days), pytest.approx(line.open_calendar_days))
        for line in waits_of(ada, as_of=now).by_side
    }
    quick = waits_by_side(ada, as_of=now)
    assert {one.side: (one.n, one.open_n, one.calendar_days, one.open_calendar_days) for one in quick} == exact
    assert exact.keys() == {"agency", "client"}


def test_by_side_a_ball_passed_on_later_was_still_held_then(
    candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    Ball.objects.filter(candidacy=None).delete()
    to_client(candidacy, cast, ada, now - 3 * DAY)
    [then] = waits_by_side(ada, as_of=now - 7 * DAY)
    assert (then.side, then.n, then.open_n) == ("agency", 1, 1)
    assert then.calendar_days == then.open_calendar_days == pytest.approx(7)


def test_by_side_only_what_the_viewer_may_see_in_two_statements(
    assignment: Assignment, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime,
    django_assert_num_queries: object,
) -> None:  # fmt: skip
    Assignment.objects.filter(pk=assignment.pk).update(confidential=True, owner=cast.lead)
    assignment.deputies.all().delete()
    assert waits_by_side(ada, as_of=now) == ()
    for account in (cast.interviewer, cast.admin, cast.north.hr):
        assert waits_by_side(viewer_of(account), as_of=now) == ()
    lead = viewer_of(cast.lead)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert waits_by_side(lead, as_of=now) != ()
