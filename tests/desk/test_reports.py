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
PAGE, TIME, OWN = "/reports/losses/", "/reports/time/", "/client/report/"


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
    "query", [{"from": "x", "to": "9999-99-99"}, {"from": "2030-01-01"}, {"from": "0001-01-01"}, {"to": ""}]
)
def test_any_period_is_answered(as_account: Browser, cast: Cast, query: dict[str, str]) -> None:
    assert as_account(cast.lead).get(PAGE, query | {"cases": "'"}).status_code == 200
    for page, account in ((TIME, cast.lead), (OWN, cast.north.manager)):
        assert as_account(account).get(page, {"period": "own"} | query).status_code == 200


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
    _once_read("client/report", lambda: north.get(OWN), lambda: lose(12), statements)
    _once_read("desk/report_time", lambda: ada.get(TIME), lambda: lose(13), statements)
    _once_read("desk/report_cases", lambda: ada.get(TIME, {"cases": "side:agency"}), lambda: lose(14), statements)


def _once_read(name: str, ask: Callable[[], object], grow: Callable[[], None], statements: Callable[..., None]) -> None:
    """What has grown is read by the first question after it, which is not the one that is counted."""
    statements(name, ask=ask, grow=lambda: (grow(), ask()))
