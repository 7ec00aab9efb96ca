"""Times for talks from the interviewer's calendar: proposed, taken by one, held without a name, moved, called off."""

from __future__ import annotations

import base64
import re
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from framdrift.conversations.invitations.actions import decline, hand_over, unbook_time
from framdrift.conversations.models import Invitation, ProgrammeInterviewer
from framdrift.conversations.refusals import TimeIsTaken
from framdrift.desk.conversations.holding_letters import tell_former_holder, tell_holder
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import Event, Letter
from framdrift.organisations.access import viewer_of
from framdrift.planning.availability.queries import free_windows
from framdrift.planning.models import WorkingHours
from framdrift.planning.talks import copies
from framdrift.planning.talks.actions import take_time
from framdrift.planning.talks.openings import is_open, openings_of
from framdrift.portals.employee.inviting import tell_of_dropped_time, tell_of_time
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, employee_viewer, meets_every_day, settle
from tests.portals.test_employee_pages import link_to

Written = list[tuple[str, int, Any]]


@pytest.fixture
def place(cast: Cast) -> Place:
    """North, today, with an interviewer who has said when she can meet."""
    found = settle(cast, at=timezone.now(), people=3)
    return meets_every_day(found)


@pytest.fixture
def talks(place: Place) -> Talks:
    """Level C, by video."""
    return place.talks("C", channel="video")


def shown(client: Client, page: str) -> list[str]:
    return re.findall(r'name="time" value="([^"]+)"', client.get(page).content.decode())


def heard(code: str) -> Recorded:
    row = Event.objects.filter(code=code).order_by("seq").last()
    assert row is not None
    return Recorded(row.seq, row.at, row.code, row.actor, row.subject, row.context, row.company_id, row.data)


def files(kind: str) -> list[str]:
    """The calendar files of the letters of a kind, unfolded."""
    found = Letter.objects.filter(kind=kind).order_by("pk")
    raw = [base64.b64decode(letter.attachments[0]["base64"]).decode() for letter in found]
    return [one.replace("\r\n ", "") for one in raw]


def line(file: str, name: str) -> str:
    return next(one for one in file.splitlines() if one.startswith(name)).strip()


def test_the_interviewers_free_times_are_proposed_and_one_is_taken(client: Client, talks: Talks) -> None:
    first, second = talks.invitations[:2]
    mine, theirs = f"{link_to(first)}times/", f"{link_to(second)}times/"
    times = shown(client, mine)
    assert len(times) == 8
    assert shown(client, theirs) == times, "the same free times for both"
    assert client.post(mine, {"time": times[0]}).status_code == 302
    late = client.post(theirs, {"time": times[0]})
    assert late.status_code == 422
    left = re.findall(r'name="time" value="([^"]+)"', late.content.decode())
    assert left and times[0] not in left, "the other gets alternatives"
    assert client.post(theirs, {"time": left[0]}).status_code == 302
    assert Invitation.objects.filter(state="booked").count() == 2


def test_a_time_that_nobody_proposed_is_refused(place: Place, talks: Talks) -> None:
    row, now = talks.invitations[0], timezone.now()
    start = openings_of(row, at=now)[0]
    assert is_open(row, start, at=now)
    night = start.astimezone(UTC).replace(hour=1, minute=0) + timedelta(days=1)
    after_close = start + timedelta(days=60)
    for odd in (start + timedelta(minutes=7), night, after_close, now + timedelta(minutes=1)):
        with pytest.raises(TimeIsTaken):
            take_time(invitation=row, start_at=odd, by=employee_viewer(place.employees[0]), at=now)


def test_nobodys_hours_are_guessed(place: Place, talks: Talks, client: Client) -> None:
    WorkingHours.objects.all().delete()
    assert openings_of(talks.invitations[0], at=timezone.now()) == []
    page = client.get(link_to(talks.invitations[0]))
    assert "times/" not in page.content.decode()


def test_a_talk_takes_its_interviewers_time_from_meetings_too(place: Place, talks: Talks) -> None:
    row, now = talks.invitations[0], timezone.now()
    start = openings_of(row, at=now)[0]
    end = start + timedelta(minutes=45)
    holder = place.interviewer.pk
    assert free_windows([holder], start=start, end=end, at=now)[holder] == [(start, end)]
    take_time(invitation=row, start_at=start, by=employee_viewer(place.employees[0]), at=now)
    assert free_windows([holder], start=start, end=end, at=now)[holder] == []
    assert start not in openings_of(talks.invitations[1], at=now)


@pytest.mark.parametrize(("level", "names"), [("A", True), ("B", False), ("C", False)])
def test_the_hold_names_the_person_at_level_a_alone(place: Place, level: str, names: bool) -> None:
    row, now = place.talks(level, channel="phone").invitations[0], timezone.now()
    Invitation.objects.filter(pk=row.pk).update(place="070-123 45 67, Person 1")
    take_time(invitation=row, start_at=openings_of(row, at=now)[0], by=employee_viewer(place.employees[0]), at=now)
    tell_holder(heard("talk-time-agreed"))
    tell_holder(heard("talk-time-agreed"))
    letter = Letter.objects.get(kind="talk_held_time")
    assert letter.to_email == place.interviewer.email
    told = f"{letter.subject} {letter.body_text} {letter.body_html} {files('talk_held_time')[0]}"
    assert ("Person 1" in told) == names
    assert ("070-123 45 67" in files("talk_held_time")[0]) == names
    assert "Person 1" not in letter.subject


