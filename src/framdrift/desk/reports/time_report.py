"""Where the time went, for the agency: of all that the reader may see or of one client, with the list behind each
number, and the same on paper."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from framdrift.foundation.calendar import agency_zone
from framdrift.momentum.reporting.apart.asking import StillReading
from framdrift.momentum.reporting.case_words import heading_of
from framdrift.momentum.reporting.drawing import drawn
from framdrift.momentum.reporting.paper.making import pdf_of
from framdrift.momentum.reporting.period import Period, chosen_period
from framdrift.momentum.reporting.queries import MOST, SHOWN, report_cases, staff_report
from framdrift.organisations.access import visible_companies
from framdrift.organisations.models import Agency, Company
from framdrift.organisations.reader import ReaderRequest

PERIODS = (
    ("year", gettext_lazy("The last year")),
    ("quarter", gettext_lazy("The last quarter")),
)


@require_safe
def time_report(request: ReaderRequest) -> HttpResponse:
    """`?period=`, `from` and `to` choose the days, `client` a company.

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
    company = _company(request)
    key = request.GET.get("cases", "")
    if key.startswith(("losses:", "report:")):
        return HttpResponseRedirect(_elsewhere(key, period, name, company))
    if key:
        return _cases(request, period, key, company)
    found = staff_report(request.viewer, period, company_id=company.pk if company else None)
    if request.GET.get("form") == "pdf":
        return paper(pdf_of(found, agency=_agency()), period)
    context = {
        "found": found,
        "parts": [(part, drawn(part)) for part in found.parts],
        "period": period,
        "name": name,
        "periods": PERIODS,
        "company": company,
        "companies": visible_companies(request.viewer).order_by("name"),
    }
    return render(request, "reports/time.html", context)


def _reading(request: ReaderRequest, reading: StillReading) -> HttpResponse:
    """How far it has come. A paper is asked for again from the page, which can say when that is possible."""
    if "form" in request.GET:
        asked = request.GET.copy()
        del asked["form"]
        return HttpResponseRedirect(f"{request.path}?{asked.urlencode()}")
    context = {"share": reading.share, "done": round(100 * reading.share)}
    return render(request, "reports/reading.html", context)


def paper(content: bytes, period: Period) -> HttpResponse:
    """A PDF to keep."""
    response = HttpResponse(content, content_type="application/pdf")
    name = f"report-{period.first_on.isoformat()}-{period.last_on.isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cases(request: ReaderRequest, period: Period, key: str, company: Company | None) -> HttpResponse:
    most = MOST if "all" in request.GET else SHOWN
    found = report_cases(request.viewer, period, key, company_id=company.pk if company else None, most=most)
    if found is None:
        raise Http404
    context = {"found": found, "heading": heading_of(key), "period": period, "company": company, "most": MOST}
    return render(request, "reports/cases.html", context)


def _company(request: ReaderRequest) -> Company | None:
    asked = request.GET.get("client", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 12):
        raise Http404
    return get_object_or_404(visible_companies(request.viewer), pk=int(asked))


def _elsewhere(key: str, period: Period, name: str, company: Company | None) -> str:
    """The page that has the list: of the two losses, or the report on one client."""
    days = {"from": period.first_on.isoformat(), "to": period.last_on.isoformat()}
    sort, _colon, what = key.partition(":")
    if sort == "report":
        return f"{reverse('report-time')}?{urlencode({'period': name, **days, 'client': what})}"
    if company is not None:
        return f"{reverse('report-losses')}?{urlencode(days)}#clients"
    chosen = {} if what == "either" else {"cases": what}
    return f"{reverse('report-losses')}?{urlencode(days | chosen)}#{'cases' if chosen else 'slowness'}"


def _agency() -> str:
    return Agency.objects.values_list("name", flat=True).first() or ""
