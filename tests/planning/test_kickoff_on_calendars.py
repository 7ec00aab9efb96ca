"""The whole of a kick-off on a real calendar server: six candidates, three rounds, eight people's own calendars."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.db.models import QuerySet
from icalendar import Calendar

from framdrift.config.wiring import WIRING
from framdrift.foundation.dispatch import deliver_pending
from framdrift.foundation.invitations import Attendee, Invitation, calendar_bytes
from framdrift.foundation.models import Letter
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account, Role
from framdrift.planning.availability.actions import connect_calendar, write_meetings_to
from framdrift.planning.availability.connecting import caldav_calendar
from framdrift.planning.availability.refreshing import access_of, refresh
from framdrift.planning.booking.copies import write_copies
from framdrift.planning.kickoff.asking import default_rounds
from framdrift.planning.kickoff.drafting import draft
from framdrift.planning.kickoff.rounds import Asked, Part
from framdrift.planning.models import BusyTime, CalendarConnection, CalendarCopy
from framdrift.planning.ports import door
from framdrift.recruiting import actions
from framdrift.recruiting.actions import sittings
from framdrift.recruiting.actions.meetings import reschedule_meeting
from framdrift.recruiting.kinds import MeetingKind, MeetingState, Scope, Side, StepType
from framdrift.recruiting.models import Assignment, Meeting, MeetingSeat, PlanTemplate, TemplateStep
from tests.cast import Cast
from tests.integrations.calendars.servers import PASSWORD, PEOPLE, CalDavServer, radicale

STOCKHOLM = ZoneInfo("Europe/Stockholm")
STEPS = [
    (StepType.INTAKE, Scope.ASSIGNMENT, Side.AGENCY, 1),
    (StepType.INTERVIEW, Scope.CANDIDACY, Side.AGENCY, 4),
    (StepType.CLIENT_INTERVIEW, Scope.CANDIDACY, Side.CLIENT, 4),
    (StepType.CLIENT_INTERVIEW, Scope.CANDIDACY, Side.CLIENT, 4),
    (StepType.DECISION, Scope.CANDIDACY, Side.CLIENT, 2),
]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalDavServer]:
    """A Radicale with a calendar for each of eight people."""
    with radicale(tmp_path) as running:
        yield running


def people(cast: Cast) -> dict[str, Account]:
    """The eight, by their names on the server; what the cast lacks is made."""
    found = {
        "ada": cast.owner,
        "omar": cast.teammate,
        "eva": cast.lead,
        "karin": cast.north.manager,
        "hugo": cast.north.hr,
    }
    for name in PEOPLE:
        if name not in found:
            found[name] = Account.objects.create_user(
                f"{name}@nordbygg.example", "correct horse", name=name.title(), company=cast.north.company
            )
            Role.objects.create(account=found[name], kind=Role.Kind.CLIENT_MANAGER, since=cast.north.company.created_at)
    return found


def _connect(server: CalDavServer, name: str, account: Account, at: datetime) -> CalendarConnection:
    by = viewer_of(account)
    calendar = caldav_calendar(address=server.calendar(name), user_name=name, password=PASSWORD, by=by)
    connection = connect_calendar(calendar=calendar, by=by, at=at)
    write_meetings_to(connection_id=connection.pk, by=by, at=at)
    return connection


def _fill(connection: CalendarConnection, at: datetime, *, hour: int) -> None:
    """Somebody has a meeting of their own at this hour each day for five weeks."""
    for day in range(35):
        start = datetime.combine(at.date() + timedelta(days=day), datetime.min.time(), tzinfo=STOCKHOLM)
        start += timedelta(hours=hour)
        uid = f"own-{connection.pk}-{day}"
        own = Invitation(
            uid=uid,
            sequence=0,
            method=None,
            start_at=start,
            end_at=start + timedelta(hours=1),
            zone=STOCKHOLM,
            summary="Upptagen",
            organiser=Attendee("x@example.org"),
            stamped_at=at,
        )
        door(connection.kind).put(access_of(connection), uid=uid, data=calendar_bytes(own), copy=None)
    refresh(connection, at=at)


@pytest.mark.parametrize(
    ("kickoff_on", "changes_on"),
    [(date(2026, 3, 20), date(2026, 3, 29)), (date(2026, 10, 16), date(2026, 10, 25))],
)
@pytest.mark.django_db
def test_everything_is_booked_without_a_clash(
    server: CalDavServer, cast: Cast, settings: LazySettings, kickoff_on: date, changes_on: date
) -> None:
    """Before and after 29 March and 25 October alike: in calendars, in letters, on everybody's own clock."""
    settings.FRAMDRIFT_CALENDAR_HOSTS_INSIDE = ["127.0.0.1"]
    at = datetime.combine(kickoff_on, datetime.min.time(), tzinfo=STOCKHOLM) + timedelta(hours=8)
    them = people(cast)
    connections = {name: _connect(server, name, account, at) for name, account in them.items()}
    _fill(connections["karin"], at, hour=9)
    _fill(connections["maja"], at, hour=13)
    assignment, asked = _asked(cast, them, kickoff_on, at)
    sitting = draft(assignment=assignment, asked=asked, by=viewer_of(cast.owner), at=at, clock=lambda: 0.0)
    assert sitting.left_out == []
    sittings.send_sitting(sitting=sitting, by=viewer_of(cast.owner), at=at)
    sittings.confirm_sitting(
        sitting=sitting, unsuitable=[], remark="", by=viewer_of(cast.north.manager), at=at + timedelta(hours=1)
    )
    _hear(at)
    booked = Meeting.objects.filter(assignment=assignment, state=MeetingState.CONFIRMED)
    rounds = Counter(booked.filter(kind=MeetingKind.INTERVIEW).values_list("plan_step__position", flat=True))
    assert rounds == {2: 6, 3: 6, 4: 6}, "six candidates, three rounds"
    assert booked.count() == 21
    _each_round_follows_the_one_before(booked)
    assert BusyTime.objects.filter(uid__startswith="own-").count() == 70
    for account in them.values():
        _no_clash(account)
    assert booked.filter(seats__account=them["karin"], seats__is_alternate=False).exists()
    before = {one.start_at.astimezone(STOCKHOLM).date() < changes_on for one in booked}
    assert before == {True, False}, "meetings lie on both sides of the change of clocks"
    assert len({one.start_at.astimezone(STOCKHOLM).utcoffset() for one in booked}) == 2
    _letters_are_right(booked.count())
    _calendars_are_right(connections, at)
    moved = booked.filter(kind=MeetingKind.DECISION).get()
    reschedule_meeting(
        meeting=moved, start_at=moved.start_at + timedelta(days=7), reason="", by=viewer_of(cast.owner), at=at
    )
    write_copies.call([moved.pk], at.isoformat())
    _calendars_are_right(connections, at)


