"""Invitations as calendar programs read them (RFC 5545, RFC 5546), and their answers read back.

A meeting keeps one UID for ever, and its SEQUENCE rises with every change, so that a calendar knows which of two
letters is the newer. Local time is written with a VTIMEZONE of yearly rules (`calendar_zones`): servers that keep
only one RDATE of a zone are an hour wrong for half a year (Radicale 3.9, measured).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import icalendar

Answer = Literal["needs-action", "accepted", "declined", "tentative"]
Method = Literal["REQUEST", "CANCEL"]
MAX_BYTES: Final = 200_000
_ANSWERS: Final[dict[str, Answer]] = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}
_PRODUCT: Final = "-//Framdrift//Framdrift//SV"


@dataclass(frozen=True)
class Attendee:
    """Somebody invited, or the one who invites. `is_optional`: the meeting takes place without them too."""

    email: str
    name: str = ""
    answer: Answer = "needs-action"
    is_optional: bool = False


@dataclass(frozen=True)
class Invitation:
    """One meeting as one calendar object. `uid` never changes and `sequence` only rises; `start_at` and `end_at` are
    instants, shown in `zone`. `method` is None for a copy that lies in a calendar (CalDAV allows no METHOD there).
    `stamped_at`: when this version was made."""

    uid: str
    sequence: int
    method: Method | None
    start_at: datetime
    end_at: datetime
    zone: ZoneInfo
    summary: str
    organiser: Attendee
    stamped_at: datetime
    description: str = ""
    place: str = ""
    attendees: tuple[Attendee, ...] = ()
    is_cancelled: bool = False


@dataclass(frozen=True)
class Reply:
    """What one person answered to one version of an invitation."""

    uid: str
    sequence: int
    email: str
    answer: Answer


class ReplyRefused(Exception):
    """The file is no answer that can be used; the sentence says why."""

    def __init__(self, sentence: str | Promise) -> None:
        self.sentence = sentence
        super().__init__(sentence)

    def __str__(self) -> str:
        return str(self.sentence)


def calendar_bytes(invitation: Invitation) -> bytes:
    """The file: UTF-8, lines of at most 75 octets. Raises ValueError where the meeting ends before it starts."""
    import icalendar  # large, and few pages make a calendar file

    from framdrift.foundation.calendar_zones import yearly_zone

    if invitation.end_at <= invitation.start_at:
        raise ValueError("A meeting ends after it starts.")
    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    if invitation.method:
        calendar.add("method", invitation.method)
    zone = yearly_zone(invitation.zone, around=invitation.start_at)
    if zone is not None:
        calendar.add_component(zone)
    calendar.add_component(_event(invitation, zone=invitation.zone if zone else None))
    return bytes(calendar.to_ical())


def _event(invitation: Invitation, *, zone: ZoneInfo | None) -> icalendar.Event:
    import icalendar

    event = icalendar.Event()
    is_off = invitation.is_cancelled or invitation.method == "CANCEL"
    event.add("uid", _line(invitation.uid))
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamped_at.astimezone(UTC))
    event.add("dtstart", invitation.start_at.astimezone(zone or UTC))
    event.add("dtend", invitation.end_at.astimezone(zone or UTC))
    event.add("summary", _line(invitation.summary))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_off else "OPAQUE")
    if invitation.description:
        event.add("description", invitation.description.replace("\r\n", "\n").replace("\r", "\n"))
    if invitation.place:
        event.add("location", _line(invitation.place))
    event.add("organizer", _address(invitation.organiser))
    for attendee in invitation.attendees:
        event.add("attendee", _invited(attendee))
    return event


def _invited(attendee: Attendee) -> icalendar.vCalAddress:
    address = _address(attendee)
    waits = attendee.answer == "needs-action"
    address.params["ROLE"] = "OPT-PARTICIPANT" if attendee.is_optional else "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = attendee.answer.upper()
    address.params["RSVP"] = "TRUE" if waits else "FALSE"
    return address


def _address(person: Attendee) -> icalendar.vCalAddress:
    import icalendar

    address = icalendar.vCalAddress(f"mailto:{''.join(person.email.split())}")
    if name := _line(person.name).replace('"', "'"):
        address.params["CN"] = name
    return address


def _line(text: str) -> str:
    """On one line, without what cannot be printed: a name must not begin a property of its own."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def read_reply(data: bytes) -> Reply:
    """The answer in a file with METHOD:REPLY: one event, one person. Raises ReplyRefused."""
    event = _answered_event(data)
    attendees = event.get("attendee", [])
    people = attendees if isinstance(attendees, list) else [attendees]
    if len(people) != 1:
        raise ReplyRefused(_("The answer does not say who answers."))
    answer = _ANSWERS.get(str(people[0].params.get("PARTSTAT", "")).upper())
    if answer is None:
        raise ReplyRefused(_("The answer is neither yes, no nor perhaps."))
    email = str(people[0]).strip()
    email = email[len("mailto:") :] if email.lower().startswith("mailto:") else email
    uid = str(event.get("uid", "")).strip()
    if not uid or "@" not in email:
        raise ReplyRefused(_("The answer does not say which meeting it is about."))
    return Reply(uid=uid[:255], sequence=_sequence(event), email=email.strip().lower()[:254], answer=answer)


def _answered_event(data: bytes) -> icalendar.Event:
    import icalendar

    if len(data) > MAX_BYTES:
        raise ReplyRefused(_("The answer is larger than any answer is."))
    try:
        calendar = icalendar.Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError, RecursionError):
        raise ReplyRefused(_("The file cannot be read as a calendar.")) from None
    if str(calendar.get("method", "")).upper() != "REPLY":
        raise ReplyRefused(_("The file is no answer to an invitation."))
    events = calendar.walk("VEVENT")
    if len(events) != 1 or not isinstance(events[0], icalendar.Event):
        raise ReplyRefused(_("The answer does not say which meeting it is about."))
    return events[0]


def _sequence(event: icalendar.Event) -> int:
    """The version that was answered; 0 where the answer does not say."""
    try:
        return max(int(event.get("sequence", 0)), 0)
    except (TypeError, ValueError):
        return 0
