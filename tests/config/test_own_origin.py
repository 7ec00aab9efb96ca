"""Forms on pages that hide their address are taken; forged ones are not."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.fixture
def browser(cast: Cast) -> Client:
    """A browser that is not signed in, and whose forms are checked."""
    return Client(enforce_csrf_checks=True)


def _choose(browser: Client, *, token: bool = True, **headers: str) -> int:
    browser.get("/accounts/login/")
    given = browser.cookies["csrftoken"].value if token else ""
    data = {"language": "en", "next": "/", "csrfmiddlewaretoken": given}
    return browser.post("/language/", data, headers=headers).status_code


def test_a_form_of_ours_is_taken_from_a_page_without_an_address(browser: Client) -> None:
    assert _choose(browser, origin="null", **{"sec-fetch-site": "same-origin"}) == 302


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_hidden_origin_that_the_browser_calls_foreign_is_refused(browser: Client, site: str) -> None:
    assert _choose(browser, origin="null", **{"sec-fetch-site": site}) == 403


def test_a_named_foreign_origin_is_refused_whatever_else_is_said(browser: Client) -> None:
    assert _choose(browser, origin="https://evil.example", **{"sec-fetch-site": "same-origin"}) == 403


def test_the_form_still_needs_its_token(browser: Client) -> None:
    assert _choose(browser, token=False, origin="null", **{"sec-fetch-site": "same-origin"}) == 403
