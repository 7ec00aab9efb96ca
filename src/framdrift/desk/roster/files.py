"""A roster file at the desk: put in, understood, seen, taken in or put away."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.desk.organisations.hidden import hidden_is_missing
from framdrift.foundation.spreadsheets import plain_cell
from framdrift.organisations.queries import company as company_of
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.roster import importing, pages
from framdrift.organisations.roster.forms import RosterFileForm
from framdrift.organisations.roster.told import Unreadable

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])
_LISTED = 50


@_SHOWS_OR_SAVES
@hidden_is_missing
def put_in(request: ReaderRequest, company_id: int) -> HttpResponse:
    """The files so far, and the form for one more."""
    company = company_of(request.viewer, company_id)
    form = RosterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = importing.put_in(
            company_id=company_id, file_name=file.name, blocks=file.chunks(), by=request.viewer, at=timezone.now()
        )
        return redirect("roster-file", roster_run_id=run.pk)
    runs = importing.visible_runs(request.viewer).filter(company_id=company_id)[:_LISTED]
    shown = {"company": company, "form": form, "runs": runs}
    return render(request, "roster/files.html", shown, status=422 if form.is_bound else 200)


@_SHOWS_OR_SAVES
@hidden_is_missing
def file(request: ReaderRequest, roster_run_id: int) -> HttpResponse:
    """One file: what its columns mean and what would happen while it waits; how it was taken in afterwards."""
    at = timezone.now()
    run = get_object_or_404(importing.visible_runs(request.viewer), pk=roster_run_id)
    if request.method == "POST" and run.state == "waiting":
        pages.say(run, request.POST, by=request.viewer, at=at)
        return redirect("roster-file", roster_run_id=run.pk)
    shown = pages.waiting(run, by=request.viewer, at=at) if run.state == "waiting" else {}
    return render(request, "roster/file.html", {"run": run, **shown})


@require_POST
@hidden_is_missing
def take(request: ReaderRequest, roster_run_id: int) -> HttpResponse:
    """Write what was seen; where something else would happen by now, show that instead."""
    run = get_object_or_404(importing.visible_runs(request.viewer), pk=roster_run_id)
    if run.state != "waiting":
        return redirect("roster-file", roster_run_id=run.pk)
    try:
        told, instead = pages.take(run, request.POST, by=request.viewer, at=timezone.now())
    except Unreadable:
        return redirect("roster-file", roster_run_id=run.pk)
    if instead is None:
        messages.success(request, told)
        return redirect("roster-file", roster_run_id=run.pk)
    if told:
        messages.warning(request, told)
    return render(request, "roster/file.html", {"run": run, **instead}, status=422)


@require_POST
@hidden_is_missing
def put_away(request: ReaderRequest, roster_run_id: int) -> HttpResponse:
    """Not this file."""
    run = get_object_or_404(importing.visible_runs(request.viewer), pk=roster_run_id)
    importing.put_away(run=run, by=request.viewer)
    messages.success(request, _("The file is removed. Nothing was changed."))
    return redirect("roster", company_id=run.company_id)


@require_safe
@hidden_is_missing
def refused(request: ReaderRequest, roster_run_id: int) -> HttpResponse:
    """The rows that were not taken, as a CSV that a spreadsheet opens without running anything in it."""
    run = get_object_or_404(importing.visible_runs(request.viewer), pk=roster_run_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-{run.pk}.csv"'
    response.write("\ufeff")
    rows = csv.writer(response)
    rows.writerow([_("Line"), _("Field"), _("Reason")])
    for line, field, reason in run.refused:
        rows.writerow([line, field, plain_cell(reason)])
    return response
