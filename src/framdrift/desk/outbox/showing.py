"""The page of one letter, with what can be done with it in its state."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render

from framdrift.desk.outbox.address_form import AddressForm
from framdrift.desk.outbox.choices import choices_for
from framdrift.desk.outbox.lists import line_of
from framdrift.desk.outbox.reading import without_keys
from framdrift.foundation.models import Letter
from framdrift.foundation.readdressing import came_before, following_of
from framdrift.foundation.wordings import kinds
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.queries.letter_readers import reader_of
from framdrift.recruiting.queries.letters import About, about_of, answers_to


def shown(request: ReaderRequest, row: Letter, *, at: datetime, form: AddressForm | None = None) -> HttpResponse:
    """The page of a letter; with a form that was refused, that form and 422. Raises Http404 for whoever may not open
    it."""
    line = line_of(row, request.viewer, about_of([row]).get(row.subject_key, About()), kinds(), now=at)
    if not line.may_open:
        raise Http404
    following = following_of(row)
    is_sendable = row.state == Letter.State.BOUNCED and following is None
    may_correct = is_sendable and reader_of(row) is not None
    context = {
        "line": line,
        "letter": row,
        "choices": choices_for(line) if following is None else [],
        "form": form or (AddressForm(initial={"email": row.to_email}) if may_correct else None),
        "following": following,
        "before": came_before(row),
        "text": without_keys(row.body_text) if not row.is_secret else "",
        "has_page": bool(row.body_html) and not row.is_secret,
        "files": [file["name"] for file in row.attachments],
        "answers": answers_to(row),
    }
    return render(request, "outbox/letter.html", context, status=422 if form else 200)
