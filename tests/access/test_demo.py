"""The demonstration: every kind can be entered, by its form alone, and only where it is switched on."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from framdrift.desk.demo.kinds import KINDS
from framdrift.organisations.models import Account
from tests.cast import Cast

CONTRACT = {
    "admin", "lead", "consultant", "interviewer", "client", "client_hr", "candidate", "referee", "employee", "leaver",
}  # fmt: skip


@pytest.fixture
def demonstration(settings: LazySettings) -> None:
    """As with FRAMDRIFT_DEMO=1."""
    settings.FRAMDRIFT_DEMO = True


def test_it_does_not_exist_elsewhere(cast: Cast) -> None:
    assert Client().get("/demo/").status_code == 404
    assert Client().post("/demo/enter/admin/").status_code == 404


def test_the_page_offers_every_kind(cast: Cast, demonstration: None) -> None:
    page = Client().get("/demo/").content.decode()
    assert set(KINDS) == CONTRACT
    assert all(f'method="post" action="/demo/enter/{kind}/"' in page for kind in CONTRACT)


def test_a_newcomer_lands_there(cast: Cast, demonstration: None) -> None:
    assert Client().get("/").headers["Location"] == "/demo/"


@pytest.mark.parametrize(
    ("kind", "role"),
    [("admin", "admin"), ("lead", "lead"), ("consultant", "consultant"), ("interviewer", "interviewer"),
     ("client", "client_manager"), ("client_hr", "client_hr")],
)  # fmt: skip
def test_the_form_signs_in(cast: Cast, demonstration: None, kind: str, role: str) -> None:
    client = Client()
    assert client.post(f"/demo/enter/{kind}/").headers["Location"] == "/"
    account = Account.objects.get(pk=client.session["_auth_user_id"])
    assert account.roles.filter(kind=role).exists()
    assert client.get("/", follow=True).status_code == 200


def test_opening_the_address_signs_nobody_in(cast: Cast, demonstration: None) -> None:
    client = Client()
    assert client.get("/demo/enter/admin/").status_code == 405
    assert "_auth_user_id" not in client.session


def test_an_unknown_kind_is_missing(cast: Cast, demonstration: None) -> None:
    assert Client().post("/demo/enter/boss/").status_code == 404
