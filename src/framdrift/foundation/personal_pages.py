"""What every page on a personal link has in common: its address is its key."""

from __future__ import annotations

from django.http import HttpResponse


def private(response: HttpResponse, *, language: str) -> HttpResponse:
    """The token stands in the address: it is told to nobody, and nothing of the page is kept."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    if language:
        response.headers["Content-Language"] = language
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would write a refused page's address
    return response
