"""Letters to who holds a talk: a time was picked, moved or given back, each with a file for the calendar.

They go to those alone whose calendar is not written by itself. Neither subject nor file names the person but at level
A; who it is stands on the talk's page.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation
from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.invitations import Method
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.foundation.letter_words import time_words
from framdrift.foundation.models import Letter
from framdrift.organisations.models import Account
from framdrift.planning.booking.calendar_objects import as_attachment
from framdrift.planning.models import CalendarConnection
from framdrift.planning.talks.calendar import hold_of, title_of
from framdrift.planning.talks.copies import talk_page

_PLACEHOLDERS = {
    "title": gettext_lazy("what it is called in the calendar: the person's name at level A alone"),
    "time": gettext_lazy("the day and time, in the reader's own zone"),
}
_REQUIRED = frozenset({"time"})

HELD = LetterKind(
    code="talk_held_time",
    audience=Audience.STAFF,
    title=gettext_lazy("A time for a talk that you hold"),
    placeholders=_PLACEHOLDERS,
    required=_REQUIRED,
    shipped={
        "sv": Wording(
            "En samtalstid i din kalender",
            "{title}: {time}.\n\nLägg in tiden i din kalender med filen i det här brevet. Har du fått en fil tidigare "
            "flyttas den till den nya tiden.\n\n{button}",
        ),
        "en": Wording(
            "A time for a talk in your calendar",
            "{title}: {time}.\n\nPut the time into your calendar with the file in this letter. Where you had a file "
            "before, it moves to the new time.\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
)

LET_GO = LetterKind(
    code="talk_let_go_time",
    audience=Audience.STAFF,
    title=gettext_lazy("A time for a talk that you were to hold is free again"),
    placeholders=_PLACEHOLDERS,
    required=_REQUIRED,
    shipped={
        "sv": Wording(
            "En samtalstid är ledig igen",
            "{title}, {time}, gäller inte längre. Filen i det här brevet tar bort den ur din kalender.\n\n{button}",
        ),
        "en": Wording(
            "A time for a talk is free again",
            "{title}, {time}, no longer holds. The file in this letter takes it out of your calendar.\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
)
KINDS = (HELD, LET_GO)


def tell_holder(event: Recorded) -> None:
    """A time was agreed: to who holds the talk, unless their calendar is written."""
    row = _row(event)
    holder = row.interviewer if row is not None else None
    if row is None or holder is None or row.state != InvitationState.BOOKED or row.booked_at is None:
        return
    _write(event, HELD, row, holder, start_at=row.booked_at)


def tell_former_holder(event: Recorded) -> None:
    """The time no longer holds: to who was to hold it."""
    row, data = _row(event), event.data
    if row is None or not data.get("holder_id") or not data.get("start_at"):
        return
    holder = Account.objects.get(pk=data["holder_id"])
    _write(event, LET_GO, row, holder, start_at=datetime.fromisoformat(data["start_at"]))


def _row(event: Recorded) -> Invitation | None:
    found = Invitation.objects.filter(pk=event.data["invitation_id"], is_anonymous=False)
    return found.select_related("programme", "employment", "interviewer").first()


def _write(event: Recorded, kind: LetterKind, row: Invitation, holder: Account, *, start_at: datetime) -> None:
    key = f"{kind.code}:{event.seq}"
    is_written = CalendarConnection.objects.filter(account=holder, is_written=True).exists()
    if is_written or not holder.is_active or Letter.objects.filter(key=key).exists():
        return
    method: Method = "CANCEL" if kind is LET_GO else "REQUEST"
    hold = hold_of(row, holder, start_at=start_at, sequence=event.seq, method=method, at=event.at)
    with translation.override(holder.language):
        label = _("To the talk")
    compose(
        kind=kind,
        key=key,
        to=Reader(holder.email, holder.name, holder.language, holder.zone),
        values={
            "title": title_of(row, holder.language),
            "time": time_words(start_at, holder.language, holder.zone),
        },
        at=event.at,
        action=(label, talk_page(row, holder)),
        company_id=row.company_id,
        subject_key=f"invitation:{row.pk}",
        thread=f"talk-hold:{row.pk}",
        attachments=(as_attachment(hold),),
    )
