"""Mail that nobody could sort: a list, and for each where a person says it belongs."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.desk.messages.views import writer_of
from framdrift.organisations.access import Viewer
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import AssignmentStatus, Unsorted
from framdrift.recruiting.models import Message
from framdrift.recruiting.queries.messages import place_of, visible_messages
from framdrift.recruiting.queries.scope import visible_assignments, visible_candidacies

_PAGE, _MOST_ASSIGNMENTS, _MOST_CANDIDACIES = 50, 300, 20
_WHY = {
    Unsorted.UNKNOWN_SENDER: _("Our mail server could not tell whether the sender is genuine."),
    Unsorted.OTHER_SENDER: _("Answers a letter, but comes from another address than the letter went to."),
    Unsorted.NO_ASSIGNMENT: _("From somebody known who has several things under way, or none."),
}


class PlaceForm(forms.Form):
    """Where it belongs: a candidacy that it may be about, or an assignment."""

    place = forms.ChoiceField(label=_("It belongs to"))


@require_safe
def unsorted(request: ReaderRequest) -> HttpResponse:
    """The mail that waits to be placed, newest first."""
    rows = visible_messages(request.viewer).filter(assignment=None).select_related("candidate", "account", "text")
    found = [(row, writer_of(row), _WHY[Unsorted(row.why_unsorted)]) for row in rows[:_PAGE]]
    return render(request, "messages/unsorted.html", {"found": found, "total": rows.count()})


@require_http_methods(["GET", "POST"])
def place(request: ReaderRequest, message_id: int) -> HttpResponse:
    """Say where it belongs."""
    row = get_object_or_404(visible_messages(request.viewer).select_related("letter", "text"), pk=message_id)
    form = PlaceForm(request.POST or None)
    form.fields["place"].choices = _choices(request.viewer, row)  # type: ignore[attr-defined]
    if row.assignment_id is not None:
        return redirect("message", message_id=row.pk)
    if request.method == "POST" and form.is_valid():
        _place(request, row, form.cleaned_data["place"])
        return redirect("message", message_id=row.pk)
    shown = {"message": row, "who": writer_of(row), "form": form, "why": _WHY[Unsorted(row.why_unsorted)]}
    return render(request, "messages/place.html", shown, status=422 if form.is_bound else 200)


def _choices(viewer: Viewer, row: Message) -> list[tuple[str, str]]:
    """What the letter was about first, then the sender's own candidacies, then every open assignment."""
    found = dict[str, str]()
    about = place_of(row.letter).candidacy if row.letter else None
    seen = visible_candidacies(viewer).select_related("candidate", "assignment")
    if about is not None and seen.filter(pk=about.pk).exists():
        found[f"candidacy:{about.pk}"] = f"{about.candidate.name}, {about.assignment.title}"
    of_sender = seen.filter(candidate__email__iexact=row.email) if row.email else seen.none()
    for one in of_sender.order_by("-entered_at")[:_MOST_CANDIDACIES]:
        found[f"candidacy:{one.pk}"] = f"{one.candidate.name}, {one.assignment.title}"
    running = visible_assignments(viewer).filter(status=AssignmentStatus.OPEN).select_related("company")
    for assignment in running.order_by("title")[:_MOST_ASSIGNMENTS]:
        found[f"assignment:{assignment.pk}"] = f"{assignment.title}, {assignment.company.name}"
    return list(found.items())


def _place(request: ReaderRequest, row: Message, chosen: str) -> None:
    sort, _sign, number = chosen.partition(":")
    if sort == "candidacy":
        candidacy = get_object_or_404(
            visible_candidacies(request.viewer).select_related("assignment", "candidate"), pk=int(number)
        )
        actions.place_message(
            message=row, assignment=candidacy.assignment, candidacy=candidacy, by=request.viewer, at=timezone.now()
        )
        return
    assignment = get_object_or_404(visible_assignments(request.viewer), pk=int(number))
    actions.place_message(message=row, assignment=assignment, by=request.viewer, at=timezone.now())
