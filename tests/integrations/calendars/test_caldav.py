"""CalDAV against a real Radicale: finding, reading on both sides of a change of clocks, writing under a condition."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from framdrift.foundation.invitations import Attendee, Invitation, calendar_bytes
from framdrift.integrations.caldav import protocol
from framdrift.integrations.caldav.door import CALDAV
from framdrift.integrations.caldav.protocol import Login
from framdrift.planning.ports import Access, CalendarTrouble, ChangedElsewhere, Copy, Trouble
from tests.integrations.calendars.servers import PASSWORD, CalDavServer, Stub, Told

pytestmark = pytest.mark.usefixtures("inside")
STOCKHOLM = ZoneInfo("Europe/Stockholm")
_NUMBERS = count(1)


def access(server: CalDavServer, name: str = "ada", *, address: str = "", password: str = PASSWORD) -> Access:
    return Access(
        address=address or server.address,
        user_name=name,
        secret=password,
        zone=STOCKHOLM,
        email=f"{name}@x.example",
        home=server.calendar(name),
    )


def meeting(start: datetime, *, uid: str = "", sequence: int = 0) -> tuple[str, bytes]:
    uid = uid or f"meeting-{next(_NUMBERS)}"
    invitation = Invitation(
        uid=uid,
        sequence=sequence,
        method=None,
        start_at=start,
        end_at=start + timedelta(hours=1),
        zone=STOCKHOLM,
        summary="Intervju",
        organiser=Attendee("byran@x.example"),
        stamped_at=datetime(2026, 11, 24, tzinfo=UTC),
    )
    return uid, calendar_bytes(invitation)


@pytest.mark.parametrize("place", ["", "/", "/ada/", "/ada/agenda/", "/ada/mistyped/"])
def test_any_address_on_the_way_leads_to_the_calendar(radicale_server: CalDavServer, place: str) -> None:
    found = CALDAV.find(access(radicale_server, address=f"{radicale_server.address}{place}"))
    assert found.home == radicale_server.calendar("ada")
    assert found.may_write


@pytest.mark.parametrize(
    ("password", "place"),
    [("wrong", ""), (PASSWORD, "/karin/agenda/")],
)
def test_what_does_not_work_is_told(radicale_server: CalDavServer, password: str, place: str) -> None:
    asked = access(radicale_server, address=f"{radicale_server.address}{place}", password=password)
    with pytest.raises(CalendarTrouble) as refused:
        CALDAV.find(asked)
    assert refused.value.trouble is Trouble.REFUSED
    assert password not in f"{refused.value} {refused.value.sentence()}"


@pytest.mark.parametrize(
    ("first", "low", "expected"),
    [
        (datetime(2026, 10, 19, 7, tzinfo=UTC), datetime(2026, 10, 18, tzinfo=UTC), ["10-19 07:00", "10-26 08:00"]),
        (datetime(2027, 3, 22, 8, tzinfo=UTC), datetime(2027, 3, 21, tzinfo=UTC), ["03-22 08:00", "03-29 07:00"]),
    ],
)
def test_a_weekly_meeting_keeps_its_hour_when_the_clocks_change(
    radicale_server: CalDavServer, first: datetime, low: datetime, expected: list[str]
) -> None:
    own = access(radicale_server, "karin")
    uid, data = meeting(first)
    copy = CALDAV.put(own, uid=uid, data=data.replace(b"SEQUENCE:0", b"RRULE:FREQ=WEEKLY;COUNT=3"), copy=None)
    found = CALDAV.busy(own, start=low, end=low + timedelta(days=13)).busy
    assert [f"{one.start_at:%m-%d %H:%M}" for one in found if one.uid == uid] == expected
    CALDAV.remove(own, copy=copy)


def test_a_meeting_is_written_moved_and_taken_away(radicale_server: CalDavServer) -> None:
    own = access(radicale_server, "omar")
    start = datetime(2026, 12, 1, 9, tzinfo=UTC)
    uid, data = meeting(start)
    first = CALDAV.put(own, uid=uid, data=data, copy=None)
    _uid, moved = meeting(start + timedelta(days=1), uid=uid, sequence=1)
    second = CALDAV.put(own, uid=uid, data=moved, copy=first)
    assert second.href == first.href
    assert second.etag != first.etag
    [busy] = CALDAV.busy(own, start=start - timedelta(days=1), end=start + timedelta(days=7)).busy
    assert (busy.start_at, busy.uid) == (start + timedelta(days=1), uid)
    CALDAV.remove(own, copy=second)
    assert CALDAV.busy(own, start=start - timedelta(days=1), end=start + timedelta(days=7)).busy == []
    CALDAV.remove(own, copy=second)  # gone already: well


def test_what_its_owner_changed_is_not_written_over(radicale_server: CalDavServer) -> None:
    own = access(radicale_server, "eva")
    start = datetime(2026, 12, 1, 9, tzinfo=UTC)
    uid, data = meeting(start)
    ours = CALDAV.put(own, uid=uid, data=data, copy=None)
    theirs = data.replace(b"Intervju", b"Ring Samir")
    protocol.put(ours.href, Login("eva", PASSWORD), theirs, etag=ours.etag)
    with pytest.raises(ChangedElsewhere):
        CALDAV.put(own, uid=uid, data=data, copy=ours)
    with pytest.raises(ChangedElsewhere):
        CALDAV.remove(own, copy=ours)
    [kept] = protocol.objects(own.home, Login("eva", PASSWORD), start=start, end=start + timedelta(days=1))
    assert b"Ring Samir" in kept


def test_the_same_meeting_is_not_put_there_twice(radicale_server: CalDavServer) -> None:
    own = access(radicale_server, "hugo")
    uid, data = meeting(datetime(2026, 12, 1, 9, tzinfo=UTC))
    CALDAV.put(own, uid=uid, data=data, copy=None)
    with pytest.raises(ChangedElsewhere):
        CALDAV.put(own, uid=uid, data=data, copy=None)


def test_a_copy_that_was_thrown_away_is_told(radicale_server: CalDavServer) -> None:
    own = access(radicale_server, "maja")
    uid, data = meeting(datetime(2026, 12, 1, 9, tzinfo=UTC))
    copy = CALDAV.put(own, uid=uid, data=data, copy=None)
    protocol.delete(copy.href, Login("maja", PASSWORD), etag=copy.etag)
    with pytest.raises(ChangedElsewhere):
        CALDAV.put(own, uid=uid, data=data, copy=copy)


HOME = """<?xml version="1.0"?><multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response>
<href>/</href><propstat><prop><C:calendar-home-set><href>{href}</href></C:calendar-home-set></prop></propstat>
</response></multistatus>"""


def test_a_server_cannot_lead_the_password_elsewhere(service: Stub) -> None:
    """Only to neighbours in the domain that the person gave."""
    service.answers["PROPFIND", "/"] = Told(207, HOME.format(href="https://thief.example/home/").encode())
    asked = Access(f"{service.address}/", "ada", PASSWORD, STOCKHOLM, "ada@x.example")
    with pytest.raises(CalendarTrouble) as refused:
        CALDAV.find(asked)
    assert refused.value.trouble is Trouble.NOT_FOUND
    assert len(service.asked) == 1


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"""


