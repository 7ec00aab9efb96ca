"""Reads of what was said, viewer first. With `words_of_closed` the only public functions that return it.

Who may read is decided in `scope`. Staff and clients use `open_record`, which notes in the log of events that this
viewer opened this record; the person's own reading is noted nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.answers import anonymous, keeping
from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import AnonymousRound, Talk
from framdrift.conversations.answers.rules import Written
from framdrift.conversations.answers.scope import may_hold, readable
from framdrift.conversations.kinds import Level
from framdrift.conversations.models import GuideQuestion, Invitation, ProgrammeRound
from framdrift.foundation.events import record
from framdrift.organisations.access import Viewer

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
class RawAnswer:
    """One author's words in a round, for the agency's interviewers to code. `talk_id` is None at level D.

    `unit_id` is where the person worked when asked; at level D a coarse unit, or None.
    """

    talk_id: int | None
    unit_id: int | None
    notes: tuple[Written, ...]


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
def open_raw_answers(viewer: Viewer, programme_round: ProgrammeRound, *, at: datetime) -> tuple[RawAnswer, ...]:
    """Every approved talk, or anonymous answer, of a closed round, for the agency's interviewers alone.

    Without serious matters. Raises ProgrammeRound.DoesNotExist for other viewers, and at levels A and B, whose records
    belong to whom the level names; `RoundIsStillOpen` at level D. Noted in the log, never at level D.
    """
    if not viewer.is_interviewer:
        raise ProgrammeRound.DoesNotExist
    hidden = AnonymousRound.objects.filter(pk=programme_round.pk).first()
    if hidden is not None:
        return tuple(RawAnswer(None, unit_id, notes) for unit_id, notes in anonymous.words_of_closed(hidden))
    talks = readable(viewer).filter(round=programme_round, state=TalkState.APPROVED).prefetch_related("notes")
    seen = events.RawAnswersOpened(round_id=programme_round.pk, company_id=programme_round.company_id)
    record(seen, actor=viewer.pseudonym, at=at)
    return tuple(_raw(one) for one in talks)


def _raw(talk: Talk) -> RawAnswer:
    notes = keeping.opened(talk, talk.notes.all(), key=keeping.key_of(talk))
    told = tuple(note for note in notes if not note.is_blank and not note.is_serious)
    return RawAnswer(talk.pk, talk.invitation.unit_id, told)


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