def _asked(cast: Cast, them: dict[str, Account], kickoff_on: date, at: datetime) -> tuple[Assignment, Asked]:
    template = PlanTemplate.objects.create(name=f"Tre omgångar {kickoff_on}")
    for position, (kind, scope, side, days) in enumerate(STEPS, start=1):
        TemplateStep.objects.create(
            template=template,
            position=position,
            type=kind,
            scope=scope,
            side=side,
            work_days=days,
            minutes=45,
            name_sv=kind.value,
            name_en=kind.value,
        )
    contacts = {them["karin"]: "decider", them["hugo"]: "interviewer", them["maja"]: "interviewer"}
    assignment = actions.open_assignment(
        company=cast.north.company,
        title="Ekonomichef",
        owner=cast.owner,
        template=template,
        kickoff_on=kickoff_on,
        facts=actions.Facts(pay_low=52000, pay_high=60000),
        crew=actions.Crew(deputies=(cast.teammate, cast.lead), contacts=contacts),
        by=viewer_of(cast.owner),
        at=at,
    )
    asked = default_rounds(assignment, today=kickoff_on)
    rounds = []
    for one in asked.rounds:
        sitters = [sitter for sitter in one.sitters if sitter.part == Part.SITS]
        wanted = replace(one, count=6) if one.kind == MeetingKind.INTERVIEW else one
        more = [replace(sitters[-1], account_id=them[name].pk, part=Part.ONE_OF) for name in ("olle", "leo")]
        is_clients = one.kind == MeetingKind.INTERVIEW and len(sitters) > 1
        rounds.append(replace(wanted, sitters=(*one.sitters, *more) if is_clients else one.sitters))
    return assignment, Asked(tuple(rounds))


def _hear(at: datetime) -> None:
    while deliver_pending(WIRING, at=at):
        pass
    write_copies.call(list(Meeting.objects.values_list("pk", flat=True)), at.isoformat())


def _each_round_follows_the_one_before(booked: QuerySet[Meeting]) -> None:
    """Nobody's second interview lies before everybody's first could be held; the decision comes last."""
    firsts = [
        booked.filter(kind=MeetingKind.INTERVIEW, plan_step__position=position).earliest("start_at").start_at
        for position in (2, 3, 4)
    ]
    assert firsts == sorted(set(firsts))
    assert booked.latest("start_at").kind == MeetingKind.DECISION


def _no_clash(account: Account) -> None:
    own = Meeting.objects.live().filter(seats__account=account, seats__is_alternate=False, seats__left_at=None)
    times = [(one.start_at, one.end_at) for one in own.order_by("start_at")]
    assert all(first[1] <= second[0] for first, second in pairwise(times))
    for busy in BusyTime.objects.filter(connection__account=account, uid__startswith="own-"):
        assert not any(start < busy.end_at and busy.start_at < end for start, end in times)


def _letters_are_right(meetings: int) -> None:
    """Each invitation tells the meeting's own time, on a clock that knows summer and winter."""
    told = set()
    for letter in Letter.objects.exclude(attachments=[]):
        for file in letter.attachments:
            (event,) = Calendar.from_ical(base64.b64decode(file["base64"])).walk("VEVENT")
            meeting = Meeting.objects.get(uid=str(event["UID"]).partition("@")[0])
            start = event["DTSTART"].dt
            assert start == meeting.start_at
            assert (start.hour, start.minute) == _clock(meeting.start_at)
            told.add((meeting.pk, letter.to_email))
    sitting = MeetingSeat.objects.filter(is_alternate=False, left_at=None, meeting__state=MeetingState.CONFIRMED)
    assert told == set(sitting.values_list("meeting_id", "account__email")), "everybody who sits is told, nobody else"
    assert len({pk for pk, _email in told}) == meetings


def _clock(instant: datetime) -> tuple[int, int]:
    local = instant.astimezone(STOCKHOLM)
    return local.hour, local.minute


def _calendars_are_right(connections: dict[str, CalendarConnection], at: datetime) -> None:
    """What the server says of each person's time is their meetings, and nothing is left behind."""
    for connection in connections.values():
        refresh(connection, at=at)
        held = MeetingSeat.objects.filter(account=connection.account, is_alternate=False, left_at=None)
        own = Meeting.objects.live().filter(pk__in=held.values("meeting_id"))
        there = BusyTime.objects.filter(connection=connection, uid__startswith="meeting-")
        on_server = sorted(there.values_list("start_at", "end_at"))
        assert on_server == sorted((one.start_at, one.end_at) for one in own)
        assert CalendarCopy.objects.filter(connection=connection).count() == own.count()
