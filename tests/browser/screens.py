"""Pictures of pages as people see them: `python -m tests.browser.screens URL... --as lead --out FOLDER`.

Each address of a running server is opened in Swedish and English, at 390 and 1440 pixels (in the dark with `--dark`),
and kept as a picture of the whole page. `--as` names a role (lead, consultant, admin, client_manager ...): the first
account that has it looks, so FRAMDRIFT_HOME must be the server's own. Chromium's complaints and pages that scroll
sideways are told.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import django

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from framdrift.organisations.models import Account

WIDTHS = {390: 844, 1440: 900}
LOCALES = {"sv": "sv-SE", "en": "en-GB"}


def main() -> None:
    """Take every picture that was asked for."""
    asked = _asked()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "framdrift.config.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    from playwright.sync_api import sync_playwright

    from tests.chromium import ARGUMENTS

    asked.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        with _account_in_both_languages(asked.kind) as speak:
            for language in asked.languages:
                account = speak(language)
                for width in WIDTHS:
                    _take(browser, asked, account, language, width)
        browser.close()


def _asked() -> Any:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("addresses", nargs="+", metavar="URL")
    parser.add_argument("--as", dest="kind", default="", help="a role; nobody is signed in without it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--languages", nargs="+", default=list(LOCALES), choices=list(LOCALES))
    return parser.parse_args()


@contextmanager
def _account_in_both_languages(kind: str) -> Iterator[Any]:
    """Gives a function that makes the account speak a language; afterwards it speaks its own again."""
    from framdrift.organisations.models import Account

    account = Account.objects.filter(roles__kind=kind, roles__until=None).order_by("pk").first()
    if kind and account is None:
        raise SystemExit(f"Nobody has the role {kind} in this installation.")
    own = account.language if account else ""

    def speak(language: str) -> Account | None:
        if account:
            Account.objects.filter(pk=account.pk).update(language=language)
        return account

    yield speak
    speak(own)


def _take(browser: Browser, asked: Any, account: Account | None, language: str, width: int) -> None:
    from tests.chromium import session_cookie

    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        locale=LOCALES[language],
        timezone_id="Europe/Stockholm",
        color_scheme="dark" if asked.dark else "light",
    )
    if account:
        context.add_cookies([session_cookie(account, asked.addresses[0])])
    page = context.new_page()
    page.on("console", lambda said: print(f"  {said.type}: {said.text}") if said.type == "error" else None)
    for address in asked.addresses:
        answer = page.goto(address)
        path = asked.out / f"{_file_name(address)}-{language}-{width}{'-dark' if asked.dark else ''}.png"
        page.screenshot(path=path, full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth")
        print(path, answer.status if answer else "", "SCROLLS SIDEWAYS" if wide > width else "")
    context.close()


def _file_name(address: str) -> str:
    parts = urlsplit(address)
    return re.sub(r"[^a-z0-9]+", "-", f"{parts.path}-{parts.query}".lower()).strip("-") or "home"


if __name__ == "__main__":
    main()
