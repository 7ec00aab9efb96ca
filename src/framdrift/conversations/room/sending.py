"""What a window of the room sends: the fields of its form, read into notes and the name of the save."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from framdrift.conversations.answers.kinds import NoteKind
from framdrift.conversations.answers.queries import ADDITION
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.room.refusals import NoteTooLong

MOST_LETTERS = 20_000
_HIGHEST_PLACE = 9_999


def drafts_of(fields: Mapping[str, str], *, codes: Collection[str]) -> list[Draft]:
    """The notes among `fields`: `text-KEY`, with `kind-KEY`, `question-KEY` and `place-KEY` beside it.

    `codes` are the questions of this talk; a note to any other belongs to none of them. Without `question-KEY` it is
    the form's own `question`. Names that are no keys are passed over. Raises `NoteTooLong`.
    """
    found = []
    for name, text in fields.items():
        key = _key_in(name)
        if key is None:
            continue
        if len(text) > MOST_LETTERS:
            raise NoteTooLong
        question = fields.get(f"question-{key}", fields.get("question", ""))
        found.append(
            Draft(
                client_key=key,
                question=question if question in codes else ADDITION,
                kind=_kind(fields.get(f"kind-{key}", "")),
                text=text.replace("\r\n", "\n").strip(),
                position=min(_number(fields.get(f"place-{key}", "")), _HIGHEST_PLACE),
            )
        )
    return found


def save_of(fields: Mapping[str, str]) -> Save:
    """Which window saves and what it had seen.

    A page without script sends no name: its words are then judged by what it had seen alone, so that a form sent again
    after the back button is put beside, and never taken for a late copy of the first.
    """
    return Save(_number(fields.get("seen", "")), fields.get("writer", "")[:36], _number(fields.get("save_no", "")))


def _key_in(name: str) -> uuid.UUID | None:
    head, dash, rest = name.partition("text-")
    try:
        return uuid.UUID(rest) if dash and not head else None
    except ValueError:
        return None


def _kind(text: str) -> str:
    return text if text in NoteKind.values else NoteKind.THEIR_WORDS.value


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
