"""A client's person turns the weekly letter off, and on again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from framdrift.momentum.choices import wants_weekly
from framdrift.organisations.models import Account
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_weekly_letter_is_the_reader_s_choice(as_account: Callable[[Account], Client], cast: Cast) -> None:
    karin = cast.north.manager
    browser = as_account(karin)
    assert browser.get("/client/weekly/").status_code == 200
    assert browser.post("/client/weekly/", {"wanted": "no"}).status_code == 302
    assert not wants_weekly(karin)
    assert wants_weekly(cast.north.hr)
    assert browser.get("/client/weekly/").status_code == 200
    browser.post("/client/weekly/", {"wanted": "yes"})
    assert wants_weekly(karin)


def test_staff_have_no_weekly_letter(as_account: Callable[[Account], Client], cast: Cast) -> None:
    assert as_account(cast.owner).get("/client/weekly/").status_code == 404
