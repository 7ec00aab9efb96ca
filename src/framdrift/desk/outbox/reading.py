"""A letter's body for other eyes than its reader's: personal links lose their keys, the frame can do nothing."""

from __future__ import annotations

import re

from django.http import HttpResponse

_KEY = re.compile(r"(https?://[^\s\"'<>]*?/)[A-Za-z0-9_-]{16,}(?=[/\s\"'<>?#]|$)")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"


def without_keys(body: str) -> str:
    """The body with the key of every personal link replaced: whoever holds it acts as the letter's reader."""
    return _KEY.sub(r"\1…", body)


def in_a_frame(html: str) -> HttpResponse:
    """A page that a frame of ours may show, under a policy of its own."""
    response = HttpResponse(html)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
