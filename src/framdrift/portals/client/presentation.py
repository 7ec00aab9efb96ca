"""The shortlist that was shared with a client, as a page and as PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from framdrift.organisations.models import Agency
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.presentation_pdf.making import pdf_of
from framdrift.recruiting.queries.presentations import shared_with, shortlist


@require_safe
def presentation(request: ReaderRequest, presentation_id: int) -> HttpResponse:
    """What the consultant says of each candidate."""
    found = get_object_or_404(shared_with(request.viewer), pk=presentation_id)
    return render(request, "client/presentation.html", {"shortlist": shortlist(found)})


@require_safe
def pdf(request: ReaderRequest, presentation_id: int) -> HttpResponse:
    """The same to print or pass on inside the company."""
    found = get_object_or_404(shared_with(request.viewer), pk=presentation_id)
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    response = HttpResponse(pdf_of(shortlist(found), agency=agency), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="shortlist-{found.pk}.pdf"'
    return response
