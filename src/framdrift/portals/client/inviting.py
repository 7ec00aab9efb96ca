"""Invitations to people at the client: what is booked, moved and cancelled of their meetings, with calendar files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.momentum.readers import seat_address
from framdrift.organisations.models import Account
from framdrift.planning.booking.owed import Owed
from framdrift.planning.booking.telling import tell_side

MEETINGS = LetterKind(
    code="client_meetings",
    audience=Audience.CLIENT,
    title=lazy("Invitation to meetings, and what changes of them"),
    placeholders={
        "assignment": lazy("the assignment's title"),
        "new": lazy("the meetings that are booked, a line each"),
        "moved": lazy("the meetings that have another time, a line each"),
        "off": lazy("the meetings that are cancelled, a line each"),
    },
    required=frozenset(),
    shipped={
        "sv": Wording(
            "Dina tider: {assignment}",
            "Bokat:\n{new}\n\nFlyttat:\n{moved}\n\nInställt:\n{off}\n\n"
            "Kalenderfilerna följer med. Passar något inte säger du till på din sida, så ordnar vi det.\n\n{button}",
        ),
        "en": Wording(
            "Your times: {assignment}",
            "Booked:\n{new}\n\nMoved:\n{moved}\n\nCancelled:\n{off}\n\n"
            "The calendar files are attached. If something does not suit, say so on your page and we see to it."
            "\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
    subject_names=frozenset({"assignment"}),
)
KINDS = (MEETINGS,)


def tell_of_meetings(event: Recorded) -> None:
    """What the client's people are owed after an event."""
    tell_side(event, MEETINGS, to_clients=True, address=_address, thread=_thread)


def _address(account: Account, owed: Sequence[Owed], at: datetime) -> tuple[str, str]:
    page = reverse("client-meeting", args=[owed[0].meeting.pk]) if len(owed) == 1 else reverse("client-meetings")
    with translation.override(account.language):
        return _("See my meetings"), seat_address(account, at=at, page=page)


def _thread(account: Account, assignment_id: int) -> str:
    return f"account:{account.pk}:assignment:{assignment_id}"
