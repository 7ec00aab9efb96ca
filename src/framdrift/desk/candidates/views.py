"""Looking up candidates, their page, adding one, merging two records of one person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.desk.candidates.forms import FACTS, NewCandidateForm
from framdrift.desk.numbers import number_in
from framdrift.desk.timeline.sentences import lines
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidate
from framdrift.recruiting.queries.candidates import (
    LISTED,
    candidacies_of_candidate,
    candidate_lines,
    possible_duplicates,
)
from framdrift.recruiting.queries.scope import visible_candidates
from framdrift.recruiting.queries.timeline import candidate_timeline
from framdrift.recruiting.refusals import Refusal

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def candidate_list(request: ReaderRequest) -> HttpResponse:
    """Candidates by name; every word of the search must be found."""
    search, first = request.GET.get("q", "").strip(), number_in(request.GET.get("from", "")) or 0
    found, more = candidate_lines(request.viewer, search=search, first=first)
    context = {"candidates": found, "search": search, "more_from": first + LISTED if more else None}
    return render(request, "candidates/list.html", context)


@require_safe
def candidate(request: ReaderRequest, candidate_id: int) -> HttpResponse:
    """One candidate: facts, assignments, files, consent, likely duplicates, what has happened."""
    row = get_object_or_404(visible_candidates(request.viewer), pk=candidate_id)
    told = candidate_timeline(row)
    context: dict[str, Any] = {
        "candidate": row,
        "candidacies": candidacies_of_candidate(request.viewer, row),
        "uploads": row.uploads.all(),
        "consent": row.consents.filter(withdrawn_at__isnull=True).order_by("-until_on").first(),
        "duplicates": possible_duplicates(request.viewer, row),
        "events": list(lines(told, now=timezone.now())),
    }
    return render(request, "candidates/candidate.html", context)


@_SHOWS_OR_SAVES
def candidate_new(request: ReaderRequest) -> HttpResponse:
    """A candidate becomes known."""
    form = NewCandidateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.add_candidate(by=request.viewer, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("%(who)s is added.") % {"who": row.name})
        return redirect("candidate", candidate_id=row.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "title": _("New candidate"), "back": reverse("candidate-list")}
    return render(request, "candidates/new.html", context, status=status)


@_SHOWS_OR_SAVES
def candidate_merge(request: ReaderRequest, candidate_id: int, duplicate_id: int) -> HttpResponse:
    """Two records of one person side by side; merging moves everything to the one that stays."""
    visible = visible_candidates(request.viewer)
    keep, duplicate = get_object_or_404(visible, pk=candidate_id), get_object_or_404(visible, pk=duplicate_id)
    if request.method == "POST":
        try:
            actions.merge_candidates(keep=keep, duplicate=duplicate, by=request.viewer, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence())
        else:
            messages.success(request, _("The two records are one now."))
        return redirect("candidate", candidate_id=keep.pk)
    context = {"keep": keep, "duplicate": duplicate, "facts": _side_by_side(keep, duplicate)}
    return render(request, "candidates/merge.html", context)


def _side_by_side(keep: Candidate, duplicate: Candidate) -> list[dict[str, Any]]:
    labels = NewCandidateForm.base_fields
    return [
        {"label": labels[name].label, "keep": getattr(keep, name), "duplicate": getattr(duplicate, name)}
        for name in FACTS
    ]
