"""HR at the client: who is employed at the own company, and a new roster taken in with the same look beforehand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from framdrift.organisations.access import visible_companies
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.roster import importing, pages, queries
from framdrift.organisations.roster.forms import RosterFileForm
from framdrift.organisations.roster.told import Unreadable

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])
_SHOWN, _RUNS = 500, 20


@_SHOWS_OR_SAVES
def roster(request: ReaderRequest) -> HttpResponse:
    """The company's people of today, the files so far, and the form for one more."""
    at = timezone.now()
    if not request.viewer.is_client_hr:
        raise Http404
    company = get_object_or_404(visible_companies(request.viewer))
    form = RosterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = importing.put_in(
            company_id=company.pk, file_name=file.name, blocks=file.chunks(), by=request.viewer, at=at
        )
        return redirect("client-roster-file", roster_run_id=run.pk)
    rows = queries.employees_of(request.viewer, company.pk, on=timezone.localdate(at))
    shown = {
        "company": company,
        "form": form,
        "rows": rows[:_SHOWN],
        "employed": len(rows),
        "runs": importing.visible_runs(request.viewer)[:_RUNS],
    }
    return render(request, "client/roster.html", shown, status=422 if form.is_bound else 200)


@_SHOWS_OR_SAVES
def file(request: ReaderRequest, roster_run_id: int) -> HttpResponse:
    """One file: what its columns mean and what would happen while it waits; how it was taken in afterwards."""
    at = timezone.now()
    run = get_object_or_404(importing.visible_runs(request.viewer), pk=roster_run_id)
    if request.method == "POST" and run.state == "waiting":
        pages.say(run, request.POST, by=request.viewer, at=at)
        return redirect("client-roster-file", roster_run_id=run.pk)
    shown = pages.waiting(run, by=request.viewer, at=at) if run.state == "waiting" else {}
    return render(request, "client/roster_file.html", {"run": run, **shown})


@require_POST
def take(request: ReaderRequest, roster_run_id: int) -> HttpResponse:
    """Write what was seen; where something else would happen by now, show that instead."""
    run = get_object_or_404(importing.visible_runs(request.viewer), pk=roster_run_id)
    if run.state != "waiting":
        return redirect("client-roster-file", roster_run_id=run.pk)
    try:
        told, instead = pages.take(run, request.POST, by=request.viewer, at=timezone.now())
    except Unreadable:
        return redirect("client-roster-file", roster_run_id=run.pk)
    if instead is None:
        messages.success(request, told)
        return redirect("client-roster-file", roster_run_id=run.pk)
    if told:
        messages.warning(request, told)
    return render(request, "client/roster_file.html", {"run": run, **instead}, status=422)


@require_POST
def put_away(request: ReaderRequest, roster_run_id: int) -> HttpResponse:
    """Not this file."""
    run = get_object_or_404(importing.visible_runs(request.viewer), pk=roster_run_id)
    importing.put_away(run=run, by=request.viewer)
    messages.success(request, _("The file is removed. Nothing was changed."))
    return redirect("client-roster")
