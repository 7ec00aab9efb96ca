"""A timeline in words: each event as one sentence, with what was written below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from framdrift.desk.timeline import (
    of_assignments,
    of_candidacies,
    of_candidates,
    of_client_answers,
    of_evidence,
    of_messages,
    of_momentum,
    of_organisations,
    of_outside,
)
from framdrift.desk.timeline.telling import TELLERS, Told
from framdrift.foundation.models import Event
from framdrift.recruiting.queries.timeline import Names, Timeline

ROOMS = (
    of_assignments,
    of_candidacies,
    of_evidence,
    of_candidates,
    of_messages,
    of_momentum,
    of_organisations,
    of_client_answers,
    of_outside,
)
"""The modules that hold tellers; importing them fills the table."""

_QUOTED = ("text", "reason", "early_reason", "told")


@dataclass(frozen=True, slots=True)
class Line:
    """One event as a reader sees it: the sentence, the words that were written, when."""

    seq: int
    code: str
    sentence: str
    quotes: tuple[str, ...]
    at: datetime


def lines(timeline: Timeline, *, now: datetime) -> Iterator[Line]:
    """The timeline's lines, in its order."""
    for event in timeline.events:
        yield line(event, timeline.names, now=now)


def line(event: Event, names: Names, *, now: datetime) -> Line:
    """One event in words. KeyError where its code has no teller: tests keep the table whole."""
    told = Told(event, names, now)
    quotes = tuple(text for field in _QUOTED if (text := told.text(field)))
    return Line(event.seq, event.code, TELLERS[event.code](told), quotes, event.at)
