"""The letters about one candidacy, as its page lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.utils.functional import Promise as LazyText
from django.utils.translation import pgettext_lazy

from framdrift.foundation import wordings
from framdrift.foundation.letter_kinds import Manner
from framdrift.foundation.models import Letter

State = Letter.State
_MOST = 20
_STATES = {
    State.HELD: pgettext_lazy("letter", "waits for somebody to send it"),
    State.WAITING: pgettext_lazy("letter", "goes"),
    State.SENDING: pgettext_lazy("letter", "is being sent"),
    State.SENT: pgettext_lazy("letter", "sent"),
    State.FAILED: pgettext_lazy("letter", "could not be sent"),
    State.UNKNOWN: pgettext_lazy("letter", "nobody knows whether it arrived"),
    State.JOINED: pgettext_lazy("letter", "sent with another"),
    State.BOUNCED: pgettext_lazy("letter", "came back"),
}


@dataclass(frozen=True)
class LetterLine:
    """One letter: what it is, how it stands, since or until when; `opens` where a person decides about it."""

    id: int
    kind: str | LazyText
    state: str | LazyText
    at: datetime
    is_held: bool
    opens: bool
    may_take_back: bool


def lines_about(subject_key: str, letters: Iterable[Letter]) -> list[LetterLine]:
    """Those of the letters that belong to `subject_key`, without what was stopped. No statement."""
    of_it = (letter for letter in letters if letter.subject_key == subject_key and not letter.is_secret)
    return [_line(letter) for letter in islice((one for one in of_it if one.state != State.CANCELLED), _MOST)]


def _line(letter: Letter) -> LetterLine:
    kind = wordings.kinds().get(letter.kind)
    state = State(letter.state)
    released = state is State.WAITING and letter.manner == Manner.HELD
    return LetterLine(
        id=letter.pk,
        kind=kind.title if kind else letter.kind,
        state=_STATES[state],
        at=letter.sent_at or (letter.send_after if state is State.WAITING else letter.written_at),
        is_held=state is State.HELD,
        opens=bool(letter.content) and (state is State.HELD or released),
        may_take_back=released,
    )
