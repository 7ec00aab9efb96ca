"""Calendars kept, read again and written: against a real Radicale where there is one to ask."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from framdrift.foundation import lent_secrets
from framdrift.foundation.invitations import Attendee, Invitation
from framdrift.foundation.models import Event
from framdrift.integrations.caldav import protocol
from framdrift.integrations.caldav.protocol import Login
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Absence
from framdrift.planning.availability import actions
from framdrift.planning.availability.copies import remove_copy, write_copy
from framdrift.planning.availability.queries import bases, free_windows
from framdrift.planning.availability.refreshing import due_calendars, refresh_some
from framdrift.planning.availability.rules import Basis
from framdrift.planning.models import BusyTime, CalendarConnection, CalendarCopy
from tests.cast import Cast
from tests.integrations.calendars.servers import PASSWORD, CalDavServer

DAY = datetime(2026, 12, 1, tzinfo=UTC)


def connect(server: CalDavServer, by: Viewer, at: datetime, name: str = "leo") -> CalendarConnection:
    calendar = actions.Calendar("caldav", server.address, name, PASSWORD, server.calendar(name), may_write=True)
    return actions.connect_calendar(calendar=calendar, by=by, at=at)


def invitation(start: datetime, *, sequence: int = 0, zone: str = "Europe/Stockholm") -> Invitation:
    return Invitation(
        uid="meeting-of-leo",
        sequence=sequence,
        method=None,
        start_at=start,
        end_at=start + timedelta(hours=1),
        zone=ZoneInfo(zone),
        summary="Intervju",
        organiser=Attendee("byran@x.example"),
        stamped_at=start - timedelta(days=7),
    )


@pytest.mark.usefixtures("inside")
def test_a_calendar_is_read_and_a_meeting_moves_in_it(radicale_server: CalDavServer, cast: Cast, now: datetime) -> None:
    ada = viewer_of(cast.owner)
    own = connect(radicale_server, ada, now)
    login = Login("leo", PASSWORD)
    lunch = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:lunch\r\nDTSTAMP:20261101T000000Z\r\n"
    lunch += b"SUMMARY:Lakare\r\nDTSTART:20261201T110000Z\r\nDTEND:20261201T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    protocol.put(f"{own.home}lunch.ics", login, lunch, etag=None)
    assert refresh_some([own.pk], at=now) == 1
    assert list(BusyTime.objects.values_list("uid", flat=True)) == ["lunch"]
    windows = free_windows([cast.owner.pk], start=DAY, end=DAY + timedelta(days=1), at=now)[cast.owner.pk]
    assert [f"{low:%H:%M}-{high:%H:%M}" for low, high in windows] == ["08:00-10:45", "12:15-16:00"]

    start = DAY + timedelta(hours=8)
    first = write_copy(account_id=cast.owner.pk, invitation=invitation(start), at=now)
    assert first is not None
    again = write_copy(account_id=cast.owner.pk, invitation=invitation(start), at=now)
    assert again == first  # a second run changes nothing
    theirs = protocol.objects(own.home, login, start=DAY, end=DAY + timedelta(days=1))[0]
    protocol.put(first.href, login, theirs.replace(b"Intervju", b"Min anteckning"), etag=first.etag)
    moved = write_copy(account_id=cast.owner.pk, invitation=invitation(start + timedelta(days=1), sequence=1), at=now)
    assert moved is not None
    assert moved.sequence == 1
    refresh_some([own.pk], at=now)
    assert set(BusyTime.objects.values_list("uid", "start_at")) == {
        ("lunch", DAY + timedelta(hours=11)),
        ("meeting-of-leo", start + timedelta(days=1)),
    }
    # Ours count as meetings, not as somebody else's busy time: the morning is free, and what comes after lunch.
    next_day = free_windows([cast.owner.pk], start=DAY + timedelta(days=1), end=DAY + timedelta(days=2), at=now)
    assert [f"{low:%H:%M}-{high:%H:%M}" for low, high in next_day[cast.owner.pk]] == ["08:00-11:00", "12:00-16:00"]

    assert remove_copy(account_id=cast.owner.pk, meeting_uid="meeting-of-leo")
    assert not CalendarCopy.objects.exists()
    assert not remove_copy(account_id=cast.owner.pk, meeting_uid="meeting-of-leo")
    protocol.delete(f"{own.home}lunch.ics", login, etag="")


@pytest.mark.usefixtures("inside")
def test_a_copy_whose_answer_was_lost_and_one_that_was_thrown_away(
    radicale_server: CalDavServer, cast: Cast, now: datetime
) -> None:
    own = connect(radicale_server, viewer_of(cast.owner), now, "olle")
    login = Login("olle", PASSWORD)
    first = write_copy(account_id=cast.owner.pk, invitation=invitation(DAY), at=now)
    CalendarCopy.objects.all().delete()  # the worker died before it could note what it had written
    found = write_copy(account_id=cast.owner.pk, invitation=invitation(DAY), at=now)
    assert first is not None
    assert found is not None
    assert found.href == first.href
    protocol.delete(found.href, login, etag="")
    assert write_copy(account_id=cast.owner.pk, invitation=invitation(DAY, sequence=1), at=now) is not None
    assert len(protocol.objects(own.home, login, start=DAY, end=DAY + timedelta(days=1))) == 1
    remove_copy(account_id=cast.owner.pk, meeting_uid="meeting-of-leo")


@pytest.mark.usefixtures("inside")
def test_what_fails_keeps_what_was_read_and_is_not_knocked_at_again_today(
    radicale_server: CalDavServer, cast: Cast, now: datetime
) -> None:
    own = connect(radicale_server, viewer_of(cast.owner), now)
    BusyTime.objects.create(connection=own, start_at=DAY, end_at=DAY + timedelta(hours=1))
    own.secret = lent_secrets.seal("wrong", purpose=actions.SECRET)
    own.save()
    assert due_calendars(at=now) == [own.pk]
    assert refresh_some([own.pk], at=now) == 0
    own.refresh_from_db()
    assert (own.state, own.last_error, own.failing_since) == ("failing", "refused", now)
    assert BusyTime.objects.count() == 1
    assert due_calendars(at=now + timedelta(hours=1)) == []
    assert due_calendars(at=now + timedelta(hours=25)) == [own.pk]


def test_a_server_that_is_away_is_asked_again_soon(cast: Cast, now: datetime, settings: LazySettings) -> None:
    settings.FRAMDRIFT_CALENDAR_HOSTS_INSIDE = ["127.0.0.1"]
    own = connect(CalDavServer("http://127.0.0.1:1"), viewer_of(cast.owner), now)
    refresh_some([own.pk], at=now)
    refresh_some([own.pk], at=now + timedelta(minutes=15))
    own.refresh_from_db()
    assert (own.last_error, own.failing_since) == ("no_answer", now)
    assert due_calendars(at=now + timedelta(minutes=30)) == [own.pk]


def test_a_password_is_kept_sealed_and_told_nowhere(
    cast: Cast, now: datetime, tmp_path: Path, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    own = connect(CalDavServer("https://127.0.0.1:1"), viewer_of(cast.owner), now)
    refresh_some([own.pk], at=now)
    assert PASSWORD not in own.secret
    assert lent_secrets.unseal(own.secret, purpose=actions.SECRET) == PASSWORD
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "planning", "foundation", output=str(dump))
    assert PASSWORD not in dump.read_text(encoding="utf-8") + caplog.text
    assert "l\\u00f6senord" not in dump.read_text(encoding="utf-8")
    settings.SECRET_KEY = "another installation"
    refresh_some([own.pk], at=now)
    own.refresh_from_db()
    assert own.last_error == "secret_lost"


def test_free_windows_take_the_same_few_statements_for_many(cast: Cast, now: datetime) -> None:
    people = [cast.owner.pk, cast.teammate.pk, cast.lead.pk, cast.north.manager.pk, cast.north.hr.pk]
    Absence.objects.create(account=cast.teammate, first_on=date(2026, 12, 1), last_on=date(2026, 12, 1))
    counts = []
    for some in (people[:1], people):
        with CaptureQueriesContext(connection) as counted:
            found = free_windows(some, start=DAY, end=DAY + timedelta(days=7), at=now)
        assert set(found) == set(some)
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 12
    assert free_windows(people, start=DAY, end=DAY + timedelta(days=1), at=now)[cast.teammate.pk] == []


def test_what_is_known_of_somebodys_time_is_told(cast: Cast, now: datetime) -> None:
    karin, hugo = viewer_of(cast.north.manager), viewer_of(cast.north.hr)
    actions.paint_week(monday_on=date(2026, 11, 30), free=[(DAY, DAY + timedelta(hours=2))], by=karin, at=now)
    actions.set_hours(hours=[], focus=[], max_per_day=2, buffer_minutes=5, by=hugo, at=now)
    found = bases([cast.north.manager.pk, cast.north.hr.pk])
    assert found == {cast.north.manager.pk: Basis.PAINTED, cast.north.hr.pk: Basis.ASSUMED}
    windows = free_windows([cast.north.manager.pk], start=DAY, end=DAY + timedelta(days=2), at=now)
    assert windows == {cast.north.manager.pk: [(DAY, DAY + timedelta(hours=2))]}
    actions.rub_out_week(monday_on=date(2026, 11, 30), by=karin, at=now)
    assert bases([cast.north.manager.pk])[cast.north.manager.pk] is Basis.ASSUMED
    codes = Event.objects.filter(company_id=cast.north.company.pk).values_list("code", flat=True)
    assert list(codes) == ["week-painted", "hours-changed", "week-painted"]
