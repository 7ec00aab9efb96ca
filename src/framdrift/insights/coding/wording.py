"""Which words people used, person by person, for counting what marks one kind of talk: sets of words, no sentence.

For the agency's interviewers, of what each may read. Only the person's own words: what an interviewer wrote in theirs
says nothing of how people speak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from framdrift.conversations.answers.kinds import NoteKind
from framdrift.conversations.answers.queries import open_raw_answers
from framdrift.conversations.models import ProgrammeRound
from framdrift.organisations.access import Viewer


@dataclass(frozen=True, slots=True)
class WordsSaid:
    """What one person used at one question. `person` is the same within a call and leads to nobody."""

    person: int
    question: str
    language: str
    words: frozenset[str]


def words_said(
    viewer: Viewer,
    rounds: Iterable[ProgrammeRound],
    *,
    words_of: Callable[[str], frozenset[str]],
    language_of: Callable[[str], str],
    at: datetime,
) -> tuple[WordsSaid, ...]:
    """The words of closed rounds, in no order that tells who spoke when. Noted in the log once a day for each viewer
    and round, never at level D. Raises ProgrammeRound.DoesNotExist for all but the agency's interviewers."""
    found: list[WordsSaid] = []
    person = 0
    for one in rounds:
        for answer in open_raw_answers(viewer, one, at=at, once_a_day=True):
            person += 1
            own = [note for note in answer.notes if note.kind == NoteKind.THEIR_WORDS]
            language = language_of(" ".join(note.text for note in own))
            found += [WordsSaid(person, note.question, language, words_of(note.text)) for note in own]
    return tuple(found)
