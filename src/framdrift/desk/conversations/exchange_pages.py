"""What has been released at a company, as the documents that its management and HR see."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from framdrift.conversations.scope import listens
from framdrift.insights.presentation.paper import paper_of
from framdrift.insights.presentation.queries import follow_up_of, presentation_of
from framdrift.insights.presentation.shapes import Document
from framdrift.insights.surveys.queries import surveys_of
from framdrift.organisations.access import visible_companies
from framdrift.organisations.models import Agency
from framdrift.organisations.reader import ReaderRequest


@require_safe
def presentation(request: ReaderRequest, company_id: int) -> HttpResponse:
    """The presentation as the client sees it; `?form=pdf` on paper."""
    return _shown(request, company_id, presentation_of, "presentation")


@require_safe
def follow_up(request: ReaderRequest, company_id: int) -> HttpResponse:
    """The sheet for the organisational and social work environment as the client sees it; `?form=pdf` on paper."""
    return _shown(request, company_id, follow_up_of, "osa")


@require_safe
def old_surveys(request: ReaderRequest, company_id: int) -> HttpResponse:
    """What may be told of the company's old surveys, each from what was kept of it."""
    company = get_object_or_404(visible_companies(request.viewer), pk=company_id)
    found = surveys_of(request.viewer, company.pk, language=get_language() or "en")
    return render(request, "conversations/old_surveys.html", {"company": company, "surveys": found})


def _shown(request: ReaderRequest, company_id: int, made: Callable[..., Document | None], name: str) -> HttpResponse:
    if not listens(request.viewer):
        raise Http404
    company = get_object_or_404(visible_companies(request.viewer), pk=company_id)
    document = made(request.viewer, company, on=timezone.localdate(), language=get_language() or "sv")
    if document is None:
        raise Http404
    if request.GET.get("form") == "pdf":
        return _paper(document, f"{name}-{company.pk}")
    return render(request, "conversations/findings_paper.html", {"document": document, "company": company})


def _paper(document: Document, name: str) -> HttpResponse:
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    response = HttpResponse(paper_of(document, agency=agency), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
