"""A candidate who comes to a step whose panel keeps slots free may choose among them at once."""

from __future__ import annotations

from framdrift.foundation.dispatch import Recorded
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting.actions.times import offer_slots
from framdrift.recruiting.kinds import CandidacyStatus, MeetingState
from framdrift.recruiting.models import Candidacy, Meeting, Step
from framdrift.recruiting.refusals import Refusal


def offer_free_slots(event: Recorded) -> None:
    """Offer the slots of whatever step the candidate waits at; nothing where there are none, or the rules want a
    person to see to something first (a pay range). A company's own employee is never offered its panel's time."""
    rows = Candidacy.objects.select_related("assignment", "candidate")
    candidacy = rows.filter(pk=event.data["candidacy_id"], status=CandidacyStatus.ACTIVE).first()
    if candidacy is None or candidacy.candidate.works_at_id == candidacy.company_id:
        return
    waits = Step.objects.filter(candidacy=candidacy, closed_at=None, booked_at=None).select_related("plan_step")
    for stay in waits.order_by("pk"):
        slots = Meeting.objects.slots().filter(
            plan_step=stay.plan_step, state=MeetingState.CONFIRMED, start_at__gt=event.at
        )
        if slots.exists():
            try:
                offer_slots(
                    assignment=candidacy.assignment,
                    plan_step=stay.plan_step,
                    candidacies=[candidacy],
                    by=SYSTEM,
                    at=event.at,
                )
            except Refusal:
                continue
