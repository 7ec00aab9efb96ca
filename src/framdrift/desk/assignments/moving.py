"""Moves on the board: by drag, by key, or by the form without script. One form for the whole board."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from framdrift.desk.assignments.subject import assignments_of, home_of
from framdrift.desk.candidacies.steps import move_to
from framdrift.desk.verbs import Doing, Instead
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.models import PlanStep
from framdrift.recruiting.queries.candidacies import candidacies_of
from framdrift.recruiting.refusals import Refusal


class BoardMove(forms.Form):
    """Which card to which column, and the column it was seen in."""

    card = forms.IntegerField(min_value=1)
    column = forms.IntegerField(min_value=1)
    seen_at = forms.IntegerField(min_value=1, required=False)


@require_POST
def move(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Move one card. A gate on the way leads to its form; a refusal is told, and the board is as it was."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    form = BoardMove(request.POST)
    if not form.is_valid():
        return redirect("assignment", assignment_id=row.pk)
    candidacy = get_object_or_404(candidacies_of(request.viewer), pk=form.cleaned_data["card"], assignment=row)
    steps = PlanStep.objects.filter(assignment=row, scope=Scope.CANDIDACY)
    to = get_object_or_404(steps, pk=form.cleaned_data["column"])
    doing = Doing(candidacy, request.viewer, timezone.now(), {}, {}, {})
    try:
        done = move_to(candidacy, to, doing, seen_at=form.cleaned_data["seen_at"])
    except Refusal as refusal:
        messages.error(request, refusal.sentence())
        return redirect(home_of(row))
    if isinstance(done, Instead):
        messages.info(request, done.sentence)
        return _lead_to(request, done.to)
    messages.success(request, done.sentence, extra_tags=f"undo:{done.undo}")
    return redirect(home_of(row))


def _lead_to(request: ReaderRequest, address: str) -> HttpResponse:
    """To another page; a board moved by script is told to leave for it."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
