"""Declining several at once: by choice, with one reason, undone whole, closed to those who may not see."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
from django.test import Client

from framdrift.foundation.models import Event, Letter
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy
from tests.cast import Cast
from tests.recruitment import candidate

Browser = Callable[..., Client]


@pytest.fixture
def others(assignment: Assignment, ada: Viewer, now: datetime) -> list[Candidacy]:
    """Two more in the assignment."""
    return [
        actions.enter_candidacy(
            assignment=assignment, candidate=candidate(name, ada, now), source="applied", by=ada, at=now
        )
        for name in ("Åsa Öberg", "Iris Vik")
    ]


def _address(assignment: Assignment) -> str:
    return f"/assignments/{assignment.pk}/decline/"


def test_those_ticked_are_declined_and_nothing_is_sent(
    as_account: Browser, cast: Cast, assignment: Assignment, candidacy: Candidacy, others: list[Candidacy]
) -> None:
    ada = as_account(cast.owner)
    sent = {"candidacies": [one.pk for one in others], "told_reason": "requirements"}
    page = ada.post(_address(assignment), sent, follow=True).content.decode()
    statuses = dict(Candidacy.objects.values_list("pk", "status"))
    assert statuses == {candidacy.pk: "active", others[0].pk: "rejected", others[1].pk: "rejected"}
    assert not Letter.objects.exists()
    [undo] = re.findall(r'action="([^"]*/decline/undo/[^"]*)"', page)
    ada.post(unescape(undo))
    assert set(Candidacy.objects.values_list("status", flat=True)) == {"active"}
    assert Event.objects.filter(code="end-undone").count() == 2


def test_no_choice_or_no_reason_keeps_what_was_ticked(
    as_account: Browser, cast: Cast, assignment: Assignment, others: list[Candidacy]
) -> None:
    ada = as_account(cast.owner)
    assert ada.post(_address(assignment), {"told_reason": "requirements"}).status_code == 422
    answer = ada.post(_address(assignment), {"candidacies": [others[0].pk]})
    assert answer.status_code == 422
    assert re.search(rf'value="{others[0].pk}"[^>]* checked', answer.content.decode())
    assert set(Candidacy.objects.values_list("status", flat=True)) == {"active"}


def test_the_list_is_searched_with_swedish_letters(
    as_account: Browser, cast: Cast, assignment: Assignment, others: list[Candidacy]
) -> None:
    ada = as_account(cast.owner)
    everybody = ada.get(_address(assignment)).content.decode()
    assert "Åsa Öberg" in everybody
    assert "Iris Vik" in everybody
    page = ada.get(_address(assignment), {"q": "öberg"}).content.decode()
    assert "Åsa Öberg" in page
    assert "Iris Vik" not in page
    assert "Åsa Öberg" not in ada.get(_address(assignment), {"q": "oberg"}).content.decode()


def test_a_strangers_candidacy_cannot_be_smuggled_in(
    as_account: Browser, cast: Cast, assignment: Assignment, candidacy: Candidacy
) -> None:
    sent = {"candidacies": [candidacy.pk + 1000], "told_reason": "requirements"}
    assert as_account(cast.owner).post(_address(assignment), sent).status_code == 422


@pytest.mark.parametrize("at", ["", "yesterday", "2026-13-45T00:00:00Z", "2026-11-24T09:00:00"])
def test_an_undo_of_nothing_says_so(as_account: Browser, cast: Cast, assignment: Assignment, at: str) -> None:
    answer = as_account(cast.owner).post(f"{_address(assignment)}undo/", query_params={"at": at}, follow=True)
    assert answer.status_code == 200
    assert 'data-tone="error"' in answer.content.decode()


def test_statements_do_not_grow(
    as_account: Browser,
    cast: Cast,
    assignment: Assignment,
    candidacy: Candidacy,
    ada: Viewer,
    now: datetime,
    statements: Callable[..., None],
) -> None:
    browser = as_account(cast.owner)

    def grow() -> None:
        for number in range(9):
            person = candidate(f"Person {number}", ada, now)
            actions.enter_candidacy(assignment=assignment, candidate=person, source="applied", by=ada, at=now)

    statements("desk/decline", ask=lambda: browser.get(_address(assignment)), grow=grow)
