"""A meeting as one reader's calendar shows it: the name it always has there, its version, the reader's own clock."""

from __future__ import annotations

import base64
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from framdrift.foundation.correspondence import Reader
from framdrift.foundation.invitations import Answer, Attendee, Invitation, Method, calendar_bytes
from framdrift.planning.booking.words import calendar_title
from framdrift.recruiting.models import Meeting


def calendar_name(uid: str) -> str:
    """A meeting's UID in calendars: ours, at the domain that letters come from."""
    return f"{uid}@{_domain()}"


def own_uid(name: str) -> str:
    """The UID of ours in a name that a calendar gave back; empty where it is not ours."""
    uid, _at, domain = name.rpartition("@")
    return uid if domain.lower() == _domain().lower() else ""


def invitation_of(
    meeting: Meeting,
    to: Reader,
    *,
    sequence: int,
    method: Method | None,
    at: datetime,
    description: str = "",
    answer: Answer = "needs-action",
    is_optional: bool = False,
) -> Invitation:
    """The meeting for one reader; nobody else who is invited is named to them."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Invitation(
        uid=calendar_name(meeting.uid),
        sequence=sequence,
        method=method,
        start_at=meeting.start_at,
        end_at=meeting.end_at,
        zone=ZoneInfo(to.zone),
        summary=calendar_title(meeting, to.language),
        organiser=Attendee(address, name),
        stamped_at=at,
        description=description,
        place=meeting.place,
        attendees=(Attendee(to.email, to.name, answer, is_optional),),
    )


def as_attachment(invitation: Invitation, *, number: int = 0) -> dict[str, Any]:
    """As letters carry it."""
    return {
        "name": f"meeting-{number}.ics" if number else "meeting.ics",
        "type": "text/calendar",
        "parameters": {"method": invitation.method or "REQUEST", "charset": "utf-8"},
        "base64": base64.b64encode(calendar_bytes(invitation)).decode(),
    }


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
