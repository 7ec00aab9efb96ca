"""A letter as its reader will see it, in a frame of the page: its own style, no script, nowhere to go."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from framdrift.foundation.correspondence import Page
from framdrift.foundation.letter_kinds import Audience

ADDRESS = "https://…"
"""Stands for a personal address: the real one is its reader's alone."""

AUDIENCES = {
    Audience.EVERYBODY: _("All letters"),
    Audience.CANDIDATE: _("To candidates"),
    Audience.CLIENT: _("To clients"),
    Audience.REFEREE: _("To referees"),
    Audience.EMPLOYEE: _("To employees and leavers"),
    Audience.STAFF: _("To colleagues"),
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_DARK, _NARROW = "@media (prefers-color-scheme: dark)", "@media (max-width: 480px)"
_BODY = '<body class="page" style="'
_PHONE_PIXELS = 390


def as_frame(page: Page, given: Mapping[str, str]) -> HttpResponse:
    """The letter's HTML for a frame: on a dark screen where `dark` is on, on a phone where `phone` is, whatever
    screen this one is. The frame itself must not be sandboxed, or the browser would ask for it without the session."""
    html = page.html.replace(_DARK, "@media all" if given.get("dark") == "on" else "@media not all")
    if given.get("phone") == "on":
        html = html.replace(_NARROW, "@media all").replace(_BODY, f"{_BODY}max-width:{_PHONE_PIXELS}px;")
    return framed(HttpResponse(html))


def framed(response: HttpResponse) -> HttpResponse:
    """The answer as one that a page of ours may hold in a frame."""
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
