"""How long people stay, from the company's own roster: for its HR."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.foundation import calendar
from framdrift.insights.findings.retention import company_retention
from framdrift.insights.findings.retention_shown import retention_shown
from framdrift.organisations.access import visible_companies
from framdrift.organisations.reader import ReaderRequest
from framdrift.science.calendars import local_date


@require_safe
def retention(request: ReaderRequest) -> HttpResponse:
    """The curve with the number at risk, and who stayed a year, by unit and by the year they began."""
    if not request.viewer.is_client_hr:
        raise Http404
    company = get_object_or_404(visible_companies(request.viewer))
    today = local_date(timezone.now(), calendar.agency_zone())
    found = company_retention(request.viewer, company.pk, on=today)
    return render(request, "client/retention.html", {"company": company, "shown": retention_shown(found)})
