"""A meeting as a calendar file: one stable name a candidacy and step, a rising number, instants in UTC (RFC 5545)."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings

_OCTETS = 75
"""No line of a calendar file is longer (RFC 5545, 3.1)."""


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


def as_attachment(meeting: Meeting, *, is_cancelled: bool = False) -> dict[str, Any]:
    """The file as letters carry it: METHOD REQUEST, or CANCEL where the meeting is off."""
    method = "CANCEL" if is_cancelled else "REQUEST"
    content = "".join(f"{_folded(line)}\r\n" for line in _lines(meeting, method, is_cancelled=is_cancelled))
    return {
        "name": "meeting.ics",
        "type": "text/calendar",
        "parameters": {"method": method, "charset": "utf-8"},
        "base64": base64.b64encode(content.encode()).decode(),
    }


def _lines(meeting: Meeting, method: str, *, is_cancelled: bool) -> Iterator[str]:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Framdrift//Framdrift//SV", f"METHOD:{method}")
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.uid}@{address.rpartition('@')[2]}"
    yield f"SEQUENCE:{meeting.sequence}"
    yield f"DTSTAMP:{_instant(meeting.told_at)}"
    yield f"DTSTART:{_instant(meeting.start_at)}"
    yield f"DTEND:{_instant(meeting.start_at + timedelta(minutes=meeting.minutes))}"
    yield f"SUMMARY:{_escaped(meeting.summary)}"
    yield f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}"
    if meeting.place:
        yield f"LOCATION:{_escaped(meeting.place)}"
    yield f'ORGANIZER;CN="{_quotable(name)}":mailto:{address}'
    yield f"ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{meeting.attendee}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def _quotable(text: str) -> str:
    return " ".join(text.replace('"', "'").split())


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, each but the first after a blank; no letter is cut in two."""
    pieces, room = [""], _OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(" ")
            room = _OCTETS - 1
        pieces[-1] += letter
        room -= size
    return "\r\n".join(pieces)
