"""Moves on the board: by drag, by key, or by the form without script. One form for the whole board."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from framdrift.desk.assignments.subject import home_of
from framdrift.desk.candidacies.steps import move_to
from framdrift.desk.candidacies.subject import board_step
from framdrift.desk.verbs import Doing, Instead
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.models import Candidacy
from framdrift.recruiting.queries.scope import visible_assignments, visible_candidacies
from framdrift.recruiting.refusals import Refusal


class BoardMove(forms.Form):
    """Which card to which column, the column it was seen in, and what the board was searched for."""

    card = forms.IntegerField(min_value=1)
    column = forms.IntegerField(min_value=1)
    seen_at = forms.IntegerField(min_value=1, required=False)
    q = forms.CharField(required=False)


@require_POST
def move(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Move one card. A gate on the way leads to its form; a refusal is told, and the board is as it was. Either way
    the reader is back at the card, and sees what they searched for."""
    form = BoardMove(request.POST)
    if not form.is_valid():
        row = get_object_or_404(visible_assignments(request.viewer), pk=assignment_id)
        return redirect(home_of(row))
    cards = visible_candidacies(request.viewer).filter(assignment=assignment_id)
    candidacy = get_object_or_404(cards, pk=form.cleaned_data["card"])
    doing = Doing(candidacy, request.viewer, timezone.now(), {}, {}, {})
    to = board_step(doing, form.cleaned_data["column"])
    board = _at_card(request, candidacy, search=form.cleaned_data["q"])
    try:
        done = move_to(candidacy, to, doing, seen_at=form.cleaned_data["seen_at"])
    except Refusal as refusal:
        messages.error(request, refusal.sentence())
        return redirect(board)
    if isinstance(done, Instead):
        messages.info(request, done.sentence)
        return _lead_to(request, done.to)
    messages.success(request, done.sentence, extra_tags=f"undo:{done.undo}")
    return redirect(board)


def _at_card(request: ReaderRequest, candidacy: Candidacy, *, search: str) -> str:
    """The board; a page that is loaded anew begins at the card, a board moved by script stays where it is."""
    query = {"q": search} if search else None
    place = "" if request.headers.get("HX-Request") == "true" else f"card-{candidacy.pk}"
    return reverse("assignment", args=[candidacy.assignment_id], query=query, fragment=place or None)


def _lead_to(request: ReaderRequest, address: str) -> HttpResponse:
    """To another page; a board moved by script is told to leave for it."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
