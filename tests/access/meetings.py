"""A kick-off that is with the client, a meeting that both sides sit in, and one that is only proposed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from framdrift.organisations.models import Account
from framdrift.recruiting.kinds import MeetingKind, MeetingState, Scope, SeatRole, SittingState
from framdrift.recruiting.models import Assignment, Candidacy, Meeting, MeetingSeat, PlanStep, Sitting


def lay_out_meetings(
    assignment: Assignment, candidacy: Candidacy, contact: Account, guests: Iterable[Account], *, at: datetime
) -> None:
    """Rows as a kick-off leaves them while the client has not answered; `guests` sit in beside the contact."""
    sitting = Sitting.objects.create(
        assignment=assignment,
        company_id=assignment.company_id,
        made_by=assignment.owner,
        made_at=at,
        state=SittingState.SENT,
        sent_at=at,
        sent_to=contact,
    )
    step = PlanStep.objects.filter(assignment=assignment, scope=Scope.CANDIDACY).order_by("position")[1]
    for days, state in ((7, MeetingState.CONFIRMED), (8, MeetingState.PROPOSED)):
        meeting = Meeting(
            assignment=assignment,
            company_id=assignment.company_id,
            plan_step=step,
            sitting=sitting,
            candidacy=candidacy if state == MeetingState.CONFIRMED else None,
            kind=MeetingKind.INTERVIEW,
            state=state,
            is_slot=True,
            made_at=at,
        )
        meeting.set_time(at + timedelta(days=days), 45)
        meeting.save()
        seats = [(assignment.owner, SeatRole.HOST), (contact, SeatRole.DECIDER)]
        seats += [(guest, SeatRole.INTERVIEWER) for guest in guests]
        for account, role in seats:
            MeetingSeat.objects.create(meeting=meeting, company_id=assignment.company_id, account=account, role=role)


def proposed(assignment: Assignment) -> int:
    """The meeting that is only proposed."""
    return Meeting.objects.get(assignment=assignment, state=MeetingState.PROPOSED).pk
