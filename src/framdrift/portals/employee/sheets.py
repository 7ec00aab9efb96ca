"""The words of an invitation, whoever wrote them: read and saved alike for a named talk and an anonymous answer."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from framdrift.conversations.answers import actions, anonymous
from framdrift.conversations.answers.kinds import NoteKind
from framdrift.conversations.answers.queries import ADDITION, own_record
from framdrift.conversations.answers.rules import Draft, Save, Written
from framdrift.conversations.invitations.actions import record_started
from framdrift.portals.employee.opening import Visit

_SPACE = uuid.UUID("7d4b7a52-0f0f-4f5e-9d5f-2f1c1a5d6b10")


@dataclass(frozen=True)
class Sheet:
    """What has been written so far; `version` is what a window has then seen."""

    version: int
    notes: tuple[Written, ...]

    def of(self, question: str) -> tuple[Written, ...]:
        """The notes to one question that hold words."""
        return tuple(note for note in self.notes if note.question == question and not note.is_blank)

    @property
    def is_empty(self) -> bool:
        """Not a word yet."""
        return all(note.is_blank for note in self.notes)


@dataclass(frozen=True)
class Kept:
    """What became of a save: whether words of another window stand beside, and at level D a receipt, once."""

    version: int
    is_beside: bool
    receipt: str = ""


def read(visit: Visit) -> Sheet:
    """The person's own words. At level D only behind the receipt: the form itself is write-only."""
    if visit.is_anonymous:
        answer = anonymous.answer_of(visit.receipt) if visit.receipt else None
        return Sheet(answer.version, answer.notes) if answer else Sheet(0, ())
    talk = visit.talk()
    if talk is None or visit.by is None:
        return Sheet(0, ())
    record = own_record(visit.by, talk)
    return Sheet(record.version, tuple(note for question in record.questions for note in question.notes))


def write(visit: Visit, drafts: Sequence[Draft], save: Save) -> Kept:
    """Keep what was typed. A form sent as served begins nothing. Raises `Refused`."""
    if visit.is_anonymous:
        return _write_anonymously(visit, drafts, save)
    talk = visit.talk()
    if visit.by is None or visit.invitation is None:
        raise TypeError("A named visit has a person and an invitation.")
    if talk is None:
        if not any(draft.text.strip() for draft in drafts):
            return Kept(0, is_beside=False)
        talk = actions.start_talk(invitation=visit.invitation, by=visit.by, at=visit.at)
        record_started(invitation=visit.invitation, by=visit.by, at=visit.at)
    saved = actions.save_notes(talk=talk, notes=drafts, save=save, by=visit.by, at=visit.at)
    return Kept(saved.version, is_beside=bool(saved.moved))


def _write_anonymously(visit: Visit, drafts: Sequence[Draft], save: Save) -> Kept:
    changed = anonymous.change_words(receipt=visit.receipt, notes=drafts, save=save) if visit.receipt else None
    if changed is not None:
        return Kept(changed.version, is_beside=bool(changed.moved))
    first = anonymous.first_words(code=visit.token, notes=drafts, writer=save.writer)
    if first is None:
        return Kept(0, is_beside=False)
    return Kept(first.version, is_beside=False, receipt=first.receipt)


def key_of(question: str) -> uuid.UUID:
    """The key of the one note that a written answer has to a question: every window means the same one."""
    return uuid.uuid5(_SPACE, question)


def drafts_of(fields: Mapping[str, str], *, question: str, position: int) -> list[Draft]:
    """The notes in a sent form: fields named `text-` and a key. Names that are no keys are passed over."""
    found = []
    for name, text in fields.items():
        key = _key_in(name)
        if key is not None:
            words = text.replace("\r\n", "\n").strip()
            found.append(Draft(key, question, NoteKind.THEIR_WORDS, words, position))
    return found


def save_of(fields: Mapping[str, str]) -> Save:
    """Which window sent a form, what it had seen, and its how-manyth save it is."""
    return Save(_number(fields.get("seen", "")), fields.get("writer", "")[:36], _number(fields.get("save_no", "")))


def _key_in(name: str) -> uuid.UUID | None:
    head, _, rest = name.partition("text-")
    try:
        return uuid.UUID(rest) if not head and rest else None
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


__all__ = ["ADDITION", "Kept", "Sheet", "drafts_of", "key_of", "read", "save_of", "write"]
