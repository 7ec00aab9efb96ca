"""Our own calendar object in plain fields, for services that take no iCalendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import icalendar


@dataclass(frozen=True)
class PlainEvent:
    """A meeting's fields; instants in UTC."""

    uid: str
    start_at: datetime
    end_at: datetime
    summary: str
    description: str
    place: str


def plain_event(data: bytes) -> PlainEvent:
    """What `foundation.invitations.calendar_bytes` wrote."""
    event = icalendar.Calendar.from_ical(data).walk("VEVENT")[0]
    assert isinstance(event, icalendar.Event)
    return PlainEvent(
        uid=str(event["UID"]),
        start_at=event.DTSTART.astimezone(UTC),
        end_at=event.DTEND.astimezone(UTC),
        summary=str(event.get("SUMMARY", "")),
        description=str(event.get("DESCRIPTION", "")),
        place=str(event.get("LOCATION", "")),
    )
