"""A storm of changes: whatever people do in whatever order, every calendar says in the end what holds.

Calendars are played by what letters carry: a file is applied where its SEQUENCE is no older than what is known, as
calendar programs do (RFC 5546). In the end each shows exactly the meetings that its owner sits in, at their times.
"""

from __future__ import annotations

import base64
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from icalendar import Calendar

from framdrift.config.wiring import WIRING
from framdrift.foundation import events
from framdrift.foundation.bundling import make_ready
from framdrift.foundation.dispatch import deliver_pending
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account
from framdrift.planning.booking.declining import decline
from framdrift.planning.kickoff.asking import default_rounds
from framdrift.planning.kickoff.drafting import draft
from framdrift.recruiting import actions
from framdrift.recruiting.actions import sittings
from framdrift.recruiting.actions.booking import take_slot
from framdrift.recruiting.actions.meeting_seats import undo_decline
from framdrift.recruiting.actions.meetings import cancel_meeting, reschedule_meeting
from framdrift.recruiting.actions.times import give_back_time
from framdrift.recruiting.kinds import LIVE_MEETINGS, MeetingKind, MeetingState, StepType
from framdrift.recruiting.meeting_refusals import MeetingOff
from framdrift.recruiting.models import Assignment, Candidacy, Meeting, MeetingSeat, Step
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.refusals import Refusal
from tests.cast import Cast
from tests.recruitment import column

SMALL, FULL = 40, 200


@dataclass
class Shelf:
    """One person's calendar, as letters fill it: uid -> (sequence, start), None where it was taken out."""

    known: dict[str, tuple[int, datetime | None]] = field(default_factory=dict)

    def take(self, file: bytes) -> None:
        """Apply one calendar file."""
        calendar = Calendar.from_ical(file)
        (event,) = calendar.walk("VEVENT")
        uid, sequence = str(event["UID"]), int(event["SEQUENCE"])
        if sequence < self.known.get(uid, (-1, None))[0]:
            return
        off = str(calendar["METHOD"]) == "CANCEL"
        self.known[uid] = (sequence, None if off else event["DTSTART"].dt.astimezone(UTC))

    def meetings(self) -> set[datetime]:
        """When there is something."""
        return {start for _sequence, start in self.known.values() if start is not None}


@dataclass
class Storm:
    """Everybody who changes things, and the dice."""

    assignment: Assignment
    candidacies: list[Candidacy]
    ada: Viewer
    dice: random.Random
    at: datetime
    done: Counter[str] = field(default_factory=Counter)

    def live(self) -> list[Meeting]:
        return list(Meeting.objects.live().filter(assignment=self.assignment).order_by("pk"))

    def some(self) -> Meeting:
        live = self.live()
        if not live:
            raise MeetingOff
        return self.dice.choice(live)

    def move(self) -> None:
        meeting = self.some()
        start = meeting.start_at + timedelta(minutes=15 * self.dice.randint(-30, 30))
        reschedule_meeting(meeting=meeting, start_at=start, reason="", by=self.ada, at=self.at)

    def say_no(self) -> None:
        meeting = self.some()
        seat = meeting.seats.filter(is_alternate=False, left_at=None, account__isnull=False).first()
        assert seat is not None and seat.account is not None
        decline(meeting=meeting, account_id=seat.account.pk, reason="", by=viewer_of(seat.account), at=self.at)

    def undo(self) -> None:
        gone = MeetingSeat.objects.filter(answer="declined", left_at__isnull=False).order_by("pk")
        if not gone:
            raise MeetingOff
        seat = self.dice.choice(list(gone))
        undo_decline(meeting=seat.meeting, account_id=seat.account_id or 0, by=self.ada, at=self.at)

    def cancel(self) -> None:
        if len(self.live()) <= 3:
            raise MeetingOff
        cancel_meeting(meeting=self.some(), reason="", by=self.ada, at=self.at)

    def take(self) -> None:
        slots = Meeting.objects.slots().filter(assignment=self.assignment, state=MeetingState.CONFIRMED)
        free = list(slots.filter(plan_step__type=StepType.INTERVIEW).order_by("pk"))
        if not free:
            raise MeetingOff
        one = self.dice.choice(self.candidacies)
        take_slot(candidacy=one, meeting=self.dice.choice(free), by=self.ada, at=self.at)

    def give_back(self) -> None:
        one = self.dice.choice(self.candidacies)
        step = column(self.assignment, StepType.INTERVIEW)
        give_back_time(candidacy=one, plan_step=step, by=self.ada, at=self.at)

    def blow(self) -> bool:
        """One change; whether the rules allowed it, and the log tells of it."""
        acts: list[Callable[[], None]] = [self.move] * 4 + [self.take] * 3 + [self.say_no] * 2
        act = self.dice.choice([*acts, self.undo, self.give_back, self.cancel])
        before = events.head()
        try:
            act()
        except Refusal:
            return False
        happened = events.head() != before
        self.done[act.__name__] += happened
        return happened


