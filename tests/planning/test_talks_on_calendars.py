"""The hold of a talk in a real calendar: written, moved, handed on and taken away, each under the version known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone
from icalendar import Calendar, Event

from framdrift.conversations.invitations.actions import decline, hand_over
from framdrift.conversations.models import Invitation, ProgrammeInterviewer
from framdrift.integrations.caldav import protocol
from framdrift.integrations.caldav.protocol import Login
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account
from framdrift.planning.availability.actions import connect_calendar, write_meetings_to
from framdrift.planning.availability.connecting import caldav_calendar
from framdrift.planning.models import CalendarConnection, CalendarCopy, WorkingHours
from framdrift.planning.talks.actions import take_time
from framdrift.planning.talks.copies import write_hold
from framdrift.planning.talks.openings import openings_of
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, employee_viewer, settle
from tests.integrations.calendars.servers import PASSWORD, CalDavServer, radicale
from tests.portals.test_talk_times import heard


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalDavServer]:
    """A Radicale with a calendar for each of two interviewers."""
    with radicale(Path(tmp_path_factory.mktemp("talks"))) as running:
        yield running


@pytest.fixture
def place(cast: Cast, settings: LazySettings) -> Place:
    """North; both interviewers can be met every day."""
    settings.FRAMDRIFT_CALENDAR_HOSTS_INSIDE = ["127.0.0.1"]
    found = settle(cast, at=timezone.now(), people=2)
    for account in (found.interviewer, found.other_interviewer):
        for weekday in range(7):
            WorkingHours.objects.create(account=account, weekday=weekday, from_time=time(9), to_time=time(17))
    return found


def _connect(server: CalDavServer, name: str, account: Account) -> CalendarConnection:
    by, now = viewer_of(account), timezone.now()
    calendar = caldav_calendar(address=server.calendar(name), user_name=name, password=PASSWORD, by=by)
    connection = connect_calendar(calendar=calendar, by=by, at=now)
    write_meetings_to(connection_id=connection.pk, by=by, at=now)
    return connection


def _there(connection: CalendarConnection) -> list[Event]:
    """What the server holds of the coming weeks, whole."""
    now, login = timezone.now(), Login(connection.user_name, PASSWORD)
    found = protocol.objects(connection.home, login, start=now, end=now + timedelta(days=90))
    return [event for data in found for event in Calendar.from_ical(data).walk("VEVENT")]


def _pick(talks: Talks, place: Place, number: int = 0) -> datetime:
    """The person takes the first open time, and the calendar is told."""
    row, now = talks.invitations[number], timezone.now()
    start = openings_of(row, at=now)[0]
    take_time(invitation=row, start_at=start, by=employee_viewer(place.employees[number]), at=now)
    _write(row)
    return start


def _write(row: Invitation) -> None:
    event = max((heard(code) for code in _codes(row)), key=lambda one: one.seq)
    write_hold.func(row.pk, event.seq, event.at.isoformat())


def _codes(row: Invitation) -> list[str]:
    row.refresh_from_db()
    return ["talk-time-agreed"] if row.booked_at else ["talk-time-agreed", "talk-time-dropped"]


@pytest.mark.django_db
def test_written_moved_and_gone_when_the_person_says_no(server: CalDavServer, place: Place) -> None:
    connection = _connect(server, "ada", place.interviewer)
    talks = place.talks("C", channel="video")
    row = talks.invitations[0]
    Invitation.objects.filter(pk=row.pk).update(place="070-123 45 67, Person 1")
    first = _pick(talks, place)
    (event,) = _there(connection)
    assert event["DTSTART"].dt == first
    known = CalendarCopy.objects.get(connection=connection)
    second = _pick(talks, place)
    (event,) = _there(connection)
    assert second != first
    assert event["DTSTART"].dt == second
    copy = CalendarCopy.objects.get(connection=connection)
    assert (copy.href, copy.meeting_uid) == (known.href, known.meeting_uid)
    assert copy.etag == protocol.etag_of(copy.href, Login("ada", PASSWORD)) != known.etag
    decline(invitation=row, by=employee_viewer(place.employees[0]), at=timezone.now())
    _write(row)
    assert _there(connection) == []
    assert not CalendarCopy.objects.exists()


@pytest.mark.django_db
def test_the_calendar_tells_neither_who_nor_which_kind_of_talk(server: CalDavServer, place: Place) -> None:
    connection = _connect(server, "karin", place.interviewer)
    _pick(place.talks("B", channel="meeting", kind="exit", name_sv="Avslutningssamtal", name_en="Exit"), place)
    (event,) = _there(connection)
    told = event.to_ical().decode().lower()
    for word in ("person 1", "p1@north", "avslut", "exit", "north", "niv"):
        assert word not in told
    assert str(event["SUMMARY"]) == "Ett samtal"
    assert str(event["DESCRIPTION"]).startswith("http"), "its page, which asks who is there"


@pytest.mark.django_db
def test_what_its_owner_wrote_at_it_gives_way_to_a_new_time_alone(server: CalDavServer, place: Place) -> None:
    connection, talks = _connect(server, "omar", place.interviewer), place.talks("C", channel="video")
    _pick(talks, place)
    copy, login = CalendarCopy.objects.get(connection=connection), Login("omar", PASSWORD)
    (event,) = _there(connection)
    noted = protocol.objects(connection.home, login, start=timezone.now(), end=timezone.now() + timedelta(days=90))[0]
    protocol.put(copy.href, login, noted.replace(b"Ett samtal", b"Ta med kaffe"), etag=copy.etag)
    _write(talks.invitations[0])
    assert [str(one["SUMMARY"]) for one in _there(connection)] == ["Ta med kaffe"], "the same time is not written over"
    moved = _pick(talks, place)
    (event,) = _there(connection)
    assert (event["DTSTART"].dt, str(event["SUMMARY"])) == (moved, "Ett samtal")


@pytest.mark.django_db
def test_whoever_takes_the_talk_over_has_it_and_the_one_before_has_not(server: CalDavServer, place: Place) -> None:
    before = _connect(server, "eva", place.interviewer)
    after = _connect(server, "hugo", place.other_interviewer)
    talks = place.talks("C", channel="video")
    row = talks.invitations[0]
    _pick(talks, place)
    ProgrammeInterviewer.objects.create(programme=talks.programme, account=place.other_interviewer)
    hand_over(invitation=row, to=place.other_interviewer, by=viewer_of(place.interviewer), at=timezone.now())
    _write(row)
    assert (_there(before), _there(after)) == ([], [])
    row.refresh_from_db()
    _pick(Talks(talks.programme, talks.round, [row]), place)
    assert (len(_there(before)), len(_there(after))) == (0, 1)