def test_moved_and_called_off_in_both_calendars_by_one_name(place: Place, talks: Talks) -> None:
    row, now, by = talks.invitations[0], timezone.now(), employee_viewer(place.employees[0])
    first, second = openings_of(row, at=now)[:2]
    for start in (first, second):
        take_time(invitation=row, start_at=start, by=by, at=now)
        tell_of_time(heard("talk-time-agreed"))
        tell_holder(heard("talk-time-agreed"))
    row.refresh_from_db()
    unbook_time(invitation=row, by=by, at=now)
    tell_of_dropped_time(heard("talk-time-dropped"))
    tell_former_holder(heard("talk-time-dropped"))
    for sort in (("talk_time", "talk_time_dropped"), ("talk_held_time", "talk_let_go_time")):
        several = [*files(sort[0]), *files(sort[1])]
        assert [line(one, "METHOD") for one in several] == ["METHOD:REQUEST", "METHOD:REQUEST", "METHOD:CANCEL"]
        assert len({line(one, "UID") for one in several}) == 1
        numbers = [int(line(one, "SEQUENCE").partition(":")[2]) for one in several]
        assert numbers == sorted(set(numbers))
        starts = [line(one, "DTSTART;TZID") for one in several]
        assert starts[0] != starts[1] == starts[2]


def test_a_leaver_is_written_to_at_the_private_address(place: Place, talks: Talks) -> None:
    row, now = talks.invitations[0], timezone.now()
    person = place.employees[0]
    person.private_email, person.ended_on = "hemma@example.org", now.date() - timedelta(days=1)
    person.save()
    take_time(invitation=row, start_at=openings_of(row, at=now)[0], by=employee_viewer(person), at=now)
    tell_of_time(heard("talk-time-agreed"))
    assert Letter.objects.get(kind="talk_time").to_email == "hemma@example.org"
    assert "hemma@example.org" in files("talk_time")[0]


def test_the_copy_follows_the_time_and_who_holds_the_talk(
    place: Place, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, now, by = talks.invitations[0], timezone.now(), employee_viewer(place.employees[0])
    kept: dict[int, str] = {}

    class Copies:
        """Which accounts have the hold, as `CalendarCopy` knows."""

        @staticmethod
        def filter(**_which: object) -> Copies:
            return Copies()

        @staticmethod
        def values_list(*_what: str, flat: bool) -> list[int]:
            return list(kept)

    def write(*, account_id: int, invitation: Any, at: datetime) -> None:
        kept[account_id] = invitation.summary

    monkeypatch.setattr(copies, "CalendarCopy", type("Known", (), {"objects": Copies()}))
    monkeypatch.setattr(copies, "write_copy", write)
    monkeypatch.setattr(copies, "remove_copy", lambda *, account_id, meeting_uid: kept.pop(account_id))
    take_time(invitation=row, start_at=openings_of(row, at=now)[0], by=by, at=now)
    copies.write_hold.func(row.pk, 1, now.isoformat())
    assert list(kept) == [place.interviewer.pk]
    assert "Person" not in kept[place.interviewer.pk]
    ProgrammeInterviewer.objects.create(programme=talks.programme, account=place.other_interviewer)
    hand_over(invitation=row, to=place.other_interviewer, by=viewer_of(place.interviewer), at=now)
    assert heard("talk-time-dropped").data["holder_id"] == place.interviewer.pk
    copies.write_hold.func(row.pk, 2, now.isoformat())
    assert kept == {}


def test_whoever_says_no_lets_the_time_go(place: Place, talks: Talks) -> None:
    row, now, by = talks.invitations[0], timezone.now(), employee_viewer(place.employees[0])
    take_time(invitation=row, start_at=openings_of(row, at=now)[0], by=by, at=now)
    decline(invitation=row, by=by, at=now)
    dropped = heard("talk-time-dropped")
    assert "declin" not in str(dropped.data)
    tell_of_dropped_time(dropped)
    tell_of_dropped_time(dropped)
    tell_former_holder(dropped)
    assert [letter.kind for letter in Letter.objects.order_by("pk")] == ["talk_time_given_back", "talk_let_go_time"]
    own, holders = (files(kind)[0] for kind in ("talk_time_given_back", "talk_let_go_time"))
    assert line(own, "METHOD") == line(holders, "METHOD") == "METHOD:CANCEL"
    assert line(own, "UID") == line(holders, "UID")
    assert "nya tider" not in Letter.objects.get(kind="talk_time_given_back").body_text, "who said no is asked no more"
    decline_again = talks.invitations[1]
    decline(invitation=decline_again, by=employee_viewer(place.employees[1]), at=now)
    assert Event.objects.filter(code="talk-time-dropped").count() == 1, "who had no time leaves no trace"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_gets_the_time(place: Place, talks: Talks) -> None:
    now = timezone.now()
    start = openings_of(talks.invitations[0], at=now)[0]
    gate, ends = threading.Barrier(2, timeout=30), []

    def take(number: int) -> None:
        gate.wait()
        try:
            take_time(
                invitation=talks.invitations[number],
                start_at=start,
                by=employee_viewer(place.employees[number]),
                at=now,
            )
            ends.append("taken")
        except TimeIsTaken:
            ends.append("too late")
        finally:
            connection.close()

    both = [threading.Thread(target=take, args=(number,)) for number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(ends) == ["taken", "too late"]
    assert Invitation.objects.filter(booked_at=start).count() == 1
