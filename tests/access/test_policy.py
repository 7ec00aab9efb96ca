"""The table itself, and the door that reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from framdrift.config import access_policy
from framdrift.config.access_policy import POLICY, kinds_of, may_knock
from framdrift.config.access_rows import ALLOW, DENY, KINDS, row
from framdrift.organisations.access import NOBODY, viewer_of
from framdrift.organisations.models import Account
from tests.access.crawl import addresses
from tests.cast import Cast

AsAccount = Callable[[Account], Client]


def test_every_address_has_a_row_and_a_name() -> None:
    assert [one.name for one in addresses() if one.name not in POLICY] == []


def test_a_row_denies_whom_it_does_not_name() -> None:
    line = row(lead=ALLOW)
    assert [kind for kind in KINDS if line.of(kind) is not DENY] == ["lead"]


def test_a_row_refuses_an_unknown_kind() -> None:
    with pytest.raises(ValueError, match="boss"):
        row(boss=ALLOW)


def test_an_address_without_a_row_opens_for_nobody(cast: Cast) -> None:
    assert not may_knock("not-in-the-table", viewer_of(cast.admin))
    assert not may_knock("people", NOBODY)
    assert may_knock("people", viewer_of(cast.interviewer))


def test_one_without_a_role_is_no_kind(cast: Cast) -> None:
    assert kinds_of(viewer_of(cast.stranger)) == frozenset()


def test_a_stranger_finds_nothing_and_a_visitor_is_led_to_sign_in(cast: Cast, as_account: AsAccount) -> None:
    assert as_account(cast.stranger).get("/people/").status_code == 404
    assert Client().get("/people/").headers["Location"] == "/accounts/login/?next=/people/"
    assert Client().get("/companies/99999/").headers["Location"] == "/accounts/login/?next=/companies/99999/"


def test_the_closed_account_is_signed_out_at_once(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.owner)
    assert client.get("/people/").status_code == 200
    Account.objects.filter(pk=cast.owner.pk).update(is_active=False)
    assert client.get("/people/").status_code == 302


def test_a_role_that_ended_opens_nothing(cast: Cast, as_account: AsAccount) -> None:
    client = as_account(cast.lead)
    assert client.get("/people/new/").status_code == 200
    cast.lead.roles.update(until="2026-11-01T00:00:00Z")
    assert client.get("/people/new/").status_code == 404


def test_unused_pages_of_the_library_do_not_exist(cast: Cast) -> None:
    for path in ("signup/", "email/", "confirm-email/", "3rdparty/", "3rdparty/signup/"):
        assert Client().get(f"/accounts/{path}").status_code == 404


def test_staff_without_second_factor_are_led_to_one(cast: Cast, as_account: AsAccount, settings: LazySettings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    client = as_account(cast.owner)
    assert client.get("/people/").headers["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200
    assert as_account(cast.north.manager).get("/me/").status_code == 200


def test_a_page_for_nobody_costs_no_statement(cast: Cast, django_assert_num_queries: Callable[[int], object]) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert Client().get("/people/").status_code == 302


def test_every_address_stands_in_one_table_only() -> None:
    tables = [module.ROWS for module in vars(access_policy).values() if hasattr(module, "ROWS")]
    assert len(tables) > 2
    assert sum(map(len, tables)) == len(POLICY)
