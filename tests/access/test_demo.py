"""The demonstration: every kind can be entered, by its form alone, and only where it is switched on."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import LazySettings
from django.test import Client

from framdrift.desk.demo.kinds import KINDS
from framdrift.foundation import outbox
from framdrift.foundation.postman import InProduct
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


def test_mail_can_be_read_in_the_demonstration_alone(cast: Cast, settings: LazySettings, now: datetime) -> None:
    letter = outbox.write(
        key="one",
        kind="news",
        to_email="lea@people.example",
        subject="Nyheter",
        body_text="Se https://framdrift.example/candidate/abc/",
        body_html='<html><head></head><body><a href="https://framdrift.example/candidate/abc/">Se</a></body></html>',
        language="sv",
        at=now,
    )
    addresses = ["/demo/mail/", "/demo/mail/?to=lea@people.example", f"/demo/mail/{letter.pk}/"]
    frame = f"/demo/mail/{letter.pk}/page/"
    assert {Client().get(address).status_code for address in [*addresses, frame]} == {404}
    settings.FRAMDRIFT_DEMO = True
    assert Client().get(frame).status_code == 404  # it has not gone yet
    outbox.send_due(InProduct(), worker="demo", at=now)
    pages = [Client().get(address).content.decode() for address in addresses]
    assert "lea@people.example" in pages[0]
    assert "Nyheter" in pages[1]
    assert 'href="https://framdrift.example/candidate/abc/"' in pages[2]
    shown = Client().get(frame)
    assert '<base target="_top">' in shown.content.decode()
    assert "script" not in shown.headers["Content-Security-Policy"]
    assert "/demo/mail/" in Client().get("/demo/").content.decode()


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
