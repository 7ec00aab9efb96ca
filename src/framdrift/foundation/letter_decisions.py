"""What a person decides about a letter: let it go, stop it, send it by intent, or declare it arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from framdrift.foundation import events
from framdrift.foundation.letter_events import (
    LetterAnnouncement,
    LetterCancelled,
    LetterFoundSent,
    LetterReleased,
    LetterSentAgain,
)
from framdrift.foundation.models import Letter

State = Letter.State


class LetterRefused(Exception):
    """The letter is not in a state in which this can be done; the sentence is fit for the reader."""


def release(letter_id: int, *, by: str, at: datetime) -> None:
    """A held letter may go. `by` is a pseudonym."""
    _change(letter_id, (State.HELD,), LetterReleased, by=by, at=at, state=State.WAITING, send_after=at)


def cancel(letter_id: int, *, by: str, at: datetime) -> None:
    """A letter that has not gone shall not go."""
    stoppable = (State.HELD, State.WAITING, State.FAILED)
    _change(letter_id, stoppable, LetterCancelled, by=by, at=at, state=State.CANCELLED)


def send_again(letter_id: int, *, by: str, at: datetime) -> None:
    """Send a failed letter, or one whose fate is unknown, by intent: it may then arrive twice."""
    again = {"state": State.WAITING, "send_after": at, "attempts": 0, "error": "", "claimed_by": ""}
    _change(letter_id, (State.FAILED, State.UNKNOWN), LetterSentAgain, by=by, at=at, **again)


def found_sent(letter_id: int, *, by: str, at: datetime) -> None:
    """A person has looked: the letter whose fate was unknown did arrive."""
    _change(letter_id, (State.UNKNOWN,), LetterFoundSent, by=by, at=at, state=State.SENT, sent_at=at, error="")


def _change(
    letter_id: int,
    allowed: Sequence[str],
    announcement: type[LetterAnnouncement],
    *,
    by: str,
    at: datetime,
    **fields: Any,
) -> None:
    with transaction.atomic():
        if not Letter.objects.filter(pk=letter_id, state__in=allowed).update(**fields):
            raise LetterRefused(_("The letter has changed meanwhile, or does not exist. Look at the list again."))
        company_id = Letter.objects.values_list("company_id", flat=True).get(pk=letter_id)
        events.record(announcement(letter_id=letter_id, company_id=company_id), actor=by, at=at)
