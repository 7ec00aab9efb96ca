"""A candidate's meeting as a calendar file: one stable name a candidacy and step, a rising number, their own clock."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from framdrift.foundation.invitations import Attendee, Invitation, calendar_bytes


@dataclass(frozen=True)
class Meeting:
    """What a calendar needs of a meeting. `uid` never changes; `sequence` rises with every change."""

    uid: str
    sequence: int
    summary: str
    start_at: datetime
    minutes: int
    place: str
    told_at: datetime
    attendee: str
    zone: str


def as_attachment(meeting: Meeting, *, is_cancelled: bool = False) -> dict[str, Any]:
    """The file as letters carry it: METHOD REQUEST, or CANCEL where the meeting is off."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    invitation = Invitation(
        uid=f"{meeting.uid}@{address.rpartition('@')[2]}",
        sequence=meeting.sequence,
        method="CANCEL" if is_cancelled else "REQUEST",
        start_at=meeting.start_at,
        end_at=meeting.start_at + timedelta(minutes=meeting.minutes),
        zone=ZoneInfo(meeting.zone),
        summary=meeting.summary,
        organiser=Attendee(address, name),
        stamped_at=meeting.told_at,
        place=meeting.place,
        attendees=(Attendee(meeting.attendee, answer="accepted"),),
    )
    return {
        "name": "meeting.ics",
        "type": "text/calendar",
        "parameters": {"method": invitation.method or "REQUEST", "charset": "utf-8"},
        "base64": base64.b64encode(calendar_bytes(invitation)).decode(),
    }
