"""What programmes call: is the level locked, close a round, erase everything that was said in a programme."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.answers import anonymous
from framdrift.conversations.answers.models import AnonymousRound, ProgrammeKey, Talk
from framdrift.conversations.answers.refusals import LevelIsLocked
from framdrift.conversations.models import Programme, ProgrammeRound
from framdrift.foundation import sealing
from framdrift.foundation.events import record
from framdrift.organisations.access import Viewer


def is_locked(programme_id: int) -> bool:
    """Whether somebody has begun under what was told: level, guide and limit stay from then on."""
    rounds = AnonymousRound.objects.filter(round__programme_id=programme_id)
    return ProgrammeKey.objects.filter(pk=programme_id).exists() or rounds.exists()


def refuse_if_locked(programme_id: int) -> None:
    """Raise `LevelIsLocked` where the level may no longer be changed. Call it under the programme's lock."""
    if is_locked(programme_id):
        raise LevelIsLocked


def close_answers(*, programme_round: ProgrammeRound) -> None:
    """What must be right when a round closes, in its transaction: level D is written anew in random order."""
    anonymous.close_round(programme_round=programme_round)


@transaction.atomic
def erase_answers(*, programme: Programme, by: Viewer, at: datetime) -> None:
    """Delete the keys of a programme, and with them every word said in it, in every copy of the database.

    Rows that are left tell that talks were held, and nothing of what was said.
    """
    keys = list(ProgrammeKey.objects.filter(pk=programme.pk).values_list("sealed_key", flat=True))
    keys += AnonymousRound.objects.filter(round__programme=programme).values_list("sealed_key", flat=True)
    for key_id in keys:
        sealing.destroy(key_id, at=at)
    Talk.objects.filter(key_id=programme.pk).delete()
    AnonymousRound.objects.filter(round__programme=programme).delete()
    record(events.AnswersErased(programme_id=programme.pk, company_id=programme.company_id), actor=by.pseudonym, at=at)
