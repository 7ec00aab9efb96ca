"""The coding desk in a real browser: ten passages by keyboard alone, and the same verbs where no script runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from framdrift.insights.codebook.queries import book
from framdrift.insights.coding.bundled import Reading
from framdrift.insights.coding.suggesting import suggest
from framdrift.insights.models import Code, Passage
from framdrift.science.themes import model
from tests.cast import Cast
from tests.conversations.answers.world import settle
from tests.insights.world import cut, told

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAID = (
    "Chefen står bakom oss när det blåser, det är därför jag är kvar.",
    "Lönen halkar efter för varje år som går, och ingen vill tala om det.",
    "Det är för mycket att göra och ingen hinner hämta sig mellan varven.",
    "Jag lär mig något nytt varje vecka, och det håller mig kvar här.",
    "Vi skrattar ihop i laget också när det är tungt.",
    "Jag har inget mer att tillägga.",
    "Schemat läggs så sent att barnen aldrig vet när jag är hemma.",
    "Det finns ingen väg vidare härifrån, alla tjänster tillsätts utifrån.",
    "Vi gör något som betyder något för dem som bor här.",
    "Systemen hänger sig och ingen lyssnar när vi säger det.",
)


@pytest.fixture
def passages(cast: Cast) -> list[Passage]:
    """Ten passages of a round, each with three suggestions, on an English desk."""
    cast.interviewer.language = "en"
    cast.interviewer.save()
    place = settle(cast, at=timezone.now(), people=len(SAID))
    talks = place.talks("C")
    told(talks, place, SAID)
    found = cut(talks, place)
    suggest(found, SAID, Reading(model.load(model.SHIPPED_SPELLING), None, "spelling test"), book())
    for passage in found:  # which themes are likely is another test's: here each key has one of its own to accept
        for rank, theme in enumerate(("T06", "T08", "T11"), start=1):
            passage.suggestions.filter(rank=rank).update(theme=theme)
    return found


def press(page: Page, *keys: str) -> None:
    """Each key leads to a page: the same with what was done, or the next."""
    for key in keys:
        with page.expect_navigation():
            page.keyboard.press(key)


def add(page: Page, theme: str) -> None:
    """Another theme: to the list, to the name by its letters, and on to the button."""
    page.keyboard.press("a")
    page.keyboard.type(book().name(theme, "en"))
    page.keyboard.press("Tab")
    press(page, "Enter")


def given(passage: Passage) -> list[str]:
    """The themes that stand."""
    return sorted(Code.objects.filter(passage=passage, ended_at=None).values_list("theme", flat=True))


def test_ten_passages_by_keyboard_alone(
    open_browser: Callable[..., BrowserContext], axe: Callable[[Page], None], cast: Cast, passages: list[Passage]
) -> None:
    page = open_browser(cast.interviewer).new_page()
    page.goto(f"/conversations/coding/{passages[0].round_id}/")
    axe(page)
    press(page, "1", "n", "2", "n", "3", "n")
    press(page, "1", "d", "w")
    axe(page)
    press(page, "n")
    add(page, "T10")
    press(page, "n", "x")
    press(page, "1", "u", "2", "n")
    press(page, "1")
    add(page, "T12")
    press(page, "n", "q", "1", "n", "3", "k", "j", "n")
    assert page.url.endswith(f"/conversations/coding/{passages[0].round_id}/?after={passages[-1].pk}")
    themes = [given(one) for one in passages]
    assert themes[:5] == [["T06"], ["T08"], ["T11"], ["T06"], ["T10"]]
    assert themes[5:] == [[], ["T08"], ["T06", "T12"], ["T06"], ["T11"]]
    told_more = Code.objects.get(passage=passages[3], ended_at=None)
    assert (told_more.direction, told_more.weight, told_more.suggested_rank) == ("holds", "contributing", 1)
    marked = {one.pk: (one.state, one.is_quote) for one in Passage.objects.all()}
    assert [marked[one.pk][0] for one in passages] == ["coded"] * 5 + ["nothing"] + ["coded"] * 4
    assert [one.pk for one in passages if marked[one.pk][1]] == [passages[8].pk]


def test_keys_typed_ahead_of_the_page_are_kept_for_the_same_passage(
    open_browser: Callable[..., BrowserContext], cast: Cast, passages: list[Passage]
) -> None:
    page = open_browser(cast.interviewer).new_page()
    first, second = (f"/conversations/passages/{one.pk}/first/" for one in passages[:2])
    page.goto(first)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(150)
        route.continue_()

    page.route("**/passages/*/first/", slowly)
    for key in "1dwn":  # none waits for the page that the one before leads to
        page.keyboard.press(key)
    page.wait_for_url(f"**{second}")
    told = Code.objects.get(passage=passages[0], ended_at=None)
    assert (told.theme, told.direction, told.weight) == ("T06", "holds", "contributing")
    for key in "x1":  # the second is for a passage that nobody has seen yet
        page.keyboard.press(key)
    page.wait_for_url(f"**/conversations/passages/{passages[2].pk}/first/")
    page.wait_for_timeout(300)
    assert given(passages[2]) == []
    for key in "1zn":  # a key that means nothing ends what was typed ahead
        page.keyboard.press(key)
    page.get_by_role("button", name="Undo").wait_for()
    page.wait_for_timeout(300)
    assert page.url.endswith(f"/conversations/passages/{passages[2].pk}/first/")


def test_lists_by_keyboard_alone(
    open_browser: Callable[..., BrowserContext], cast: Cast, passages: list[Passage]
) -> None:
    page = open_browser(cast.interviewer).new_page()
    page.goto(f"/conversations/passages/{passages[0].pk}/first/")
    page.keyboard.press("a")
    page.keyboard.type(book().name("T10", "en"))
    press(page, "Enter", "d")
    page.keyboard.press("c")
    page.keyboard.type("in the c")
    press(page, "Enter")
    told = Code.objects.get(passage=passages[0], ended_at=None)
    assert (told.theme, told.direction, told.locus) == ("T10", "holds", "company")


def test_keys_rest_while_something_is_typed_or_held(
    open_browser: Callable[..., BrowserContext], cast: Cast, passages: list[Passage]
) -> None:
    page = open_browser(cast.interviewer).new_page()
    page.goto(f"/conversations/passages/{passages[0].pk}/first/")
    page.keyboard.press("Control+1")
    page.keyboard.press("a")
    page.keyboard.press("1")
    assert given(passages[0]) == []
    page.keyboard.press("Escape")
    press(page, "1")
    assert given(passages[0]) == ["T06"]


def test_the_desk_works_without_script(
    open_browser: Callable[..., BrowserContext], cast: Cast, passages: list[Passage]
) -> None:
    page = open_browser(cast.interviewer, java_script_enabled=False).new_page()
    page.goto(f"/conversations/coding/{passages[0].round_id}/")
    page.get_by_role("button", name="Accept").first.click()
    page.get_by_role("group", name="Which way it pulls").get_by_role("button", name="pulls away").click()
    page.get_by_label("Another theme").select_option("T10")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Undo").click()
    assert given(passages[0]) == ["T06"]
    assert Code.objects.get(ended_at=None).direction == "pulls"
    page.get_by_role("link", name="Next unread").click()
    page.get_by_role("button", name="No theme").click()
    assert Passage.objects.get(pk=passages[1].pk).state == "nothing"
    assert page.url.endswith(f"/conversations/passages/{passages[2].pk}/first/")
