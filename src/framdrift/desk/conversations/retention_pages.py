"""How long people stay at a company, and who of those hired through the agency leaves early."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from framdrift.desk.conversations.finding_pages import points_told
from framdrift.foundation import calendar
from framdrift.insights.findings.early_leaving import early_leaving
from framdrift.insights.findings.hires import LEAST, Comparison, EarlyLeaving, Ground
from framdrift.insights.findings.retention import company_retention
from framdrift.insights.findings.retention_shown import retention_shown
from framdrift.organisations.access import visible_companies
from framdrift.organisations.reader import ReaderRequest
from framdrift.science.calendars import local_date

_GROUNDS: Final[Mapping[Ground, tuple[str | Promise, str | Promise, str | Promise]]] = {
    Ground.TEMPO: (
        gettext_lazy("The tempo of the recruitment"),
        gettext_lazy("the quicker half"),
        gettext_lazy("the slower half"),
    ),
    Ground.PAY: (
        gettext_lazy("A pay range was told from the beginning"),
        gettext_lazy("told"),
        gettext_lazy("not told"),
    ),
    Ground.WORDS: (
        gettext_lazy("Something about the work was promised in words"),
        gettext_lazy("promised"),
        gettext_lazy("not promised"),
    ),
    Ground.LATE: (
        gettext_lazy("Promised days during the recruitment"),
        gettext_lazy("all kept"),
        gettext_lazy("at least one passed"),
    ),
}


@require_safe
def company_staying(request: ReaderRequest, company_id: int) -> HttpResponse:
    """A company's curve, who stayed a year, and early leaving among those hired through the agency."""
    company = get_object_or_404(visible_companies(request.viewer), pk=company_id)
    today = local_date(timezone.now(), calendar.agency_zone())
    own = early_leaving(request.viewer, on=today, company_id=company.pk)
    context = {
        "company": company,
        "shown": retention_shown(company_retention(request.viewer, company.pk, on=today)),
        "early": [
            ("here", _early(own)),
            ("everywhere", _early(early_leaving(request.viewer, on=today))),
        ],
        "least": LEAST,
    }
    return render(request, "conversations/company_retention.html", context)


def _early(found: EarlyLeaving) -> dict[str, object]:
    differ = [one for one in found.comparisons if one.first.n and one.second.n]
    return {
        "all": found.all,
        "middle": found.middle,
        "rows": [_row(one) for one in differ],
        "alike": [_GROUNDS[one.ground][0] for one in found.comparisons if one not in differ],
    }


def _row(one: Comparison) -> dict[str, object]:
    title, first, second = _GROUNDS[one.ground]
    return {
        "title": title,
        "sides": ((first, one.first), (second, one.second)),
        "apart": points_told(one.difference) if one.difference else "",
        "stands": one.stands,
    }
