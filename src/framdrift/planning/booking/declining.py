"""Somebody cannot come: who of the alternates is free is found here, and the rest is done in one transaction."""

from __future__ import annotations

from datetime import datetime

from framdrift.organisations.access import Viewer
from framdrift.planning.availability.queries import free_windows
from framdrift.recruiting.actions.meeting_seats import decline_seat
from framdrift.recruiting.models import Meeting, MeetingSeat
from framdrift.science.windows import covers


def decline(*, meeting: Meeting, account_id: int, reason: str, by: Viewer, at: datetime) -> MeetingSeat | None:
    """See `decline_seat`; the substitutes are the alternates whose calendars are free then, in their order."""
    return decline_seat(
        meeting=meeting,
        account_id=account_id,
        substitutes=free_alternates(meeting, at=at),
        reason=reason,
        by=by,
        at=at,
    )


def free_alternates(meeting: Meeting, *, at: datetime) -> list[int]:
    """The accounts that could come in somebody's place, by their calendars."""
    rows = MeetingSeat.objects.filter(meeting=meeting, is_alternate=True, account__is_active=True).order_by("pk")
    people = [pk for pk in rows.values_list("account_id", flat=True) if pk is not None]
    free = free_windows(people, start=meeting.start_at, end=meeting.end_at, at=at, place=meeting.place)
    return [pk for pk in people if covers(free.get(pk, []), meeting.start_at, meeting.end_at)]
