"""Where the time went, for the agency: of all that the reader may see or of one client, with the list behind each
number, and the same on paper."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.momentum.reporting.case_words import heading_of
from framdrift.momentum.reporting.drawing import drawn
from framdrift.momentum.reporting.period import Period
from framdrift.momentum.reporting.queries import MOST, SHOWN, report_cases, staff_report
from framdrift.momentum.reporting.showing import PERIODS, asked_period, once_read, paper
from framdrift.organisations.access import visible_companies
from framdrift.organisations.models import Company
from framdrift.organisations.reader import ReaderRequest


@require_safe
@once_read("reports/reading.html")
def time_report(request: ReaderRequest) -> HttpResponse:
    """`?period=`, `from` and `to` choose the days, `client` a company.

    `?cases=` lists what a number counts, `?form=pdf` is the same on paper.
    """
    name, period = asked_period(request, as_of=timezone.now())
    company = _company(request)
    key = request.GET.get("cases", "")
    if key.startswith(("losses:", "report:", "forecasts:")):
        return HttpResponseRedirect(_elsewhere(key, period, name, company))
    if key:
        return _cases(request, period, key, company)
    found = staff_report(request.viewer, period, company_id=company.pk if company else None)
    if request.GET.get("form") == "pdf":
        return paper(found, period)
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
    """The page that has the list: of the two losses, of the forecasts, or the report on one client."""
    days = {"from": period.first_on.isoformat(), "to": period.last_on.isoformat()}
    sort, _colon, what = key.partition(":")
    if sort == "forecasts":
        return f"{reverse('report-forecasts')}?{urlencode({'cases': what})}#cases"
    if sort == "report":
        return f"{reverse('report-time')}?{urlencode({'period': name, **days, 'client': what})}"
    if company is not None:
        return f"{reverse('report-losses')}?{urlencode(days)}#clients"
    chosen = {} if what == "either" else {"cases": what}
    return f"{reverse('report-losses')}?{urlencode(days | chosen)}#{'cases' if chosen else 'slowness'}"
