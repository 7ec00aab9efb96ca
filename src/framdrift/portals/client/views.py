"""The client's page: what waits on this seat, and how its assignments go."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import visible_companies
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.queries.client_page import client_home
from framdrift.recruiting.queries.presentations import shared_with
from framdrift.science.calendars import local_date


@require_safe
def home(request: ReaderRequest) -> HttpResponse:
    """What waits on me and how many minutes it takes; then the plan of each assignment."""
    at = timezone.now()
    page = client_home(
        request.viewer,
        company=visible_companies(request.viewer).values_list("name", flat=True).first() or "",
        on=local_date(at, agency_zone()),
        as_of=at,
        language=request.viewer.language,
    )
    return render(request, "client/home.html", {"page": page, "presentations": shared_with(request.viewer)})
