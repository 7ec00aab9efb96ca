"""Putting a file in, saying what it means, seeing what would happen, and following what does."""

from __future__ import annotations

import csv
import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.desk.imports import taking
from framdrift.desk.imports.forms import MEANINGS, FileForm, MappingForm, ReadAsForm
from framdrift.foundation.spreadsheets import plain_cell
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import import_runs
from framdrift.recruiting.models import ImportMapping, ImportRun, RefusedRow
from framdrift.recruiting.transitions.told import Misread, Unread, Unreadable

_LISTED, _TRIED, _SHOWN, _SHOWN_BEFORE = 50, 1000, 100, 20
_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])


@_SHOWS_OR_SAVES
def import_list(request: ReaderRequest) -> HttpResponse:
    """The imports so far, and the form for one more."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("import-run", run_id=_put_in(request, form).pk)
    runs = ImportRun.objects.select_related("started_by")[:_LISTED]
    return render(request, "imports/list.html", {"form": form, "runs": runs}, status=422 if form.is_bound else 200)


def _put_in(request: ReaderRequest, form: FileForm) -> ImportRun:
    data = form.cleaned_data
    run = ImportRun(
        source=data["kind"],
        file_name=data["file"].name[:200],
        stored_as=secrets.token_hex(16),
        mapping={"company": data["company"].strip(), "assignment": data["assignment"].strip()},
        started_by_id=request.viewer.account_id,
        started_at=timezone.now(),
    )
    taking.store(run, data["file"])
    run.file_digest = import_runs.digest_of(taking.path_of(run))
    run.save()
    return run


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A row of the file that was not taken: where, in which column, why."""

    where: str
    field: str
    reason: str


@_SHOWS_OR_SAVES
def import_run(request: ReaderRequest, run_id: int) -> HttpResponse:
    """One import: what its columns mean and what would happen while it waits; how far it has come afterwards."""
    run = get_object_or_404(ImportRun, pk=run_id)
    context: dict[str, Any] = {"run": run, "refused": _stored(run)}
    if run.state == import_runs.WAITING and run.rows_total is None:
        if _read_as(request, run):
            return redirect("import-run", run_id=run.pk)
        try:
            context |= _understood(request, run)
        except Unreadable as no:
            context["unreadable"] = str(no)
            if isinstance(no, Misread):
                context["read_as"] = ReadAsForm(initial={"read_as": run.mapping.get("encoding", "")})
    return render(request, "imports/run.html", context)


def _read_as(request: ReaderRequest, run: ImportRun) -> bool:
    """Whether another encoding was chosen for a file that could not be read."""
    form = ReadAsForm(request.POST)
    if not form.is_valid():
        return False
    run.mapping = {**run.mapping, "encoding": form.cleaned_data["read_as"]}
    run.save(update_fields=["mapping"])
    return True


def _understood(request: ReaderRequest, run: ImportRun) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if run.source == taking.TABLE:
        look = taking.look_at(run)
        form = _mapping_form(request, run, look)
        found = {"look": look, "form": form}
        if form.is_bound and form.is_valid():
            _remember(request, run, form.mapping(), look.digest)
            messages.success(request, _("The meaning of the columns is remembered."))
    if run.source != taking.TABLE or "columns" in run.mapping:
        found["report"] = taking.tried(run, by=request.viewer, at=timezone.now(), rows=_TRIED)
        found["would_refuse"] = [_in_words(one, one.where()) for one in found["report"].refused[:_SHOWN_BEFORE]]
    return found


def _stored(run: ImportRun) -> list[RefusedLine]:
    return [_in_words(one, one.place) for one in run.refused.all()[:_SHOWN]]


def _in_words(one: Unread | RefusedRow, place: str) -> RefusedLine:
    """A row that was refused, with its column by the name that the page gives it."""
    where = place or capfirst(_("line %(line)d") % {"line": one.line})
    return RefusedLine(where, str(MEANINGS.get(one.field, one.field)), one.reason)


def _mapping_form(request: ReaderRequest, run: ImportRun, look: taking.Look) -> MappingForm:
    """With what was chosen, else what is remembered for this header, else what is proposed."""
    remembered = ImportMapping.objects.filter(header_digest=look.digest).values_list("mapping", flat=True).first()
    mapping = run.mapping if "columns" in run.mapping else remembered or {}
    proposed = mapping.get("columns") or look.proposed
    initial = {name: run.mapping.get(name) or mapping.get(name, "") for name in ("dates", "encoding")}
    return MappingForm(request.POST or None, header=look.header, proposed=proposed, initial=initial)


def _remember(request: ReaderRequest, run: ImportRun, mapping: dict[str, Any], digest: str) -> None:
    run.mapping = {"company": run.mapping["company"], "assignment": run.mapping["assignment"], **mapping}
    run.save(update_fields=["mapping"])
    remembered = {
        "name": run.file_name[:120],
        "mapping": mapping,
        "confirmed_by_id": request.viewer.account_id,
        "confirmed_at": timezone.now(),
    }
    ImportMapping.objects.update_or_create(header_digest=digest, defaults=remembered)


@require_POST
def import_begin(request: ReaderRequest, run_id: int) -> HttpResponse:
    """Hand the file to the worker, once."""
    run = get_object_or_404(ImportRun, pk=run_id)
    waiting = ImportRun.objects.filter(pk=run.pk, state=import_runs.WAITING)
    if waiting.update(state=import_runs.RUNNING):
        taking.take_in.enqueue(run.pk, at=timezone.now().isoformat())
        messages.success(request, _("The worker takes the file in. This page shows how far it has come."))
    return redirect("import-run", run_id=run.pk)


@require_safe
def import_refused(request: ReaderRequest, run_id: int) -> HttpResponse:
    """The rows that were not taken, as a CSV that a spreadsheet opens without running anything in it."""
    run = get_object_or_404(ImportRun, pk=run_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-{run.pk}.csv"'
    response.write("\ufeff")
    rows = csv.writer(response)
    rows.writerow([_("Where"), _("Field"), _("Reason")])
    for one in run.refused.iterator():
        rows.writerow([plain_cell(one.place) or one.line, plain_cell(one.field), plain_cell(one.reason)])
    return response
