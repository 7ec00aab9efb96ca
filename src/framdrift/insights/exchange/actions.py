"""A round out to another program, and codes back in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation.events import record
from framdrift.insights import events
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding.actions import describe_code, give_code
from framdrift.insights.coding.scope import codable
from framdrift.insights.coding.words import open_words
from framdrift.insights.exchange.codebook import Meaning, meanings, unknown
from framdrift.insights.exchange.gathering import passage_guid, refuse, round_project
from framdrift.insights.exchange.particulars import particulars_of
from framdrift.insights.exchange.reading import read_qdpx
from framdrift.insights.exchange.shapes import QdaCoding, QdaProject, QdaSelection
from framdrift.insights.exchange.writing import qdpx
from framdrift.insights.kinds import Part
from framdrift.insights.models import Code, Passage
from framdrift.organisations.access import Viewer


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file gave: codes that are new, that stood here already, of passages whose words are others here or that
    are not here, and the names of codes that the codebook does not have."""

    given: int
    stood: int
    misplaced: int
    unknown: tuple[str, ...]


@transaction.atomic
def export_round(*, programme_round: ProgrammeRound, language: str, by: Viewer, at: datetime) -> bytes:
    """The round as a QDPX file, and a line in the log that it was made.

    Raises AnonymousIsNotExported, RoundStillOpen, NothingToExport; ProgrammeRound.DoesNotExist for who may not read.
    """
    project = round_project(by, programme_round, language=language, at=at)
    passages = sum(len(source.selections) for source in project.sources)
    told = events.PassagesExported(
        round_id=programme_round.pk, company_id=programme_round.company_id, passages=passages
    )
    record(told, actor=by.pseudonym, at=at)
    return qdpx(project)


@transaction.atomic
def take_codes(*, programme_round: ProgrammeRound, content: bytes, by: Viewer, at: datetime) -> TakenIn:
    """Give the passages of a round the codes that a file has for them, as the viewer's own decisions.

    Passages are known by GUID, and only where the words are the same; no code is taken away. Raises NotAProject and
    then has changed nothing; AnonymousIsNotExported, RoundStillOpen; ProgrammeRound.DoesNotExist for who may not read.
    """
    refuse(programme_round)
    project = read_qdpx(content)
    words = open_words(by, programme_round, at=at)
    here = {passage_guid(one): one for one in codable(by).filter(round=programme_round)}
    book_now = book()
    known = meanings(book_now)
    given = stood = misplaced = 0
    for text, selection in _coded(project):
        passage = here.get(selection.guid)
        if passage is None or not _same(passage, selection, text, words):
            misplaced += len(selection.codings)
            continue
        fresh = [_give(passage, coding, known, by=by, at=at) for coding in selection.codings if coding.code in known]
        given, stood = given + sum(fresh), stood + len(fresh) - sum(fresh)
    return TakenIn(given, stood, misplaced, unknown(project.codes, book_now))


def _coded(project: QdaProject) -> Iterator[tuple[str, QdaSelection]]:
    for source in project.sources:
        for selection in source.selections:
            yield source.text, selection


def _same(passage: Passage, selection: QdaSelection, text: str, words: Mapping[UUID, tuple[str, int]]) -> bool:
    note, version = words.get(passage.note, ("", -1))
    here = note[passage.start : passage.end]
    return version == passage.note_version and text[selection.start : selection.end] == here


def _give(passage: Passage, coding: QdaCoding, known: Mapping[UUID, Meaning], *, by: Viewer, at: datetime) -> bool:
    """Whether the code is new."""
    meant = known[coding.code]
    if Code.objects.filter(passage=passage, theme=meant.theme, part=Part.FIRST, ended_at=None).exists():
        return False
    code = give_code(passage=passage, theme=meant.theme, part=Part.FIRST, by=by, at=at)
    describe_code(code=code, particulars=particulars_of(coding.note, meant.direction), by=by, at=at)
    return True
