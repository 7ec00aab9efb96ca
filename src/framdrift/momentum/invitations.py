"""Invitations to colleagues: what is booked, moved and cancelled of their meetings, with calendar files; and what
whoever holds a meeting should know of those who cannot come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.organisations.models import Account
from framdrift.planning.booking.owed import Owed
from framdrift.planning.booking.telling import tell_side
from framdrift.planning.booking.words import meeting_line
from framdrift.recruiting.kinds import SeatAnswer
from framdrift.recruiting.models import Meeting

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
MISSED = LetterKind(
    code="staff_meeting_missed",
    audience=Audience.STAFF,
    title=lazy("Somebody who was welcome at a meeting cannot come"),
    placeholders={
        "assignment": lazy("the assignment's title"),
        "who": lazy("who cannot come"),
        "meeting": lazy("the meeting and its time"),
    },
    required=frozenset({"who", "meeting"}),
    shipped={
        "sv": Wording(
            "{who} kan inte vara med: {assignment}",
            "{who} kan inte vara med. Mötet blir av ändå, och du behöver inte göra något.\n\n{meeting}\n\n{button}",
        ),
        "en": Wording(
            "{who} cannot come: {assignment}",
            "{who} cannot come. The meeting takes place all the same, and you need do nothing.\n\n"
            "{meeting}\n\n{button}",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=frozenset({"who", "assignment"}),
)
KINDS = (MEETINGS, MISSED)


def invite_colleagues(event: Recorded) -> None:
    """What colleagues are owed after an event."""
    tell_side(event, MEETINGS, to_clients=False, address=_address, thread=_thread)


def tell_holder_of_absence(event: Recorded) -> None:
    """Whoever holds a meeting hears that somebody cannot come whom it does not need; not of their own doing, and not
    where the meeting has gone meanwhile."""
    if not event.data.get("is_optional"):
        return
    rows = Meeting.objects.live().select_related("assignment__owner", "plan_step")
    meeting = rows.filter(pk=event.data["meeting_id"], start_at__gt=event.at).first()
    if meeting is None or not meeting.assignment.owner.is_active:
        return
    owner = meeting.assignment.owner
    seats = meeting.seats.filter(account=event.data["account_id"], left_at__isnull=False, answer=SeatAnswer.DECLINED)
    seat = seats.select_related("account").first()
    if seat is not None and seat.account is not None and owner.pseudonym not in (event.actor, seat.account.pseudonym):
        _write_of_absence(event, meeting, owner, seat.account.name)


def _write_of_absence(event: Recorded, meeting: Meeting, owner: Account, who: str) -> None:
    compose(
        kind=MISSED,
        key=f"{MISSED.code}:{event.seq}",
        to=Reader(owner.email, owner.name, owner.language, owner.zone),
        values={
            "assignment": meeting.assignment.title,
            "who": who,
            "meeting": meeting_line(meeting, owner.language, owner.zone),
        },
        at=event.at,
        action=_button(owner, reverse("meeting", args=[meeting.pk])),
        company_id=meeting.company_id,
        subject_key=f"assignment:{meeting.assignment_id}",
        thread=_thread(owner, meeting.assignment_id),
    )


def _address(account: Account, owed: Sequence[Owed], _at: datetime) -> tuple[str, str]:
    page = reverse("meeting", args=[owed[0].meeting.pk]) if len(owed) == 1 else reverse("meetings")
    return _button(account, page)


def _button(account: Account, page: str) -> tuple[str, str]:
    with translation.override(account.language):
        return _("See the meetings"), settings.FRAMDRIFT_ADDRESS + page


def _thread(account: Account, assignment_id: int) -> str:
    return f"account:{account.pk}:assignment:{assignment_id}:meetings"
