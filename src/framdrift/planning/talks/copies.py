"""The hold in the calendar of who holds a talk: a reaction asks for it, a job writes it, and may run again."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.jobs import job
from framdrift.organisations.models import Account
from framdrift.planning.availability.copies import remove_copy, write_copy
from framdrift.planning.availability.talks import talk_uid
from framdrift.planning.booking.calendar_objects import calendar_name
from framdrift.planning.models import CalendarConnection, CalendarCopy
from framdrift.planning.talks.calendar import hold_of


def copy_talk(event: Recorded) -> None:
    """Have the hold written, moved or taken away where a calendar is written or has it."""
    row = Invitation.objects.filter(pk=event.data["invitation_id"]).first()
    if row is None:
        return
    copies = CalendarCopy.objects.filter(meeting_uid=calendar_name(talk_uid(row.pk)))
    written = CalendarConnection.objects.filter(is_written=True, account=row.interviewer_id)
    if copies.exists() or (row.interviewer_id is not None and written.exists()):
        write_hold.enqueue(row.pk, event.seq, event.at.isoformat())


@job()
def write_hold(invitation_id: int, sequence: int, at: str) -> None:
    """Make calendars say what holds of this talk now: whoever does not hold it any more loses the hold."""
    name = calendar_name(talk_uid(invitation_id))
    found = Invitation.objects.filter(pk=invitation_id).select_related("programme", "employment", "interviewer")
    row = found.first()
    holder = row.interviewer if row is not None and row.state == InvitationState.BOOKED else None
    known = CalendarCopy.objects.filter(meeting_uid=name).values_list("connection__account_id", flat=True)
    for account_id in known:
        if holder is None or account_id != holder.pk:
            remove_copy(account_id=account_id, meeting_uid=name)
    if row is not None and holder is not None and row.booked_at is not None:
        instant = datetime.fromisoformat(at)
        hold = hold_of(
            row,
            holder,
            start_at=row.booked_at,
            sequence=sequence,
            method=None,
            at=instant,
            address=talk_page(row, holder),
        )
        write_copy(account_id=holder.pk, invitation=hold, at=instant)


def talk_page(row: Invitation, holder: Account) -> str:
    """Where who holds the talk prepares it: the desk, or a seat's own page."""
    name = "client-talk" if holder.company_id is not None else "talk"
    return settings.FRAMDRIFT_ADDRESS + reverse(name, args=[row.pk])
