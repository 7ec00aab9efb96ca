"""The talent pool. Renewing, leaving and entering an assignment are verbs of the candidate."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.desk.numbers import number_in
from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.queries.pool import LISTED, SOON_DAYS, pool_lines
from framdrift.science.calendars import local_date


@require_safe
def pool(request: ReaderRequest) -> HttpResponse:
    """Candidates whose own consent is in force, found by words; `?soon=1` those whose consent runs out."""
    search, only_soon = request.GET.get("q", "").strip(), request.GET.get("soon") == "1"
    first = number_in(request.GET.get("from", "")) or 0
    on = local_date(timezone.now(), agency_zone())
    lines, more = pool_lines(request.viewer, search=search, only_soon=only_soon, first=first, on=on)
    context = {
        "lines": lines,
        "search": search,
        "only_soon": only_soon,
        "soon_days": SOON_DAYS,
        "more_from": first + LISTED if more else None,
    }
    return render(request, "pool/pool.html", context)
