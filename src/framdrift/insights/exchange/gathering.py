"""A closed round as a project: words without names, passages, and what the first coders put them under.

A file leaves the reach of erasure and of the seals, so it holds as little as can be analysed: sources are numbered in
an order drawn by their own random keys, there is no name, unit, day of a talk, or colleague's name, and no serious
matter. What the viewer may not read is not in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding.scope import codable
from framdrift.insights.coding.words import open_words
from framdrift.insights.exchange.codebook import SPACE, code_guid, codes_of
from framdrift.insights.exchange.particulars import note_of
from framdrift.insights.exchange.refusals import AnonymousIsNotExported, NothingToExport, RoundStillOpen
from framdrift.insights.exchange.shapes import QdaCoding, QdaProject, QdaSelection, QdaSource, QdaUser
from framdrift.insights.kinds import Part
from framdrift.insights.models import Code, Passage
from framdrift.organisations.access import Viewer


def round_project(viewer: Viewer, programme_round: ProgrammeRound, *, language: str, at: datetime) -> QdaProject:
    """What a round says, as far as the viewer may read it. That the words were read is noted in the log.

    Raises AnonymousIsNotExported, RoundStillOpen, NothingToExport; ProgrammeRound.DoesNotExist for other viewers.
    """
    refuse(programme_round)
    words = open_words(viewer, programme_round, at=at)
    passages: dict[UUID, list[Passage]] = defaultdict(list)
    for passage in codable(viewer).filter(round=programme_round):
        if words.get(passage.note, ("", -1))[1] == passage.note_version:
            passages[passage.note].append(passage)
    if not passages:
        raise NothingToExport
    codes = _codes(one for many in passages.values() for one in many)
    sources = [
        QdaSource(note, _("Note %(n)s") % {"n": number}, words[note][0], _selections(passages[note], codes))
        for number, note in enumerate(sorted(passages), start=1)
    ]
    return QdaProject(
        name=programme_round.programme.name_in(language),
        made_at=at,
        users=_users(codes),
        codes=codes_of(book(), language),
        sources=tuple(sources),
    )


def refuse(programme_round: ProgrammeRound) -> None:
    """Raises AnonymousIsNotExported, RoundStillOpen."""
    if programme_round.programme.is_anonymous:
        raise AnonymousIsNotExported
    if programme_round.closed_at is None:
        raise RoundStillOpen


def passage_guid(passage: Passage) -> UUID:
    """The name of a passage for good: of its note, and where in it."""
    return uuid5(passage.note, f"{passage.start}:{passage.end}")


def _codes(passages: Iterable[Passage]) -> dict[int, list[Code]]:
    found: dict[int, list[Code]] = defaultdict(list)
    ids = [one.pk for one in passages]
    for code in Code.objects.filter(passage__in=ids, part=Part.FIRST, ended_at=None).select_related("coder"):
        found[code.passage_id].append(code)
    return found


def _selections(passages: Sequence[Passage], codes: dict[int, list[Code]]) -> tuple[QdaSelection, ...]:
    return tuple(
        QdaSelection(guid, one.start, one.end, tuple(_coding(guid, code) for code in codes.get(one.pk, ())))
        for one in sorted(passages, key=lambda passage: passage.start)
        for guid in [passage_guid(one)]
    )


def _coding(passage: UUID, code: Code) -> QdaCoding:
    return QdaCoding(
        guid=uuid5(passage, code.theme),
        code=code_guid(code.theme, code.direction),
        by=_user_guid(code),
        given_at=code.given_at,
        note=note_of(code),
    )


def _users(codes: dict[int, list[Code]]) -> tuple[QdaUser, ...]:
    guids = sorted({_user_guid(code) for many in codes.values() for code in many})
    return tuple(QdaUser(guid, _("Coder %(n)s") % {"n": number}) for number, guid in enumerate(guids, start=1))


def _user_guid(code: Code) -> UUID:
    return uuid5(SPACE, f"coder:{code.coder.pseudonym}")
