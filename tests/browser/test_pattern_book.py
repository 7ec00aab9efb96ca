"""The pattern book in a real browser: accessible in both languages, both widths and both themes; usable by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from framdrift.desk.components.examples import EXAMPLES
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.chromium import DESK, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    Open = Callable[..., BrowserContext]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _book(open_browser: Open, cast: Cast, language: str = "sv", **options: Any) -> Page:
    Account.objects.filter(pk=cast.owner.pk).update(language=language)
    page = open_browser(cast.owner, language=language, **options).new_page()
    answer = page.goto("/patterns/")
    assert answer is not None and answer.status == 200
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_browser: Open, cast: Cast, axe: Callable[[Page], None], language: str, size: dict[str, int], theme: str
) -> None:
    page = _book(open_browser, cast, language, viewport=size, color_scheme=theme)
    assert page.get_attribute("html", "lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    axe(page)


def test_every_example_shows(open_browser: Open, cast: Cast) -> None:
    page = _book(open_browser, cast)
    for name in EXAMPLES:
        box = page.locator(f"#{name}").bounding_box()
        assert box is not None and box["height"] > 60, name


def test_the_page_needs_at_most_three_requests_and_a_font_and_no_console_complaint(
    open_browser: Open, cast: Cast
) -> None:
    page = open_browser(cast.owner).new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto("/patterns/", wait_until="networkidle")
    needed = [url for url in asked if not url.endswith((".woff2", ".svg"))]
    assert len(needed) <= 3, needed
    assert said == []


def test_the_focus_is_seen_at_every_stop(open_browser: Open, cast: Cast) -> None:
    page = _book(open_browser, cast)
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 }"
        )
        if not seen:
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert unseen == []


def test_targets_are_big_enough(open_browser: Open, cast: Cast) -> None:
    page = _book(open_browser, cast, viewport=PHONE)
    small = page.evaluate(
        "() => [...document.querySelectorAll('.button, .nav a, .chip, .tabs a, summary, .input, select, .sort')]"
        ".map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])"
        ".filter(([, box]) => box.width && (box.height < 24 || box.width < 24)).map(([html]) => html)"
    )
    assert small == []


def test_rows_are_walked_and_acted_on_by_keys(open_browser: Open, cast: Cast) -> None:
    page = _book(open_browser, cast)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.querySelector('.task-number').textContent") == "2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.querySelector('.task-number').textContent") == "1"
    page.evaluate("document.activeElement.querySelector('[data-primary]').href = '#acted'")
    page.keyboard.press("e")
    page.wait_for_url("**/patterns/#acted")


def test_keys_stay_letters_where_one_types(open_browser: Open, cast: Cast) -> None:
    page = _book(open_browser, cast)
    page.focus("#id_name")
    page.keyboard.press("End")
    page.keyboard.type("j?e")
    assert page.input_value("#id_name") == "Lea Bergj?e"
    assert page.locator("#keys[open]").count() == 0


def test_the_list_of_keys_opens_and_closes(open_browser: Open, cast: Cast) -> None:
    page = _book(open_browser, cast)
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


@pytest.mark.parametrize("way", ["keys", "drag", "form"])
def test_a_card_is_moved_by_keys_by_hand_and_without_script(open_browser: Open, cast: Cast, way: str) -> None:
    page = _book(open_browser, cast, java_script_enabled=way != "form")
    if way == "keys":
        page.focus('[data-card="1"]')
        page.keyboard.press("]")
    elif way == "drag":
        page.drag_and_drop('[data-card="1"]', '[data-column="client"]')
    else:
        page.click("text=Flytta utan att dra")
        page.select_option("#move-card", "1")
        page.select_option("#move-column", "client")
        page.click("#board-move button")
    page.wait_for_url("**/patterns/?card=1&column=client")


def test_the_theme_is_chosen_and_remembered(open_browser: Open, cast: Cast) -> None:
    page = _book(open_browser, cast, color_scheme="light")
    page.click(".frame-bar details summary")
    page.click('[data-theme-choice="dark"]')
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
