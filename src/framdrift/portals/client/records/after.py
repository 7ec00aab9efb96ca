"""After a talk with somebody who leaves, on the seat of the manager or HR who held it: what it says about the way out.

The seat notes what the agency's interviewer notes, but for two things: the address for a later call is private, and
the leaver gives it on their own page; and how much one talked oneself is asked of those who hold talks for a living.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from framdrift.conversations.exits.forms import ReadingForm, initial_of
from framdrift.conversations.exits.readings import has_own_words, note_reading, reading_of
from framdrift.conversations.exits.rules import LEAVING
from framdrift.conversations.exits.words import exit_words
from framdrift.conversations.invitations.queries import first_question
from framdrift.conversations.models import Invitation
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused
from framdrift.portals.client.records.finding import invitation_of


@require_http_methods(["GET", "HEAD", "POST"])
def after(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """Shocks, path, decisive theme, once something stands in the person's own words. 404 for talks of other kinds."""
    row = invitation_of(request.viewer, invitation_id)
    if row.programme.kind not in LEAVING:
        raise Http404
    form = _form(request, row)
    if form is not None and form.is_valid() and _is_kept(request, row, form):
        messages.success(request, _("It is noted."))
        return redirect("client-talk", invitation_id=row.pk)
    context = {
        "row": row,
        "programme": row.programme.name_in(request.viewer.language),
        "reading": form,
        "asked": first_question(row),
        "ended": exit_words(row.employment.exit_type),
    }
    return render(request, "client/talks/after.html", context, status=422 if request.method == "POST" else 200)


def _form(request: ReaderRequest, row: Invitation) -> ReadingForm | None:
    """None while nothing stands in the person's own words: the lists come after that."""
    if not has_own_words(row):
        return None
    data = request.POST if request.method == "POST" else None
    return ReadingForm(data, initial=initial_of(reading_of(request.viewer, row)))


def _is_kept(request: ReaderRequest, row: Invitation, form: ReadingForm) -> bool:
    try:
        note_reading(invitation=row, reading=form.reading(), by=request.viewer, at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()
