"""Our meetings in people's own calendars: one copy each, moved and taken away with the meeting.

The meeting here is what holds. Where its owner has changed or removed the copy, a meeting that did not change is left
as they want it; one that has changed is written anew, for they must not miss the new time.
"""

from __future__ import annotations

from datetime import datetime

from framdrift.foundation.invitations import Invitation, calendar_bytes
from framdrift.foundation.jobs import TryLater
from framdrift.planning.availability.refreshing import access_of
from framdrift.planning.models import CalendarConnection, CalendarCopy
from framdrift.planning.ports import PASSING, Access, CalendarTrouble, ChangedElsewhere, Copy, Trouble, door


def write_copy(*, account_id: int, invitation: Invitation, at: datetime) -> CalendarCopy | None:
    """Put a meeting into the calendar that its person has chosen for that; None where there is none, or it cannot be
    written for good. For jobs: nothing is held locked meanwhile, and a second run changes nothing. Raises TryLater."""
    connection = _written_calendar(account_id)
    if connection is None:
        return None
    known = CalendarCopy.objects.filter(connection=connection, meeting_uid=invitation.uid).first()
    if known is not None and known.sequence >= invitation.sequence:
        return known
    lies_at = Copy(known.href, known.etag) if known else None
    try:
        access = access_of(connection)
        written = _put(connection, access, invitation, lies_at)
    except CalendarTrouble as trouble:
        _given_up(trouble)
        return None
    copy, _is_new = CalendarCopy.objects.update_or_create(
        connection=connection,
        meeting_uid=invitation.uid,
        defaults={
            "company_id": connection.company_id,
            "href": written.href,
            "etag": written.etag,
            "sequence": invitation.sequence,
            "written_at": at,
        },
    )
    return copy


def remove_copy(*, account_id: int, meeting_uid: str) -> bool:
    """Take a meeting out of a person's calendar; whether a copy of ours lay there. Raises TryLater."""
    known = CalendarCopy.objects.filter(connection__account_id=account_id, meeting_uid=meeting_uid)
    copy = known.select_related("connection__account").first()
    if copy is None:
        return False
    access = None
    try:
        access = access_of(copy.connection)
        door(copy.connection.kind).remove(access, copy=Copy(copy.href, copy.etag))
    except ChangedElsewhere:
        if access is not None:  # the meeting is off, whatever they noted at it
            _remove_anyway(copy, access)
    except CalendarTrouble as trouble:
        _given_up(trouble)
    copy.delete()
    return True


def _written_calendar(account_id: int) -> CalendarConnection | None:
    found = CalendarConnection.objects.filter(account_id=account_id, is_written=True)
    return found.select_related("account").first()


def _put(connection: CalendarConnection, access: Access, invitation: Invitation, lies_at: Copy | None) -> Copy:
    """In the version that we know; else in whatever version lies there, which may be our own from an attempt whose
    answer was lost; else, where its owner threw it away, anew."""
    data, calendar = calendar_bytes(invitation), door(connection.kind)
    anyhow = Copy(lies_at.href if lies_at else calendar.place(access, uid=invitation.uid), "")
    for attempt in (lies_at, anyhow if anyhow.href else lies_at, None):
        try:
            return calendar.put(access, uid=invitation.uid, data=data, copy=attempt)
        except ChangedElsewhere:
            continue
    raise CalendarTrouble(Trouble.SERVER_FAULT, connection.address)


def _remove_anyway(copy: CalendarCopy, access: Access) -> None:
    try:
        door(copy.connection.kind).remove(access, copy=Copy(copy.href, ""))
    except CalendarTrouble as trouble:
        _given_up(trouble)


def _given_up(trouble: CalendarTrouble) -> None:
    """What passes is tried again; for the rest the invitation by letter has to do."""
    if trouble.trouble in PASSING:
        raise TryLater(trouble.sentence()) from trouble
