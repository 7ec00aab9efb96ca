"""The client's own report: whom its recruitments waited for, how dates and promises were kept both ways, and the two
losses, with the assignments behind each number. No candidate is named."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from framdrift.foundation.calendar import agency_zone
from framdrift.momentum.losses.queries import told
from framdrift.momentum.losses.rules import TOO_FEW
from framdrift.momentum.reporting.apart.asking import StillReading
from framdrift.momentum.reporting.case_words import heading_of
from framdrift.momentum.reporting.drawing import drawn
from framdrift.momentum.reporting.paper.making import pdf_of
from framdrift.momentum.reporting.period import Period, chosen_period
from framdrift.momentum.reporting.queries import MOST, client_report, report_cases
from framdrift.organisations.models import Agency
from framdrift.organisations.reader import ReaderRequest

PERIODS = (
    ("year", gettext_lazy("The last year")),
    ("quarter", gettext_lazy("The last quarter")),
)
_LISTED = 50


@require_safe
def report(request: ReaderRequest) -> HttpResponse:
    """The last year, or the days that the reader chooses, of the assignments that this seat sees.

    `?cases=` lists what a number counts, `?form=pdf` is the same on paper. While everything is read for the first
    time the page says how far that has come, asks again by itself, and is loaded anew when there is an answer.
    """
    try:
        answer = _answer(request)
    except StillReading as reading:
        return _reading(request, reading)
    if request.headers.get("HX-Trigger") == "reading":
        return HttpResponse(headers={"HX-Refresh": "true"})
    return answer


def _answer(request: ReaderRequest) -> HttpResponse:
    name = request.GET.get("period", "year")
    first, last = request.GET.get("from", ""), request.GET.get("to", "")
    period = chosen_period(name, first=first, last=last, as_of=timezone.now(), zone=agency_zone())
    if key := request.GET.get("cases", ""):
        return _cases(request, period, key)
    document, found = client_report(request.viewer, period)
    if request.GET.get("form") == "pdf":
        return _paper(pdf_of(document, agency=_agency()), period)
    context = {
        "document": document,
        "parts": [(part, drawn(part)) for part in document.parts if part.key != "losses"],
        "found": found,
        "enough": TOO_FEW,
        "period": period,
        "name": name,
        "periods": PERIODS,
        "lost": [one for one in told(found, "ends") if one.cause][:_LISTED],
        "declined": told(found, "declined")[:_LISTED],
    }
    return render(request, "client/report.html", context)


def _reading(request: ReaderRequest, reading: StillReading) -> HttpResponse:
    """How far it has come. A paper is asked for again from the page, which can say when that is possible."""
    if "form" in request.GET:
        asked = request.GET.copy()
        del asked["form"]
        return HttpResponseRedirect(f"{request.path}?{asked.urlencode()}")
    context = {"share": reading.share, "done": round(100 * reading.share)}
    return render(request, "client/report_reading.html", context)


def _cases(request: ReaderRequest, period: Period, key: str) -> HttpResponse:
    found = report_cases(request.viewer, period, key, most=MOST)
    if found is None:
        raise Http404
    context = {"found": found, "heading": heading_of(key), "period": period}
    return render(request, "client/report_cases.html", context)


def _paper(content: bytes, period: Period) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    name = f"report-{period.first_on.isoformat()}-{period.last_on.isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _agency() -> str:
    return Agency.objects.values_list("name", flat=True).first() or ""
