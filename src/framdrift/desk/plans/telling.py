"""Who was told of a slip, in words: each letter with how it stands, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from framdrift.desk.components import words
from framdrift.desk.outbox.reasons import reason_of
from framdrift.desk.timeline.of_letters import letter_sentence
from framdrift.foundation.models import Letter
from framdrift.foundation.wordings import kinds
from framdrift.planning.sheet import SlipLine
from framdrift.planning.told import NoLetter, Tidings

State = Letter.State


@dataclass(frozen=True)
class ToldLine:
    """One letter or one reason; `address` is the letter's, empty for a reason."""

    sentence: str
    address: str = ""


@dataclass(frozen=True)
class SlipWords:
    """A slip and who was told of it; no lines for whoever may not see letters."""

    slip: SlipLine
    told: tuple[ToldLine, ...]


def with_tidings(slips: list[SlipLine], *, now: datetime) -> list[SlipWords]:
    """Each slip with who was told. No statement."""
    return [SlipWords(slip, tuple(_lines(slip.tidings, now)) if slip.tidings else ()) for slip in slips]


def _lines(tidings: Tidings, now: datetime) -> list[ToldLine]:
    found = [_line(letter, now) for letter in tidings.letters]
    if tidings.why is not None:
        found.append(ToldLine(_why(tidings, tidings.why, now)))
    return found


def _line(letter: Letter, now: datetime) -> ToldLine:
    """A letter with how it stands: where it travels inside another, how that one does."""
    carrier = letter.joined_into if letter.state == State.JOINED and letter.joined_into else letter
    parts = [_taken_back(letter) if carrier.state == State.CANCELLED else letter_sentence(letter)]
    if carrier.state == State.SENT and carrier.sent_at is not None:
        parts.append(_("It went %(when)s.") % {"when": words.moment_words(carrier.sent_at, now)})
    elif carrier.state != State.CANCELLED:
        parts.append(reason_of(carrier, now=now))
    return ToldLine(" ".join(part for part in parts if part), reverse("outbox-letter", args=[letter.pk]))


def _taken_back(letter: Letter) -> str:
    kind = kinds().get(letter.kind)
    slots = {"who": letter.to_name or letter.to_email, "title": kind.title if kind else letter.subject}
    return _("Letter to %(who)s, stopped before it went: %(title)s.") % slots


def _why(tidings: Tidings, why: NoLetter, now: datetime) -> str:
    today = words.local(now).date()
    sentences = {
        NoLetter.END_STANDS: _("No letter: the end stays where it was."),
        NoLetter.AS_HEARD: _("No letter: the client had heard of this end already."),
        NoLetter.TOO_LITTLE: _("No letter: fewer than three working days from %(heard)s, which the client had heard."),
        NoLetter.TOLD_LATER: _("The letter of %(later)s tells of it."),
        NoLetter.MOVED_AGAIN: _("No letter went before it moved again."),
        NoLetter.SAID_YES: _("No letter: the client has said yes to the plan since."),
        NoLetter.NOT_OPEN: _("No letter: the assignment is not running."),
        NoLetter.NOBODY: _("No letter: nobody at the client decides or is kept informed."),
        NoLetter.NOT_YET: _("A letter goes to %(who)s the next morning at the latest, if it still stands."),
    }
    slots = {
        "heard": words.dated_words(tidings.heard_on, today) if tidings.heard_on else "",
        "later": words.when_words(tidings.later_at, now) if tidings.later_at else "",
        "who": words.joined_words(list(tidings.to)),
    }
    return sentences[why] % slots
