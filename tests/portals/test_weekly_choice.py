"""A client's person turns the weekly letter off, and on again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from framdrift.foundation import outbox
from framdrift.foundation.models import Letter
from framdrift.momentum.choices import choose_weekly, wants_weekly
from framdrift.organisations.access import viewer_of
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


def test_no_said_at_noon_stops_this_weeks_letter(cast: Cast, now: datetime) -> None:
    for account in (cast.north.manager, cast.north.hr):
        outbox.write(
            key=f"weekly:{account.pk}:2026-48", kind="weekly", to_email=account.email, subject="Veckan",
            body_text="Hej", language="sv", at=now,
        )  # fmt: skip
    choose_weekly(account=cast.north.manager, wanted=False, by=viewer_of(cast.north.manager), at=now)
    states = dict(Letter.objects.values_list("to_email", "state"))
    assert states == {cast.north.manager.email: "cancelled", cast.north.hr.email: "waiting"}


def test_staff_have_no_weekly_letter(as_account: Callable[[Account], Client], cast: Cast) -> None:
    assert as_account(cast.owner).get("/client/weekly/").status_code == 404
