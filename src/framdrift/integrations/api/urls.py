"""Addresses for programs. What answers them is loaded at the first call: a page needs none of it, and it is large."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]
PREFIX: Final = "api/v1/"
ADDRESSES: Final = {
    "api-description": "openapi.json",
    "api-assignments": "assignments",
    "api-assignment": "assignments/<assignment_id>",
    "api-plan": "assignments/<assignment_id>/plan",
    "api-candidacies": "assignments/<assignment_id>/candidacies",
    "api-candidacy": "candidacies/<candidacy_id>",
    "api-balls": "balls",
}
"""Name of each address and its path after the prefix; a test holds it against what `reading` declares."""


@cache
def declared() -> dict[str, tuple[str, View]]:
    """Path and view of every name, as `reading` declares them."""
    from framdrift.integrations.api import reading

    found: dict[str, tuple[str, View]] = {"api-description": ("openapi.json", reading.description)}
    for one in reading.api.urls[0]:
        if isinstance(one, URLPattern) and one.name and one.name != "api-root":
            found[one.name] = (str(one.pattern), one.callback)
    return found


def _at_first_call(name: str) -> View:
    @csrf_exempt  # a program shows its key; it has no cookie to misuse
    def view(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        return declared()[name][1](request, **parts)

    return view


urlpatterns = [path(f"{PREFIX}{rest}", _at_first_call(name), name=name) for name, rest in ADDRESSES.items()]
