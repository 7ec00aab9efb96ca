"""Invitations to colleagues: what is booked, moved and cancelled of their meetings, with calendar files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.organisations.models import Account
from framdrift.planning.booking.owed import Owed
from framdrift.planning.booking.telling import tell_side

MEETINGS = LetterKind(
    code="staff_meetings",
    audience=Audience.STAFF,
    title=lazy("Invitation to a colleague's meetings, and what changes of them"),
    placeholders={
        "assignment": lazy("the assignment's title"),
        "new": lazy("the meetings that are booked, a line each"),
        "moved": lazy("the meetings that have another time, a line each"),
        "off": lazy("the meetings that are cancelled, a line each"),
    },
    required=frozenset(),
    shipped={
        "sv": Wording("Dina möten: {assignment}", "Bokat:\n{new}\n\nFlyttat:\n{moved}\n\nInställt:\n{off}\n\n{button}"),
        "en": Wording(
            "Your meetings: {assignment}", "Booked:\n{new}\n\nMoved:\n{moved}\n\nCancelled:\n{off}\n\n{button}"
        ),
    },
    manner=Manner.AT_ONCE,
    subject_names=frozenset({"assignment"}),
)
KINDS = (MEETINGS,)


def invite_colleagues(event: Recorded) -> None:
    """What colleagues are owed after an event."""
    tell_side(event, MEETINGS, to_clients=False, address=_address, thread=_thread)


def _address(account: Account, owed: Sequence[Owed], _at: datetime) -> tuple[str, str]:
    page = reverse("meeting", args=[owed[0].meeting.pk]) if len(owed) == 1 else reverse("meetings")
    with translation.override(account.language):
        return _("See the meetings"), settings.FRAMDRIFT_ADDRESS + page


def _thread(account: Account, assignment_id: int) -> str:
    return f"account:{account.pk}:assignment:{assignment_id}:meetings"
