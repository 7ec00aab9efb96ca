"""The pages of a day by keyboard alone: from Today to a candidacy and back, and a client's decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from framdrift.recruiting.models import Candidacy
from tests.cast import Cast
from tests.portals.client_world import AtTheClient, at_the_client  # noqa: F401  # fixture

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_MOST_TABS = 40


def _tab_to(page: Page, address: str) -> None:
    """Tab until the focus is on the link to `address`; fails where the way is longer than anybody would go."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == address:
            return
    pytest.fail(f"{page.url}: no way to {address} by Tab")


def test_today_leads_to_a_candidacy_and_its_news(
    open_browser: Callable[..., BrowserContext], cast: Cast, candidacy: Candidacy
) -> None:
    page = open_browser(cast.owner).new_page()
    page.goto("/today/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-row]')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/candidacies/{candidacy.pk}/**")
    _tab_to(page, f"/candidacies/{candidacy.pk}/news/")
    page.keyboard.press("Enter")
    page.locator("form textarea").first.wait_for()


def test_a_client_decides_from_their_page(
    open_browser: Callable[..., BrowserContext],
    cast: Cast,
    at_the_client: AtTheClient,  # noqa: F811  # the fixture
) -> None:
    page = open_browser(cast.north.manager).new_page()
    page.goto("/client/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-row]')")
    page.keyboard.press("e")
    page.wait_for_url("**/client/assessments/**")
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    assert page.locator("input[type=radio]").first.is_checked()
