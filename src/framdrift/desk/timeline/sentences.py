"""A timeline in words: each event as one sentence, with what was written below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge

from django.urls import reverse

from framdrift.desk.timeline import (
    of_answers,
    of_assignments,
    of_availability,
    of_candidacies,
    of_candidates,
    of_client_answers,
    of_commitments,
    of_conversations,
    of_evidence,
    of_exits,
    of_insights,
    of_meetings,
    of_messages,
    of_momentum,
    of_organisations,
    of_outside,
    of_plans,
    of_releases,
)
from framdrift.desk.timeline.of_letters import letter_sentence
from framdrift.desk.timeline.telling import TELLERS, Told
from framdrift.foundation.models import Event, Letter
from framdrift.recruiting.events import CandidacyEnded, OfferAnswered
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
    of_commitments,
    of_conversations,
    of_exits,
    of_answers,
    of_insights,
    of_releases,
    of_outside,
    of_meetings,
    of_plans,
    of_availability,
)
"""The modules that hold tellers; importing them fills the table."""

_QUOTED = ("text", "reason", "early_reason", "told")


@dataclass(frozen=True, slots=True)
class Line:
    """One event or letter as a reader sees it: the sentence, the words that were written, when; `address` leads on."""

    seq: int
    code: str
    sentence: str
    quotes: tuple[str, ...]
    at: datetime
    address: str = ""


def lines(timeline: Timeline, *, now: datetime) -> Iterator[Line]:
    """The timeline's lines, newest first, its letters among its events."""
    told = _once(timeline.events)
    of_events = [line(event, timeline.names, now=now) for event in told]
    of_letters = [_letter_line(letter) for letter in timeline.letters]
    yield from merge(of_events, of_letters, key=lambda one: one.at, reverse=True)


def _once(events: Sequence[Event]) -> list[Event]:
    """Less the end of a candidacy that a declined offer brought about: the answer tells of it."""
    declined = {(e.subject, e.at) for e in events if e.code == OfferAnswered.code and e.data["answer"] == "declined"}
    return [e for e in events if e.code != CandidacyEnded.code or (e.subject, e.at) not in declined]


def _letter_line(letter: Letter) -> Line:
    told = letter_sentence(letter)
    return Line(-letter.pk, "letter", told, (), letter.written_at, reverse("outbox-letter", args=[letter.pk]))


def line(event: Event, names: Names, *, now: datetime) -> Line:
    """One event in words. KeyError where its code has no teller: tests keep the table whole."""
    told = Told(event, names, now)
    quotes = tuple(text for field in _QUOTED if (text := told.text(field)))
    return Line(event.seq, event.code, TELLERS[event.code](told), quotes, event.at, _address_of(told))


def _address_of(told: Told) -> str:
    """What an event tells of and a page of its own shows: a message."""
    message_id = told.get("message_id")
    return reverse("message", args=[message_id]) if message_id else ""
