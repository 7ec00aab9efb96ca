"""Calendar feeds: read once and then only when changed; other schemes, redirects and the inside of the network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings

from framdrift.integrations.calendar_feeds.door import FEED
from framdrift.planning.ports import Access, CalendarTrouble, Copy, Trouble, Unchanged
from tests.integrations.calendars.servers import Stub, Told

START = datetime(2026, 12, 1, tzinfo=UTC)
FILE = (
    b"\xef\xbb\xbfBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T100000Z\r\n"
    b"DTEND:20261201T110000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def access(address: str, mark: str = "") -> Access:
    return Access("host", "", address, ZoneInfo("Europe/Stockholm"), "karin@nordbygg.example", mark=mark)


@pytest.mark.parametrize(
    ("header", "value", "condition"),
    [("ETag", '"v1"', "if-none-match"), ("Last-Modified", "Tue, 24 Nov 2026 09:00:00 GMT", "if-modified-since")],
)
def test_a_feed_is_read_again_only_when_it_changed(service: Stub, header: str, value: str, condition: str) -> None:
    address = f"{service.address}/secret-key.ics"
    service.answers["GET", "/secret-key.ics"] = Told(200, FILE, {header: value})
    found = FEED.busy(access(address), start=START, end=START + timedelta(days=7))
    assert [one.uid for one in found.busy] == ["1"]
    service.answers["GET", "/secret-key.ics"] = Told(304)
    with pytest.raises(Unchanged):
        FEED.busy(access(address, found.mark), start=START, end=START + timedelta(days=7))
    assert service.asked[1][2][condition] == value


def test_a_redirect_is_followed_and_a_ring_of_them_ends(service: Stub) -> None:
    service.answers["GET", "/a"] = Told(302, headers={"Location": "/b"})
    service.answers["GET", "/b"] = Told(200, FILE)
    service.answers["GET", "/ring"] = Told(302, headers={"Location": "/ring"})
    assert FEED.find(access(f"{service.address}/a"))
    with pytest.raises(CalendarTrouble):
        FEED.find(access(f"{service.address}/ring"))
    assert len([path for _m, path, _h, _b in service.asked if path == "/ring"]) == 4


def test_a_redirect_cannot_lead_inside(service: Stub) -> None:
    """The one host that the settings name is no way to another."""
    service.answers["GET", "/a"] = Told(302, headers={"Location": "https://169.254.169.254/latest/meta-data/"})
    with pytest.raises(CalendarTrouble) as refused:
        FEED.find(access(f"{service.address}/a"))
    assert refused.value.trouble is Trouble.INSIDE


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        ("http://calendar.example/a.ics", Trouble.NOT_SECURE),
        ("file:///etc/passwd", Trouble.NOT_FOUND),
        ("ftp://calendar.example/a.ics", Trouble.NOT_FOUND),
        ("https://", Trouble.NOT_FOUND),
        ("https://127.0.0.1/a.ics", Trouble.INSIDE),
        ("webcal://localhost/a.ics", Trouble.INSIDE),
        ("https://[::1]/a.ics", Trouble.INSIDE),
        ("https://[::ffff:10.0.0.1]/a.ics", Trouble.INSIDE),
        ("https://10.1.2.3/a.ics", Trouble.INSIDE),
        ("https://169.254.169.254/latest/meta-data/", Trouble.INSIDE),
        ("https://2130706433/a.ics", Trouble.INSIDE),
    ],
)
def test_what_is_never_asked(settings: LazySettings, address: str, trouble: Trouble) -> None:
    settings.FRAMDRIFT_CALENDAR_HOSTS_INSIDE = []
    with pytest.raises(CalendarTrouble) as refused:
        FEED.find(access(address))
    assert refused.value.trouble is trouble


def test_a_feed_that_is_too_large_is_refused(service: Stub) -> None:
    service.answers["GET", "/a"] = Told(200, FILE + b" " * 5_000_000)
    with pytest.raises(CalendarTrouble) as refused:
        FEED.find(access(f"{service.address}/a"))
    assert refused.value.trouble is Trouble.TOO_LARGE


def test_a_page_to_sign_in_on_is_no_calendar(service: Stub) -> None:
    service.answers["GET", "/a"] = Told(200, b"<html>Sign in</html>")
    with pytest.raises(CalendarTrouble) as refused:
        FEED.find(access(f"{service.address}/a"))
    assert refused.value.trouble is Trouble.NOT_A_CALENDAR


def test_a_feed_is_never_written(inside: None) -> None:
    with pytest.raises(CalendarTrouble) as refused:
        FEED.put(access("https://calendar.example/a"), uid="1", data=b"", copy=None)
    assert refused.value.trouble is Trouble.READ_ONLY
    with pytest.raises(CalendarTrouble):
        FEED.remove(access("https://calendar.example/a"), copy=Copy("", ""))
