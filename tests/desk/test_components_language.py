"""The choice of language: with the account of the signed in, in a cookie for others, and back to where one was."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from framdrift.organisations.models import Account
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_visitor_is_answered_in_the_language_they_chose() -> None:
    visitor = Client()
    response = visitor.post("/language/", {"language": "en", "next": "/accounts/login/"})
    assert response.headers["Location"] == "/accounts/login/"
    assert '<html lang="en"' in visitor.get("/accounts/login/").content.decode()
    visitor.post("/language/", {"language": "sv"})
    assert '<html lang="sv"' in visitor.get("/accounts/login/").content.decode()


def test_the_account_remembers(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.owner)
    browser.post("/language/", {"language": "en", "next": "/patterns/"})
    assert Account.objects.get(pk=cast.owner.pk).language == "en"
    assert '<html lang="en"' in browser.get("/patterns/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_nobody_is_sent_elsewhere(elsewhere: str) -> None:
    response = Client().post("/language/", {"language": "sv", "next": elsewhere})
    assert response.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.owner)
    response = browser.post("/language/", {"language": "xx"})
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies
    assert Account.objects.get(pk=cast.owner.pk).language == cast.owner.language


def test_looking_changes_nothing() -> None:
    assert Client().get("/language/", {"language": "en"}).status_code == 405
