"""Letters of which nobody may learn whom they reached: who got no link is known not to have answered.

Whatever becomes of one, its row ends as every other of its group does: no words, no times but the one at which all
were written, no attempts, no reason. How many did not arrive is counted for the group. A group is the letters of one
kind about one thing, such as the invitations of a round. When its last letter has left, all its rows are written once
more in random order, so that no row's age in the database tells which was tried longest.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet

from framdrift.foundation.models import Letter, LetterTally
from framdrift.foundation.wordings import kinds

State = Letter.State
_ON_ITS_WAY = (State.HELD, State.WAITING, State.SENDING)
_LEFT: dict[str, Any] = {
    "state": State.SENT,
    "sent_at": F("written_at"),
    "send_after": F("written_at"),
    "claimed_at": None,
    "claimed_by": "",
    "attempts": 1,
    "error": "",
}
_WIPED: dict[str, Any] = {"body_text": "", "body_html": "", "content": {}}


def is_untraced(letter: Letter) -> bool:
    """Whether only the letter's group is spoken of."""
    return letter.kind in _codes()


def listed() -> Q:
    """The condition for letters that a list may show one by one: of the untraced ones those that a restored backup
    holds, since somebody must release them."""
    return ~Q(kind__in=_codes()) | Q(state=State.HELD)


def group_of(letter: Letter) -> QuerySet[Letter]:
    """All letters of the letter's kind about the same thing."""
    return Letter.objects.filter(subject_key=letter.subject_key, kind=letter.kind)


@transaction.atomic
def settle(letter: Letter, *, is_lost: bool, keeps_words: bool = False) -> bool:
    """A claimed letter has left, or never will; whether it was still this claim's to say.

    The group's count is written either way, so that its age says nothing of this letter. `keeps_words`: where letters
    are read in the product.
    """
    tally = _held_tally(letter)
    words = _WIPED if letter.is_secret and not keeps_words else {}
    claimed = Letter.objects.filter(pk=letter.pk, state=State.SENDING, claimed_by=letter.claimed_by)
    if not claimed.update(**_LEFT, **words):
        return False
    _count(tally, lost=int(is_lost))
    if not group_of(letter).filter(state__in=_ON_ITS_WAY).exists():
        _write_anew(letter)
    return True


@transaction.atomic
def came_back(letter: Letter) -> None:
    """A mail server sent a letter back for good: one more of its group, and nothing about the letter."""
    _count(_held_tally(letter), lost=1)


def lost_among(subject_key: str) -> int | None:
    """How many letters of one kind about this did not arrive, or may not have; the most of any kind.

    None while any is on its way, and where none has left. Two statements.
    """
    if Letter.objects.filter(subject_key=subject_key, kind__in=_codes(), state__in=_ON_ITS_WAY).exists():
        return None
    found = LetterTally.objects.filter(key__startswith=f"{subject_key}:").aggregate(most=Max("lost"))["most"]
    return None if found is None else int(found)


def release_group(letter: Letter, *, leaves_at: dict[int, datetime]) -> int:
    """Let all held letters of the group go, each at its own instant; how many."""
    held = group_of(letter).filter(state=State.HELD)
    return sum(held.filter(pk=pk).update(state=State.WAITING, send_after=when) for pk, when in leaves_at.items())


def _codes() -> frozenset[str]:
    return frozenset(code for code, kind in kinds().items() if kind.is_untraced)


def _held_tally(letter: Letter) -> LetterTally:
    key = f"{letter.subject_key}:{letter.kind}"
    LetterTally.objects.get_or_create(key=key)
    return LetterTally.objects.select_for_update().get(key=key)


def _count(tally: LetterTally, *, lost: int) -> None:
    LetterTally.objects.filter(pk=tally.pk).update(lost=F("lost") + lost)


def _write_anew(letter: Letter) -> None:
    numbers = list(group_of(letter).values_list("pk", flat=True))
    secrets.SystemRandom().shuffle(numbers)
    for number in numbers:
        Letter.objects.filter(pk=number).update(attempts=1)
