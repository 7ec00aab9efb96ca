"""Letters that wait for a person: read, change, let go, take back, stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.desk.letters.showing import ADDRESS, as_frame
from framdrift.desk.verbs import way_back
from framdrift.foundation import letter_decisions, wordings
from framdrift.foundation.correspondence import Reader, page_of
from framdrift.foundation.letter_pages import Part
from framdrift.foundation.models import Letter
from framdrift.momentum.waiting import waiting_letter, waiting_letters
from framdrift.organisations.reader import ReaderRequest


class LetterForm(forms.Form):
    """A letter's own words; greeting, button and ending stand around them."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=160)
    body = forms.CharField(label=gettext_lazy("Letter"), widget=forms.Textarea(attrs={"rows": 12}))


@dataclass(frozen=True)
class Waiting:
    """One line of the list."""

    letter: Letter
    kind: str | LazyText
    is_held: bool
    leaves_at: datetime


@require_safe
def waiting(request: ReaderRequest) -> HttpResponse:
    """Everything that waits for somebody who sees it, and what may still be stopped."""
    lines = [_line(letter) for letter in waiting_letters(request.viewer)]
    held = [line for line in lines if line.is_held]
    leaving = [line for line in lines if not line.is_held]
    return render(request, "letters/waiting.html", {"held": held, "leaving": leaving})


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """Read one, and change its words while it is held."""
    row = _letter(request, letter_id)
    form = LetterForm(request.POST or None, initial={"subject": row.subject, "body": letter_decisions.text_of(row)})
    if request.method == "POST" and form.is_valid():
        given = {"subject": form.cleaned_data["subject"], "text": form.cleaned_data["body"]}
        try:
            letter_decisions.rewrite(row.pk, by=request.viewer.pseudonym, at=timezone.now(), **given)
        except letter_decisions.LetterRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The letter is saved. It has not been sent."))
            return redirect("letter-waiting", letter_id=row.pk)
    context = {"form": form, "line": _line(row)}
    return render(request, "letters/letter.html", context, status=422 if form.errors else 200)


@xframe_options_exempt
@require_safe
def preview(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """As its reader will see it, without the personal address."""
    row = _letter(request, letter_id)
    own = Part.from_data(row.content["part"])
    part = Part(own.heading, own.paragraphs, own.label, ADDRESS if own.url else "")
    reader = Reader(row.to_email, row.to_name, row.language, row.zone)
    page = page_of([part], to=reader, sender=row.content["sender"], company_id=row.company_id)
    return as_frame(page, request.GET.dict())


@require_POST
def release(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """Let it go: in ten minutes at the earliest, within the reader's working hours."""
    undo = reverse("letter-take-back", args=[letter_id])
    return _decide(
        request, letter_id, letter_decisions.release, _("The letter goes in ten minutes at the earliest."), undo
    )


@require_POST
def take_back(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """Hold it again."""
    return _decide(request, letter_id, letter_decisions.take_back, _("The letter is held again. Nothing was sent."))


@require_POST
def stop(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """It shall not go."""
    return _decide(request, letter_id, letter_decisions.cancel, _("The letter will not be sent."))


def _decide(
    request: ReaderRequest, letter_id: int, act: Callable[..., Any], sentence: str, undo: str = ""
) -> HttpResponse:
    row = _letter(request, letter_id)
    try:
        act(row.pk, by=request.viewer.pseudonym, at=timezone.now())
    except letter_decisions.LetterRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, sentence, extra_tags=f"undo:{undo}" if undo else "")
    return redirect(way_back(request, reverse("letters-waiting")))


def _letter(request: ReaderRequest, letter_id: int) -> Letter:
    row = waiting_letter(request.viewer, letter_id)
    if row is None:
        raise Http404
    return row


def _line(row: Letter) -> Waiting:
    kind = wordings.kinds().get(row.kind)
    return Waiting(row, kind.title if kind else row.kind, row.state == Letter.State.HELD, row.send_after)
