"""A newcomer launches a programme of talks with the keys alone, as it is proposed; and a letter that did not arrive."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from framdrift.conversations.guides.bank import ensure_default_guides
from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation, Programme
from framdrift.conversations.programmes.checklist import POINTS
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.chromium import PHONE
from tests.conversations.answers.world import settle
from tests.conversations.test_unreached import come_back, letter_about

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_PRESSES = 90
"""A press a second is two minutes, of the five that a newcomer is promised; reading takes the rest."""


class Keys:
    """Tab and Enter, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def enter_at(self, selector: str, *, most: int = 40) -> None:
        """Tab to what the selector fits, and press Enter there."""
        for _press in range(most):
            self._press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                with self.page.expect_navigation():
                    self._press("Enter")
                return
        raise AssertionError(f"{selector} is not reached by {most} presses of Tab on {self.page.url}")

    def _press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses += 1


def test_a_newcomer_launches_a_programme_with_the_keys_alone(
    open_browser: Callable[..., BrowserContext], cast: Cast, axe: Callable[[Page], None]
) -> None:
    now = timezone.now()
    ensure_default_guides(at=now)
    company = settle(cast, at=now, people=12).company
    Account.objects.filter(pk=cast.interviewer.pk).update(language="en")
    page = open_browser(cast.interviewer, language="en").new_page()
    page.goto("/conversations/")
    keys, go_on = Keys(page), "main button[data-primary]"
    keys.enter_at("a[href$='/programmes/new/']")
    assert page.locator("[name=company]").input_value() == str(company.pk), "whoever has most to ask is proposed"
    keys.enter_at(go_on)
    keys.enter_at(go_on)
    axe(page)
    for left in range(len(POINTS), 0, -1):
        assert page.locator(".point:not([data-done])").count() == left
        keys.enter_at(".point:not([data-done]) button", most=12 if left == len(POINTS) else 1)
    keys.enter_at("#launch button", most=1)
    programme = Programme.objects.get()
    assert page.url.partition("#")[0].endswith(f"/conversations/programmes/{programme.pk}/")
    assert programme.state == "launched"
    assert Invitation.objects.filter(programme=programme, state=InvitationState.INVITED).exists()
    assert keys.presses <= MOST_PRESSES, keys.presses


def test_a_letter_that_did_not_arrive_is_shown_without_barriers(
    open_browser: Callable[..., BrowserContext], cast: Cast, axe: Callable[[Page], None]
) -> None:
    """What no page of the world of all pages shows: a talk whose letter came back, on a phone."""
    row = settle(cast, at=timezone.now(), people=1).talks("C", channel="video").invitations[0]
    come_back(letter_about(row))
    page = open_browser(cast.interviewer, viewport=PHONE).new_page()
    for path in ("/conversations/", f"/conversations/talks/{row.pk}/", f"/conversations/talks/{row.pk}/address/"):
        answer = page.goto(path)
        assert answer is not None and answer.status == 200
        assert page.url.endswith(path)
        assert page.locator("[data-unreached], [name=email]").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        axe(page)
