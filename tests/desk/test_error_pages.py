"""Pages for what went wrong: in the reader's language, in the product's dress, saying what to do."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import server_error

from tests.cast import Cast


@pytest.fixture
def broken(cast: Cast, as_account: Callable[..., Client]) -> Client:
    """A member of staff for whom every page that they open fails."""
    client = as_account(cast.owner)
    client.raise_request_exception = False
    return client


def test_a_fault_of_ours_is_told_in_the_readers_language(broken: Client) -> None:
    with patch("framdrift.desk.today.views.render", side_effect=RuntimeError("a fault of ours")):
        answer = broken.get("/today/", headers={"accept-language": "sv"})
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Något gick fel" in page
    assert 'href="/"' in page
    assert "framdrift.css" in page
    assert "a fault of ours" not in page


def test_it_asks_no_database(rf: RequestFactory) -> None:
    assert server_error(rf.get("/today/")).status_code == 500  # a test without the mark may not touch one


def test_a_form_without_its_sign_says_that_nothing_was_saved(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("account_login"), {"login": "x"}, headers={"accept-language": "sv"})
    assert answer.status_code == 403
    assert "Ingenting sparades" in answer.content.decode()
