"""What a person does with a letter: release, stop, send by intent, declare arrived; and each of them taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from framdrift.desk.outbox.lists import Line, letters_for
from framdrift.desk.outbox.reasons import State
from framdrift.foundation import letter_decisions
from framdrift.organisations.reader import ReaderRequest


@dataclass(frozen=True)
class Deed:
    """One thing that can be done; `undo` names the one that takes it back."""

    act: Callable[..., None]
    label: str | Promise
    told: str | Promise
    undo: str = ""


_DEEDS = {
    "release": Deed(letter_decisions.release, _("Send it"), _("It will be sent."), "hold-back"),
    "send-again": Deed(letter_decisions.send_again, _("Send again"), _("It will be sent again."), "hold-back"),
    "found-sent": Deed(letter_decisions.found_sent, _("It arrived"), _("It is marked as arrived."), "doubt"),
    "cancel": Deed(letter_decisions.cancel, _("Do not send"), _("It will not be sent."), "hold-back"),
    "hold-back": Deed(letter_decisions.hold_back, _("Hold"), _("It is held.")),
    "doubt": Deed(letter_decisions.doubt, _("Not known"), _("It stands as unknown again.")),
}
_POSSIBLE: dict[str, Sequence[str]] = {
    State.UNKNOWN: ("found-sent", "send-again"),
    State.FAILED: ("send-again", "cancel"),
    State.BOUNCED: ("send-again",),
    State.HELD: ("release", "cancel"),
    State.WAITING: ("hold-back", "cancel"),
    State.CANCELLED: ("hold-back",),
}


def choices_for(line: Line) -> list[tuple[str, str | Promise]]:
    """What can be done with a letter in its state, the likeliest first."""
    return [(name, _DEEDS[name].label) for name in _POSSIBLE.get(line.state, ())]


@require_POST
def decide(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """Do with one letter what the person chose, and offer to take it back."""
    deed = _DEEDS.get(request.POST.get("choice") or request.GET.get("choice", ""))
    letter = get_object_or_404(letters_for(request.viewer), pk=letter_id)
    if deed is None:
        raise Http404
    _do(request, deed, letter.pk, at=timezone.now())
    return redirect(_back(request))


def _do(request: ReaderRequest, deed: Deed, letter_id: int, *, at: datetime) -> None:
    try:
        deed.act(letter_id, by=request.viewer.pseudonym, at=at)
    except letter_decisions.LetterRefused as no:
        messages.error(request, str(no))
        return
    undo = f"{reverse('outbox-letter-decide', args=[letter_id])}?choice={deed.undo}" if deed.undo else ""
    messages.success(request, str(deed.told), extra_tags=f"undo:{undo}" if undo else "")


def _back(request: ReaderRequest) -> str:
    to = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return to if to and here else reverse("outbox")
