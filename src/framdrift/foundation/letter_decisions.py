"""What a person decides about a letter: let it go, stop it, send it by intent, or declare it arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from framdrift.foundation import bundling, events, untraced
from framdrift.foundation.correspondence import Reader, leaves_at, one_line, page_of
from framdrift.foundation.letter_events import (
    LetterAnnouncement,
    LetterCameBack,
    LetterCancelled,
    LetterDoubted,
    LetterFoundSent,
    LetterHeldBack,
    LetterReleased,
    LetterRewritten,
    LetterSentAgain,
    LetterTakenBack,
)
from framdrift.foundation.letter_kinds import Manner
from framdrift.foundation.letter_pages import Part
from framdrift.foundation.models import Letter

State = Letter.State
_UNSENT = (State.HELD, State.WAITING)


READDRESSED = "readdressed:"
"""The key of a letter that went to another address in place of one that came back: this, and the number of that one."""


class LetterRefused(Exception):
    """The letter is not in a state in which this can be done; the sentence is fit for the reader."""


def release(letter_id: int, *, by: str, at: datetime) -> None:
    """A held letter may go, in its reader's working hours; one that a person has to release waits a while, so that
    the release can be taken back. `by` is a pseudonym. One whose reason is gone is cancelled and refused."""
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is not None and untraced.is_untraced(letter):
        _release_group(letter, by=by, at=at)
        return
    if letter is not None and bundling.cancel_needless(Letter.objects.filter(pk=letter_id, state=State.HELD), at=at):
        raise LetterRefused(_("What the letter told of is no longer so. It will not be sent."))
    when = leaves_at(letter.manner, zone=letter.zone, at=at) if letter else at
    _change(letter_id, (State.HELD,), LetterReleased, by=by, at=at, state=State.WAITING, send_after=when)


def _release_group(letter: Letter, *, by: str, at: datetime) -> None:
    """All that a restore holds of a group, or none: one that left alone would be known for the only one to arrive."""
    with transaction.atomic():
        held = untraced.group_of(letter).select_for_update().filter(state=State.HELD)
        leaving = {one.pk: leaves_at(one.manner, zone=one.zone, at=at) for one in held}
        if letter.pk not in leaving:
            raise LetterRefused(_("The letter has changed meanwhile, or does not exist. Look at the list again."))
        untraced.release_group(letter, leaves_at=leaving)
        events.record(LetterReleased(letter_id=letter.pk, company_id=letter.company_id), actor=by, at=at)


def take_back(letter_id: int, *, by: str, at: datetime) -> None:
    """A released letter that has not gone yet is held again. `by` is a pseudonym."""
    with transaction.atomic():
        if not Letter.objects.filter(pk=letter_id, manner=Manner.HELD).exists():
            raise LetterRefused(_("This letter was not held, so that its release cannot be taken back."))
        _change(letter_id, (State.WAITING,), LetterTakenBack, by=by, at=at, state=State.HELD)


def rewrite(letter_id: int, *, subject: str, text: str, by: str, at: datetime) -> None:
    """Give a letter that has not gone other words: paragraphs divided by empty lines. `by` is a pseudonym."""
    with transaction.atomic():
        unsent = Letter.objects.select_for_update(of=("self",)).filter(pk=letter_id, state__in=_UNSENT, joined=None)
        letter = unsent.exclude(content={}).first()
        if letter is None:
            raise LetterRefused(_("The letter has gone, or is on its way: its words cannot be changed any more."))
        before = Part.from_data(letter.content["part"])
        blocks = tuple(block.strip() for block in text.replace("\r\n", "\n").split("\n\n") if block.strip())
        part = Part(one_line(subject), blocks, before.label, before.url)
        reader = Reader(letter.to_email, letter.to_name, letter.language, letter.zone)
        sender = letter.content["sender"]
        page = page_of([part], to=reader, sender=sender, company_id=letter.company_id)
        _change(
            letter_id,
            _UNSENT,
            LetterRewritten,
            by=by,
            at=at,
            subject=page.subject,
            body_text=page.text,
            body_html=page.html,
            content={"part": part.as_data(), "sender": sender},
        )


def text_of(letter: Letter) -> str:
    """A held letter's own words, without greeting and ending, as they are rewritten."""
    return "\n\n".join(Part.from_data(letter.content["part"]).paragraphs) if letter.content else letter.body_text


def cancel(letter_id: int, *, by: str, at: datetime) -> None:
    """A letter that has not gone shall not go."""
    stoppable = (State.HELD, State.WAITING, State.FAILED)
    _change(letter_id, stoppable, LetterCancelled, by=by, at=at, state=State.CANCELLED)


def send_again(letter_id: int, *, by: str, at: datetime) -> None:
    """Send a letter that failed, came back, or whose fate is unknown, by intent: it may then arrive twice. One whose
    words were a secret has none left to send."""
    if Letter.objects.filter(pk=letter_id, is_secret=True, body_text="").exists():
        raise LetterRefused(
            _("Its words were wiped, since they held a one-time code or link. A new one can be asked for.")
        )
    if Letter.objects.filter(key=f"{READDRESSED}{letter_id}").exists():
        raise LetterRefused(_("The letter has been sent to another address already."))
    again = {"state": State.WAITING, "send_after": at, "attempts": 0, "error": "", "claimed_by": "", "sent_at": None}
    _change(letter_id, (State.FAILED, State.UNKNOWN, State.BOUNCED), LetterSentAgain, by=by, at=at, **again)


def found_sent(letter_id: int, *, by: str, at: datetime) -> None:
    """A person has looked: the letter whose fate was unknown did arrive."""
    _change(letter_id, (State.UNKNOWN,), LetterFoundSent, by=by, at=at, state=State.SENT, sent_at=at, error="")


def hold_back(letter_id: int, *, by: str, at: datetime) -> None:
    """Take back a release, a repetition or a stop: the letter waits for a person, whatever it was before."""
    _change(letter_id, (State.WAITING, State.CANCELLED), LetterHeldBack, by=by, at=at, state=State.HELD)


def doubt(letter_id: int, *, by: str, at: datetime) -> None:
    """Take back that a letter was found to have arrived."""
    _change(letter_id, (State.SENT,), LetterDoubted, by=by, at=at, state=State.UNKNOWN, sent_at=None)


def came_back(letter_id: int, *, reason: str, by: str, at: datetime) -> None:
    """A mail server sent the letter back for good; `reason` is its own words."""
    _change(letter_id, (State.SENT, State.UNKNOWN), LetterCameBack, by=by, at=at, state=State.BOUNCED, error=reason)


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
        found = Letter.objects.filter(pk=letter_id, state__in=allowed)
        if any(untraced.is_untraced(letter) for letter in found):
            raise LetterRefused(_("Nobody decides about one letter of a round at level D: its reader could be told."))
        if not found.update(**fields):
            raise LetterRefused(_("The letter has changed meanwhile, or does not exist. Look at the list again."))
        company_id = Letter.objects.values_list("company_id", flat=True).get(pk=letter_id)
        events.record(announcement(letter_id=letter_id, company_id=company_id), actor=by, at=at)
