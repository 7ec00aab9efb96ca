"""What a person does with a letter: release, stop, send by intent, declare arrived; and each of them taken back."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from framdrift.desk.outbox.choices import DEEDS, Deed
from framdrift.desk.outbox.lists import letters_for
from framdrift.desk.outbox.readdressing import READDRESS, readdress
from framdrift.foundation import letter_decisions
from framdrift.foundation.models import Letter
from framdrift.foundation.untraced import is_untraced
from framdrift.organisations.reader import ReaderRequest


@require_POST
def decide(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """Do with one letter what the person chose, and offer to take it back."""
    chosen = request.POST.get("choice") or request.GET.get("choice", "")
    if chosen == READDRESS:
        return readdress(request, letter_id)
    deed = DEEDS.get(chosen)
    letter = get_object_or_404(letters_for(request.viewer), pk=letter_id)
    if deed is None:
        raise Http404
    _do(request, deed, letter, at=timezone.now())
    return redirect(_back(request))


def _do(request: ReaderRequest, deed: Deed, letter: Letter, *, at: datetime) -> None:
    try:
        deed.act(letter.pk, by=request.viewer.pseudonym, at=at)
    except letter_decisions.LetterRefused as no:
        messages.error(request, str(no))
        return
    may_undo = deed.undo and not is_untraced(letter)
    undo = f"{reverse('outbox-letter-decide', args=[letter.pk])}?choice={deed.undo}" if may_undo else ""
    messages.success(request, str(deed.told), extra_tags=f"undo:{undo}" if undo else "")


def _back(request: ReaderRequest) -> str:
    to = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return to if to and here else reverse("outbox")
