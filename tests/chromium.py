"""A real browser for tests: Debian's Chromium through Playwright, with axe for accessibility.

A missing Chromium fails the test that needs it; it never skips.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

    from framdrift.organisations.models import Account

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("Browser tests need Chromium: apt-get install chromium (.ci/run does it).", pytrace=False)
    # Playwright's synchronous interface keeps an event loop on this thread; Django would refuse the ORM beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_browser(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., BrowserContext]]:
    """`open_browser(cast.owner, language="en", viewport=PHONE)`: a fresh browser window, signed in if asked.

    Addresses are relative to the live server: `context.new_page().goto("/today/")`. Options of Playwright's
    `new_context`, such as `java_script_enabled=False` or `color_scheme="dark"`, are passed on.
    """
    opened: list[BrowserContext] = []

    def open_one(account: Account | None = None, *, language: str = "sv", **options: Any) -> BrowserContext:
        options.setdefault("viewport", DESK)
        context = browser.new_context(
            base_url=live_server.url,
            locale="sv-SE" if language == "sv" else "en-GB",
            timezone_id="Europe/Stockholm",
            **options,
        )
        context.set_default_timeout(15_000)
        if account is not None:
            context.add_cookies([session_cookie(account, live_server.url)])
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with every violation of WCAG 2.2 A and AA that axe finds."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {"runOnly": {"type": "tag", "values": _RULES}}

    def check(page: Page) -> None:
        found = Axe().run(page, options=rules).response["violations"]
        if found:
            pytest.fail(f"{page.url}\n" + "\n".join(_told(one) for one in found), pytrace=False)

    return check


def _told(violation: dict[str, Any]) -> str:
    places = "; ".join(str(node["target"]) for node in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']} at {places}"


def session_cookie(account: Account, url: str) -> Any:
    """The cookie of one who is signed in, as Playwright takes it."""
    client = Client()
    client.force_login(account)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }
