"""The front door: where each kind of user begins."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from framdrift.organisations.access import Viewer
from framdrift.organisations.reader import ReaderRequest


@require_safe
def home(request: ReaderRequest) -> HttpResponse:
    """Lead the reader to where they begin; one who has not signed in to the sign-in page, or to the demonstration."""
    viewer = request.viewer
    if viewer.account_id is None:
        return redirect("demo" if settings.FRAMDRIFT_DEMO else "account_login")
    return redirect(first_page(viewer))


def first_page(viewer: Viewer) -> str:
    """The address where a signed-in viewer begins; their own settings where nothing else is theirs."""
    wanted = [
        ("today", viewer.is_recruiter),
        ("people", viewer.is_admin),
        ("company-list", viewer.is_interviewer),
        ("client-home", viewer.is_client),
    ]
    addresses = [_address(name) for name, fits in wanted if fits]
    return next((address for address in addresses if address), reverse("my-settings"))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
