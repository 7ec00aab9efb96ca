"""What momentum does when work was told of: it writes down how long that takes. Running twice changes nothing more."""

from __future__ import annotations

from framdrift.foundation.dispatch import Recorded
from framdrift.momentum.touch import HELD, MINUTES
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Account
from framdrift.recruiting.actions.touch import note_touch_time
from framdrift.recruiting.models import Assignment, PlanStep, Step


def note_work(event: Recorded) -> None:
    """The minutes of an agency person's work; what clients, candidates and machines do is no work of ours."""
    account = Account.objects.filter(pseudonym=event.actor, company__isnull=True).first()
    assignment = Assignment.objects.filter(pk=event.data.get("assignment_id", 0)).first()
    if account is None or assignment is None:
        return
    booked = _booked_minutes(event) if event.code == HELD else None
    minutes = booked if booked is not None else MINUTES.get(event.code, 0)
    if minutes:
        note_touch_time(
            assignment=assignment,
            candidacy_id=event.data.get("candidacy_id"),
            account=account,
            what=event.code,
            minutes=minutes,
            is_booked=booked is not None,
            event_seq=event.seq,
            by=SYSTEM,
            at=event.at,
        )


def _booked_minutes(event: Recorded) -> int | None:
    """Of the meeting that was held, else of the plan's step."""
    held = Step.objects.filter(
        candidacy_id=event.data["candidacy_id"], plan_step_id=event.data["plan_step_id"], held_at__isnull=False
    )
    booked = held.order_by("-opened_at").values_list("booked_minutes", flat=True).first()
    return booked or PlanStep.objects.filter(pk=event.data["plan_step_id"]).values_list("minutes", flat=True).first()
