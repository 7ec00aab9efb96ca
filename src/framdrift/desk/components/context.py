"""What every page knows about its reader. Nothing here costs a query before a template asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy

from framdrift.organisations.access import NOBODY, Viewer
from framdrift.organisations.models import Agency


@dataclass(frozen=True)
class NavigationItem:
    """A place in the top navigation."""

    label: str | Promise
    address: str
    is_current: bool


def _recruits(viewer: Viewer) -> bool:
    return viewer.is_recruiter


def _listens(viewer: Viewer) -> bool:
    return viewer.is_interviewer or viewer.is_lead


def _leads(viewer: Viewer) -> bool:
    return viewer.is_lead


def _administers(viewer: Viewer) -> bool:
    return viewer.is_admin


def _sees_letters(viewer: Viewer) -> bool:
    return viewer.is_recruiter or viewer.is_admin


def _is_staff(viewer: Viewer) -> bool:
    return viewer.kind == "staff" and bool(viewer.roles)


# (URL name, words, who sees it), in the order of the screen; a place whose address does not exist is left out
_PLACES: list[tuple[str, str | Promise, Callable[[Viewer], bool]]] = [
    ("today", gettext_lazy("Today"), _recruits),
    ("assignment-list", gettext_lazy("Assignments"), _recruits),
    ("candidate-list", gettext_lazy("Candidates"), _recruits),
    ("meetings", gettext_lazy("Meetings"), _recruits),
    ("conversations", gettext_lazy("Talks"), _listens),
    ("company-list", gettext_lazy("Companies"), _is_staff),
    ("people", gettext_lazy("Colleagues"), _is_staff),
    ("outbox", gettext_lazy("Outbox"), _sees_letters),
    ("report-time", gettext_lazy("Reports"), _recruits),
    ("fees", gettext_lazy("Fees"), _leads),
    ("operations-jobs", gettext_lazy("Operations"), _administers),
]
_BELONGS = {
    "today": ("/team/",),
    "assignment-list": ("/candidacies/",),
    "candidate-list": ("/pool/", "/imports/"),
    "outbox": ("/letters/", "/messages/"),
    "report-time": ("/reports/",),
}
"""Where pages that stand under another address belong."""

THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """`now`, `viewer`, `agency`, `theme`, `navigation` and the addresses that the frame of a page links to."""
    viewer: Viewer = getattr(request, "viewer", NOBODY)
    theme = request.COOKIES.get("theme", "")
    return {
        "now": timezone.now(),
        "viewer": viewer,
        "agency": SimpleLazyObject(Agency.objects.first),
        "theme": theme if theme in THEMES else "",
        "navigation": SimpleLazyObject(lambda: navigation(viewer, request.path)),
        "places": SimpleLazyObject(lambda: _frame_addresses(viewer)),
    }


def navigation(viewer: Viewer, path: str) -> list[NavigationItem]:
    """The places that exist and that the viewer may visit."""
    return [
        NavigationItem(label, address, any(_is_current(one, path) for one in (address, *_BELONGS.get(name, ()))))
        for name, label, may_visit in _PLACES
        if may_visit(viewer) and (address := _address(name))
    ]


def _frame_addresses(viewer: Viewer) -> dict[str, str]:
    """Search, settings, own page, sign-out, language and the demonstration's mail by key; empty where there is none."""
    return {
        "home": "/",
        "search": _address("search") if _is_staff(viewer) else "",
        "settings": (_address("settings") or _address("plan-templates")) if viewer.is_lead or viewer.is_admin else "",
        "own": _address("my-settings") if viewer.account_id else "",
        "sign_out": _address("account_logout") if viewer.account_id else "",
        "language": _address("choose-language"),
        "demo_mail": _address("demo-mailbox") if settings.FRAMDRIFT_DEMO else "",
    }


def _is_current(address: str, path: str) -> bool:
    return path == address if address == "/" else path.startswith(address)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
