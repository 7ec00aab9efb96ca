"""A client's decision to go on that may still be taken back: its candidate is not told of it yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from framdrift.foundation.models import Event
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting import events
from framdrift.recruiting.events.times import TimesOffered
from framdrift.recruiting.kinds import Verdict
from framdrift.recruiting.models import Candidacy, Decision

SECOND_THOUGHTS = timedelta(hours=1)
"""How long whoever decided may take it back themselves; afterwards they call their consultant."""

_NO_WAY_BACK = (events.BallPassed.code, events.StepOpened.code, events.StepClosed.code)
"""After one of these the move can no longer be undone, whoever did it."""

_SEEN_TO = (TimesOffered.code, events.StepBooked.code)
"""By these somebody has acted on the decision; what the machine offers by itself confirms nothing."""


def unsettled_decision(candidacy: Candidacy, *, as_of: datetime) -> Decision | None:
    """The client's decision that brought the candidacy to its step, while it may be taken back and nobody has acted on
    it. Two statements at most; none once the hour has passed."""
    if candidacy.stepped_at < as_of - SECOND_THOUGHTS:
        return None
    taken = Decision.objects.filter(
        candidacy=candidacy,
        verdict=Verdict.ADVANCE,
        undone_at=None,
        decided_by__company__isnull=False,
        decided_at=candidacy.stepped_at,
    )
    decision = taken.order_by("pk").last()
    return None if decision is None or _is_confirmed(decision) else decision


def _is_confirmed(decision: Decision) -> bool:
    since = Event.objects.filter(subject=f"candidacy:{decision.candidacy_id}", at__gt=decision.decided_at)
    acted = Q(code__in=_SEEN_TO) & ~Q(actor=SYSTEM.pseudonym)
    return since.filter(Q(code__in=_NO_WAY_BACK) | acted).exists()
