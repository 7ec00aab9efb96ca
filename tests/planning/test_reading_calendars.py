"""Busy times out of calendar files: repeats, both changes of clocks, whole days, and what is not busy."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from framdrift.planning.availability.reading import Owner, busy_times
from framdrift.planning.ports import Busy, CalendarTrouble, Trouble

OWNER = Owner(ZoneInfo("Europe/Stockholm"), ("ada@lindekstrom.example",))


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Somebody//EN\n{head}{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(data: bytes, start: str, end: str) -> list[Busy]:
    low, high = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (start, end))
    return busy_times(data, owner=OWNER, start=low, end=high, host="calendar.example")


def starts(data: bytes, start: str, end: str) -> list[str]:
    return [f"{one.start_at:%m-%d %H:%M}-{one.end_at:%H:%M}" for one in read(data, start, end)]


WEEKLY = """UID:1
DTSTART;TZID=Europe/Stockholm:20261005T090000
DTEND;TZID=Europe/Stockholm:20261005T100000
RRULE:FREQ=WEEKLY"""


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-10-18", "2026-10-30", ["10-19 07:00-08:00", "10-26 08:00-09:00"]),
        ("2027-03-21", "2027-04-02", ["03-22 08:00-09:00", "03-29 07:00-08:00"]),
    ],
)
def test_nine_in_the_morning_stays_nine_when_the_clocks_change(start: str, end: str, expected: list[str]) -> None:
    assert starts(calendar(WEEKLY), start, end) == expected


BROKEN_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:STANDARD
DTSTART:19961027T030000
RDATE:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def test_a_known_zone_is_believed_before_what_a_server_says_of_it() -> None:
    """Radicale 3.9 keeps only the first RDATE of a zone, and is then an hour wrong all summer."""
    data = calendar(WEEKLY, head=BROKEN_ZONE)
    assert starts(data, "2027-06-06", "2027-06-12") == ["06-07 07:00-08:00"]


def test_a_moved_and_a_removed_occurrence() -> None:
    moved = """UID:1
RECURRENCE-ID;TZID=Europe/Stockholm:20261102T090000
DTSTART;TZID=Europe/Stockholm:20261103T130000
DTEND;TZID=Europe/Stockholm:20261103T133000"""
    data = calendar(WEEKLY + "\nEXDATE;TZID=Europe/Stockholm:20261109T090000", moved)
    assert starts(data, "2026-11-01", "2026-11-18") == ["11-03 12:00-12:30", "11-16 08:00-09:00"]


def test_a_whole_day_is_busy_from_midnight_to_midnight_on_the_owners_clock() -> None:
    data = calendar("UID:2\nDTSTART;VALUE=DATE:20270328\nDTEND;VALUE=DATE:20270329")
    assert read(data, "2027-03-27", "2027-03-30") == [
        Busy(datetime(2027, 3, 27, 23, tzinfo=UTC), datetime(2027, 3, 28, 22, tzinfo=UTC), "2")
    ]


PLAIN = "UID:3\nDTSTART:20261201T100000Z\nDTEND:20261201T110000Z"
OWN = "ATTENDEE;PARTSTAT={}:mailto:Ada@LindEkstrom.example"


@pytest.mark.parametrize(
    ("line", "is_busy", "is_tentative"),
    [
        ("", True, False),
        ("TRANSP:TRANSPARENT", False, False),
        ("STATUS:CANCELLED", False, False),
        ("STATUS:TENTATIVE", True, True),
        ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", False, False),
        ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", True, True),
        (OWN.format("DECLINED"), False, False),
        (OWN.format("TENTATIVE"), True, True),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:somebody@else.example", True, False),
    ],
)
def test_what_counts_as_busy(line: str, is_busy: bool, is_tentative: bool) -> None:
    found = read(calendar(f"{PLAIN}\n{line}"), "2026-12-01", "2026-12-02")
    assert [one.is_tentative for one in found] == ([is_tentative] if is_busy else [])


def test_an_event_without_length_takes_no_time() -> None:
    assert read(calendar("UID:4\nDTSTART:20261201T100000Z"), "2026-12-01", "2026-12-02") == []


def test_a_time_without_a_zone_is_on_the_owners_clock() -> None:
    data = calendar("UID:5\nDTSTART:20270601T090000\nDURATION:PT30M")
    assert starts(data, "2027-06-01", "2027-06-02") == ["06-01 07:00-07:30"]


def test_a_zone_by_its_windows_name_is_known() -> None:
    zone = "TZID=W. Europe Standard Time"
    data = calendar(f"UID:6\nDTSTART;{zone}:20270601T090000\nDTEND;{zone}:20270601T100000")
    assert starts(data, "2027-06-01", "2027-06-02") == ["06-01 07:00-08:00"]


def test_a_zone_that_nobody_knows_is_refused_in_words() -> None:
    data = calendar("UID:7\nDTSTART;TZID=Middle/Earth:20270601T090000\nDURATION:PT1H")
    with pytest.raises(CalendarTrouble) as refused:
        read(data, "2027-06-01", "2027-06-02")
    assert refused.value.trouble is Trouble.UNKNOWN_ZONE
    assert "Middle/Earth" in refused.value.sentence()


def test_busy_times_that_are_published_without_their_events() -> None:
    free_busy = """BEGIN:VFREEBUSY
UID:8
FREEBUSY;FBTYPE=BUSY:20261201T080000Z/20261201T090000Z,20261201T120000Z/PT30M
FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261201T140000Z/PT1H
FREEBUSY;FBTYPE=FREE:20261201T160000Z/PT1H
END:VFREEBUSY
"""
    found = starts(calendar(head=free_busy), "2026-12-01", "2026-12-02")
    assert found == ["12-01 08:00-09:00", "12-01 12:00-12:30", "12-01 14:00-15:00"]


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;BYMINUTE=" + ",".join(map(str, range(60))) + ";BYHOUR=1,2,3"],
)
def test_a_rule_that_would_unfold_for_hours_is_refused(rule: str) -> None:
    data = calendar(f"UID:9\nDTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:{rule}")
    with pytest.raises(CalendarTrouble) as refused:
        read(data, "2026-12-01", "2026-12-02")
    assert refused.value.trouble is Trouble.TOO_LARGE


@pytest.mark.parametrize(
    "data", [b"", b"<html>Sign in</html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\xff\xfe\x00"]
)
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(CalendarTrouble) as refused:
        read(data, "2026-12-01", "2026-12-02")
    assert refused.value.trouble is Trouble.NOT_A_CALENDAR
