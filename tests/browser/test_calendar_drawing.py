"""Drawing on one's own week in a real browser: by mouse, by finger, by keys, a whole day, and without script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from framdrift.organisations.access import viewer_of
from framdrift.planning.availability import actions
from framdrift.planning.models import HandWindow
from tests.cast import Cast
from tests.chromium import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_TODAY = datetime.now(UTC).date()
MONDAY = _TODAY + timedelta(days=7 - _TODAY.weekday())


def box(page: Page, day: int, clock: str) -> Locator:
    return page.locator(f"input[value='{MONDAY + timedelta(days=day)}T{clock}']")


def drawn() -> list[str]:
    rows = HandWindow.objects.order_by("start_at").values_list("start_at", "end_at")
    return [f"{(start.date() - MONDAY).days} {(end - start).seconds // 60}" for start, end in rows]


@pytest.fixture
def empty_week(cast: Cast) -> Cast:
    """A week in which nothing is free."""
    actions.paint_week(monday_on=MONDAY, free=[], by=viewer_of(cast.owner), at=datetime.now(UTC))
    return cast


def test_a_week_is_drawn_by_mouse_and_by_keys(open_browser: Callable[..., BrowserContext], empty_week: Cast) -> None:
    page = open_browser(empty_week.owner).new_page()
    page.goto(f"/my/calendar/?week={MONDAY}")
    first, last = box(page, 0, "09:00").bounding_box(), box(page, 0, "10:30").bounding_box()
    assert first is not None
    assert last is not None
    page.mouse.move(first["x"] + 9, first["y"] + 9)
    page.mouse.down()
    page.mouse.move(last["x"] + 9, last["y"] + 9, steps=12)
    page.mouse.up()
    box(page, 2, "13:00").click()
    box(page, 3, "13:00").focus()
    for key in ("Space", "Shift+ArrowDown", "Shift+ArrowDown"):
        page.keyboard.press(key)
    page.locator("thead button").nth(4).click()
    page.locator(".calendar-save [data-kind=primary]").click()
    page.locator(".notice").first.wait_for()
    assert drawn() == ["0 120", "2 30", "3 90", "4 540"]


def test_a_finger_taps_and_without_script_it_is_a_form(
    open_browser: Callable[..., BrowserContext], empty_week: Cast
) -> None:
    page = open_browser(empty_week.owner, viewport=PHONE, has_touch=True).new_page()
    page.goto(f"/my/calendar/?week={MONDAY}")
    box(page, 1, "09:00").tap()
    page.locator(".calendar-save [data-kind=primary]").tap()
    page.locator(".notice").first.wait_for()
    assert drawn() == ["1 30"]
    bare = open_browser(empty_week.owner, java_script_enabled=False).new_page()
    bare.goto(f"/my/calendar/?week={MONDAY}")
    box(bare, 1, "10:00").check()
    bare.locator(".calendar-save [data-kind=primary]").click()
    assert drawn() == ["1 30", "1 30"]
