"""Letters in a real browser: accessible in both languages and widths, seen as the reader sees them, sent and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from framdrift.config.wiring import WIRING
from framdrift.foundation import dispatch
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import CandidacyStatus, Side, ToldReason
from framdrift.recruiting.models import Candidacy
from tests.cast import Cast
from tests.chromium import DESK, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
State = Letter.State


@pytest.fixture
def now() -> datetime:
    """The server in another thread reads the real clock, so what happened before lies before it."""
    return datetime.fromisoformat("2025-11-25T09:00:00+00:00")


@pytest.fixture
def declined(candidacy: Candidacy, ada: Viewer, now: datetime) -> Letter:
    """The held letter to Lea, who was not chosen."""
    dispatch.skip_to_end()
    actions.end_candidacy(
        candidacy=candidacy,
        status=CandidacyStatus.REJECTED,
        told_reason=ToldReason.OTHER_CHOSEN,
        told_by_side=Side.AGENCY,
        by=ada,
        at=now,
    )
    dispatch.deliver_pending(WIRING, at=now)
    return Letter.objects.get(kind="candidate_declined")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_the_pages_of_letters_are_accessible_and_fit(
    open_browser: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    cast: Cast,
    declined: Letter,
    language: str,
    viewport: dict[str, int],
) -> None:
    Account.objects.filter(pk=cast.lead.pk).update(language=language)
    page = open_browser(cast.lead, viewport=viewport).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in ("/settings/letters/", "/settings/letters/candidate_moved/", "/letters/", f"/letters/{declined.pk}/"):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
    assert said == []


def test_a_letter_is_seen_sent_and_taken_back(
    open_browser: Callable[..., BrowserContext], cast: Cast, declined: Letter
) -> None:
    page = open_browser(cast.owner).new_page()
    page.goto(f"/letters/{declined.pk}/")
    page.frame_locator("iframe").get_by_text("Tack för den tid du har gett oss.").wait_for()
    page.locator(f"form[action='/letters/{declined.pk}/release/'] button").click()
    page.locator(".notice form button").first.wait_for()
    declined.refresh_from_db()
    assert declined.state == State.WAITING
    page.locator(".notice form button").first.click()
    page.wait_for_load_state()
    declined.refresh_from_db()
    assert declined.state == State.HELD


def test_typed_words_are_shown_before_they_are_saved(
    open_browser: Callable[..., BrowserContext], cast: Cast, candidacy: Candidacy
) -> None:
    page = open_browser(cast.lead).new_page()
    page.goto("/settings/letters/news/?language=sv")
    page.locator("textarea").fill("Mina egna ord. {text}\n\nNästa: {next_news}")
    page.locator("input[name=dark]").check()
    page.locator("button[formtarget=letter-preview]").click()
    page.frame_locator("iframe").get_by_text("Mina egna ord.").wait_for()
    page.locator("textarea").fill("Utan namnen")
    page.locator("button[formtarget=letter-preview]").click()
    page.frame_locator("iframe").get_by_text("{next_news}").wait_for()
