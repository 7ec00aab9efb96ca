"""What has been released to the company: the same view for every seat that may see it, from the sealed bytes alone."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from framdrift.insights.findings.moving import how_to_read, trends_shown
from framdrift.insights.findings.released import released_trends
from framdrift.insights.release.queries import told_of_company
from framdrift.insights.release.telling import company_shown, release_shown
from framdrift.organisations.access import visible_companies
from framdrift.organisations.reader import ReaderRequest


@require_safe
def findings(request: ReaderRequest) -> HttpResponse:
    """Stay beside exit for the company, then each release by itself, newest first."""
    if not request.viewer.is_client_hr:
        raise Http404
    company = get_object_or_404(visible_companies(request.viewer))
    told = told_of_company(request.viewer, company.pk, language=get_language() or "sv")
    whole, shown = company_shown(told), [release_shown(one) for one in told]
    newest = {one.id for one in (whole.stay, whole.leave) if one is not None}
    context = {
        "company": company,
        "whole": whole,
        "trends": trends_shown(released_trends(told)),
        "how_to_read": how_to_read(),
        "releases": [one for one in shown if one.id in newest],
        "earlier": [one for one in shown if one.id not in newest],
    }
    return render(request, "client/findings.html", context)
