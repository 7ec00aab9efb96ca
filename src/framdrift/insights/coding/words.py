"""The words of a whole round, for the length of a call: what is exported, and what codes from elsewhere are held to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from framdrift.conversations.answers.queries import open_raw_answers
from framdrift.conversations.models import ProgrammeRound
from framdrift.organisations.access import Viewer


def open_words(viewer: Viewer, programme_round: ProgrammeRound, *, at: datetime) -> dict[UUID, tuple[str, int]]:
    """The words and version of every note of the round that the viewer may read, by its key. Noted in the log.

    Raises ProgrammeRound.DoesNotExist for all but the agency's interviewers; `RoundIsStillOpen` at level D.
    """
    answers = open_raw_answers(viewer, programme_round, at=at)
    return {note.client_key: (note.text, note.version) for answer in answers for note in answer.notes}
