"""To and from other programs: a round's words for the agency's own analysis, released figures, the codebook."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.conversations.models import ProgrammeRound
from framdrift.desk.conversations.coding_subject import round_of
from framdrift.desk.conversations.subject import done
from framdrift.insights.codebook.queries import book
from framdrift.insights.exchange.actions import TakenIn, export_round, take_codes
from framdrift.insights.exchange.cells import cells_of
from framdrift.insights.exchange.codebook import codes_of
from framdrift.insights.exchange.gathering import refuse
from framdrift.insights.exchange.packing import MOST_BYTES
from framdrift.insights.exchange.tables import csv_of, sav_of
from framdrift.insights.exchange.writing import qdc
from framdrift.insights.models.releases import FIGURES
from framdrift.insights.release.queries import visible_releases
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])
_FORMATS = {"csv": (csv_of, "application/zip", "zip"), "spss": (sav_of, "application/octet-stream", "sav")}


class ProjectForm(forms.Form):
    """A file from another program."""

    file = forms.FileField(label=gettext_lazy("QDPX file"), widget=forms.FileInput(attrs={"accept": ".qdpx"}))

    def clean_file(self) -> UploadedFile[bytes]:
        """Not larger than is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than %(n)s MB.") % {"n": MOST_BYTES // 1024**2})
        return file


@_SHOWS_OR_SAVES
def exchange(request: ReaderRequest, round_id: int) -> HttpResponse:
    """What a file for another program would hold, and codes from one taken in."""
    row = round_of(request.viewer, round_id)
    form = ProjectForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and done(form, lambda: _take(request, row, form)):
        return redirect("coding-exchange", round_id=row.pk)
    context = {
        "round": row,
        "name": row.programme.name_in(get_language() or "en"),
        "form": form,
        "why_not": _why_not(row),
    }
    return render(request, "conversations/exchange.html", context, status=422 if form.is_bound else 200)


@require_POST
def export(request: ReaderRequest, round_id: int) -> HttpResponse:
    """The QDPX file. Noted in the log, so it is asked for and not merely opened."""
    row = round_of(request.viewer, round_id)
    try:
        content = export_round(
            programme_round=row, language=get_language() or "en", by=request.viewer, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("coding-exchange", round_id=row.pk)
    return _file(content, "application/zip", f"round-{row.pk}.qdpx")


@require_safe
def release_cells(request: ReaderRequest, release_id: int) -> HttpResponse:
    """The released cells as CSV with their codebook, or with `?form=spss` for SPSS."""
    row = get_object_or_404(visible_releases(request.viewer).filter(content=FIGURES), pk=release_id)
    make, media, ending = _FORMATS["spss" if request.GET.get("form") == "spss" else "csv"]
    try:
        content = make(cells_of(row))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("release", release_id=row.pk)
    return _file(content, media, f"release-{row.pk}.{ending}")


@require_safe
def codebook_file(request: ReaderRequest) -> HttpResponse:
    """The codebook in use as QDC."""
    return _file(qdc(codes_of(book(), get_language() or "en")), "application/xml", "codebook.qdc")


def _why_not(row: ProgrammeRound) -> str:
    try:
        refuse(row)
    except Refused as refusal:
        return str(refusal)
    return ""


def _take(request: ReaderRequest, row: ProgrammeRound, form: ProjectForm) -> None:
    content = form.cleaned_data["file"].read()
    taken = take_codes(programme_round=row, content=content, by=request.viewer, at=timezone.now())
    messages.success(request, _told(taken))


def _told(taken: TakenIn) -> str:
    """What a file gave, in sentences."""
    said = [ngettext("%(n)s code is new here.", "%(n)s codes are new here.", taken.given) % {"n": taken.given}]
    if taken.stood:
        there = ngettext("%(n)s stood here already.", "%(n)s stood here already.", taken.stood)
        said.append(there % {"n": taken.stood})
    if taken.misplaced:
        left = ngettext(
            "%(n)s was left: its passage is not here, or the words are others.",
            "%(n)s were left: their passages are not here, or the words are others.",
            taken.misplaced,
        )
        said.append(left % {"n": taken.misplaced})
    if taken.unknown:
        said.append(_("Not in the codebook, and left: %(names)s.") % {"names": ", ".join(taken.unknown)})
    return " ".join(said)


def _file(content: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
