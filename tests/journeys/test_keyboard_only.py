"""Everything with the keyboard alone: no pointer is used in this file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Candidacy, Note, PlanStep, Snooze
from tests.cast import Cast
from tests.journeys.steps import Desk
from tests.recruitment import column

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _focused(desk: Desk) -> str:
    return str(desk.page.evaluate("document.activeElement.querySelector('.task-number')?.textContent ?? ''"))


def test_today_is_walked_opened_acted_on_and_set_aside(
    sit_down: Callable[..., Desk], cast: Cast, candidacy: Candidacy
) -> None:
    desk = sit_down(cast.owner)
    keys = desk.page.keyboard
    desk.go("/today/")
    keys.press("j")
    keys.press("j")
    assert _focused(desk) == "2"
    keys.press("k")
    assert _focused(desk) == "1"
    address = desk.page.evaluate("document.activeElement.querySelector('[data-open]').getAttribute('href')")
    keys.press("Enter")
    desk.page.wait_for_url(f"**{address}")

    desk.go("/today/")
    lines = desk.page.locator("[data-row]").count()
    keys.press("j")
    keys.press("s")
    desk.page.wait_for_url("**/later/")
    keys.press("Enter")  # the first day offered has the focus
    desk.page.wait_for_url("**/today/")
    assert Snooze.objects.count() == 1
    assert desk.page.locator("[data-row]").count() == lines - 1
    desk.tab_to("[data-undo]")
    keys.press("Enter")
    desk.page.wait_for_load_state()
    desk.page.locator(".notice", has_text="It is on your list again.").wait_for()
    assert desk.page.locator("[data-row]").count() == lines


def test_e_does_what_the_line_asks_for(sit_down: Callable[..., Desk], cast: Cast, candidacy: Candidacy) -> None:
    desk = sit_down(cast.owner)
    desk.go("/today/")
    row = desk.page.locator("[data-row]", has_text="Lea Berg").first
    row.focus()
    address = row.locator("[data-primary]").get_attribute("href")
    assert address
    desk.page.keyboard.press("e")
    desk.page.wait_for_url(f"**{address}")


def test_search_and_the_list_of_keys(sit_down: Callable[..., Desk], cast: Cast, candidacy: Candidacy) -> None:
    desk = sit_down(cast.owner)
    keys = desk.page.keyboard
    desk.go("/today/")
    keys.press("?")
    assert desk.page.locator("#keys").is_visible()
    keys.press("Escape")
    assert not desk.page.locator("#keys").is_visible()
    keys.press("/")
    keys.type("lea berg")
    keys.press("Enter")
    desk.page.wait_for_url("**/search/**")
    assert desk.reads("Lea Berg")


def test_a_card_is_reached_by_tab_and_moved(sit_down: Callable[..., Desk], cast: Cast, candidacy: Candidacy) -> None:
    desk = sit_down(cast.owner)
    desk.go(f"/assignments/{candidacy.assignment_id}/")
    desk.tab_to(f"[data-card='{candidacy.pk}']")
    desk.page.keyboard.press("]")
    desk.page.locator(".notice", has_text="interview").wait_for()
    assert PlanStep.objects.get(candidacies=candidacy) == column(candidacy.assignment, StepType.INTERVIEW)


def test_a_note_is_written_where_it_is_asked_for(
    sit_down: Callable[..., Desk], cast: Cast, candidacy: Candidacy
) -> None:
    """A form that comes into the page takes the focus along, so that what one types lands in it."""
    desk = sit_down(cast.owner)
    keys = desk.page.keyboard
    desk.go(f"/candidacies/{candidacy.pk}/")
    desk.tab_to("a[href$='/notes/new/']")
    keys.press("Enter")
    desk.page.locator("#doing textarea:focus").wait_for()
    keys.type("Ring på torsdag.")
    desk.tab_to("#doing button[data-kind='primary']", most=3)
    keys.press("Enter")
    desk.page.locator(".notice", has_text="The note is saved.").wait_for()
    assert str(Note.objects.get().text) == "Ring på torsdag."


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("page", ["candidacy", "assignment", "decide", "new", "team"])
def test_every_control_is_reached_by_tab(
    sit_down: Callable[..., Desk], cast: Cast, candidacy: Candidacy, page: str, script: bool
) -> None:
    """Every link, button and field that shows, in one round of Tab; of a group of radio buttons one is enough."""
    paths = {
        "candidacy": f"/candidacies/{candidacy.pk}/",
        "assignment": f"/assignments/{candidacy.assignment_id}/",
        "decide": f"/candidacies/{candidacy.pk}/decide/",
        "new": "/assignments/new/",
        "team": "/team/",
    }
    desk = sit_down(cast.owner, java_script_enabled=script)
    desk.go(paths[page])
    unreached = set(_controls(desk))
    assert len(unreached) > 5
    for _press in range(150):
        desk.page.keyboard.press("Tab")
        unreached.discard(desk.page.evaluate(f"({_NAME})(document.activeElement)"))
        if not unreached:
            break
    assert not unreached & set(_controls(desk))  # what htmx has put in place of something is reached further on


_NAME = (
    "e => e.type === 'radio' ? 'radio ' + e.name :"
    " [e.tagName, e.id, e.name || '', e.value || '', e.getAttribute('href') || '', e.textContent.trim()].join(' ')"
)
_SHOWN = "a[href], button, input:not([type=hidden]), select, textarea, summary"


def _controls(desk: Desk) -> list[str]:
    found: list[str] = desk.page.evaluate(
        f"() => [...document.querySelectorAll({_SHOWN!r})]"
        f".filter(e => e.checkVisibility() && e.getClientRects().length && !e.disabled).map({_NAME})"
    )
    return found
