"""A client's person on a phone: from the mail's link through the code to the one thing; assess, compare, decide."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.utils import timezone

from framdrift.config.wiring import WIRING
from framdrift.foundation.dispatch import deliver_pending, leave_undelivered
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Assignment, Candidacy
from tests.cast import Cast
from tests.chromium import PHONE
from tests.journeys.steps import Desk
from tests.portals.client_world import AtTheClient, bring_to_the_client

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Response

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": {
        "code": "Send the code",
        "in": "Sign in",
        "send": "Send in the assessment",
        "apart": "apart: 2 to 4",
        "decide": "Decide",
        "missing": "Not everything is in yet",
        "go on": "Go on: make Lea Berg an offer",
        "decision": "Send the decision",
        "refused": "The evidence is not complete.",
        "recorded": "Your decision is recorded",
    },
    "sv": {
        "code": "Skicka koden",
        "in": "Logga in",
        "send": "Skicka in bedömningen",
        "apart": "isär: 2 till 4",
        "decide": "Besluta",
        "missing": "Allt är inte inne än",
        "go on": "Gå vidare: ge Lea Berg ett erbjudande",
        "decision": "Skicka beslutet",
        "refused": "Underlaget är inte komplett.",
        "recorded": "Ditt beslut är noterat",
    },
}

LEFT_ON_THE_DEVICE = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("framdrift-waiting");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const counting = opening.result.transaction("notes").objectStore("notes").count();
    counting.onsuccess = () => resolve(counting.result);
    counting.onerror = () => reject(counting.error);
  };
})"""


@pytest.fixture
def lea(cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime) -> AtTheClient:
    """At the client since an hour, and its letters written."""
    leave_undelivered()
    return bring_to_the_client(cast, assignment, candidacy, ada, at=now - timedelta(hours=1))


def _written(kind: str) -> Letter:
    while deliver_pending(WIRING, at=timezone.now()):
        pass
    return Letter.objects.filter(kind=kind).latest("pk")


def _sign_in(page: Page, words: dict[str, str]) -> None:
    """The link in the letter, its button, and the code from the next letter."""
    address = re.search(r"https?://[^/]+(/\S+)", _written("client_scorecard").body_text)
    assert address is not None
    page.goto(address[1])
    page.get_by_role("button", name=words["code"]).click()
    page.wait_for_url("**/confirm/**")
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", Letter.objects.latest("pk").body_text, re.MULTILINE)
    assert code is not None
    page.locator("input[name=code]").fill(code[0])
    page.get_by_role("button", name=words["in"]).click()


@pytest.mark.parametrize("language", ["en", "sv"])
def test_from_the_mail_to_a_decision(
    open_browser: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    cast: Cast,
    lea: AtTheClient,
    language: str,
) -> None:
    cache.clear()
    words = WORDS[language]
    cast.north.manager.language = language
    cast.north.manager.save(update_fields=["language"])
    page = open_browser(language=language, viewport=PHONE, has_touch=True).new_page()
    desk = Desk(page)
    _sign_in(page, words)
    page.wait_for_url(f"**/client/assessments/{lea.card.pk}/")
    axe(page)
    _assess(page, lea)
    desk.press(words["send"])
    page.wait_for_url(f"**/client/candidates/{lea.candidacy.pk}/")
    assert desk.reads(words["apart"]) and desk.reads("Adas ord 1")
    axe(page)

    desk.press(words["decide"])
    assert desk.reads(words["missing"]) and desk.reads("Jag skulle vänta på referensen.")
    axe(page)
    page.get_by_label(words["go on"]).check()
    desk.fill(reason="Bäst på bokslut.")
    desk.press(words["decision"])
    assert desk.reads(words["refused"])
    axe(page)
    assert page.locator("[name=reason]").input_value() == "Bäst på bokslut."
    desk.fill(early_reason="Annat bud på fredag.")
    desk.press(words["decision"])
    page.wait_for_url(f"**/client/candidates/{lea.candidacy.pk}/")
    assert words["recorded"] in desk.told()
    decision = lea.candidacy.decisions.get(verdict="offer")
    assert (decision.evidence_complete, str(decision.early_reason)) == (False, "Annat bud på fredag.")
    desk.undo()
    decision.refresh_from_db()
    assert decision.undone_at is not None
    for path in ("/client/", f"/client/assignments/{lea.candidacy.assignment_id}/", "/client/away/"):
        desk.go(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def saved(answer: Response) -> bool:
    """Whether this is the server's answer to a draft that the page's script has sent."""
    return answer.request.headers.get("x-draft") == "1" and answer.status == 200


def _assess(page: Page, lea: AtTheClient) -> None:
    """Half of it, the page left and opened again as after a call, and the rest."""
    first, *rest = [one.pk for one in lea.criteria]
    page.locator(f"label[for^='id_value-{first}_'] >> text='4'").click()
    with page.expect_response(saved):
        page.locator(f"[name=note-{first}]").fill("Lugn och tydlig.")
    page.reload()
    assert page.locator(f"[name=note-{first}]").input_value() == "Lugn och tydlig."
    assert page.locator(f"input[name=value-{first}][value='4']").is_checked()
    for pk in rest:
        page.locator(f"label[for^='id_value-{pk}_'] >> text='4'").click()


def test_with_the_keyboard_alone(sit_down: Callable[..., Desk], cast: Cast, lea: AtTheClient) -> None:
    desk = sit_down(cast.north.manager)
    keys = desk.page.keyboard
    desk.go("/client/")
    keys.press("j")
    keys.press("e")
    desk.page.wait_for_url("**/client/**/*")
    desk.go(f"/client/assessments/{lea.card.pk}/")
    for one in lea.criteria:
        desk.tab_to(f"[name=value-{one.pk}]")
        keys.press("ArrowRight")
        keys.press("ArrowRight")
        desk.tab_to(f"[name=note-{one.pk}]")
        keys.type("Sett och hört.")
    desk.tab_to(".client-send .button[data-kind=primary]")
    keys.press("Enter")
    desk.page.wait_for_url(f"**/client/candidates/{lea.candidacy.pk}/")
    assert lea.card.scores.filter(round=1, value__isnull=False).count() == len(lea.criteria)


def test_what_is_typed_without_a_connection_outlives_the_page(
    sit_down: Callable[..., Desk], cast: Cast, lea: AtTheClient
) -> None:
    desk = sit_down(cast.north.manager, viewport=PHONE)
    page, path = desk.page, f"/client/assessments/{lea.card.pk}/"
    desk.go(path)
    page.context.set_offline(True)
    page.locator("[name=note]").fill("Skrivet i tunneln.")
    page.locator("[data-save-state]", has_text="Not saved yet").wait_for()
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    with again.expect_response(saved):
        again.goto(path)
    assert again.locator("[name=note]").input_value() == "Skrivet i tunneln."
    again.locator("[data-save-state]", has_text="Saved").wait_for()
    lea.card.refresh_from_db()
    assert lea.card.draft["note"] == "Skrivet i tunneln."
    assert again.evaluate(LEFT_ON_THE_DEVICE) == 0
    assert again.evaluate("Object.keys(localStorage).length") == 0


def test_without_script_a_draft_is_kept_by_its_button(
    sit_down: Callable[..., Desk], cast: Cast, lea: AtTheClient
) -> None:
    desk = sit_down(cast.north.manager, java_script_enabled=False)
    desk.go(f"/client/assessments/{lea.card.pk}/")
    desk.fill(note="Utan skript.")
    desk.press("Save as draft")
    assert desk.page.locator("[name=note]").input_value() == "Utan skript."
