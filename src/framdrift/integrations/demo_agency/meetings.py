"""The interviews that are booked in the days to come stand in everybody's list of meetings, with who sits in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from framdrift.recruiting.kinds import MeetingKind, MeetingState, SeatAnswer, SeatRole, StepType
from framdrift.recruiting.models import Meeting, MeetingSeat, Step
from framdrift.recruiting.panels import chairs_at

_MET_AT = (StepType.INTERVIEW, StepType.CLIENT_INTERVIEW)


def stage_meetings(*, now: datetime) -> int:
    """A confirmed meeting for every step booked after `now`; how many."""
    booked = Step.objects.filter(
        booked_at__gt=now, closed_at=None, held_at=None, candidacy__isnull=False, plan_step__type__in=_MET_AT
    ).select_related("candidacy__assignment", "candidacy__candidate", "plan_step")
    meetings, seats = [], []
    for stay in booked.order_by("pk"):
        meeting = _meeting_of(stay)
        meetings.append(meeting)
        seats += _seats_of(stay, meeting)
    Meeting.objects.bulk_create(meetings)
    MeetingSeat.objects.bulk_create(seats)
    return len(meetings)


def _meeting_of(stay: Step) -> Meeting:
    assert stay.booked_at is not None, "only booked steps are asked for"
    meeting = Meeting(
        assignment=stay.assignment,
        company_id=stay.company_id,
        plan_step=stay.plan_step,
        candidacy=stay.candidacy,
        kind=MeetingKind.INTERVIEW,
        state=MeetingState.CONFIRMED,
        uid=f"meeting-{stay.pk}",
        made_at=stay.opened_at,
    )
    meeting.set_time(stay.booked_at, stay.booked_minutes or 45)
    return meeting


def _seats_of(stay: Step, meeting: Meeting) -> list[MeetingSeat]:
    assert stay.candidacy is not None, "only candidates' steps are asked for"
    chairs = [
        MeetingSeat(
            meeting=meeting,
            company_id=stay.company_id,
            account_id=chair.account_id,
            role=chair.role,
            is_alternate=chair.is_alternate,
            is_optional=chair.is_optional,
            **_settled(meeting),
        )
        for chair in chairs_at(stay.candidacy, stay.plan_step)
    ]
    own = MeetingSeat(
        meeting=meeting,
        company_id=stay.company_id,
        candidacy=stay.candidacy,
        role=SeatRole.CANDIDATE,
        **_settled(meeting),
    )
    return [*chairs, own]


def _settled(meeting: Meeting) -> dict[str, Any]:
    """Invited and said yes: nothing is owed to them any more."""
    return {
        "answer": SeatAnswer.ACCEPTED,
        "answered_at": meeting.made_at,
        "told_sequence": meeting.sequence,
        "told_start_at": meeting.start_at,
        "told_minutes": meeting.minutes,
    }
