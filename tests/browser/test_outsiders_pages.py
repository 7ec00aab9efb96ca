"""A candidate and a referee on a phone, in both languages, by keyboard, without script; and a scanner with script."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from framdrift.foundation.models import Letter
from framdrift.recruiting.models import Candidacy, Candidate, Message, OfferedTime, Outcome, Reference, Step
from tests.chromium import PHONE
from tests.portals.outside import Outsider, last_code

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., "BrowserContext"]
Axe = Callable[["Page"], None]


def _look(page: Page, axe: Axe) -> None:
    """Readable by everyone, and nothing scrolls sideways."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _press(page: Page, form: str = "main form") -> None:
    """The form's own first button, by keyboard."""
    page.locator(f"{form} button[data-kind]").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "bare"])
def test_a_candidate_on_a_phone(
    lea: Outsider, slots: list[OfferedTime], open_browser: Open, axe: Axe, language: str, script: bool
) -> None:
    Candidate.objects.update(language=language)
    page = open_browser(language="en", viewport=PHONE, java_script_enabled=script).new_page()
    look = (lambda: _look(page, axe)) if script else (lambda: None)
    page.goto(lea.address)
    assert page.get_attribute("html", "lang") == language
    look()

    page.goto(f"{lea.address}times/")
    look()
    page.locator(f"input[value='time-{slots[1].pk}']").focus()
    page.keyboard.press("Space")
    _press(page)
    assert page.url.endswith("?told=time-set")
    assert Step.objects.get(booked_at__isnull=False).booked_at == slots[1].start_at

    page.goto(f"{lea.address}ask/")
    look()
    page.locator("textarea").fill("Vem träffar jag?")
    _press(page)
    assert str(Message.objects.get().text) == "Vem träffar jag?"

    page.goto(f"{lea.address}withdraw/")
    look()
    page.locator("textarea").fill("Jag stannar.")
    _press(page)
    look()  # the box is not ticked: told, and the words are still there
    assert page.locator("textarea").input_value() == "Jag stannar."
    page.locator("input[type=checkbox]").check()
    _press(page)
    look()
    page.locator("input[name=code]").fill(last_code())
    _press(page)
    assert Outcome.objects.get().status == "withdrew"
    look()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_own_data_on_a_phone(lea: Outsider, open_browser: Open, axe: Axe, language: str) -> None:
    Candidate.objects.update(language=language)
    page = open_browser(language=language, viewport=PHONE).new_page()
    page.goto(f"{lea.address}data/")
    _look(page, axe)
    page.locator("input[type=checkbox]").check()
    _press(page)
    page.locator("input[name=code]").fill(last_code())
    _press(page)
    assert "lea@people.example" in page.content()
    _look(page, axe)
    with page.expect_download() as download:
        page.locator("a[download]").click()
    assert "Lea Berg" in download.value.path().read_text()
    page.goto(f"{lea.address}erase/")
    _look(page, axe)
    page.goto("/k/no-such-token/")
    _look(page, axe)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_referee_on_a_phone_whose_words_are_kept_as_they_are_typed(
    rut: Outsider, open_browser: Open, axe: Axe, language: str
) -> None:
    Reference.objects.update(language=language)
    page = open_browser(language=language, viewport=PHONE).new_page()
    page.goto(rut.address)
    _look(page, axe)
    page.locator("input[value=yes]").check()
    _press(page)
    _look(page, axe)
    page.locator("input[value='4']").first.check()
    with page.expect_response(lambda answer: answer.request.headers.get("x-draft") == "1" and answer.status == 200):
        page.locator("textarea").last.type("Lugn och tydlig.")
    page.goto(f"{rut.address}answer/")
    assert page.locator("textarea").last.input_value() == "Lugn och tydlig."
    assert Reference.objects.get().received_at is None
    page.locator("input[name=done]").check()
    _press(page)
    assert Reference.objects.get().body == "Lugn och tydlig."
    assert Reference.objects.get().received_at is not None
    _look(page, axe)


def test_a_scanner_that_runs_scripts_and_sends_every_form_changes_nothing(
    lea: Outsider, rut: Outsider, at_interview: Candidacy, slots: list[OfferedTime], open_browser: Open
) -> None:
    def state() -> tuple[object, ...]:
        return (
            Candidacy.objects.values().get(),
            Candidate.objects.values("language", "erased_at").get(),
            Reference.objects.values().get(),
            Step.objects.filter(booked_at__isnull=False).count(),
            Letter.objects.count(),
        )

    before = state()
    page = open_browser(language="en").new_page()
    pages = [f"{lea.address}{name}" for name in ("", "times/", "ask/", "withdraw/", "data/", "erase/")]
    for address in [*pages, rut.address, f"{rut.address}answer/"]:
        page.goto(address)
        for number in range(page.locator("form[method=post]").count()):
            page.goto(address)
            with page.expect_navigation():
                page.locator("form[method=post]").nth(number).evaluate("form => void setTimeout(() => form.submit())")
    assert state() == before
