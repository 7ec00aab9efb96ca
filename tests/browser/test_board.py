"""The board in a real browser: by drag, by key, without script; and it is accessible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Candidacy, PlanStep
from tests.cast import Cast
from tests.chromium import DESK, PHONE
from tests.recruitment import column

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def now() -> datetime:
    """The server in another thread reads the real clock, so what happened before lies before it."""
    return datetime.fromisoformat("2025-11-25T09:00:00+00:00")


def _address(candidacy: Candidacy) -> str:
    return f"/assignments/{candidacy.assignment_id}/"


def _stands_at(candidacy: Candidacy) -> str:
    return PlanStep.objects.get(candidacies=candidacy).type


def test_a_card_is_dragged_and_the_move_undone(
    open_browser: Callable[..., BrowserContext], cast: Cast, candidacy: Candidacy, ada: Viewer
) -> None:
    page = open_browser(cast.owner).new_page()
    page.goto(_address(candidacy))
    to = column(candidacy.assignment, StepType.INTERVIEW)
    page.locator(f"[data-card='{candidacy.pk}']").drag_to(page.locator(f"[data-column='{to.pk}']"))
    page.locator(".notice button").first.wait_for()
    assert _stands_at(candidacy) == StepType.INTERVIEW
    assert page.locator(f"[data-column='{to.pk}'] [data-card]").count() == 1
    page.locator(".notice form button").first.click()
    page.locator(f"[data-column='{to.pk}'] [data-card]").wait_for(state="detached")
    assert page.locator(f"[data-card='{candidacy.pk}']").count() == 1
    assert page.url.endswith(_address(candidacy))
    assert page.evaluate("document.activeElement.dataset.card") == str(candidacy.pk)
    assert _stands_at(candidacy) == StepType.SCREENING


def test_a_card_is_moved_by_key_and_keeps_the_focus(
    open_browser: Callable[..., BrowserContext], cast: Cast, candidacy: Candidacy
) -> None:
    page = open_browser(cast.owner).new_page()
    page.goto(_address(candidacy))
    page.locator(f"[data-card='{candidacy.pk}']").focus()
    begins = page.locator("#standing .plan-step", has_text="interview").first.locator("time").first
    before = begins.get_attribute("datetime")
    with page.expect_response("**/standing/"):
        page.keyboard.press("]")
    page.locator(".notice").first.wait_for()
    assert _stands_at(candidacy) == StepType.INTERVIEW
    assert page.evaluate("document.activeElement.dataset.card") == str(candidacy.pk)
    page.wait_for_function(
        "was => document.querySelector('#standing').textContent && !document.querySelector('#standing')"
        '.outerHTML.includes(`plan-dates"><time datetime="${was}`)',
        arg=before,
    )


def test_past_the_decision_the_board_leads_to_the_decision(
    open_browser: Callable[..., BrowserContext], cast: Cast, candidacy: Candidacy
) -> None:
    page = open_browser(cast.owner).new_page()
    page.goto(_address(candidacy))
    to = column(candidacy.assignment, StepType.OFFER)
    page.locator(f"[data-card='{candidacy.pk}']").drag_to(page.locator(f"[data-column='{to.pk}']"))
    page.wait_for_url(f"**/candidacies/{candidacy.pk}/decide/")
    assert _stands_at(candidacy) == StepType.SCREENING


def test_without_script_a_form_moves_the_card(
    open_browser: Callable[..., BrowserContext], cast: Cast, candidacy: Candidacy
) -> None:
    page = open_browser(cast.owner, java_script_enabled=False).new_page()
    page.goto(_address(candidacy))
    page.locator("summary", has_text="Flytta utan att dra").or_(
        page.locator("summary", has_text="Move without dragging")
    ).click()
    page.select_option("#move-column", str(column(candidacy.assignment, StepType.INTERVIEW).pk))
    page.locator("#move-column").locator("xpath=ancestor::form").locator("button").click()
    page.wait_for_load_state()
    assert _stands_at(candidacy) == StepType.INTERVIEW


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_are_accessible(
    open_browser: Callable[..., BrowserContext],
    cast: Cast,
    candidacy: Candidacy,
    axe: Callable[[Page], None],
    language: str,
    viewport: dict[str, int],
) -> None:
    cast.owner.language = language
    cast.owner.save()
    page = open_browser(cast.owner, language=language, viewport=viewport).new_page()
    addresses = [
        "/assignments/",
        "/assignments/new/",
        _address(candidacy),
        f"{_address(candidacy)}activity/",
        f"{_address(candidacy)}candidates/",
        f"{_address(candidacy)}profile/",
        f"/candidacies/{candidacy.pk}/",
        f"/candidacies/{candidacy.pk}/decide/",
        "/candidates/",
        f"/candidates/{candidacy.candidate_id}/",
    ]
    for address in addresses:
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address
