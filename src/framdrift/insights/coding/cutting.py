"""Passages follow what was said: new answers are cut, changed ones cut again, and what was taken back goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from framdrift.conversations.answers.models import BlankAnswer, Note, Talk
from framdrift.conversations.answers.queries import RawAnswer, open_raw_answers, told_talks
from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation.events import record
from framdrift.foundation.jobs import job
from framdrift.insights import events
from framdrift.insights.codebook.beginning import ensure_codebook
from framdrift.insights.coding.rules import cut
from framdrift.insights.kinds import PassageState
from framdrift.insights.models import Passage
from framdrift.organisations.access import Viewer

_AT_ONCE = 500


@transaction.atomic
def take_in(*, programme_round: ProgrammeRound, by: Viewer, at: datetime) -> int:
    """Cut every answer of the round that is new or changed; how many passages there are more.

    Passages of a changed note are replaced, to be read anew if somebody had coded them. Twice is once. Raises
    ProgrammeRound.DoesNotExist or `RoundIsStillOpen`.
    """
    programme_round = ProgrammeRound.objects.select_for_update().get(pk=programme_round.pk)
    answers = open_raw_answers(by, programme_round, at=at)
    ensure_codebook(at=at)
    was_coded = drop_stale(programme_round)
    known = set(Passage.objects.filter(round=programme_round).values_list("note", flat=True))
    new = list(_cut(programme_round, answers, known=known, was_coded=was_coded))
    Passage.objects.bulk_create(new, batch_size=_AT_ONCE)
    if new and new[0].place is None:
        told = events.PassagesCut(round_id=programme_round.pk, company_id=programme_round.company_id, passages=len(new))
        record(told, actor=by.pseudonym, at=at)
    return len(new)


def drop_stale(programme_round: ProgrammeRound) -> set[UUID]:
    """Delete passages whose words are gone, or are no longer those that were cut; the notes that had been coded.

    Looks at ids and versions alone. Four statements.
    """
    passages = Passage.objects.filter(round=programme_round)
    talks = told_talks(Talk.objects.filter(round=programme_round)).values("pk")
    notes = dict(Note.objects.filter(talk__in=talks).values_list("client_key", "version"))
    places = set(BlankAnswer.objects.filter(round_id=programme_round.pk).values_list("key", flat=True))
    stale = [
        one
        for one in passages.only("note", "note_version", "place", "state")
        if not (one.place in places if one.place else notes.get(one.note) == one.note_version)
    ]
    for start in range(0, len(stale), _AT_ONCE):
        Passage.objects.filter(pk__in=[one.pk for one in stale[start : start + _AT_ONCE]]).delete()
    return {one.note for one in stale if one.state != PassageState.WAITING}


@job()
def tidy_passages(at: str) -> None:
    """Delete what points into words that are gone: taken back, corrected, or run out; `at` is when it was due."""
    coded = Passage.objects.order_by().values("round").distinct()
    for programme_round in ProgrammeRound.objects.filter(pk__in=coded):
        with transaction.atomic():
            drop_stale(ProgrammeRound.objects.select_for_update().get(pk=programme_round.pk))


def forget_passages(pseudonym: str, at: datetime) -> None:
    """Delete what was made of the words of the employee whose pseudonym this is; others are nobody's here."""
    Passage.objects.filter(invitation__employment__pseudonym=pseudonym).delete()


def _cut(
    programme_round: ProgrammeRound, answers: Iterable[RawAnswer], *, known: set[UUID], was_coded: set[UUID]
) -> Iterator[Passage]:
    for answer in answers:
        for note in answer.notes:
            if note.client_key in known:
                continue
            state = PassageState.AGAIN if note.client_key in was_coded else PassageState.WAITING
            for start, end in cut(note.text):
                yield Passage(
                    company_id=programme_round.company_id,
                    round=programme_round,
                    invitation_id=answer.invitation_id,
                    place=answer.place,
                    note=note.client_key,
                    note_version=note.version,
                    question=note.question,
                    start=start,
                    end=end,
                    digest=note.digest,
                    state=state,
                )
