"""The employee's page, read on a personal link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.foundation import links


@require_safe
def home(request: HttpRequest, token: str) -> HttpResponse:
    """What awaits the person: no talk is held before a programme invites to one."""
    link = links.open_link(token, purpose="employee", at=timezone.now())
    if link is None:
        raise Http404
    is_leaver = link.subject_key.startswith("leaver:")
    response = render(request, "employee/home.html", {"is_leaver": is_leaver})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
