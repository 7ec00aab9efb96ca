"""The talent pool, what a sourced candidate is told, and the wall around a client's employee."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Candidate, Promise
from framdrift.recruiting.queries.pool import pool_lines
from framdrift.recruiting.refusals import OwnEmployee
from tests.cast import Cast
from tests.recruitment import candidate

Browser = Callable[..., Client]


def _kept(name: str, until_on: date, by: Viewer, at: datetime) -> Candidate:
    row = candidate(name, by, at)
    actions.give_consent(candidate=row, until_on=until_on, by=by, at=at)
    return row


def test_the_pool_is_those_whose_consent_is_in_force(
    as_account: Browser, cast: Cast, ada: Viewer, now: datetime
) -> None:
    today = now.date()
    _kept("Åke Stannar", today + timedelta(days=400), ada, now)
    soon = _kept("Bo Snart", today + timedelta(days=30), ada, now)
    gone = _kept("Cia Lämnat", today + timedelta(days=90), ada, now)
    actions.withdraw_consent(candidate=gone, by=ada, at=now)
    _kept("Dan Förbi", today + timedelta(days=1), ada, now - timedelta(days=2))
    candidate("Eva Aldrig", ada, now)
    later = today + timedelta(days=2)
    lines, more = pool_lines(ada, search="", only_soon=False, first=0, on=later)
    assert [(line.name, line.ends_soon) for line in lines] == [("Bo Snart", True), ("Åke Stannar", False)]
    assert not more
    actions.give_consent(candidate=soon, until_on=today + timedelta(days=700), by=ada, at=now)
    assert pool_lines(ada, search="", only_soon=True, first=0, on=later)[0] == []
    assert [line.name for line in pool_lines(ada, search="åke", only_soon=False, first=0, on=later)[0]] == [
        "Åke Stannar"
    ]
    assert pool_lines(ada, search="ake", only_soon=False, first=0, on=later)[0] == []


def test_leaving_the_pool_returns_to_it(as_account: Browser, cast: Cast, ada: Viewer, now: datetime) -> None:
    row = _kept("Bo Snart", now.date() + timedelta(days=10), ada, now)
    browser = as_account(cast.owner)
    page = browser.get("/pool/").content.decode()
    assert f'href="/candidates/{row.pk}/assignments/add/?source=pool"' in page
    answer = browser.post(f"/candidates/{row.pk}/consent/withdraw/", {"next": "/pool/"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/pool/"
    assert 'class="empty"' in answer.content.decode()


def test_statements_do_not_grow(
    as_account: Browser, cast: Cast, ada: Viewer, now: datetime, statements: Callable[..., None]
) -> None:
    browser = as_account(cast.owner)
    _kept("Bo Snart", now.date() + timedelta(days=10), ada, now)

    def grow() -> None:
        for number in range(9):
            _kept(f"Person {number}", now.date() + timedelta(days=40), ada, now)

    statements("desk/pool", ask=lambda: browser.get("/pool/"), grow=grow)


@pytest.mark.parametrize(("language", "words"), [("sv", "berättigade intresse"), ("en", "legitimate interest")])
def test_a_sourced_candidate_is_told_in_their_language(
    as_account: Browser, cast: Cast, ada: Viewer, now: datetime, language: str, words: str
) -> None:
    browser = as_account(cast.owner)
    sent = {"name": "Siv Sökt", "language": language, "source": "sourced"}
    browser.post("/candidates/new/", sent)
    row = Candidate.objects.get()
    promise = Promise.objects.get(candidate=row)
    assert promise.due_at - now == timedelta(days=30)
    address = f"/candidates/{row.pk}/informed/"
    assert words in browser.get(address).content.decode()
    browser.post(address)
    row.refresh_from_db()
    promise.refresh_from_db()
    assert row.informed_at == promise.kept_at == now


@pytest.fixture
def insider(assignment: Assignment, ada: Viewer, now: datetime) -> Candidacy:
    """Somebody who works at the very company that recruits."""
    row = actions.add_candidate(name="Nils Nordbyggare", employer="Nordbygg", by=ada, at=now)
    return actions.enter_candidacy(assignment=assignment, candidate=row, source="applied", by=ada, at=now)


def test_the_ball_is_never_passed_to_the_candidates_own_employer(
    as_account: Browser, cast: Cast, insider: Candidacy
) -> None:
    ball = Ball.objects.get(candidacy=insider, ended_at=None)
    sent = {"holder": cast.north.manager.pk, "reason": "decide", "until_on": "2026-12-01"}
    answer = as_account(cast.owner).post(f"/candidacies/{insider.pk}/balls/{ball.pk}/pass/", sent)
    assert answer.status_code == 422
    assert Ball.objects.get(candidacy=insider, ended_at=None).side == Side.AGENCY


def test_nobody_is_presented_to_their_own_employer(
    insider: Candidacy, candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    pages = [(candidacy, "Bra"), (insider, "Bra")]
    with pytest.raises(OwnEmployee):
        actions.make_presentation(assignment=assignment, pages=pages, by=ada, at=now)
    assert not assignment.presentations.exists()


def test_the_desk_warns_of_a_candidate_off_limits(
    as_account: Browser, cast: Cast, insider: Candidacy, assignment: Assignment
) -> None:
    browser = as_account(cast.owner)
    assert 'data-tone="warning"' in browser.get(f"/candidates/{insider.candidate_id}/").content.decode()
    other = Assignment.objects.get(pk=assignment.pk)
    insider.steps.all().delete()
    insider.delete()
    page = browser.get(f"/assignments/{other.pk}/candidates/add/", {"q": "nils"}).content.decode()
    assert "Nils Nordbyggare" in page
    assert "Nordbygg AB" in page
