"""The client's own report: whom its recruitments waited for, how dates and promises were kept both ways, and the two
losses, with the assignments behind each number. No candidate is named."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.momentum.losses.queries import told
from framdrift.momentum.losses.rules import TOO_FEW
from framdrift.momentum.reporting.case_words import heading_of
from framdrift.momentum.reporting.drawing import drawn
from framdrift.momentum.reporting.period import Period
from framdrift.momentum.reporting.queries import MOST, client_report, report_cases
from framdrift.momentum.reporting.showing import PERIODS, asked_period, once_read, paper
from framdrift.organisations.reader import ReaderRequest

_LISTED = 50


@require_safe
@once_read("client/report_reading.html")
def report(request: ReaderRequest) -> HttpResponse:
    """The last year, or the days that the reader chooses, of the assignments that this seat sees.

    `?cases=` lists what a number counts, `?form=pdf` is the same on paper.
    """
    name, period = asked_period(request, as_of=timezone.now())
    if key := request.GET.get("cases", ""):
        return _cases(request, period, key)
    document, found = client_report(request.viewer, period)
    if request.GET.get("form") == "pdf":
        return paper(document, period)
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


def _cases(request: ReaderRequest, period: Period, key: str) -> HttpResponse:
    found = report_cases(request.viewer, period, key, most=MOST)
    if found is None:
        raise Http404
    context = {"found": found, "heading": heading_of(key), "period": period}
    return render(request, "client/report_cases.html", context)
