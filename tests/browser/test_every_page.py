"""Every page that the policy table lets somebody open, in a real browser, as each kind of user.

axe finds nothing, nothing scrolls sideways on a phone, nothing is complained of in the console, and nothing is asked of
another host. In the ordinary suite a page is opened once, by the first kind that may, and each kind opens its home;
languages, widths and the light and dark theme take turns over the pages. Nightly every kind opens every page of theirs
in all four looks; on the second database in one, since what a page looks like does not depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from framdrift.config.access_policy import POLICY
from framdrift.config.access_rows import DENY
from framdrift.organisations.models import Account
from tests.access.crawl import addresses
from tests.access.suppliers import arguments
from tests.access.world import World, build
from tests.cast import Cast
from tests.chromium import DESK, PHONE
from tests.legs import is_first_database, is_whole, of_this_leg

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KINDS = (
    "consultant", "lead", "admin", "interviewer", "client_manager", "client_hr", "candidate", "referee", "employee",
    "anonymous",
)  # fmt: skip
LOOKS = tuple(product(("sv", "en"), (PHONE, DESK)))
_DARK = {("sv", DESK["width"]), ("en", PHONE["width"])}  # so that both themes are seen in both languages and widths
_HOMES = {"home", "client-home", "candidate-home", "referee-home", "employee-home"}


@dataclass
class Eyes:
    """Looks at pages as one kind of user and collects what is wrong, each a sentence with the address and the look."""

    kind: str
    account: Account | None
    open_browser: Callable[..., BrowserContext]
    axe: Callable[[Page], None]
    pages: dict[tuple[str, int], Page] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    where: str = ""
    host: str = ""

    def look(self, path: str, language: str, viewport: dict[str, int]) -> None:
        """Open one page in one language and width."""
        self.where = f"{path} as {self.kind} in {language} at {viewport['width']}"
        page = self._page(language, viewport)
        if self.account:
            Account.objects.filter(pk=self.account.pk).update(language=language)
        page.goto(path)
        self.host = urlsplit(page.url).netloc
        if self._spoken(path) and page.get_attribute("html", "lang") != language:
            self.wrong.append(f"{self.where}: speaks another language")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > viewport["width"]:
            self.wrong.append(f"{self.where}: scrolls sideways, {wide} pixels wide")
        try:
            self.axe(page)
        except pytest.fail.Exception as barrier:
            self.wrong.append(f"{self.where}: {barrier}")

    def _spoken(self, path: str) -> bool:
        """Whether the reader's language decides: a personal link speaks the language of whom it was sent to."""
        return self.account is not None or self.kind == "anonymous"

    def _page(self, language: str, viewport: dict[str, int]) -> Page:
        key = (language, viewport["width"])
        if key not in self.pages:
            theme = "dark" if key in _DARK else "light"
            window = self.open_browser(self.account, language=language, viewport=viewport, color_scheme=theme)
            page = window.new_page()
            page.on("console", self._said)
            page.on("pageerror", lambda error: self.wrong.append(f"{self.where}: script failed: {error}"))
            page.on("request", self._asked)
            self.pages[key] = page
        return self.pages[key]

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(f"{self.where}: the console says {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname not in {"localhost", "127.0.0.1"}:
            self.wrong.append(f"{self.where}: asks {request.url}")


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    """Rows of every kind; today, since links run out by the real clock."""
    yield build(cast, at=datetime.now(UTC))
    cache.clear()  # how often somebody tried to sign in


@pytest.fixture
def eyes_of(
    world: World, open_browser: Callable[..., BrowserContext], axe: Callable[[Page], None]
) -> Callable[[str], Eyes]:
    """`eyes_of("lead")`: a browser that looks as this kind of user."""
    return lambda kind: Eyes(kind, world.accounts.get(kind), open_browser, axe)


def pages_of(world: World, kind: str, *, but: Collection[str] = ()) -> dict[str, str]:
    """URL name and path of every page that a kind of user gets at its address: HTML, and neither moved nor refused.

    Addresses named in `but` are left out.
    """
    client = Client()
    if kind in world.accounts:
        client.force_login(world.accounts[kind])
    found = {}
    for address in addresses():
        if address.name in but or address.name not in POLICY or POLICY[address.name].of(kind) is DENY:
            continue
        if "token" in address.wanted and kind not in world.tokens:
            continue  # open to whoever has a link, and this kind has none
        path = reverse(address.name, kwargs=_values(world, address.name, address.wanted, kind))
        answer = client.get(path)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found[address.name] = path
    return found


def _values(world: World, name: str, wanted: tuple[str, ...], kind: str) -> dict[str, Any]:
    values = arguments(world, name, [one for one in wanted if one != "token"], "public" if name == "apply" else "own")
    return values | ({"token": world.tokens[kind]} if "token" in wanted else {})


def test_each_page_once(world: World, eyes_of: Callable[[str], Eyes]) -> None:
    seen: set[str] = set()
    wrong: list[str] = []
    turn = 0
    for kind in KINDS:
        eyes = eyes_of(kind)
        pages = pages_of(world, kind, but=seen - _HOMES)
        seen |= pages.keys()
        for path in of_this_leg(pages.values()):
            eyes.look(path, *LOOKS[turn % len(LOOKS)])
            turn += 1
        wrong += eyes.wrong
    assert not wrong, "\n".join(wrong)
    assert turn > (60 if is_whole() else 15)


@pytest.mark.nightly
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_in_every_look(world: World, eyes_of: Callable[[str], Eyes], kind: str) -> None:
    eyes = eyes_of(kind)
    pages = pages_of(world, kind)
    looks = LOOKS if is_first_database() else LOOKS[KINDS.index(kind) % len(LOOKS) :][:1]
    for look in looks:
        for path in pages.values():
            eyes.look(path, *look)
    assert pages
    assert not eyes.wrong, "\n".join(eyes.wrong)
