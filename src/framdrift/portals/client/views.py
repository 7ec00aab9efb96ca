"""The client's page: what waits on this seat, and how its assignments go."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.conversations.exits.queries import to_answer
from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import visible_companies
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.queries import plans_of
from framdrift.portals.client.telling_apart import told_apart
from framdrift.portals.client.words import todo
from framdrift.recruiting.queries.client_page import client_home
from framdrift.recruiting.queries.client_scope import own_absence
from framdrift.recruiting.queries.presentations import shared_with
from framdrift.science.calendars import local_date

_PRESENTATIONS = 5


@require_safe
def home(request: ReaderRequest) -> HttpResponse:
    """What waits on me and how many minutes it takes; then how each assignment goes."""
    at = timezone.now()
    on = local_date(at, agency_zone())
    page = client_home(request.viewer, on=on)
    plans = plans_of(request.viewer, [one.id for one in page.assignments], as_of=at)
    apart = told_apart(page.assignments)
    context = {
        "company": visible_companies(request.viewer).values_list("name", flat=True).first() or "",
        "minutes": page.minutes,
        "todos": [(todo(task), apart.get(task.assignment_id, "")) for task in page.tasks],
        "assignments": [(one, plans.get(one.id), apart.get(one.id, "")) for one in page.assignments],
        "presentations": shared_with(request.viewer)[:_PRESENTATIONS],
        "leavers_waiting": to_answer(request.viewer),
        "absence": own_absence(request.viewer, on=on),
    }
    return render(request, "client/home.html", context)
