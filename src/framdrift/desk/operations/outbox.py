"""The outbox: what went, what waits, what failed, and what nobody knows.

Bodies are never shown here: they hold personal links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from framdrift.foundation import letter_decisions, outbox
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer
from framdrift.organisations.reader import ReaderRequest

State = Letter.State
_SHOWN = 100
_ADDRESS = re.compile(r"[^\s<>@]+@(?=[^\s<>@]+)")
_STATES = {
    State.UNKNOWN: pgettext_lazy("letters", "Unknown"),
    State.FAILED: pgettext_lazy("letters", "Failed"),
    State.HELD: pgettext_lazy("letters", "Held"),
    State.WAITING: pgettext_lazy("letters", "Waiting"),
    State.SENDING: pgettext_lazy("letters", "Being sent"),
    State.SENT: pgettext_lazy("letters", "Sent"),
    State.CANCELLED: pgettext_lazy("letters", "Cancelled"),
}
_DECISIONS = {
    "release": (letter_decisions.release, gettext_lazy("Send it")),
    "send-again": (letter_decisions.send_again, gettext_lazy("Send again")),
    "found-sent": (letter_decisions.found_sent, gettext_lazy("It arrived")),
    "cancel": (letter_decisions.cancel, gettext_lazy("Do not send")),
}
_POSSIBLE = {
    State.UNKNOWN: ("found-sent", "send-again"),
    State.FAILED: ("send-again", "cancel"),
    State.HELD: ("release", "cancel"),
    State.WAITING: ("cancel",),
}


@dataclass(frozen=True)
class Line:
    """A letter as the list shows it."""

    id: int
    kind: str
    to: str
    subject: str
    state: str
    at: datetime
    error: str
    choices: list[tuple[str, str]]


@require_safe
def letters(request: ReaderRequest) -> HttpResponse:
    """Letters of one state, newest first; those that need a person come first among the tabs."""
    counts = dict(Letter.objects.order_by().values_list("state").annotate(Count("pk")))
    state = request.GET.get("state") or next((state for state in _STATES if counts.get(state)), State.SENT)
    if state not in State.values:
        raise Http404
    shown = {
        "tabs": [_tab(one, counts.get(one, 0), is_current=one == state) for one in _STATES],
        "letters": [_line(letter, request.viewer) for letter in outbox.with_state(state)[:_SHOWN]],
        "state": state,
        "total": counts.get(state, 0),
        "no_mail_server": not settings.EMAIL_HOST and not settings.FRAMDRIFT_DEMO,
    }
    return render(request, "operations/outbox.html", shown)


@require_POST
def decide(request: ReaderRequest, letter_id: int) -> HttpResponse:
    """Do with one letter what the person chose."""
    act, _label = _DECISIONS.get(request.POST.get("choice", ""), (None, ""))
    if act is None or not Letter.objects.filter(pk=letter_id).exists():
        raise Http404
    try:
        act(letter_id, by=request.viewer.pseudonym, at=timezone.now())
    except letter_decisions.LetterRefused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("Done."))
    return redirect("operations-outbox")


def _tab(state: State, count: int, *, is_current: bool) -> dict[str, object]:
    address = f"{reverse('operations-outbox')}?state={state.value}"
    return {"label": _STATES[state], "address": address, "count": count, "is_current": is_current}


def _line(letter: Letter, viewer: Viewer) -> Line:
    """A lead sees to whom; an administrator the mail domain, which is what mending the mail takes."""
    full = viewer.is_lead
    return Line(
        id=letter.pk,
        kind=letter.kind.replace("_", " "),
        to=letter.to_email if full else letter.to_email.rpartition("@")[2],
        subject=letter.subject if full else "",
        state=letter.state,
        at=letter.sent_at or letter.send_after,
        error=letter.error if full else _ADDRESS.sub("…@", letter.error),
        choices=[(name, str(_DECISIONS[name][1])) for name in _POSSIBLE.get(State(letter.state), ())],
    )
