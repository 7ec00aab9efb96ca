"""The accessibility check itself finds what it should, so that finding nothing means something."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.chromium import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser


def test_a_planted_barrier_is_found(browser: Browser, axe: Callable[[Page], None]) -> None:
    page = browser.new_page()
    page.set_content("<html lang=en><title>t</title><main><img src='/x.png'><input></main></html>")
    with pytest.raises(pytest.fail.Exception, match=r"(?s)image-alt.*label"):
        axe(page)
    page.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}, {"color_scheme": "dark"}], ids=["desk", "phone", "dark"])
def test_anybody_can_read_the_sign_in_page(
    open_browser: Callable[..., BrowserContext], axe: Callable[[Page], None], language: str, options: dict[str, object]
) -> None:
    page = open_browser(language=language, **options).new_page()
    answer = page.goto("/accounts/login/")
    assert answer is not None and answer.status == 200
    assert page.locator("html").get_attribute("lang") == language
    axe(page)
