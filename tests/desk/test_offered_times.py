"""Offering times, choosing what candidates see, and answering a request for erasure: on the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from framdrift.config.wiring import WIRING
from framdrift.foundation import dispatch
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.planning.availability.actions import paint_week
from framdrift.recruiting import actions
from framdrift.recruiting.actions import outside
from framdrift.recruiting.actions.meeting_ground import Wanted
from framdrift.recruiting.actions.meetings import confirm_meeting, hold_meeting, propose_meeting
from framdrift.recruiting.kinds import MeetingKind, Scope
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, OfferedTime, PlanStep, TimeChoice, TravelTime
from framdrift.recruiting.panels import Chair
from tests.cast import Cast
from tests.recruitment import candidate

SignIn = Callable[[Account], Client]


@pytest.fixture
def ada_on_the_desk(as_account: SignIn, cast: Cast) -> Client:
    """The owner, signed in."""
    return as_account(cast.owner)


def _offered(now: datetime, *hours: int, **more: object) -> dict[str, object]:
    starts = {
        f"start_{row}": (now + timedelta(hours=1 + hour)).strftime("%Y-%m-%dT%H:%M")  # Stockholm is an hour ahead
        for row, hour in enumerate(hours, start=1)
    }
    return {
        **starts,
        "minutes": 45,
        "place": "Sveavägen 21",
        "answer_by_on": str(now.date() + timedelta(days=1)),
        **more,
    }


def test_several_times_are_offered_at_once_to_several(
    ada_on_the_desk: Client, at_interview: Candidacy, ada: Viewer, now: datetime
) -> None:
    other = actions.enter_candidacy(
        assignment=at_interview.assignment,
        candidate=candidate("Omar Dal", ada, now),
        source="applied",
        plan_step=at_interview.plan_step,
        by=ada,
        at=now,
    )
    address = f"/candidacies/{at_interview.pk}/steps/{at_interview.plan_step_id}/offer-times/"
    assert "Omar Dal" in ada_on_the_desk.get(address).content.decode()
    answer = ada_on_the_desk.post(address, _offered(now, 24, 30, 48, others=[str(other.pk)]))
    assert answer.status_code == 302
    assert sorted(OfferedTime.objects.values_list("start_at", flat=True)) == [
        now + timedelta(hours=hour) for hour in (24, 30, 48)
    ]
    assert TimeChoice.objects.count() == 6
    page = ada_on_the_desk.get(f"/candidacies/{at_interview.pk}/").content.decode()
    row = OfferedTime.objects.earliest("start_at")
    withdraw = f"/candidacies/{at_interview.pk}/offered/{row.pk}/withdraw/"
    assert withdraw in page
    assert ada_on_the_desk.post(withdraw).status_code == 302
    assert OfferedTime.objects.standing().count() == 2
    foreign = f"/candidacies/{at_interview.pk}/offered/999999/withdraw/"
    assert ada_on_the_desk.post(foreign).status_code == 404


def test_times_are_proposed_when_those_who_meet_the_candidate_can_come(
    ada_on_the_desk: Client, at_interview: Candidacy, ada: Viewer, now: datetime
) -> None:
    monday = now.date() + timedelta(days=7 - now.weekday())
    paint_week(monday_on=monday - timedelta(days=7), free=[], by=ada, at=now)
    paint_week(monday_on=monday, free=[(_at(monday, 9), _at(monday, 11))], by=ada, at=now)
    steps = f"/candidacies/{at_interview.pk}/steps/{at_interview.plan_step_id}"
    for address in (f"{steps}/offer-times/", f"{steps}/book/"):
        page = ada_on_the_desk.get(address).content.decode()
        assert f'value="{monday}T09:00' in page
        assert "Ada Lind kan komma" in page
    for week in range(5):
        paint_week(monday_on=monday + timedelta(days=7 * week), free=[], by=ada, at=now)
    page = ada_on_the_desk.get(f"{steps}/offer-times/").content.decode()
    assert "data-digits" not in page
    assert "Ingen tid de närmaste fyra veckorna är ledig för Ada Lind" in page


def test_found_times_are_ticked_and_others_typed(
    ada_on_the_desk: Client, at_interview: Candidacy, ada: Viewer, now: datetime
) -> None:
    monday = now.date() + timedelta(days=7 - now.weekday())
    paint_week(monday_on=monday - timedelta(days=7), free=[], by=ada, at=now)
    paint_week(monday_on=monday, free=[(_at(monday, 9), _at(monday, 16))], by=ada, at=now)
    address = f"/candidacies/{at_interview.pk}/steps/{at_interview.plan_step_id}/offer-times/"
    page = ada_on_the_desk.get(address).content.decode()
    found = re.findall(r'name="times" value="([^"]+)"', page)
    assert 3 <= len(found) == page.count('data-digits="true"') <= 9
    assert len(re.findall(r'name="times"[^>]* checked', page)) == 3
    asked = {**_offered(now, 48), "times": found[:2]}
    assert ada_on_the_desk.post(address, asked).status_code == 302
    starts = {datetime.fromisoformat(one) for one in found[:2]} | {now + timedelta(hours=48)}
    assert set(OfferedTime.objects.values_list("start_at", flat=True)) == starts


def test_a_time_at_which_somebody_is_on_the_way_is_not_offered(
    ada_on_the_desk: Client, at_interview: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    step = at_interview.plan_step
    start = now + timedelta(hours=48)
    wanted = Wanted(MeetingKind.DEBRIEF, step, start, 60, (Chair(cast.owner.pk),), place="Bruket, Gävle")
    meeting = propose_meeting(assignment=at_interview.assignment, wanted=wanted, by=ada, at=now)
    confirm_meeting(meeting=hold_meeting(meeting=meeting, by=ada, at=now), by=ada, at=now)
    TravelTime.objects.create(account=cast.owner, before_minutes=60, after_minutes=60)
    address = f"/candidacies/{at_interview.pk}/steps/{step.pk}/offer-times/"
    cast.owner.language = "en"
    cast.owner.save()
    answer = ada_on_the_desk.post(address, _offered(now, 49))
    assert answer.status_code == 422
    said = "Ada Lind has a meeting that ends at {}, and the way from it takes 60 minutes."
    ends = (start + timedelta(hours=1)).astimezone(ZoneInfo("Europe/Stockholm"))
    assert said.format(f"{ends:%H:%M}") in answer.content.decode()
    assert ada_on_the_desk.post(address, _offered(now, 50)).status_code == 302


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo("Europe/Stockholm"))


@pytest.mark.parametrize("hours", [(), (-3,), (24, 24)])
def test_what_cannot_be_offered_is_told_and_what_was_typed_stays(
    ada_on_the_desk: Client, at_interview: Candidacy, now: datetime, hours: tuple[int, ...]
) -> None:
    address = f"/candidacies/{at_interview.pk}/steps/{at_interview.plan_step_id}/offer-times/"
    answer = ada_on_the_desk.post(address, _offered(now, *hours))
    if hours == (24, 24):
        assert OfferedTime.objects.count() == 1  # the same time twice is one time
        return
    assert answer.status_code == 422
    assert "Sveavägen 21" in answer.content.decode()
    assert not OfferedTime.objects.exists()


def test_what_candidates_see_is_chosen_for_each_step(
    ada_on_the_desk: Client, as_account: SignIn, cast: Cast, assignment: Assignment
) -> None:
    address = f"/assignments/{assignment.pk}/seen-by-candidates/"
    steps = list(PlanStep.objects.filter(assignment=assignment, scope=Scope.CANDIDACY).order_by("position"))
    fields = {f"visible-{step.pk}": "on" for step in steps[1:]}
    fields |= {f"en-{steps[1].pk}": "A talk of 45 minutes."}
    assert ada_on_the_desk.post(address, fields).status_code == 302
    for step in steps:
        step.refresh_from_db()
    assert [step.visible_to_candidate for step in steps] == [False, *[True] * (len(steps) - 1)]
    assert steps[1].public_words("en") == "A talk of 45 minutes."
    assert ada_on_the_desk.post(address, {**fields, f"en-{steps[1].pk}": "x" * 201}).status_code == 422
    assert as_account(cast.north.manager).get(address).status_code == 404


def test_a_request_for_erasure_is_answered_by_a_lead_in_words(
    as_account: SignIn, cast: Cast, at_interview: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.end_candidacy(
        candidacy=at_interview, status="rejected", told_reason="other_chosen", told_by_side="agency", by=ada, at=now
    )
    dispatch.skip_to_end()
    person = Candidate.objects.get()
    outside.ask_erasure(candidate=person, by=ada, at=now)
    lead = as_account(cast.lead)
    assert f"/candidates/{person.pk}/keep/" in lead.get(f"/candidates/{person.pk}/").content.decode()
    assert as_account(cast.owner).get(f"/candidates/{person.pk}/keep/").status_code == 404
    assert lead.post(f"/candidates/{person.pk}/keep/", {"reason": ""}).status_code == 422
    assert lead.post(f"/candidates/{person.pk}/keep/", {"reason": "Till 24 november 2028."}).status_code == 302
    dispatch.deliver_pending(WIRING, at=now)
    assert "Till 24 november 2028." in Letter.objects.get(kind="candidate_erasure_denied").body_text
    person.refresh_from_db()
    assert person.erasure_asked_at is None
    assert lead.get(f"/candidates/{person.pk}/forget/").status_code == 200
    assert lead.post(f"/candidates/{person.pk}/forget/").status_code == 302
    person.refresh_from_db()
    assert person.name == ""
