"""The page of the two losses: for whom, with which numbers, leading where, at a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment
from tests.cast import Cast
from tests.recruitment import candidate

Browser = Callable[..., Client]
PAGE, OWN = "/reports/losses/", "/client/report/"


@pytest.fixture
def lose(assignment: Assignment, ada: Viewer) -> Callable[[int], None]:
    """So many marked candidates who withdrew yesterday, told that it took too long."""

    def leave(many: int) -> None:
        at: datetime = timezone.now() - timedelta(days=1)
        for number in range(many):
            person = candidate(f"Kandidat {number} {many}", ada, at)
            found = actions.enter_candidacy(assignment=assignment, candidate=person, source="applied", by=ada, at=at)
            actions.mark_first_choice(candidacy=found, round_number=number + many * 100, by=ada, at=at)
            actions.end_candidacy(
                candidacy=found, status="withdrew", told_reason="took_too_long", told_by_side="candidate", by=ada, at=at
            )

    return leave


def test_each_number_leads_to_its_cases(as_account: Browser, cast: Cast, lose: Callable[[int], None]) -> None:
    lose(2)
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(language="en")
    ada = as_account(cast.owner)
    page = ada.get(PAGE).content.decode()
    assert "cases=told" in page
    assert "too few to say" in page
    cases = ada.get(PAGE, {"cases": "told"}).content.decode()
    assert cases.count("Kandidat ") >= 2
    assert "/candidacies/" in cases
    assert "event " in cases
    assert ada.get(PAGE, {"cases": "told", "to": "2020-01-01"}).content.decode().count("Kandidat ") == 0


@pytest.mark.parametrize(
    "query", [{"from": "x", "to": "9999-99-99"}, {"from": "2030-01-01"}, {"cases": "'"}, {"to": ""}]
)
def test_any_period_is_answered(as_account: Browser, cast: Cast, query: dict[str, str]) -> None:
    assert as_account(cast.lead).get(PAGE, query).status_code == 200
    assert as_account(cast.north.manager).get(OWN, {"years": "x"} | query).status_code == 200


def test_a_client_sees_its_own_and_no_name(as_account: Browser, cast: Cast, lose: Callable[[int], None]) -> None:
    lose(1)
    page = as_account(cast.north.hr).get(OWN).content.decode()
    assert "Ekonomichef" in page
    assert "Kandidat " not in page
    assert "Ekonomichef" not in as_account(cast.south.hr).get(OWN).content.decode()


def test_both_pages_cost_the_same_however_much_was_lost(
    as_account: Browser, cast: Cast, lose: Callable[[int], None], statements: Callable[..., None]
) -> None:
    lose(1)
    ada, north = as_account(cast.owner), as_account(cast.north.hr)
    statements("desk/report_losses", ask=lambda: ada.get(PAGE, {"cases": "ends"}), grow=lambda: lose(15))
    statements("client/report", ask=lambda: north.get(OWN), grow=lambda: lose(12))
