"""What has been released, as documents to show and to follow up by: pages, and the same as PDF with `?form=pdf`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from framdrift.insights.presentation.paper import paper_of
from framdrift.insights.presentation.queries import follow_up_of, presentation_of
from framdrift.insights.presentation.shapes import Document
from framdrift.organisations.access import visible_companies
from framdrift.organisations.models import Agency
from framdrift.organisations.reader import ReaderRequest


@require_safe
def presentation(request: ReaderRequest) -> HttpResponse:
    """For the company's management: why people stay and leave, what was promised, how sure it is."""
    return _shown(request, presentation_of, "presentation")


@require_safe
def follow_up(request: ReaderRequest) -> HttpResponse:
    """The sheet for the organisational and social work environment."""
    return _shown(request, follow_up_of, "osa")


def _shown(request: ReaderRequest, made: Callable[..., Document | None], name: str) -> HttpResponse:
    if not request.viewer.is_client_hr:
        raise Http404
    company = get_object_or_404(visible_companies(request.viewer))
    document = made(request.viewer, company, on=timezone.localdate(), language=get_language() or "sv")
    if request.GET.get("form") == "pdf":
        return _paper(document, name)
    context: dict[str, Any] = {"document": document}
    return render(request, "client/findings_paper.html", context)


def _paper(document: Document | None, name: str) -> HttpResponse:
    if document is None:
        raise Http404
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    response = HttpResponse(paper_of(document, agency=agency), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
