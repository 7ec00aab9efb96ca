"""A question to the consultant: lands with the one who leads the recruitment, answered by a day that is told."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from framdrift.foundation import letter_words
from framdrift.foundation.correspondence import compose
from framdrift.portals.candidate import letters
from framdrift.portals.candidate.addresses import candidate_address
from framdrift.portals.candidate.coding import reader_of
from framdrift.portals.candidate.forms import QuestionForm
from framdrift.portals.candidate.opening import Visit, on_a_candidates_link, sentence_for
from framdrift.recruiting.actions import outside
from framdrift.recruiting.refusals import Refusal


@on_a_candidates_link("GET", "HEAD", "POST")
def ask_a_question(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Words, and a day for the answer. A second press is the same question."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with transaction.atomic():
                return _asked(visit, form.cleaned_data["text"], form.cleaned_data["key"])
        except Refusal as refusal:
            form.add_error(None, sentence_for(refusal))
    return visit.show(request, "candidate/ask.html", {"form": form}, status=422 if form.is_bound else 200)


def _asked(visit: Visit, text: str, form_key: str) -> HttpResponse:
    key = hashlib.sha256(f"{visit.subject}\n{form_key or visit.at.date()}\n{text}".encode()).hexdigest()
    answer_by = outside.ask_question(candidacy=visit.candidacy, text=text, key=key, by=visit.by, at=visit.at)
    if visit.candidate.email:
        owner = visit.candidacy.assignment.owner
        compose(
            kind=letters.QUESTION_RECEIVED,
            key=f"candidate-question:{key}",
            to=reader_of(visit),
            values={
                "assignment": visit.candidacy.assignment.title,
                "answer_by": letter_words.day_words(answer_by, visit.language),
                "who": owner.name,
            },
            at=visit.at,
            action=(_("Open your page"), candidate_address(visit.candidacy, at=visit.at)),
            company_id=visit.candidacy.company_id,
            about=visit.candidate.pseudonym,
            subject_key=visit.subject,
            thread=visit.subject,
            sender=owner.name,
            reply_to=owner.email,
        )
    return visit.to("candidate-home", told="asked")
