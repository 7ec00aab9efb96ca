"""Several held letters at once: looked through, let go together, and taken back together within ten minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from framdrift.foundation import letter_decisions
from framdrift.foundation.models import Letter
from framdrift.momentum.waiting import waiting_letters
from framdrift.organisations.reader import ReaderRequest


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: ReaderRequest) -> HttpResponse:
    """Read all held letters below each other, and let go those that stay ticked."""
    held = [letter for letter in waiting_letters(request.viewer) if letter.state == Letter.State.HELD]
    if request.method != "POST":
        lines = [(letter, letter_decisions.text_of(letter)) for letter in held]
        return render(request, "letters/several.html", {"lines": lines})
    done = _each(request, _chosen(held, request.POST.getlist("letter")), letter_decisions.release)
    if done:
        said = ngettext(
            "%(n)d letter goes in ten minutes at the earliest.", "%(n)d letters go in ten minutes at the earliest.",
            len(done),
        )  # fmt: skip
        undo = f"{reverse('letters-take-back')}?{urlencode({'letter': done}, doseq=True)}"
        messages.success(request, said % {"n": len(done)}, extra_tags=f"undo:{undo}")
    return redirect("letters-waiting")


@require_POST
def take_back(request: ReaderRequest) -> HttpResponse:
    """Hold again those of them that have not gone."""
    leaving = [letter for letter in waiting_letters(request.viewer) if letter.state == Letter.State.WAITING]
    done = _each(request, _chosen(leaving, request.GET.getlist("letter")), letter_decisions.take_back)
    if done:
        messages.success(request, _("The letters are held again. Nothing was sent."))
    return redirect("letters-waiting")


def _chosen(letters: Iterable[Letter], numbers: list[str]) -> list[Letter]:
    wanted = set(numbers)
    return [letter for letter in letters if str(letter.pk) in wanted]


def _each(request: ReaderRequest, letters: Iterable[Letter], act: Callable[..., None]) -> list[int]:
    """Do it with each; which went well. Each refusal is told, and keeps none of the others."""
    at, done = timezone.now(), []
    for letter in letters:
        try:
            with transaction.atomic():
                act(letter.pk, by=request.viewer.pseudonym, at=at)
        except letter_decisions.LetterRefused as refused:
            messages.error(request, f"{letter.to_name}: {refused}")
        else:
            done.append(letter.pk)
    return done
