"""What nobody types and anybody can send: the answer is a page or a refusal, never a breakdown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from framdrift.desk.numbers import number_in
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Assignment, Candidacy
from tests.cast import Cast

Entered = Callable[[Account], Client]
HUGE = ["9223372036854775808", "9" * 5000, "-1", "1e309", "½", "\x00"]


@pytest.mark.parametrize("text", [*HUGE, "", "x"])
def test_what_is_no_number_of_ours_is_none(text: str) -> None:
    assert number_in(text) is None


def test_a_plain_number_is_itself() -> None:
    assert number_in("120") == 120


@pytest.mark.parametrize("start", HUGE)
def test_lists_begin_at_the_beginning_where_the_address_names_no_place(
    candidacy: Candidacy, cast: Cast, as_account: Entered, start: str
) -> None:
    office = as_account(cast.owner)
    pk = candidacy.assignment_id
    for page in ("/candidates/", "/pool/", "/assignments/", f"/assignments/{pk}/candidates/"):
        assert office.get(page, {"from": start, "company": start}).status_code == 200
    for page in (f"/assignments/{pk}/activity/", f"/candidacies/{candidacy.pk}/timeline/"):
        assert office.get(page, {"before": start}).status_code == 200
    assert office.get(f"/assignments/{pk}/decline/", {"step": start}).status_code == 200


@pytest.mark.parametrize("wanted", ["NaN", "today", "https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_is_a_page_of_ours_or_the_page_of_the_row(
    candidacy: Candidacy, cast: Cast, as_account: Entered, wanted: str
) -> None:
    address = f"/candidacies/{candidacy.pk}/first-choice/"
    answer = as_account(cast.owner).post(address, {"next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, f"/candidacies/{candidacy.pk}/")


def test_a_word_longer_than_any_name_finds_nothing(assignment: Assignment, cast: Cast, as_account: Entered) -> None:
    office, long = as_account(cast.owner), "x" * 100_000
    for page in ("/candidates/", "/search/", f"/assignments/{assignment.pk}/candidates/"):
        assert office.get(page, {"q": long}).status_code == 200
    chosen = office.post(f"/assignments/{assignment.pk}/candidates/add/", {"q": long, "candidate": "9" * 5000})
    assert chosen.status_code == 422


def test_a_template_that_is_no_number_is_a_mistake_in_the_form(cast: Cast, as_account: Entered) -> None:
    answer = as_account(cast.owner).post("/assignments/new/", {"template": "x", "company": "y", "title": "z"})
    assert answer.status_code == 422


def test_one_without_a_password_is_led_to_the_letter_that_gives_one(cast: Cast, as_account: Entered) -> None:
    """Signed in through the demonstration, with a passkey or by single sign-on."""
    cast.owner.set_unusable_password()
    cast.owner.save()
    answer = as_account(cast.owner).get("/accounts/password/change/", follow=True)
    assert [address for address, _ in answer.redirect_chain] == ["/accounts/password/set/", "/accounts/password/reset/"]
    assert answer.status_code == 200
