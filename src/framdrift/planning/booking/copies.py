"""Copies of meetings in people's own calendars: a reaction asks for them, a job writes them, and may run again."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from framdrift.foundation.correspondence import Reader
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.jobs import job
from framdrift.planning.availability.copies import remove_copy, write_copy
from framdrift.planning.booking.calendar_objects import calendar_name, invitation_of
from framdrift.planning.booking.owed import concerned
from framdrift.planning.models import CalendarConnection, CalendarCopy
from framdrift.recruiting.kinds import SeatAnswer
from framdrift.recruiting.models import Meeting, MeetingSeat


def copy_meetings(event: Recorded) -> None:
    """Have the meetings written where somebody of them has a calendar that is written, or has a copy."""
    meetings = concerned(event)
    seats = MeetingSeat.objects.filter(meeting__in=meetings, account__isnull=False)
    written = CalendarConnection.objects.filter(is_written=True, account__in=seats.values("account_id"))
    names = [calendar_name(meeting.uid) for meeting in meetings]
    if written.exists() or CalendarCopy.objects.filter(meeting_uid__in=names).exists():
        write_copies.enqueue([meeting.pk for meeting in meetings], event.at.isoformat())


@job()
def write_copies(meeting_ids: list[int], at: str) -> None:
    """Make people's calendars say what holds of these meetings."""
    rows = Meeting.objects.filter(pk__in=meeting_ids).select_related("assignment", "plan_step").order_by("pk")
    for meeting in rows:
        for seat in MeetingSeat.objects.filter(meeting=meeting, account__isnull=False).select_related("account"):
            _write(meeting, seat, at=datetime.fromisoformat(at))


def _write(meeting: Meeting, seat: MeetingSeat, *, at: datetime) -> None:
    account = seat.account
    assert account is not None, "asked of seats of accounts alone"
    if not meeting.is_live or seat.left_at is not None or seat.is_alternate:
        remove_copy(account_id=account.pk, meeting_uid=calendar_name(meeting.uid))
        return
    name = "client-meeting" if account.company_id else "meeting"
    invitation = invitation_of(
        meeting,
        Reader(account.email, account.name, account.language, account.zone),
        sequence=meeting.sequence,
        method=None,
        at=at,
        description=settings.FRAMDRIFT_ADDRESS + reverse(name, args=[meeting.pk]),
        answer="tentative" if seat.is_optional and seat.answer != SeatAnswer.ACCEPTED else "accepted",
        is_optional=seat.is_optional,
    )
    write_copy(account_id=account.pk, invitation=invitation, at=at)
