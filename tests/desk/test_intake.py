"""The application form of an assignment: opened and closed by a person, its addresses shown to copy."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from framdrift.recruiting.models import Assignment
from tests.cast import Cast

Browser = Callable[..., Client]


def test_opening_shows_the_addresses_and_closing_takes_them_away(
    as_account: Browser, cast: Cast, assignment: Assignment
) -> None:
    cast.agency.intake_domain = "ansok.lindekstrom.example"
    cast.agency.save()
    ada, address = as_account(cast.owner), f"/assignments/{assignment.pk}/intake/"
    form = f"/apply/{assignment.apply_key}/"
    assert assignment.apply_key not in ada.get(address).content.decode()
    assert Client().get(form).status_code == 404
    page = ada.post(f"{address}open/", follow=True).content.decode()
    assert f"http://localhost:8000{form}" in page
    assert f"{assignment.apply_key[:10]}@ansok.lindekstrom.example" in page
    assert Client().get(form).status_code == 200
    ada.post(f"{address}close/")
    assert Client().get(form).status_code == 404


def test_a_paused_assignment_is_not_opened(as_account: Browser, cast: Cast, assignment: Assignment) -> None:
    ada = as_account(cast.owner)
    ada.post(f"/assignments/{assignment.pk}/pause/", {"reason": ""})
    page = ada.post(f"/assignments/{assignment.pk}/intake/open/", follow=True).content.decode()
    assert 'data-tone="error"' in page
    assert not Assignment.objects.get().apply_open
