"""Assignments of one title at one client are told apart on its page; others are left as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation

from framdrift.organisations.access import Viewer
from framdrift.portals.client.telling_apart import told_apart
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, PlanTemplate
from framdrift.recruiting.queries.client_page import ClientAssignment, client_home
from tests.cast import Cast

_MAY, _JUNE = datetime(2026, 5, 4, 9, tzinfo=UTC), datetime(2026, 6, 1, 9, tzinfo=UTC)
_ONE = ClientAssignment(
    id=1,
    title="Controller",
    unit="",
    opened_at=_MAY,
    status="open",
    owner_name="Ada",
    owner_email="ada@agency.example",
    owner_phone="",
    expected_on=_JUNE.date(),
    wanted_start_on=None,
    active=0,
)


def _apart(*rows: ClientAssignment) -> dict[int, str]:
    with translation.override("en"):
        return told_apart(rows)


def test_different_titles_need_nothing_more() -> None:
    assert _apart(_ONE, replace(_ONE, id=2, title="Ekonomichef")) == {}


def test_equal_titles_are_told_apart_by_the_day_they_were_opened() -> None:
    told = _apart(_ONE, replace(_ONE, id=2, title=" controller", opened_at=_JUNE))
    assert told == {1: "opened 4 May 2026", 2: "opened 1 Jun 2026"}


def test_in_swedish_a_month_begins_with_a_small_letter() -> None:
    with translation.override("sv"):
        told = told_apart([_ONE, replace(_ONE, id=2, opened_at=_JUNE)])
    assert told == {1: "öppnat 4 maj 2026", 2: "öppnat 1 jun 2026"}


def test_a_unit_is_told_where_it_differs() -> None:
    assert _apart(replace(_ONE, unit="Lager"), replace(_ONE, id=2, unit="Butik")) == {1: "Lager", 2: "Butik"}


@pytest.mark.parametrize("unit", ["", "Lager"])
def test_what_does_not_differ_otherwise_has_its_number(unit: str) -> None:
    assert _apart(replace(_ONE, unit=unit), replace(_ONE, id=2, unit=unit)) == {1: "no. 1", 2: "no. 2"}


def test_no_two_of_three_read_alike() -> None:
    told = _apart(_ONE, replace(_ONE, id=2), replace(_ONE, id=3, opened_at=_JUNE))
    assert told == {1: "opened 4 May 2026, no. 1", 2: "opened 4 May 2026, no. 2", 3: "opened 1 Jun 2026"}


def test_the_clients_page_tells_them_apart(
    as_account: Callable[..., Client],
    cast: Cast,
    assignment: Assignment,
    template: PlanTemplate,
    ada: Viewer,
    hugo: Viewer,
    now: datetime,
) -> None:
    browser = as_account(cast.north.hr)
    assert "öppnat" not in browser.get("/client/").content.decode()
    actions.open_assignment(
        company=cast.north.company,
        title=assignment.title,
        owner=cast.owner,
        template=template,
        kickoff_on=now.date(),
        crew=actions.Crew(contacts={cast.north.manager: "decider"}),
        by=ada,
        at=now,
    )
    found = [one for one in client_home(hugo, on=now.date()).assignments if one.title == assignment.title]
    assert len(found) == 2
    page = browser.get("/client/").content.decode()
    for words in told_apart(found).values():
        assert words in page
