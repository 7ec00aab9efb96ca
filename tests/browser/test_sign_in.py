"""Signing in with a real browser: a passkey is made, used, and axe finds nothing on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings
from django.core.cache import cache

from tests.cast import Cast
from tests.chromium import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenBrowser = Callable[..., "BrowserContext"]
PASSWORD = "correct horse battery"
_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _with_authenticator(context: BrowserContext) -> Page:
    """A page whose browser has a key of its own, as a telephone has."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})
    return page


def _sign_in_with_password(page: Page, address: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(address)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form[action='/accounts/login/'] button").click()


def test_a_passkey_from_first_to_last(open_browser: OpenBrowser, cast: Cast, settings: LazySettings) -> None:
    cache.clear()
    settings.STAFF_NEED_SECOND_FACTOR = True
    page = _with_authenticator(open_browser())
    _sign_in_with_password(page, cast.owner.email)
    page.wait_for_url("**/accounts/2fa/")
    page.locator("a[href='/accounts/2fa/webauthn/add/']").click()
    if "/reauthenticate/" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button").click()
    page.wait_for_url("**/accounts/2fa/webauthn/add/**")
    page.locator("input[name=name]").fill("Datorn")
    if page.locator("input[name=passwordless]").count():
        page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    assert cast.owner.authenticator_set.filter(type="webauthn").count() == 1
    page.goto("/people/")
    assert page.url.endswith("/people/")
    page.goto("/accounts/logout/")
    page.locator("main form button").click()
    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    page.goto("/people/")
    assert page.url.endswith("/people/")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/", "/accounts/logout/", "/nothing/"]
)
def test_axe_finds_nothing_outside(
    open_browser: OpenBrowser, axe: Callable[[Page], None], cast: Cast, path: str, language: str
) -> None:
    page = open_browser(language=language, viewport=PHONE).new_page()
    page.goto(path)
    axe(page)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
        "/people/",
        "/people/new/",
        "/companies/",
        "/companies/new/",
        "/me/",
    ],
)
def test_axe_finds_nothing_inside(
    open_browser: OpenBrowser, axe: Callable[[Page], None], cast: Cast, path: str
) -> None:
    page = open_browser(cast.lead).new_page()
    page.goto(path)
    axe(page)


def test_without_script_the_password_still_works(open_browser: OpenBrowser, cast: Cast) -> None:
    cache.clear()
    page = open_browser(java_script_enabled=False).new_page()
    _sign_in_with_password(page, cast.owner.email)
    assert "/accounts/" not in page.url
