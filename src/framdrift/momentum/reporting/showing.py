"""What the agency's page of the report and the client's have in common: the days asked for, the wait for a first
reading, and the paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from framdrift.foundation.calendar import agency_zone
from framdrift.momentum.reporting.apart.asking import StillReading
from framdrift.momentum.reporting.paper.making import pdf_of
from framdrift.momentum.reporting.period import Period, chosen_period
from framdrift.momentum.reporting.shapes import Document
from framdrift.organisations.models import Agency
from framdrift.organisations.reader import ReaderRequest

View = Callable[[ReaderRequest], HttpResponse]
PERIODS = (
    ("year", gettext_lazy("The last year")),
    ("quarter", gettext_lazy("The last quarter")),
)


def asked_period(request: ReaderRequest, *, as_of: datetime) -> tuple[str, Period]:
    """`?period=` by name, and the days that it or `from` and `to` choose."""
    name = request.GET.get("period", "year")
    first, last = request.GET.get("from", ""), request.GET.get("to", "")
    return name, chosen_period(name, first=first, last=last, as_of=as_of, zone=agency_zone())


def once_read(template: str) -> Callable[[View], View]:
    """While everything is read for the first time the page says in `template` how far that has come, asks again by
    itself, and is loaded anew when there is an answer."""

    def waiting(view: View) -> View:
        @wraps(view)
        def shown(request: ReaderRequest) -> HttpResponse:
            try:
                answer = view(request)
            except StillReading as reading:
                return _reading(request, reading, template)
            is_asked_again = request.headers.get("HX-Trigger") == "reading"
            return HttpResponse(headers={"HX-Refresh": "true"}) if is_asked_again else answer

        return shown

    return waiting


def paper(document: Document, period: Period) -> HttpResponse:
    """The report as a PDF to keep."""
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    response = HttpResponse(pdf_of(document, agency=agency), content_type="application/pdf")
    name = f"report-{period.first_on.isoformat()}-{period.last_on.isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _reading(request: ReaderRequest, reading: StillReading, template: str) -> HttpResponse:
    """A paper is asked for again from the page, which can say when that is possible."""
    if "form" in request.GET:
        asked = request.GET.copy()
        del asked["form"]
        return HttpResponseRedirect(f"{request.path}?{asked.urlencode()}")
    return render(request, template, {"share": reading.share, "done": round(100 * reading.share)})
