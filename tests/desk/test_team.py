"""The team's balls: taken in one press, given back in one more, and the load of everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Ball, Candidacy
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.queries.load import WhyOffered, load, waiting_balls
from tests.cast import Cast
from tests.recruitment import candidate

Browser = Callable[..., Client]
DAY = timedelta(days=1)


@pytest.fixture
def mate(cast: Cast) -> Viewer:
    return viewer_of(cast.teammate)


def test_overdue_balls_wait_for_a_colleague_and_never_for_their_holder(
    candidacy: Candidacy, mate: Viewer, ada: Viewer, now: datetime
) -> None:
    waiting = waiting_balls(mate, as_of=now)
    assert {ball.why for ball in waiting} == {WhyOffered.OVERDUE}
    assert "Lea Berg" in {ball.candidate for ball in waiting}
    assert waiting_balls(ada, as_of=now) == ()


def test_an_absent_colleagues_balls_wait_before_they_are_due(
    candidacy: Candidacy, cast: Cast, mate: Viewer, now: datetime
) -> None:
    Ball.objects.update(until_on=now.date() + 9 * DAY)
    assert waiting_balls(mate, as_of=now) == ()
    Absence.objects.create(account=cast.owner, first_on=now.date(), last_on=now.date() + DAY)
    assert {ball.why for ball in waiting_balls(mate, as_of=now)} == {WhyOffered.AWAY}


def test_what_a_full_day_has_no_room_for_is_offered(
    assignment: Assignment, ada: Viewer, mate: Viewer, cast: Cast, now: datetime
) -> None:
    for number in range(12):
        actions.enter_candidacy(
            assignment=assignment, candidate=candidate(f"Nr {number}", ada, now), source="applied", by=ada, at=now
        )
    Ball.objects.update(until_on=now.date())
    offered = waiting_balls(mate, as_of=now)
    assert {ball.why for ball in offered} == {WhyOffered.FULL_DAY}
    assert 13 * 20 - sum(ball.minutes for ball in offered) <= cast.owner.minutes_per_day
    Account.objects.filter(pk=cast.owner.pk).update(minutes_per_day=480)
    assert waiting_balls(mate, as_of=now) == ()


def test_confidential_balls_are_offered_to_those_who_see_them(
    candidacy: Candidacy, ada: Viewer, mate: Viewer, cast: Cast, now: datetime
) -> None:
    actions.set_deputies(assignment=candidacy.assignment, accounts=[], by=ada, at=now)
    Assignment.objects.update(confidential=True)
    assert waiting_balls(mate, as_of=now) == ()
    assert waiting_balls(viewer_of(cast.lead), as_of=now)


@pytest.mark.parametrize("kind", ["admin", "interviewer", "stranger"])
def test_others_see_no_balls_and_no_load(candidacy: Candidacy, cast: Cast, now: datetime, kind: str) -> None:
    viewer = viewer_of(getattr(cast, kind))
    assert waiting_balls(viewer, as_of=now) == ()
    assert load(viewer, as_of=now) == ()


def test_the_load_of_everybody(candidacy: Candidacy, mate: Viewer, now: datetime) -> None:
    by_name = {one.name: one for one in load(mate, as_of=now)}
    ada = by_name["Ada Lind"]
    assert (ada.open_balls, ada.overdue, ada.minutes_due, ada.assignments) == (2, 2, 40, 1)
    assert by_name["Omar Dahl"].open_balls == 0
    assert ada.share == pytest.approx(0.2)


def test_a_ball_is_taken_and_given_back(as_account: Browser, cast: Cast, candidacy: Candidacy, now: datetime) -> None:
    browser = as_account(cast.teammate)
    held = Ball.objects.get(candidacy=candidacy, ended_at=None)
    assert f"/team/balls/{held.pk}/take/" in browser.get("/team/").content.decode()
    assert browser.post(f"/team/balls/{held.pk}/take/").status_code == 302
    mine = Ball.objects.get(candidacy=candidacy, ended_at=None)
    assert (mine.account, mine.until_on) == (cast.teammate, held.until_on)
    undo = f"/team/balls/{mine.pk}/give-back/{cast.owner.pk}/"
    assert undo in browser.get("/team/").content.decode()
    assert browser.post(undo).status_code == 302
    assert Ball.objects.get(candidacy=candidacy, ended_at=None).account == cast.owner
    assert ledger_faults(now) == ()


def test_only_what_was_taken_can_be_given_back(as_account: Browser, cast: Cast, candidacy: Candidacy) -> None:
    held = Ball.objects.get(candidacy=candidacy, ended_at=None)
    address = f"/team/balls/{held.pk}/give-back/{cast.teammate.pk}/"
    assert as_account(cast.teammate).post(address).status_code == 404
    assert as_account(cast.owner).post(address).status_code == 404


def test_a_ball_that_has_moved_is_refused_in_words(as_account: Browser, cast: Cast, candidacy: Candidacy) -> None:
    held = Ball.objects.get(candidacy=candidacy, ended_at=None)
    browser = as_account(cast.teammate)
    browser.post(f"/team/balls/{held.pk}/take/")
    answer = as_account(cast.lead).post(f"/team/balls/{held.pk}/take/", follow=True)
    assert "notice" in answer.content.decode()
    assert Ball.objects.filter(ended_at=None, candidacy=candidacy).get().account == cast.teammate


def test_the_pages_statements_do_not_grow(
    as_account: Browser, cast: Cast, assignment: Assignment, ada: Viewer, now: datetime, statements: Callable[..., None]
) -> None:
    browser = as_account(cast.teammate)

    def grow() -> None:
        for number in range(8):
            at = now - 9 * DAY
            actions.enter_candidacy(
                assignment=assignment, candidate=candidate(f"Nr {number}", ada, at), source="applied", by=ada, at=at
            )

    statements("desk/team", ask=lambda: browser.get("/team/"), grow=grow)


def test_a_lead_sees_where_the_time_goes_and_a_consultant_does_not(
    candidacy: Candidacy, as_account: Browser, cast: Cast
) -> None:
    page = as_account(cast.lead).get("/team/")
    tables = [{words: (one.n, one.open_n) for words, one in lines} for _title, lines in page.context["waits"]]
    assert tables[0] == {"byrån": (Ball.objects.count(), Ball.objects.count())}
    assert tables[1] == {"Kravprofil": (1, 1), "Urval": (1, 1)}
    assert 'id="waits"' in page.content.decode()
    assert 'id="waits"' not in as_account(cast.teammate).get("/team/").content.decode()


def test_the_load_counts_what_its_reader_may_see(
    candidacy: Candidacy, ada: Viewer, mate: Viewer, cast: Cast, now: datetime
) -> None:
    """A colleague's confidential assignment is in the owner's and the lead's figures, and in nobody else's."""
    actions.set_deputies(assignment=candidacy.assignment, accounts=[], by=ada, at=now)
    Assignment.objects.update(confidential=True)

    def counted(viewer: Viewer) -> tuple[int, int, int]:
        one = next(one for one in load(viewer, as_of=now) if one.name == "Ada Lind")
        return one.open_balls, one.minutes_due, one.assignments

    assert counted(mate) == (0, 0, 0)
    assert counted(ada) == counted(viewer_of(cast.lead)) == (2, 40, 1)
