"""A client gives times to meet a candidate: what speaks against one is told before it is offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.foundation.calendar import working_days
from framdrift.foundation.models import FreeText
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting import actions
from framdrift.recruiting.actions.meeting_ground import Wanted
from framdrift.recruiting.actions.meetings import confirm_meeting, hold_meeting, propose_meeting
from framdrift.recruiting.kinds import MeetingKind, Side, StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, OfferedTime, TravelTime
from framdrift.recruiting.panels import Chair
from tests.cast import Cast
from tests.recruitment import column

STOCKHOLM = ZoneInfo("Europe/Stockholm")
OFFICE = "Sveavägen 21"


@pytest.fixture
def day() -> date:
    """A working day soon after today, which the page reads off the clock on the wall."""
    return working_days().add(timezone.now().date(), 4)


@pytest.fixture
def address(cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer) -> str:
    """Karin, who decides at Nordbygg, is asked for times to meet Lea."""
    at = timezone.now() - timedelta(hours=1)
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.CLIENT_INTERVIEW), by=ada, at=at)
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    ball = actions.pass_ball(
        ball=ball, side="client", account=cast.north.manager, reason="give_times", by=ada, at=at + timedelta(minutes=1)
    )
    cast.north.manager.language = "en"
    cast.north.manager.save()
    return f"/client/balls/{ball.pk}/"


@pytest.fixture
def karin_page(as_account: Callable[[Account], Client], cast: Cast) -> Client:
    """Karin, signed in."""
    return as_account(cast.north.manager)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), STOCKHOLM)


def _typed(start: datetime, **more: object) -> dict[str, object]:
    return {"start_1": f"{start:%Y-%m-%dT%H:%M}", "place": OFFICE, "words": "", **more}


def _meets(assignment: Assignment, account: Account, start: datetime, ada: Viewer) -> None:
    at = timezone.now()
    step = column(assignment, StepType.CLIENT_INTERVIEW)
    wanted = Wanted(MeetingKind.DEBRIEF, step, start, 60, (Chair(account.pk),), place="Bruket, Gävle")
    meeting = propose_meeting(assignment=assignment, wanted=wanted, by=ada, at=at)
    confirm_meeting(meeting=hold_meeting(meeting=meeting, by=ada, at=at), by=ada, at=at)


def test_a_typed_time_that_nothing_speaks_against_is_offered_with_its_place(
    karin_page: Client, address: str, day: date
) -> None:
    assert karin_page.get(address).status_code == 200
    assert karin_page.post(address, _typed(_at(day, 10), words="Hugo should be there too.")).status_code == 302
    offered = OfferedTime.objects.get()
    assert (offered.start_at, offered.place) == (_at(day, 10), OFFICE)
    assert FreeText.objects.get(body="Hugo should be there too.")
    assert Ball.objects.get(candidacy__isnull=False, ended_at=None).side == Side.CANDIDATE


def test_a_time_on_the_way_from_another_meeting_is_told_and_never_offered(
    karin_page: Client, address: str, assignment: Assignment, cast: Cast, ada: Viewer, day: date
) -> None:
    _meets(assignment, cast.north.manager, _at(day, 9), ada)
    TravelTime.objects.create(account=cast.north.manager, before_minutes=40, after_minutes=40)
    start = _at(day, 10, 15)
    told = f"{cast.north.manager.name} has a meeting that ends at 10:00, and the way from it takes 40 minutes."
    for more in ({}, {"anyway": start.isoformat()}):
        answer = karin_page.post(address, _typed(start, **more))
        assert answer.status_code == 422
        assert told in answer.content.decode()
    within = karin_page.post(address, _typed(_at(day, 9, 30)))
    assert "is in another meeting, 09:00–10:00." in within.content.decode()
    assert not OfferedTime.objects.exists()
    assert karin_page.post(address, _typed(_at(day, 10, 45))).status_code == 302


def test_what_only_an_absence_speaks_against_is_offered_once_it_has_been_told(
    karin_page: Client, address: str, cast: Cast, day: date
) -> None:
    Absence.objects.create(account=cast.north.manager, first_on=day, last_on=day)
    start = _at(day, 10)
    page = karin_page.post(address, _typed(start))
    assert page.status_code == 422
    assert f"{cast.north.manager.name} is away that day." in page.content.decode()
    other = karin_page.post(address, _typed(start + timedelta(hours=1), anyway=start.isoformat()))
    assert other.status_code == 422  # the yes was to another time
    assert not OfferedTime.objects.exists()
    assert karin_page.post(address, _typed(start, anyway=start.isoformat())).status_code == 302
    assert OfferedTime.objects.get().start_at == start


def test_a_ticked_time_that_has_gone_meanwhile_is_told_why(
    karin_page: Client, address: str, assignment: Assignment, cast: Cast, ada: Viewer
) -> None:
    first = karin_page.get(address).context["form"].fields["times"].choices[0][0]
    _meets(assignment, cast.north.manager, datetime.fromisoformat(first), ada)
    answer = karin_page.post(address, {"times": [first], "place": "", "words": ""})
    assert answer.status_code == 422
    assert f"{cast.north.manager.name} is in another meeting" in answer.content.decode()
    assert not OfferedTime.objects.exists()
