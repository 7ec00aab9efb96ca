"""The client's own two losses: counts with their intervals, and the assignments behind each. No candidate is named."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.foundation.calendar import agency_zone
from framdrift.momentum.losses.queries import losses, told
from framdrift.momentum.losses.rules import TOO_FEW
from framdrift.organisations.reader import ReaderRequest
from framdrift.science.calendars import local_date

_YEARS = (1, 2, 5)
_LISTED = 50


@require_safe
def report(request: ReaderRequest) -> HttpResponse:
    """The last year, or two or five (`?years=`), of the assignments that this seat sees."""
    now = timezone.now()
    last_on = local_date(now, agency_zone())
    chosen = request.GET.get("years", "1")
    years = int(chosen) if chosen in map(str, _YEARS) else 1
    first_on = last_on - timedelta(days=365 * years - 1)
    found = losses(request.viewer, first_on=first_on, last_on=last_on, as_of=now)
    context = {
        "found": found,
        "enough": TOO_FEW,
        "years": years,
        "choices": _YEARS,
        "lost": [one for one in told(found, "ends") if one.cause][:_LISTED],
        "declined": told(found, "declined")[:_LISTED],
    }
    return render(request, "client/report.html", context)
