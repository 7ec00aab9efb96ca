"""Reads of what was said, viewer first. With `words_of_closed` the only public functions that return it.

Who may read is decided in `scope`. Staff and clients use `open_record`, which notes in the log of events that this
viewer opened this record; the person's own reading is noted nowhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from framdrift.conversations import events
from framdrift.conversations.answers import anonymous, keeping
from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import AnonymousRound, Talk
from framdrift.conversations.answers.rules import Written
from framdrift.conversations.answers.scope import may_hold, readable
from framdrift.conversations.kinds import Level
from framdrift.conversations.models import GuideQuestion, Invitation, ProgrammeRound
from framdrift.foundation import sealing
from framdrift.foundation.events import of_subject, record
from framdrift.foundation.sealing import Key
from framdrift.organisations.access import SYSTEM, Viewer

ADDITION = "addition"
"""The question of what the person adds afterwards, and of words that belong to no question."""


@dataclass(frozen=True)
class QuestionNotes:
    """One question with its notes in order. `code` is empty or ADDITION for notes beside the questions."""

    code: str
    asked: str
    notes: tuple[Written, ...]


@dataclass(frozen=True)
class Record:
    """A talk as this viewer may read it, in the viewer's language."""

    talk: Talk
    level: str
    state: str
    version: int
    person_name: str
    questions: tuple[QuestionNotes, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing was written, or nothing that this viewer may read."""
        return not any(question.notes for question in self.questions)


@dataclass(frozen=True)
class RawNote:
    """One note to code. `digest` is keyed: it says whether the words are the same, and nothing of them."""

    client_key: uuid.UUID
    question: str
    kind: str
    text: str
    version: int
    digest: str


@dataclass(frozen=True)
class RawAnswer:
    """One author's words in a round, for the agency's interviewers to code.

    `talk_id` and `invitation_id` are None at level D, where `place` is set, which leads to nobody. `unit_id` is where
    the person worked when asked; at level D a coarse unit, or None.
    """

    talk_id: int | None
    unit_id: int | None
    notes: tuple[RawNote, ...]
    invitation_id: int | None = None
    place: uuid.UUID | None = None


def talk(viewer: Viewer, talk_id: int) -> Talk:
    """One talk whose record the viewer may read. Raises Talk.DoesNotExist for every other, withdrawn ones too."""
    return readable(viewer).get(pk=talk_id)


def talk_of(viewer: Viewer, invitation: Invitation) -> Talk | None:
    """The talk of an invitation, where it has begun and the viewer may read it."""
    return readable(viewer).filter(invitation=invitation).first()


def own_record(viewer: Viewer, talk: Talk) -> Record:
    """The record as its own person reads it: every word, those about a serious matter too. Raises Talk.DoesNotExist."""
    if viewer.kind != "employee":
        raise Talk.DoesNotExist
    return _record(viewer, readable(viewer).get(pk=talk.pk))


@transaction.atomic
def open_record(viewer: Viewer, talk_id: int, *, at: datetime) -> Record:
    """The record for staff or a client, and a line in the log that it was opened. Raises Talk.DoesNotExist.

    Three statements and the event. A client's record is without what belongs to a serious matter.
    """
    if viewer.account_id is None:
        raise Talk.DoesNotExist
    found = _record(viewer, readable(viewer).get(pk=talk_id))
    opened = events.RecordOpened(talk_id=talk_id, company_id=found.talk.company_id)
    record(opened, actor=viewer.pseudonym, at=at)
    return found


@transaction.atomic
def open_raw_answers(
    viewer: Viewer, programme_round: ProgrammeRound, *, at: datetime, once_a_day: bool = False
) -> tuple[RawAnswer, ...]:
    """Every talk that has been told, or anonymous answer, of a round, for the agency's interviewers alone.

    Without serious matters, and without what the viewer may not read: at levels A and B the talks of others. Raises
    ProgrammeRound.DoesNotExist for other viewers; `RoundIsStillOpen` at level D. Noted in the log, never at level D;
    with `once_a_day` the first time a day for each viewer and round, for pages that are opened again and again.
    """
    if not viewer.is_interviewer:
        raise ProgrammeRound.DoesNotExist
    hidden = AnonymousRound.objects.filter(pk=programme_round.pk).first()
    if hidden is not None:
        return tuple(
            RawAnswer(None, unit_id, _raw_notes(notes, key=sealing.take(hidden.sealed_key)), place=place)
            for place, unit_id, notes in anonymous.words_of_closed(hidden)
        )
    talks = told_talks(readable(viewer).filter(round=programme_round)).prefetch_related("notes")
    _note_use(viewer, programme_round, at, once_a_day=once_a_day)
    return tuple(_raw(one) for one in talks)


@transaction.atomic
def open_for_learning(programme_round: ProgrammeRound, *, at: datetime) -> tuple[RawAnswer, ...]:
    """Every talk that has been told in a round at level C, for the machine to learn from how it was coded.

    No person reads it. Empty at every other level, where fewer people may read what was said than see what is suggested
    of it. Noted in the log once a day for each round.
    """
    rows = Talk.objects.filter(round=programme_round, key__level=Level.THIRD_PARTY)
    talks = list(told_talks(rows).select_related("key", "invitation").prefetch_related("notes"))
    if talks:
        _note_use(SYSTEM, programme_round, at, once_a_day=True)
    return tuple(_raw(one) for one in talks)


@transaction.atomic
def open_raw_note(
    viewer: Viewer,
    programme_round: ProgrammeRound,
    *,
    invitation_id: int | None = None,
    place: uuid.UUID | None = None,
    note: uuid.UUID,
    at: datetime,
) -> RawNote:
    """One note of what `open_raw_answers` gives, found by where it lies. Raises Talk.DoesNotExist where it is not.

    Noted in the log once a day for each viewer and round, never at level D.
    """
    if not viewer.is_interviewer:
        raise Talk.DoesNotExist
    if place is not None:
        found = _in_place(programme_round, place)
    else:
        talk = told_talks(readable(viewer).filter(round=programme_round)).get(invitation=invitation_id)
        key = keeping.key_of(talk)
        found = _raw_notes(keeping.opened(talk, talk.notes.filter(client_key=note), key=key), key=key)
        _note_use(viewer, programme_round, at, once_a_day=True)
    for one in found:
        if one.client_key == note:
            return one
    raise Talk.DoesNotExist


def _in_place(programme_round: ProgrammeRound, place: uuid.UUID) -> tuple[RawNote, ...]:
    hidden = AnonymousRound.objects.filter(pk=programme_round.pk, is_closed=True).first()
    if hidden is None:
        return ()
    return _raw_notes(anonymous.words_at(hidden, place), key=sealing.take(hidden.sealed_key))


def told_talks(talks: QuerySet[Talk]) -> QuerySet[Talk]:
    """Those that the person has been given to read; at level A, whose record others read by name, has approved."""
    approved = Q(state=TalkState.APPROVED)
    return talks.filter(approved | Q(state=TalkState.HANDED_OVER, key__level__in=[Level.HR, Level.THIRD_PARTY]))


def _note_use(viewer: Viewer, programme_round: ProgrammeRound, at: datetime, *, once_a_day: bool = False) -> None:
    seen = events.RawAnswersOpened(round_id=programme_round.pk, company_id=programme_round.company_id)
    if once_a_day:
        noted = of_subject(seen.subject_key()).filter(
            code=seen.code, actor=viewer.pseudonym, at__date=timezone.localdate(at)
        )
        if noted.exists():
            return
    record(seen, actor=viewer.pseudonym, at=at)


def _raw(talk: Talk) -> RawAnswer:
    key = keeping.key_of(talk)
    notes = _raw_notes(keeping.opened(talk, talk.notes.all(), key=key), key=key)
    return RawAnswer(talk.pk, talk.invitation.unit_id, notes, invitation_id=talk.invitation_id)


def _raw_notes(notes: Iterable[Written], *, key: Key) -> tuple[RawNote, ...]:
    return tuple(
        RawNote(
            client_key=note.client_key,
            question=note.question,
            kind=note.kind,
            text=note.text,
            version=note.version,
            digest=sealing.digest_of(note.text.encode(), key=key),
        )
        for note in sorted(notes, key=lambda note: note.position)
        if not note.is_blank and not note.is_serious
    )


def _record(viewer: Viewer, talk: Talk) -> Record:
    notes = keeping.opened(talk, talk.notes.order_by("position", "pk"), key=keeping.key_of(talk))
    sees_all = viewer.kind == "employee" or may_hold(viewer, talk.invitation) or talk.key.level == Level.THIRD_PARTY
    told = [note for note in notes if not note.is_blank and (sees_all or not note.is_serious)]
    return Record(
        talk=talk,
        level=talk.key.level,
        state=talk.state,
        version=talk.version,
        person_name=talk.invitation.employment.name,
        questions=_by_question(told, list(talk.guide_version.questions.all()), language=viewer.language),
    )


def _by_question(
    notes: Sequence[Written], asked: Sequence[GuideQuestion], *, language: str
) -> tuple[QuestionNotes, ...]:
    """The guide's questions in order, each with its notes; those that belong to none of them last."""
    known = {question.code for question in asked}
    found = [
        QuestionNotes(
            question.code,
            question.text_in(language),
            tuple(note for note in notes if note.question == question.code),
        )
        for question in asked
    ]
    others = tuple(note for note in notes if note.question not in known)
    return (*found, QuestionNotes(ADDITION, "", others)) if others else tuple(found)
