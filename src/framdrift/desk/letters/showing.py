"""A letter as its reader will see it, in a frame of the page: its own style, no script, nowhere to go."""

from __future__ import annotations

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
    Audience.STAFF: _("To colleagues"),
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
_DARK = "@media (prefers-color-scheme: dark)"


def as_frame(page: Page, *, dark: bool) -> HttpResponse:
    """The letter's HTML for a frame; `dark` shows it as on a reader's dark screen whatever this one is."""
    html = page.html.replace(_DARK, "@media all") if dark else page.html.replace(_DARK, "@media not all")
    response = HttpResponse(html)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
