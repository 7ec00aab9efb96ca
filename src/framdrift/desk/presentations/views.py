"""Choose, write, read through, share."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.desk.assignments.subject import VERBS, assignments_of
from framdrift.desk.presentations.forms import ShortlistForm
from framdrift.desk.verbs import Doing, Done
from framdrift.organisations.models import Agency
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy
from framdrift.recruiting.presentation_pdf.making import pdf_of
from framdrift.recruiting.queries.presentations import presentable, presentations_of, shortlist
from framdrift.recruiting.refusals import Refusal


@require_safe
def presentations(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """The shortlists that were made, newest first."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    context = {"assignment": row, "presentations": presentations_of(request.viewer, row)}
    return render(request, "presentations/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """First who (`?c=` once for each), then the words on them."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    there = presentable(request.viewer, row)
    wanted = request.GET.getlist("c")
    chosen = [one for one in there if str(one.pk) in wanted]
    if not chosen:
        return render(request, "presentations/choose.html", {"assignment": row, "candidacies": there})
    form = ShortlistForm(request.POST or None, candidacies=chosen, initial={"language": request.viewer.language})
    if request.method == "POST" and form.is_valid():
        answer = _made(request, row, form)
        if answer is not None:
            return answer
    status = 422 if form.is_bound else 200
    return render(request, "presentations/write.html", {"assignment": row, "form": form}, status=status)


def _made(request: ReaderRequest, row: Assignment, form: ShortlistForm) -> HttpResponse | None:
    pages: list[tuple[Candidacy, str]] = form.pages()
    facts = {name: form.cleaned_data[name] for name in ("introduction", "language", "blind")}
    try:
        made = actions.make_presentation(assignment=row, pages=pages, by=request.viewer, at=timezone.now(), **facts)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence())
        return None
    messages.success(request, _("The shortlist is made. Read it through; the client sees it when you share it."))
    return redirect("presentation", assignment_id=row.pk, presentation_id=made.pk)


@require_safe
def presentation(request: ReaderRequest, assignment_id: int, presentation_id: int) -> HttpResponse:
    """The shortlist as the client will read it, or reads it."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    found = get_object_or_404(presentations_of(request.viewer, row), pk=presentation_id)
    return render(request, "presentations/preview.html", {"assignment": row, "shortlist": shortlist(found)})


@require_safe
def pdf(request: ReaderRequest, assignment_id: int, presentation_id: int) -> HttpResponse:
    """The same as PDF."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    found = get_object_or_404(presentations_of(request.viewer, row), pk=presentation_id)
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    response = HttpResponse(pdf_of(shortlist(found), agency=agency), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="shortlist-{found.pk}.pdf"'
    return response


@VERBS.verb(gettext_lazy("Share with the client"))
def share(doing: Doing[Assignment]) -> Done:
    """The client's seats may read it from now."""
    found = get_object_or_404(presentations_of(doing.by, doing.row), pk=doing.parts["presentation_id"])
    actions.share_presentation(presentation=found, by=doing.by, at=doing.at)
    told = _("%(company)s sees the shortlist on its page now. Nothing was sent by mail.")
    address = reverse("presentation", args=[doing.row.pk, found.pk])
    return Done(told % {"company": doing.row.company}, to=address)
