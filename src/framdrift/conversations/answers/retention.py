"""What the night does: words that have been kept as long as their level allows are deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import AnonymousRound, Note, SeriousMatter, Talk
from framdrift.conversations.answers.rules import RETENTION_MONTHS, UNAPPROVED_DAYS
from framdrift.conversations.kinds import Level
from framdrift.foundation import erasures, sealing

_DAYS_A_MONTH = 30.44


def forget_run_out(*, at: datetime) -> int:
    """Delete, by level, what has run out at this instant; how many talks and anonymous rounds lost their words.

    A talk's row stays, for coverage; of an anonymous round nothing stays, and its key is destroyed.
    """
    gone = 0
    for level in (Level.OPEN, Level.HR, Level.THIRD_PARTY):
        closed_before = at - timedelta(days=RETENTION_MONTHS[level] * _DAYS_A_MONTH)
        gone += _forget(Talk.objects.filter(key__level=level, round__closed_at__lt=closed_before), at=at)
    never = Talk.objects.exclude(state=TalkState.APPROVED)
    gone += _forget(never.filter(round__closed_at__lt=at - timedelta(days=UNAPPROVED_DAYS)), at=at)
    closed_before = at - timedelta(days=RETENTION_MONTHS[Level.ANONYMOUS] * _DAYS_A_MONTH)
    for hidden in AnonymousRound.objects.filter(round__closed_at__lt=closed_before):
        sealing.destroy(hidden.sealed_key, at=at)
        hidden.delete()
        gone += 1
    return gone


def _forget(talks: QuerySet[Talk], *, at: datetime) -> int:
    """Delete the words of these talks, in restored backups too."""
    found = list(talks.filter(notes__isnull=False).distinct().values_list("pk", "pseudonym"))
    for _pk, pseudonym in found:
        erasures.note(str(pseudonym), at=at)
    ids = [pk for pk, _pseudonym in found]
    Note.objects.filter(talk__in=ids).delete()
    SeriousMatter.objects.filter(talk__in=ids).exclude(closed_at=None).delete()
    return len(found)
