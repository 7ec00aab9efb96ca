"""Microsoft Graph and Google Calendar, against a web server that says what their documentation says they say.

The payloads in `documented/` are documented, not captured: whether the services do as they write is not shown here.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import yaml
from django.conf import LazySettings

from framdrift.foundation.invitations import Attendee, Invitation, calendar_bytes
from framdrift.integrations.google_calendar.door import event_id
from framdrift.planning.availability import oauth
from framdrift.planning.ports import Access, Busy, CalendarTrouble, ChangedElsewhere, Copy, Trouble, door
from tests.integrations.calendars.servers import Stub, Told

HERE = Path(__file__).parent / "documented"
ADA = "ada@lindekstrom.example"
START = datetime(2026, 11, 24, tzinfo=UTC)
KINDS = pytest.mark.parametrize("kind", ["graph", "google"])


def documented(kind: str, name: str) -> Any:
    found = yaml.safe_load((HERE / f"{kind}.yaml").read_text(encoding="utf-8"))[name]
    assert found["documented"].startswith("https://")
    return found["body"]


@pytest.fixture
def speaking(service: Stub, settings: LazySettings) -> Stub:
    """Both services and their token endpoints are the stub."""
    settings.CALENDAR_SERVICES = {"graph": f"{service.address}/graph", "google": f"{service.address}/google"}
    settings.CALENDAR_PROVIDERS = {
        kind: given | {"tokens_at": f"{service.address}/{kind}/token", "client_id": "us", "client_secret": "ours"}
        for kind, given in settings.CALENDAR_PROVIDERS.items()
    }
    for kind in ("graph", "google"):
        says(service, "POST", f"/{kind}/token", documented(kind, "token"))
    return service


def says(service: Stub, method: str, path: str, body: Any, *, status: int = 200) -> None:
    service.answers[method, path] = Told(status, json.dumps(body).encode())


def access() -> Access:
    return Access("", ADA, "refresh-1", ZoneInfo("Europe/Stockholm"), ADA, home=ADA)


def meeting() -> bytes:
    invitation = Invitation(
        uid="meeting-1",
        sequence=0,
        method=None,
        start_at=datetime(2026, 12, 1, 9, tzinfo=UTC),
        end_at=datetime(2026, 12, 1, 10, tzinfo=UTC),
        zone=ZoneInfo("Europe/Stockholm"),
        summary="Intervju",
        place="Rum 1",
        organiser=Attendee("byran@x.example"),
        stamped_at=START,
    )
    return calendar_bytes(invitation)


EVENTS = {"graph": "/graph/me/events", "google": f"/google/calendars/{ADA.replace('@', '%40')}/events"}
IDS = {"graph": "AAMkAGIAAAoZDOFAAA%3D", "google": "abc123"}
COPIES = {
    "graph": Copy("AAMkAGIAAAoZDOFAAA=", 'W/"ZlnW4RIAV06KYYwlrfNZvQAAKGWwbw=="'),
    "google": Copy("abc123", '"3181161784712000"'),
}


def test_microsoft_tells_what_is_busy(speaking: Stub) -> None:
    says(speaking, "POST", "/graph/me/calendar/getSchedule", documented("graph", "schedule"))
    found = door("graph").busy(access(), start=START, end=START + timedelta(days=40))
    assert list(found.busy) == [
        Busy(datetime(2026, 12, 1, 12, tzinfo=UTC), datetime(2026, 12, 1, 14, tzinfo=UTC)),
        Busy(datetime(2026, 12, 2, 9, tzinfo=UTC), datetime(2026, 12, 2, 10, tzinfo=UTC), is_tentative=True),
        Busy(datetime(2026, 12, 4, tzinfo=UTC), datetime(2026, 12, 5, tzinfo=UTC)),
    ]
    assert found.secret == "AwAB-next"
    asked = [json.loads(body) for _method, path, _headers, body in speaking.asked if path.endswith("getSchedule")]
    assert [one["schedules"] for one in asked] == [[ADA], [ADA]]
    assert asked[0]["endTime"] == asked[1]["startTime"] == {"dateTime": "2026-12-24T00:00:00", "timeZone": "UTC"}


def test_google_tells_what_is_busy(speaking: Stub) -> None:
    says(speaking, "POST", "/google/freeBusy", documented("google", "free_busy"))
    found = door("google").busy(access(), start=START, end=START + timedelta(days=30))
    assert list(found.busy) == [
        Busy(datetime(2026, 12, 1, 12, tzinfo=UTC), datetime(2026, 12, 1, 14, tzinfo=UTC)),
        Busy(datetime(2026, 12, 2, 9, tzinfo=UTC), datetime(2026, 12, 2, 10, tzinfo=UTC)),
    ]
    assert json.loads(speaking.asked[-1][3])["items"] == [{"id": ADA}]


@pytest.mark.parametrize(
    ("kind", "path", "name"),
    [("graph", "/graph/me/calendar/getSchedule", "schedule_error"), ("google", "/google/freeBusy", "free_busy_error")],
)
def test_an_error_about_one_calendar_is_no_empty_calendar(speaking: Stub, kind: str, path: str, name: str) -> None:
    says(speaking, "POST", path, documented(kind, name))
    with pytest.raises(CalendarTrouble) as refused:
        door(kind).busy(access(), start=START, end=START + timedelta(days=7))
    assert refused.value.trouble is Trouble.NOT_FOUND


@KINDS
def test_a_meeting_is_made_changed_and_taken_away(speaking: Stub, kind: str) -> None:
    place = f"{EVENTS[kind]}/{IDS[kind]}"
    says(speaking, "POST", EVENTS[kind], documented(kind, "event"), status=201)
    says(speaking, "PATCH", place, documented(kind, "changed_event"))
    speaking.answers["DELETE", place] = Told(204)
    made = door(kind).put(access(), uid="meeting-1", data=meeting(), copy=None)
    assert made == COPIES[kind]
    changed = door(kind).put(access(), uid="meeting-1", data=meeting(), copy=made)
    assert changed.href == made.href
    assert changed.etag != made.etag
    door(kind).remove(access(), copy=changed)
    sent = [(method, headers.get("if-match")) for method, path, headers, _body in speaking.asked if "oken" not in path]
    assert sent == [("POST", None), ("PATCH", made.etag), ("DELETE", changed.etag)]


def test_what_a_new_event_says(speaking: Stub) -> None:
    for kind in ("graph", "google"):
        says(speaking, "POST", EVENTS[kind], documented(kind, "event"), status=201)
        door(kind).put(access(), uid="meeting-1", data=meeting(), copy=None)
    graph, google = (json.loads(body) for _m, path, _h, body in speaking.asked if "oken" not in path)
    assert graph["transactionId"] == "meeting-1"
    assert graph["start"] == {"dateTime": "2026-12-01T09:00:00", "timeZone": "UTC"}
    assert (google["id"], google["start"]) == (event_id("meeting-1"), {"dateTime": "2026-12-01T09:00:00Z"})
    assert set(google["id"]) <= set("0123456789abcdefghijklmnopqrstuv")
    assert [path for _m, path, _h, _b in speaking.asked if "sendUpdates" in path] == [
        f"{EVENTS['google']}?sendUpdates=none"
    ]


@KINDS
@pytest.mark.parametrize("status", [404, 412])
def test_what_its_owner_changed_or_removed_is_told(speaking: Stub, kind: str, status: int) -> None:
    says(speaking, "PATCH", f"{EVENTS[kind]}/{IDS[kind]}", {"error": {"code": status}}, status=status)
    with pytest.raises(ChangedElsewhere):
        door(kind).put(access(), uid="meeting-1", data=meeting(), copy=COPIES[kind])


@KINDS
def test_leave_that_was_taken_back_is_told(speaking: Stub, kind: str) -> None:
    says(speaking, "POST", f"/{kind}/token", documented(kind, "consent_ended"), status=400)
    with pytest.raises(CalendarTrouble) as refused:
        door(kind).busy(access(), start=START, end=START + timedelta(days=7))
    assert refused.value.trouble is Trouble.CONSENT_ENDED
    assert "refresh-1" not in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "path", "name"), [("graph", "/me", "me"), ("google", "/calendars/primary", "calendar")]
)
def test_whose_calendar_it_is(speaking: Stub, kind: str, path: str, name: str) -> None:
    says(speaking, "GET", f"/{kind}{path}", documented(kind, name))
    assert door(kind).find(access()).home == ADA


@KINDS
def test_the_way_there_and_back(speaking: Stub, kind: str) -> None:
    """The code is exchanged only by whoever asked for leave, and with the verifier that was promised (RFC 7636)."""
    by = oauth.provider(kind)
    question = oauth.question(by, account_id=7, nonce="n1", back_to="https://us.example/return/")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(question).query).items()}
    assert asked["code_challenge_method"] == "S256"
    with pytest.raises(oauth.StateRefused):
        oauth.exchange(by, code="c", state=asked["state"], account_id=8, back_to="https://us.example/return/")
    assert speaking.asked == []
    tokens = oauth.exchange(by, code="c", state=asked["state"], account_id=7, back_to="https://us.example/return/")
    assert tokens.access == documented(kind, "token")["access_token"]
    sent = {name: values[0] for name, values in parse_qs(speaking.asked[0][3].decode()).items()}
    assert oauth._challenge(sent["code_verifier"]) == asked["code_challenge"]
    assert sent["code"] == "c"
