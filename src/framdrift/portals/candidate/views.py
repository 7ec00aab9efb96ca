"""The candidate's page: read on a personal link, without an account; opening it changes nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from framdrift.foundation import links
from framdrift.recruiting.queries.public import candidate_page


@require_safe
def home(request: HttpRequest, token: str) -> HttpResponse:
    """Where I stand, who has the ball until when, and when I hear next."""
    link = links.open_link(token, purpose="candidate", at=timezone.now())
    page = candidate_page(int(link.subject_key.partition(":")[2]), language=_language()) if link else None
    if page is None:
        raise Http404
    response = render(request, "candidate/home.html", {"page": page})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _language() -> str:
    return "sv" if translation.get_language() == "sv" else "en"
