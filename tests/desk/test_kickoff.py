"""The kick-off page and the pages of meetings: from the plan to held times, and every verb with its way back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.planning.kickoff.asking import default_rounds
from framdrift.planning.kickoff.drafting import draft
from framdrift.recruiting.actions import sittings
from framdrift.recruiting.kinds import MeetingKind, MeetingState, SittingState, StepType
from framdrift.recruiting.models import Assignment, Meeting, MeetingSeat, PlanStep, Sitting
from tests.cast import Cast
from tests.recruitment import column

As = Callable[[Account], Client]


@pytest.fixture
def sitting(assignment: Assignment, ada: Viewer) -> Sitting:
    """Drafted today, as the page is opened today."""
    at = timezone.now()
    asked = default_rounds(assignment, today=at.date())
    return draft(assignment=assignment, asked=asked, by=ada, at=at, clock=time.monotonic)


def test_the_defaults_are_two_clicks_from_the_client(assignment: Assignment, as_account: As, cast: Cast) -> None:
    client = as_account(cast.owner)
    home = f"/assignments/{assignment.pk}/kickoff/"
    form = client.get(home).context["form"]
    asked = {field.html_name: field.value() for field in form}
    assert client.post(home, asked).status_code == 302
    sitting = Sitting.objects.get()
    page = client.get(home)
    assert len(page.context["lines"]) == 11
    assert client.post(f"{home}send/").status_code == 302
    sitting.refresh_from_db()
    assert (sitting.state, sitting.sent_to) == (SittingState.SENT, cast.north.manager)


def test_a_round_that_nobody_sits_in_is_said_so(assignment: Assignment, as_account: As, cast: Cast) -> None:
    client = as_account(cast.owner)
    home = f"/assignments/{assignment.pk}/kickoff/"
    form = client.get(home).context["form"]
    asked = {field.html_name: field.value() for field in form}
    first = form.asked.rounds[0].key
    answer = client.post(home, {**asked, f"{first}-{cast.owner.pk}": ""})
    assert answer.status_code == 422
    assert not Sitting.objects.exists()


def test_a_proposal_gets_another_time_or_is_left_out(
    assignment: Assignment, sitting: Sitting, as_account: As, cast: Cast
) -> None:
    client = as_account(cast.owner)
    meeting = Meeting.objects.filter(sitting=sitting, kind=MeetingKind.INTERVIEW).earliest("start_at")
    page = f"/assignments/{assignment.pk}/kickoff/meetings/{meeting.pk}/"
    choices = client.get(page).context["form"].fields["time"].choices
    client.post(page, {"time": choices[0][0]})
    meeting.refresh_from_db()
    assert meeting.start_at == datetime.fromisoformat(choices[0][0])
    client.post(page, {"time": "out"})
    assert not Meeting.objects.filter(pk=meeting.pk).exists()


def test_the_client_says_yes_less_what_does_not_suit(
    assignment: Assignment, sitting: Sitting, as_account: As, ada: Viewer, cast: Cast
) -> None:
    sittings.send_sitting(sitting=sitting, by=ada, at=timezone.now())
    karin = as_account(cast.north.manager)
    assert karin.get("/client/").status_code == 200
    page = f"/client/kickoff/{sitting.pk}/"
    debrief = Meeting.objects.get(sitting=sitting, kind=MeetingKind.DEBRIEF)
    assert karin.post(page, {"unsuitable": [debrief.pk], "remark": "Hellre eftermiddag"}).status_code == 302
    assert Meeting.objects.get(pk=debrief.pk).state == MeetingState.CANCELLED
    own = Meeting.objects.filter(seats__account=cast.north.manager, state=MeetingState.CONFIRMED)
    assert len(karin.get("/client/meetings/").context["meetings"]) == own.count() == 4
    one = own.earliest("start_at")
    assert karin.post(f"/client/meetings/{one.pk}/", {"answer": "no", "reason": "Resa"}).status_code == 302
    assert Meeting.objects.get(pk=one.pk).state == MeetingState.CANCELLED
    karin.post(f"/client/meetings/{one.pk}/undo/")
    assert Meeting.objects.get(pk=one.pk).state == MeetingState.CONFIRMED
    assert as_account(cast.south.manager).get(page).status_code == 404


def test_every_verb_of_a_meeting(
    assignment: Assignment, sitting: Sitting, as_account: As, ada: Viewer, cast: Cast
) -> None:
    sittings.send_sitting(sitting=sitting, by=ada, at=timezone.now())
    client = as_account(cast.owner)
    meeting = Meeting.objects.filter(sitting=sitting, kind=MeetingKind.INTERVIEW).earliest("start_at")
    page = f"/meetings/{meeting.pk}/"
    assert client.get(page).status_code == 200
    client.post(f"{page}answer/")
    assert MeetingSeat.objects.get(meeting=meeting, account=cast.owner).answer == "accepted"
    choices = client.get(f"{page}move/").context["form"].fields["time"].choices
    client.post(f"{page}move/", {"time": choices[0][0], "reason": "Krock"})
    meeting.refresh_from_db()
    assert meeting.start_at == datetime.fromisoformat(choices[0][0])
    client.post(f"{page}decline/", {"who": cast.owner.pk, "reason": "Sjuk"})
    assert MeetingSeat.objects.get(meeting=meeting, account=cast.teammate).is_alternate is False
    client.post(f"{page}decline/undo/?who={cast.owner.pk}")
    assert MeetingSeat.objects.get(meeting=meeting, account=cast.teammate).is_alternate is True
    client.post(f"{page}cancel/", {"reason": "Tjänsten vilar"})
    assert b"Tj\xc3\xa4nsten vilar" in client.get(page).content


def test_the_list_costs_a_fixed_number_of_statements(
    assignment: Assignment, sitting: Sitting, statements: Callable[..., None], as_account: As, ada: Viewer, cast: Cast
) -> None:
    client = as_account(cast.owner)
    rows = Meeting.objects.filter(sitting=sitting)
    first = rows.earliest("start_at")
    Meeting.objects.filter(pk=first.pk).update(state=MeetingState.CONFIRMED)

    def more() -> None:
        rows.update(state=MeetingState.CONFIRMED)

    statements("desk/meetings", ask=lambda: client.get("/meetings/?all=1"), grow=more)


def test_a_step_gets_its_own_people_in_the_same_sitting(assignment: Assignment, as_account: As, cast: Cast) -> None:
    client = as_account(cast.owner)
    home = f"/assignments/{assignment.pk}/kickoff/"
    page = client.get(home)
    rounds, owners = page.context["form"], page.context["owners"]
    asked = {field.html_name: field.value() for field in [*rounds, *owners]}
    interview = column(assignment, StepType.INTERVIEW)
    theirs = {f"step-{interview.pk}-owner": cast.teammate.pk, f"step-{interview.pk}-deputy": cast.owner.pk}
    same = client.post(home, {**asked, **theirs, f"step-{interview.pk}-deputy": cast.teammate.pk})
    assert same.status_code == 422
    assert not Sitting.objects.exists()
    assert client.post(home, {**asked, **theirs}).status_code == 302
    interview.refresh_from_db()
    assert (interview.owner, interview.deputy) == (cast.teammate, cast.owner)
    assert PlanStep.objects.filter(assignment=assignment).exclude(owner=None).get() == interview
    seats = MeetingSeat.objects.filter(meeting__plan_step=interview)
    assert set(seats.values_list("account", "is_alternate")) == {(cast.teammate.pk, False), (cast.owner.pk, True)}
    assert [one.owner_id for one in client.get(home).context["owners"].steps].count(cast.teammate.pk) == 1
