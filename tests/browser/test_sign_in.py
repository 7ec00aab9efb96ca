"""The browser itself works: a real Chromium reaches a real server, in both languages, signed in and not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_nobody_signed_in_sees_the_sign_in_page(open_browser: Callable[..., BrowserContext]) -> None:
    page = open_browser(language="en").new_page()
    answer = page.goto("/accounts/login/")
    assert answer is not None and answer.status == 200
    assert page.locator("input[type=password]").count() == 1


def test_a_signed_in_account_is_sent_past_the_sign_in_page(
    open_browser: Callable[..., BrowserContext], cast: Cast
) -> None:
    page = open_browser(cast.owner).new_page()
    page.goto("/accounts/login/")
    assert page.locator("input[type=password]").count() == 0
