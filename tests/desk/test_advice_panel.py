"""The panel on advice: beside the board, of whoever waits for the client, each sentence one click from the letter and
from its events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Advice, Assignment, Ball
from tests.cast import Cast
from tests.portals.client_world import AtTheClient
from tests.recruitment import candidate, column

Browser = Callable[..., Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ada_reads(as_account: Browser, cast: Cast) -> Client:
    """The owner's browser, in English."""
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(language="en")
    return as_account(cast.owner)


def _panel(browser: Client, assignment: Assignment) -> str:
    return browser.get(f"/assignments/{assignment.pk}/advice/", headers=HTMX).content.decode()


def test_a_sentence_is_one_click_from_the_letter_and_from_its_events(
    ada_reads: Client, at_the_client: AtTheClient, assignment: Assignment
) -> None:
    Advice.objects.all().delete()
    board = ada_reads.get(f"/assignments/{assignment.pk}/").content.decode()
    assert f'hx-get="/assignments/{assignment.pk}/advice/"' in board
    panel, pk = _panel(ada_reads, assignment), at_the_client.candidacy.pk
    assert "<html" not in panel
    assert panel.count("data-primary") == 2
    assert "Lea Berg has been with the client since" in panel
    assert 'lang="sv">Saknas ännu' in panel, "in the language of whoever decides"
    take, events = f"/candidacies/{pk}/advice/?take=missing", f"/candidacies/{pk}/advice/why/"
    assert f'href="{take}"' in panel
    assert f'href="{events}#missing"' in panel
    assert '<li id="missing">' in ada_reads.get(events).content.decode()
    form = ada_reads.get(take).content.decode()
    assert "Saknas ännu" in form
    assert "Det här är inne" not in form, "that sentence alone"
    page = ada_reads.get(f"/assignments/{assignment.pk}/advice/").content.decode()
    assert "<html" in page
    assert panel.strip()[:60] in page


def test_what_is_taken_joins_the_advice_that_stands(ada_reads: Client, at_the_client: AtTheClient) -> None:
    take = f"/candidacies/{at_the_client.candidacy.pk}/advice/?take=missing"
    form = ada_reads.get(take).content.decode()
    assert "Jag skulle vänta på referensen. Saknas ännu" in form
    words = unescape(form.split("Jag skulle vänta")[1].split("</textarea>")[0])
    ada_reads.post(take, {"text": f"Jag skulle vänta{words}"})
    assert ada_reads.get(take).content.decode().count("Saknas ännu") == 1, "not twice"
    assert "nonsense" not in ada_reads.get(take.replace("missing", "nonsense")).content.decode().split("<main")[1]


def test_where_nobody_waits_for_the_client_it_says_so(ada_reads: Client, assignment: Assignment) -> None:
    assert "no advice to give now" in _panel(ada_reads, assignment)


def test_the_clients_own_employee_is_left_out(
    ada_reads: Client, at_the_client: AtTheClient, assignment: Assignment
) -> None:
    lea = at_the_client.candidacy.candidate
    type(lea).objects.filter(pk=lea.pk).update(works_at=assignment.company)
    assert "no advice to give now" in _panel(ada_reads, assignment)


def test_it_costs_the_same_however_many_wait(
    ada_reads: Client,
    at_the_client: AtTheClient,
    assignment: Assignment,
    ada: Viewer,
    cast: Cast,
    statements: Callable[..., None],
) -> None:
    Advice.objects.all().delete()

    def more() -> None:
        at = timezone.now() - timedelta(minutes=20)
        for number in range(9):
            person = candidate(f"Kandidat {number}", ada, at)
            found = actions.enter_candidacy(assignment=assignment, candidate=person, source="applied", by=ada, at=at)
            actions.move_candidacy(
                candidacy=found, to=column(assignment, StepType.CLIENT_INTERVIEW), by=ada, at=at + timedelta(minutes=1)
            )
            ball = Ball.objects.get(candidacy=found, ended_at=None)
            actions.pass_ball(
                ball=ball, side="client", account=cast.north.manager, reason="give_feedback", by=ada,
                at=at + timedelta(minutes=2),
            )  # fmt: skip

    statements("desk/assignment_advice", ask=lambda: _panel(ada_reads, assignment), grow=more)
    panel = _panel(ada_reads, assignment)
    assert "Lea Berg has been" in panel
    assert panel.count("Kandidat ") == 5