@pytest.fixture
def storm(assignment: Assignment, ada: Viewer, cast: Cast, now: datetime) -> Storm:
    """A kick-off that the client has said yes to, and six candidates at the first interview."""
    asked = default_rounds(assignment, today=now.date())
    sitting = draft(assignment=assignment, asked=asked, by=ada, at=now, clock=lambda: 0.0)
    sittings.send_sitting(sitting=sitting, by=ada, at=now)
    karin = viewer_of(cast.north.manager)
    sittings.confirm_sitting(sitting=sitting, unsuitable=[], remark="", by=karin, at=now)
    step = column(assignment, StepType.INTERVIEW)
    people = [
        actions.add_candidate(name=f"Kandidat {number}", email=f"k{number}@people.example", by=ada, at=now)
        for number in range(6)
    ]
    rows = [
        actions.enter_candidacy(assignment=assignment, candidate=one, source="applied", plan_step=step, by=ada, at=now)
        for one in people
    ]
    return Storm(assignment, rows, ada, random.Random(7), now)


def _hear(at: datetime) -> None:
    while deliver_pending(WIRING, at=at):
        pass


def _shelf(email: str) -> set[datetime]:
    """What somebody's calendar shows who was sent these files; a letter that was stopped reaches nobody."""
    shelf = Shelf()
    for letter in Letter.objects.filter(to_email=email).exclude(state=Letter.State.CANCELLED).order_by("pk"):
        for file in letter.attachments:
            if file["type"] == "text/calendar":
                shelf.take(base64.b64decode(file["base64"]))
    return shelf.meetings()


def _whole(storm: Storm, people: list[Account]) -> None:
    """No double booking, no orphan event, no lost letter, and steps that say what their meetings say."""
    make_ready(at=storm.at + timedelta(days=1), limit=10_000)
    for one in people:
        rows = Meeting.objects.filter(
            state__in=LIVE_MEETINGS, seats__account=one, seats__is_alternate=False, seats__left_at=None
        )
        own = list(rows.order_by("start_at"))
        assert all(first.end_at <= second.start_at for first, second in pairwise(own)), one.name
        assert _shelf(one.email) == {meeting.start_at for meeting in own}, one.name
    for row in storm.candidacies:
        booked_for = Meeting.objects.live().filter(candidacy=row)
        assert _shelf(row.candidate.email) == set(booked_for.values_list("start_at", flat=True)), row.candidate.name
    for meeting in Meeting.objects.live().filter(candidacy__isnull=False):
        stay = Step.objects.get(candidacy=meeting.candidacy, plan_step=meeting.plan_step, closed_at=None)
        assert (stay.booked_at, stay.booked_minutes) == (meeting.start_at, meeting.minutes)
    booked = Step.objects.filter(assignment=storm.assignment, closed_at=None, booked_at__isnull=False)
    assert booked.count() == Meeting.objects.live().filter(candidacy__isnull=False).count()
    assert ledger_faults(storm.at) == ()
    assert events.first_broken(events.everything()) is None


def _blow_for(storm: Storm, cast: Cast, changes: int) -> None:
    people = [cast.owner, cast.teammate, cast.north.manager]
    done = tried = 0
    while done < changes:
        done += storm.blow()
        tried += 1
        assert tried < 40 * changes, "the rules refuse nearly everything"
        storm.at += timedelta(seconds=20)
        if done % 3 == 0:
            _hear(storm.at)
    _hear(storm.at)
    _whole(storm, people)


def test_a_small_storm(storm: Storm, cast: Cast) -> None:
    _blow_for(storm, cast, SMALL)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(3))
def test_a_storm_of_two_hundred_changes(storm: Storm, cast: Cast, seed: int) -> None:
    storm.dice = random.Random(seed)
    _blow_for(storm, cast, FULL)
    assert storm.done.total() >= FULL
    assert set(storm.done) == {"move", "take", "say_no", "undo", "give_back", "cancel"}
    assert min(storm.done.values()) > 0


def test_everybody_is_invited_once_in_their_own_words_and_clock(storm: Storm, cast: Cast, now: datetime) -> None:
    Account.objects.filter(pk=cast.north.manager.pk).update(language="en", zone="Europe/Helsinki")
    _hear(now)
    mine = Letter.objects.filter(to_email=cast.north.manager.email, kind="client_meetings")
    files: list[dict[str, Any]] = [file for letter in mine for file in letter.attachments]
    karins = MeetingSeat.objects.filter(account=cast.north.manager, meeting__state=MeetingState.CONFIRMED)
    assert mine.count() == 1 and len(files) == karins.count() == 5
    (event,) = Calendar.from_ical(base64.b64decode(files[0]["base64"])).walk("VEVENT")
    assert str(event["DTSTART"].dt.tzinfo) == "Europe/Helsinki"
    debrief = Meeting.objects.get(kind=MeetingKind.DEBRIEF)
    assert any("Debrief after" in str(base64.b64decode(file["base64"])) for file in files), debrief
