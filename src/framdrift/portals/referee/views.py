"""The referee's page, read on a personal link; opening it changes nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.foundation import links
from framdrift.recruiting.queries.public import referee_page


@require_safe
def home(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks, about whom, and how to answer or decline."""
    link = links.open_link(token, purpose="referee", at=timezone.now())
    reference = referee_page(int(link.subject_key.partition(":")[2])) if link else None
    if reference is None:
        raise Http404
    response = render(
        request,
        "referee/home.html",
        {
            "reference": reference,
            "owner": reference.candidacy.assignment.owner,
            "person": reference.candidacy.candidate,
        },
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
