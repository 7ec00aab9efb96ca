"""One letter to each person about what has changed of their meetings, with a calendar file for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.letter_kinds import LetterKind
from framdrift.foundation.letter_words import time_words
from framdrift.organisations.models import Account
from framdrift.planning.booking.calendar_objects import as_attachment, invitation_of
from framdrift.planning.booking.owed import Owed, concerned, mark_told, owed_of
from framdrift.planning.booking.words import meeting_line

Address = Callable[[Account, Sequence[Owed], datetime], tuple[str, str]]
"""The button of a letter: its words and where it leads."""


@transaction.atomic
def tell_side(
    event: Recorded, kind: LetterKind, *, to_clients: bool, address: Address, thread: Callable[[Account, int], str]
) -> None:
    """Write what is owed to the people of one side after an event; run again, nothing is owed any more.

    `thread` gives the thread of letters to an account about an assignment (id).
    """
    meetings = concerned(event)
    for account, owed in owed_of(meetings, to_clients=to_clients):
        if account.is_active:
            _write(event, kind, account, owed, address(account, owed, event.at), thread)
        mark_told(owed)


def _write(
    event: Recorded,
    kind: LetterKind,
    account: Account,
    owed: Sequence[Owed],
    action: tuple[str, str],
    thread: Callable[[Account, int], str],
) -> None:
    assignment = owed[0].meeting.assignment
    reader = Reader(account.email, account.name, account.language, account.zone)
    values = {
        "assignment": assignment.title,
        "new": _lines(one for one in owed if not one.is_off and one.moved_from is None),
        "moved": _lines(one for one in owed if one.moved_from is not None),
        "off": _lines(one for one in owed if one.is_off),
    }
    compose(
        kind=kind,
        key=f"{kind.code}:{event.seq}:{account.pk}",
        to=reader,
        values=values,
        at=event.at,
        action=action,
        company_id=assignment.company_id,
        subject_key=f"assignment:{assignment.pk}",
        thread=thread(account, assignment.pk),
        attachments=tuple(_files(owed, reader, at=event.at)),
        sender=assignment.owner.name,
        reply_to="",
    )


def _lines(owed: Iterator[Owed]) -> str:
    """The reader's lines; of one that was moved or is off, by the time that they knew."""
    return "\n".join(_line(one) for one in owed)


def _line(one: Owed) -> str:
    language, zone = one.account.language, one.account.zone
    line = meeting_line(one.meeting, language, zone)
    if one.moved_from is not None:
        return f"{time_words(one.moved_from, language, zone)} → {line}"
    return line


def _files(owed: Sequence[Owed], to: Reader, *, at: datetime) -> Iterator[dict[str, object]]:
    for number, one in enumerate(owed, start=1):
        invitation = invitation_of(
            one.meeting,
            to,
            sequence=one.sequence,
            method="CANCEL" if one.is_off else "REQUEST",
            at=at,
            is_optional=one.seat.is_optional,
        )
        yield as_attachment(invitation, number=number if len(owed) > 1 else 0)
