"""Who sits at a meeting: one chair, and those whom a step that is booked by hand is for."""

from __future__ import annotations

from dataclasses import dataclass

from framdrift.recruiting.kinds import SeatRole, Side
from framdrift.recruiting.models import Candidacy, Contact, PlanStep


@dataclass(frozen=True, slots=True)
class Chair:
    """Who is to sit where; an alternate only where another cannot, and an optional one if they can."""

    account_id: int
    role: SeatRole = SeatRole.INTERVIEWER
    is_alternate: bool = False
    is_optional: bool = False


def chairs_at(candidacy: Candidacy, plan_step: PlanStep) -> tuple[Chair, ...]:
    """Who meets the candidate at a step booked by hand: the client's people at a step of the client's, else whoever
    has the step.

    A company never meets its own employee this way: it must not learn that they are looking.
    """
    rows = Contact.objects.filter(assignment_id=candidacy.assignment_id, account__is_active=True).order_by("pk")
    parts = {Contact.Part.DECIDER: SeatRole.DECIDER, Contact.Part.INTERVIEWER: SeatRole.INTERVIEWER}
    found = tuple(Chair(row.account_id, parts[Contact.Part(row.part)]) for row in rows if row.part in parts)
    is_own_employee = candidacy.candidate.works_at_id == candidacy.company_id
    if plan_step.side == Side.CLIENT and found and not is_own_employee:
        return found
    return (Chair(plan_step.owner_id or candidacy.assignment.owner_id, SeatRole.HOST),)