@pytest.mark.parametrize("body", [BOMB, b"<html><body>Sign in", b"", b"\x00\xff"])
def test_xml_that_is_none_or_a_bomb_is_refused(service: Stub, body: bytes) -> None:
    service.answers["PROPFIND", "/"] = service.answers["PROPFIND", "/.well-known/caldav"] = Told(207, body)
    with pytest.raises(CalendarTrouble) as refused:
        CALDAV.find(Access(f"{service.address}/", "ada", PASSWORD, STOCKHOLM, "ada@x.example"))
    assert refused.value.trouble is Trouble.NOT_A_CALENDAR


def test_a_calendar_that_may_only_be_read(service: Stub) -> None:
    service.answers["PUT", "/agenda/meeting-1.ics"] = Told(403)
    own = Access(service.address, "ada", PASSWORD, STOCKHOLM, "ada@x.example", home=f"{service.address}/agenda/")
    with pytest.raises(CalendarTrouble) as refused:
        CALDAV.put(own, uid="meeting-1", data=b"", copy=None)
    assert refused.value.trouble is Trouble.READ_ONLY


def test_an_etag_that_the_server_does_not_say_is_asked_for(service: Stub) -> None:
    service.answers["PUT", "/agenda/meeting-1.ics"] = Told(201)
    service.answers["HEAD", "/agenda/meeting-1.ics"] = Told(200, headers={"ETag": '"7"'})
    own = Access(service.address, "ada", PASSWORD, STOCKHOLM, "ada@x.example", home=f"{service.address}/agenda/")
    copy = CALDAV.put(own, uid="meeting-1", data=b"x", copy=None)
    assert copy == Copy(f"{service.address}/agenda/meeting-1.ics", '"7"')
    assert service.asked[0][2]["if-none-match"] == "*"
