"""The desk itself: rounds to code, the next passage, one passage in words with what is known of it.

Words come from `conversations.answers` for the length of a page and are kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from framdrift.conversations.answers.models import AnonymousRound, BlankAnswer, Talk
from framdrift.conversations.answers.queries import open_raw_note, told_talks
from framdrift.conversations.answers.scope import readable
from framdrift.conversations.models import GuideQuestion, ProgrammeRound
from framdrift.insights.coding.scope import codable, codable_in, rounds
from framdrift.insights.kinds import Part, PassageState
from framdrift.insights.models import Code, Passage, Suggestion
from framdrift.insights.refusals import PassageChanged
from framdrift.organisations.access import Viewer

TO_READ = (PassageState.WAITING, PassageState.AGAIN)
EVEN = 0.5
"""Below it the machine abstains: it shows what it thought of, and says that it does not know."""
_COUNTED = {
    "passages": Count("pk"),
    "to_read": Count("pk", filter=Q(state__in=TO_READ)),
    "sampled": Count("pk", filter=Q(sampled_at__isnull=False)),
}


@dataclass(frozen=True)
class RoundLine:
    """One round on the desk. `new_answers` have not been cut into passages yet."""

    round: ProgrammeRound
    passages: int
    to_read: int
    sampled: int
    for_second: int
    new_answers: int


@dataclass(frozen=True)
class Piece:
    """Some words of a passage; `ranks` are the suggestions that they speak for."""

    text: str
    ranks: tuple[int, ...] = ()


@dataclass(frozen=True)
class PassageShown:
    """A passage in its note, in words. `suggestions` are empty for a second coder, who codes unaided."""

    passage: Passage
    kind: str
    question: GuideQuestion | None
    before: str
    pieces: tuple[Piece, ...]
    after: str
    codes: tuple[Code, ...]
    suggestions: tuple[Suggestion, ...] = field(default=())

    @property
    def abstains(self) -> bool:
        """Whether the machine has read it and does not know."""
        return bool(self.suggestions) and self.suggestions[0].confidence < EVEN


def desk(viewer: Viewer) -> tuple[RoundLine, ...]:
    """The rounds that the viewer may code, those with most to do first. Four statements."""
    found = list(rounds(viewer))
    second = Count("pk", filter=_for_second(viewer))
    mine = codable(viewer).filter(round__in=found).order_by().values("round")
    numbers: dict[int, dict[str, Any]] = {row["round"]: {**row} for row in mine.annotate(**_COUNTED, for_second=second)}
    new = _new_answers(viewer, found)
    lines = [_line(one, numbers.get(one.pk), new.get(one.pk, 0)) for one in found]
    shown = [line for line in lines if line.passages or line.new_answers]
    return tuple(sorted(shown, key=lambda line: (-line.to_read - line.new_answers, -line.round.pk)))


def _line(programme_round: ProgrammeRound, numbers: dict[str, Any] | None, new_answers: int) -> RoundLine:
    counted = numbers or dict.fromkeys([*_COUNTED, "for_second"], 0)
    return RoundLine(
        round=programme_round,
        passages=counted["passages"],
        to_read=counted["to_read"],
        sampled=counted["sampled"],
        for_second=counted["for_second"],
        new_answers=new_answers,
    )


def queue(viewer: Viewer, programme_round: ProgrammeRound, part: Part) -> QuerySet[Passage]:
    """What this viewer has before them in a round, in reading order."""
    mine = codable_in(viewer, programme_round)
    if part is Part.SECOND:
        return mine.filter(_for_second(viewer))
    return mine.filter(state__in=TO_READ)


def next_of(viewer: Viewer, programme_round: ProgrammeRound, part: Part, *, after: int = 0) -> Passage | None:
    """The next passage to read after this one; from the beginning where none follows."""
    waiting = queue(viewer, programme_round, part)
    return waiting.filter(pk__gt=after).first() or waiting.first()


def neighbours(viewer: Viewer, passage: Passage, part: Part) -> tuple[int | None, int | None]:
    """(the one before, the one after) in reading order, coded or not; for the second coder within the sample."""
    around = codable_in(viewer, passage.round)
    if part is Part.SECOND:
        around = around.filter(sampled_at__isnull=False).exclude(first_by=viewer.account_id)
    before = around.filter(pk__lt=passage.pk).order_by("-pk").values_list("pk", flat=True).first()
    after = around.filter(pk__gt=passage.pk).values_list("pk", flat=True).first()
    return before, after


def open_passage(viewer: Viewer, passage: Passage, part: Part, *, at: datetime) -> PassageShown:
    """A passage with its question and codes, and what was suggested. Noted in the log once a day and round.

    Raises `Passage.DoesNotExist` for what the viewer may not read, `PassageChanged` where the words are others now.
    """
    try:
        note = open_raw_note(
            viewer, passage.round, invitation_id=passage.invitation_id, place=passage.place, note=passage.note, at=at
        )
    except Talk.DoesNotExist as hidden:
        raise Passage.DoesNotExist from hidden
    if note.digest != passage.digest:
        raise PassageChanged
    suggestions = tuple(passage.suggestions.all()) if part is Part.FIRST else ()
    asked = GuideQuestion.objects.filter(version=passage.round.programme.guide_version_id, code=passage.question)
    return PassageShown(
        passage=passage,
        kind=note.kind,
        question=asked.first(),
        before=note.text[: passage.start],
        pieces=pieces(note.text, passage.start, passage.end, [one.spans for one in suggestions]),
        after=note.text[passage.end :],
        codes=tuple(passage.codes.filter(part=part, ended_at=None).select_related("coder")),
        suggestions=suggestions,
    )


def pieces(text: str, start: int, end: int, spans: Sequence[Sequence[Sequence[int]]]) -> tuple[Piece, ...]:
    """The words from `start` to `end`, cut where a suggestion's words begin or end; spans by rank, from 1."""
    edges = sorted({start, end, *(edge for own in spans for span in own for edge in span if start < edge < end)})
    found = []
    for begins, stops in pairwise(edges):
        ranks = [
            rank for rank, own in enumerate(spans, start=1) if any(one[0] <= begins and stops <= one[1] for one in own)
        ]
        found.append(Piece(text[begins:stops], tuple(ranks)))
    return tuple(found)


def _for_second(viewer: Viewer) -> Q:
    """Drawn, coded by another, and not yet coded by a second."""
    drawn = Q(sampled_at__isnull=False, second_done_at__isnull=True)
    return drawn & ~Q(first_by=viewer.account_id) & (Q(second_by=None) | Q(second_by=viewer.account_id))


def _new_answers(viewer: Viewer, found: Sequence[ProgrammeRound]) -> dict[int, int]:
    """How many answers of each round have no passage yet."""
    cut = Exists(Passage.objects.filter(invitation=OuterRef("invitation")))
    talks = told_talks(readable(viewer).filter(round__in=found)).filter(~cut)
    named = talks.order_by().values("round").annotate(n=Count("pk"))
    in_places = Exists(Passage.objects.filter(place=OuterRef("key")))
    closed = AnonymousRound.objects.filter(pk__in=[one.pk for one in found], is_closed=True)
    blank = BlankAnswer.objects.filter(round__in=closed).filter(~in_places)
    hidden = blank.order_by().values("round").annotate(n=Count("pk"))
    return {row["round"]: row["n"] for row in [*named, *hidden]}
