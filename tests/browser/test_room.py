"""The room of a talk in a real browser: by keyboard alone, over a lost connection and a reload, in two windows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.queries import open_record
from framdrift.conversations.kinds import Channel
from framdrift.conversations.models import GuideProbe, Invitation, ProbeUse
from framdrift.conversations.room.actions import begin_talk
from framdrift.organisations.access import viewer_of
from tests.cast import Cast
from tests.conversations.answers.world import settle

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAITING = """async () => {
  const opening = indexedDB.open("framdrift-waiting");
  await new Promise((resolve) => (opening.onsuccess = resolve));
  const asked = opening.result.transaction("notes").objectStore("notes").getAll();
  await new Promise((resolve) => (asked.onsuccess = resolve));
  opening.result.close();
  return asked.result.filter((entry) => entry.place.startsWith("ticks:")).length;
}"""
"""How many follow-ups lie on the device, waiting for the server."""


@pytest.fixture
def row(cast: Cast) -> Invitation:
    """A talk that has just begun, with two follow-ups at hand, on an English desk."""
    cast.interviewer.language = "en"
    cast.interviewer.save()
    place = settle(cast, at=timezone.now())
    invitation = place.talks("C", channel=Channel.MEETING).invitations[0]
    for position, words in enumerate(("Berätta mer.", "Vad hände då?"), start=1):
        version = invitation.programme.guide_version
        GuideProbe.objects.create(version=version, position=position, text_sv=words, text_en=words)
    begin_talk(invitation=invitation, by=viewer_of(cast.interviewer), at=timezone.now())
    return invitation


def room(context: BrowserContext, row: Invitation) -> Page:
    """A window of the room, with its script ready."""
    page = context.new_page()
    page.goto(f"/conversations/talks/{row.pk}/room/")
    page.locator("[data-room][data-ready]").wait_for()
    return page


def state(page: Page, words: str) -> None:
    """Wait until the room says so."""
    page.locator("[data-room-state]", has_text=words).wait_for()


def kept(row: Invitation) -> list[tuple[str, str, str]]:
    """(question, kind, text) as the interviewer reads it now."""
    talk = Talk.objects.get(invitation=row)
    assert talk.held_by is not None
    record = open_record(viewer_of(talk.held_by), talk.pk, at=timezone.now())
    return sorted((note.question, note.kind, note.text) for one in record.questions for note in one.notes)


def test_nothing_is_lost_offline_and_over_a_reload(
    open_browser: Callable[..., BrowserContext], axe: Callable[[Page], None], cast: Cast, row: Invitation
) -> None:
    context = open_browser(cast.interviewer)
    page = room(context, row)
    page.keyboard.press("2")
    page.keyboard.type("Trivs med uppdraget")
    state(page, "Saved")
    context.set_offline(True)
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Alt+1")
    page.keyboard.type("Jag får bestämma själv")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("3")
    page.keyboard.type("Tystnar om chefen")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Drar på det")
    state(page, "3 notes wait for the connection")
    axe(page)
    assert len(kept(row)) == 1
    page.close()
    context.set_offline(False)
    page = room(context, row)
    state(page, "Saved")
    assert kept(row) == [
        ("K1", "summary", "Trivs med uppdraget"),
        ("K1", "their_words", "Jag får bestämma själv"),
        ("K2", "observation", "Drar på det"),
        ("K2", "observation", "Tystnar om chefen"),
    ]
    assert page.locator("[data-step=K2] textarea").first.input_value() == "Tystnar om chefen"
    page.reload()
    page.locator("[data-room][data-ready]").wait_for()
    assert len(kept(row)) == 4


def test_two_windows_lose_nothing(open_browser: Callable[..., BrowserContext], cast: Cast, row: Invitation) -> None:
    context = open_browser(cast.interviewer)
    first = room(context, row)
    first.keyboard.press("1")
    first.keyboard.type("Gemensamt")
    state(first, "Saved")
    second = room(context, row)
    box = "[data-step=K1] textarea >> nth=0"
    second.locator(box).fill("Gemensamt, andra fönstret")
    state(second, "Saved")
    first.locator(box).press_sequentially(" och första")
    state(first, "Somebody wrote here at the same time")
    assert {text for _question, _kind, text in kept(row)} == {"Gemensamt, andra fönstret", "Gemensamt och första"}
    shown = [box.input_value() for box in first.locator("[data-step=K1] textarea").all()]
    assert {"Gemensamt, andra fönstret", "Gemensamt och första"} <= set(shown)
    first.keyboard.type(" igen")
    state(first, "Saved")
    assert {text for _question, _kind, text in kept(row)} == {"Gemensamt, andra fönstret", "Gemensamt och första igen"}


def test_the_talk_is_held_and_ended_by_keyboard(
    open_browser: Callable[..., BrowserContext], cast: Cast, row: Invitation
) -> None:
    page = room(open_browser(cast.interviewer), row)
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    page.keyboard.type("Nog så")
    with page.expect_response("**/probe/"):  # or the next answer waited for may be this one
        page.keyboard.press("Alt+4")
    assert page.locator("[data-step=K1] textarea").first.input_value() == "Nog så", "a key that ticks types nothing"
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    with page.expect_response("**/probe/"):
        page.keyboard.press("5")
    used = page.locator("[data-step=K1] [data-probes] [aria-pressed=true]")
    assert [text.replace("\n", " ") for text in used.all_inner_texts()] == ["4 Berätta mer.", "5 Vad hände då?"]
    assert list(ProbeUse.objects.order_by("probe").values_list("question", "probe")) == [("K1", 1), ("K1", 2)]
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator("[data-step=K1]").is_visible()
    page.locator("[data-after-save]", has_text="Read it back").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/read-back/")
    assert kept(row) == [("K1", "summary", "Nog så")]
    page.get_by_role("button", name="End the talk").focus()
    page.keyboard.press("Enter")
    page.get_by_text("has been with Person 1").wait_for()
    assert Talk.objects.get().state == "handed_over"


def test_follow_ups_ticked_offline_are_there_when_the_room_is_opened_again(
    open_browser: Callable[..., BrowserContext], cast: Cast, row: Invitation
) -> None:
    context = open_browser(cast.interviewer)
    page = room(context, row)
    page.locator("[data-room][data-put-away]").wait_for()
    with page.expect_response("**/probe/"):
        page.keyboard.press("4")
    context.set_offline(True)
    page.keyboard.press("4")
    page.keyboard.press("5")
    page.locator("[data-step=K1] [data-key='5'][aria-pressed=true]").wait_for()
    kept_by = time.monotonic() + 30
    while page.evaluate(WAITING) != 2:
        assert time.monotonic() < kept_by, "what was ticked does not lie on the device"
        page.wait_for_timeout(50)
    page.close()
    assert list(ProbeUse.objects.values_list("question", "probe")) == [("K1", 1)]
    page = context.new_page()
    page.goto(f"/conversations/talks/{row.pk}/room/")
    page.locator("[data-room][data-sheet][data-ready]").wait_for()
    pressed = page.locator("[data-step=K1] [data-probes] [aria-pressed=true]")
    assert [text.replace("\n", " ") for text in pressed.all_inner_texts()] == ["5 Vad hände då?"]
    context.set_offline(False)
    expected_by = time.monotonic() + 30
    while list(ProbeUse.objects.values_list("question", "probe")) != [("K1", 2)]:
        assert time.monotonic() < expected_by, "what was ticked offline was lost"
        page.wait_for_timeout(50)
    while page.evaluate(WAITING):
        assert time.monotonic() < expected_by, "what the server has lies on the device still"
        page.wait_for_timeout(50)


def test_the_room_opens_without_a_connection_and_holds_nothing_that_was_said(
    open_browser: Callable[..., BrowserContext], cast: Cast, row: Invitation
) -> None:
    context = open_browser(cast.interviewer)
    page = room(context, row)
    page.locator("[data-step=K1] textarea").fill("Trivs")
    state(page, "Saved")
    page.reload()
    page.locator("[data-room][data-put-away]").wait_for()
    sheets = page.evaluate(
        """async () => {
          const texts = [];
          for (const name of await caches.keys())
            for (const sheet of await (await caches.open(name)).matchAll()) texts.push(await sheet.text());
          return texts.filter((text) => text.startsWith("<!doctype"));
        }"""
    )
    assert len(sheets) == 1
    assert "Fråga 2?" in sheets[0]
    assert "Trivs" not in sheets[0]
    context.set_offline(True)
    page.close()
    page = room(context, row)
    state(page, "No connection")
    page.keyboard.press("1")
    page.keyboard.type("Skrivet utan uppkoppling")
    state(page, "1 note waits")
    page.reload()
    page.locator("[data-room][data-ready]").wait_for()
    assert page.locator("[data-step=K1] textarea").first.input_value() == "Skrivet utan uppkoppling"
    page.locator("[data-step=K1] textarea").first.press_sequentially(", två gånger")
    context.set_offline(False)
    state(page, "Saved")
    assert {text for _question, _kind, text in kept(row)} == {"Trivs", "Skrivet utan uppkoppling, två gånger"}
    shown = [box.input_value() for box in page.locator("[data-step=K1] textarea").all()]
    assert {"Trivs", "Skrivet utan uppkoppling, två gånger"} <= set(shown)
    page.goto("/accounts/logout/")
    page.locator("main form button").first.click()
    page.locator("[data-clears-sheets]").wait_for()
    emptied_by = time.monotonic() + 15
    while page.evaluate("caches.keys().then((names) => names.length)"):
        assert time.monotonic() < emptied_by, "the sheets are still on the device"
        page.wait_for_timeout(50)
