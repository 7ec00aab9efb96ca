"""The search page: what was found, by sort."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.queries.search import Found, Hit
from framdrift.recruiting.queries.search import search as search_for

LONGEST = 200


@dataclass(frozen=True)
class Group:
    """The hits of one sort; `more` where not all are shown."""

    name: str
    hits: list[tuple[Hit, str]]
    more: bool


@require_safe
def search(request: ReaderRequest) -> HttpResponse:
    """Assignments, candidates, companies and people in which every word of `q` begins a word."""
    text = request.GET.get("q", "")[:LONGEST]
    found = search_for(request.viewer, text)
    context = {"text": text, "found": found, "groups": _groups(found)}
    return render(request, "search/search.html", context)


def _groups(found: Found) -> list[Group]:
    named = [
        (_("Assignments"), "assignments", _page("assignment")),
        (_("Candidates"), "candidates", _page("candidate")),
        (_("Companies"), "companies", _page("company")),
        (_("People"), "people", lambda hit: f"mailto:{hit.state}"),
    ]
    return [
        Group(name, [(hit, address(hit)) for hit in getattr(found, sort)], sort in found.more)
        for name, sort, address in named
        if getattr(found, sort)
    ]


def _page(name: str) -> Callable[[Hit], str]:
    def address(hit: Hit) -> str:
        try:
            return reverse(name, args=[hit.id])
        except NoReverseMatch:
            return ""

    return address
