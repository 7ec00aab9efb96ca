"""Invitations: what calendar programs read in them on both sides of a change of clocks, and answers read back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import translation

from framdrift.foundation.invitations import Attendee, Invitation, Reply, ReplyRefused, calendar_bytes, read_reply

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ADA = Attendee("ada@lindekstrom.example", "Ada Lind")
KARIN = Attendee("karin@nordbygg.example", "Karin Holm")


def invitation(start: datetime, **others: object) -> Invitation:
    given: dict[str, object] = {
        "uid": "meeting-1@framdrift.example",
        "sequence": 0,
        "method": "REQUEST",
        "start_at": start,
        "end_at": start + timedelta(minutes=45),
        "zone": STOCKHOLM,
        "summary": "Intervju: ekonomichef",
        "organiser": ADA,
        "attendees": (KARIN,),
        "stamped_at": datetime(2026, 11, 24, 9, tzinfo=UTC),
    }
    return Invitation(**(given | others))  # type: ignore[arg-type]


def read(data: bytes) -> tuple[icalendar.Calendar, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(data)
    [event] = calendar.walk("VEVENT")
    assert isinstance(calendar, icalendar.Calendar)
    assert isinstance(event, icalendar.Event)
    return calendar, event


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/New_York", "Europe/Dublin", "Asia/Kolkata", "UTC"])
@pytest.mark.parametrize(
    "start",
    [
        datetime(2027, 3, 26, 9, tzinfo=UTC),
        datetime(2027, 3, 29, 9, tzinfo=UTC),
        datetime(2026, 10, 23, 9, tzinfo=UTC),
        datetime(2026, 10, 26, 9, tzinfo=UTC),
    ],
)
def test_the_instant_is_the_same_on_both_sides_of_a_change_of_clocks(start: datetime, zone: str) -> None:
    _calendar, event = read(calendar_bytes(invitation(start, zone=ZoneInfo(zone))))
    assert event.start == start
    assert event.end == start + timedelta(minutes=45)
    assert event.start.replace(tzinfo=None) == start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def test_the_zone_alone_tells_the_time() -> None:
    """A program that trusts the VTIMEZONE and not the name of the zone comes to the same instant."""
    start = datetime(2027, 6, 1, 9, tzinfo=UTC)
    data = calendar_bytes(invitation(start)).replace(b"Europe/Stockholm", b"Somewhere/Else")
    _calendar, event = read(data)
    assert event.start == start


def test_stockholm_is_described_by_yearly_rules() -> None:
    lines = calendar_bytes(invitation(datetime(2027, 3, 29, 9, tzinfo=UTC))).decode().splitlines()
    assert [line for line in lines if line.startswith("RRULE")] == [
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ]
    assert not [line for line in lines if line.startswith("RDATE")]


def test_a_zone_that_follows_the_moon_is_written_in_utc() -> None:
    data = calendar_bytes(invitation(datetime(2027, 3, 29, 9, tzinfo=UTC), zone=ZoneInfo("Africa/Casablanca")))
    assert b"VTIMEZONE" not in data
    assert b"DTSTART:20270329T090000Z" in data


def test_a_cancelled_meeting_says_so() -> None:
    start = datetime(2027, 1, 12, 9, tzinfo=UTC)
    calendar, event = read(calendar_bytes(invitation(start, method="CANCEL", sequence=4)))
    assert (calendar["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 4)


def test_a_copy_in_a_calendar_has_no_method() -> None:
    """CalDAV forbids one (RFC 4791, 4.1)."""
    calendar, event = read(calendar_bytes(invitation(datetime(2027, 1, 12, 9, tzinfo=UTC), method=None)))
    assert "method" not in calendar
    assert event["status"] == "CONFIRMED"


def test_a_name_cannot_begin_a_line_of_its_own() -> None:
    hostile = "Eve\r\nATTENDEE:mailto:spy@elsewhere.example"
    data = calendar_bytes(
        invitation(
            datetime(2027, 1, 12, 9, tzinfo=UTC),
            summary=hostile,
            place=hostile,
            description=hostile,
            attendees=(Attendee("eve@x.example", hostile),),
        )
    )
    _calendar, event = read(data)
    assert str(event["attendee"]) == "mailto:eve@x.example"
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_a_meeting_ends_after_it_starts() -> None:
    start = datetime(2027, 1, 12, 9, tzinfo=UTC)
    with pytest.raises(ValueError, match="ends after"):
        calendar_bytes(invitation(start, end_at=start))


REPLY = """BEGIN:VCALENDAR\r
METHOD:REPLY\r
VERSION:2.0\r
PRODID:-//Somebody//EN\r
BEGIN:VEVENT\r
UID:meeting-1@framdrift.example\r
SEQUENCE:2\r
DTSTAMP:20261124T100000Z\r
DTSTART:20270112T090000Z\r
ORGANIZER:mailto:ada@lindekstrom.example\r
ATTENDEE;PARTSTAT={answer};CN=Karin:MAILTO:Karin@Nordbygg.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.mark.parametrize("answer", ["accepted", "declined", "tentative"])
def test_an_answer_is_read(answer: str) -> None:
    found = read_reply(REPLY.format(answer=answer.upper()).encode())
    assert found == Reply("meeting-1@framdrift.example", 2, "karin@nordbygg.example", answer)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"nothing of the sort", "cannot be read"),
        (REPLY.format(answer="DELEGATED").encode(), "neither yes"),
        (REPLY.format(answer="ACCEPTED").replace("METHOD:REPLY", "METHOD:REQUEST").encode(), "no answer"),
        (REPLY.format(answer="ACCEPTED").replace("UID:meeting-1@framdrift.example\r\n", "").encode(), "which meeting"),
        (REPLY.format(answer="ACCEPTED").replace("ORGANIZER", "ATTENDEE").encode(), "who answers"),
        (b"BEGIN:VCALENDAR\r\n" + b"X-PAD:y\r\n" * 40_000, "larger"),
    ],
)
def test_what_is_no_answer_is_refused_in_words(data: bytes, said: str) -> None:
    with translation.override("en"), pytest.raises(ReplyRefused, match=said):
        read_reply(data)


def test_what_we_send_can_be_answered() -> None:
    """Our own invitation, turned into the answer that a calendar program makes of it."""
    data = calendar_bytes(invitation(datetime(2027, 1, 12, 9, tzinfo=UTC), sequence=3))
    answer = data.replace(b"METHOD:REQUEST", b"METHOD:REPLY").replace(b"NEEDS-ACTION", b"TENTATIVE")
    assert read_reply(answer) == Reply("meeting-1@framdrift.example", 3, "karin@nordbygg.example", "tentative")
