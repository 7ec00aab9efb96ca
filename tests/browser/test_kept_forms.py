"""Forms kept as they are typed, in a real browser: over a lost connection and a closed window, and in two windows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.queries import own_record
from framdrift.organisations.models import Employment
from framdrift.recruiting.models import Scorecard
from tests.cast import Cast
from tests.conversations.answers.world import employee_viewer, settle
from tests.portals.client_world import AtTheClient
from tests.portals.test_employee_pages import link_to

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def form_at(context: BrowserContext, address: str) -> Page:
    """A window of the form, with its script ready."""
    page = context.new_page()
    page.goto(address)
    page.locator("form[data-keeps][data-ready]").wait_for()
    return page


def saved(page: Page, words: str = "Saved") -> None:
    """Wait until the form says so."""
    page.locator("[data-save-state]", has_text=words).wait_for()


def test_a_written_answer_survives_the_connection_and_another_window(
    open_browser: Callable[..., BrowserContext], cast: Cast
) -> None:
    invitation = settle(cast, at=timezone.now()).talks("C").invitations[0]
    Employment.objects.update(language="en")
    address = f"{link_to(invitation)}question/1/"
    context = open_browser(language="en")

    def words() -> list[str]:
        talk = Talk.objects.get()
        record = own_record(employee_viewer(invitation.employment), talk)
        return [note.text for one in record.questions for note in one.notes]

    page = form_at(context, address)
    page.locator("textarea").fill("Jag trivs")
    saved(page)
    context.set_offline(True)
    page.locator("textarea").fill("Jag trivs, men schemat kommer sent")
    saved(page, "It stays on this device")
    page.get_by_role("button", name="Continue").click()
    saved(page, "It stays on this device")  # the page stays where the words are
    page.close()
    context.set_offline(False)
    beside = form_at(context, address)
    expect(beside.locator("textarea")).to_have_value(re.compile("schemat"))
    assert words() == ["Jag trivs, men schemat kommer sent"]
    other = form_at(context, address)
    other.locator("textarea").fill("Från det andra fönstret")
    saved(other)
    beside.locator("textarea").fill("Från det första")
    saved(beside, "Nothing is lost")
    beside.get_by_role("button", name="Continue").click()
    beside.get_by_text("You had this question open in two windows").wait_for()
    assert sorted(words()) == ["Från det andra fönstret", "Från det första"]


def test_an_assessment_in_two_windows_loses_nothing(
    open_browser: Callable[..., BrowserContext], cast: Cast, at_the_client: AtTheClient
) -> None:
    cast.north.manager.language = "en"
    cast.north.manager.save(update_fields=["language"])
    context = open_browser(cast.north.manager, language="en")
    address = f"/client/assessments/{at_the_client.card.pk}/"
    first, second = form_at(context, address), form_at(context, address)
    one = at_the_client.criteria[0].pk
    first.locator(f"[name=note-{one}]").fill("Tog ansvar.")
    saved(first)
    second.locator(f"[name=value-{one}][value='3']").check()
    saved(second)
    assert second.locator(f"[name=note-{one}]").input_value() == "Tog ansvar.", "what the other window wrote is shown"
    context.set_offline(True)
    first.locator("[name=note]").fill("Från tåget.")
    saved(first, "It stays on this phone")
    context.set_offline(False)
    second.locator("[name=note]").fill("Från kontoret.")
    kept = ""
    for _turn in range(100):
        draft = Scorecard.objects.get(pk=at_the_client.card.pk).draft
        kept = draft["note"]
        if "tåget" in kept and "kontoret" in kept:
            break
        second.wait_for_timeout(150)
    assert sorted(kept.split("\n\n")) == ["Från kontoret.", "Från tåget."]
    assert draft["scores"][str(one)] == ["3", "Tog ansvar."]
