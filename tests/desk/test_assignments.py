"""The list of assignments, opening one, its verbs, and candidates: looked up, added, merged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Candidate, PlanTemplate, Promise, TempoTerm
from framdrift.recruiting.queries.assignments import AssignmentFilter, assignment_lines
from framdrift.recruiting.queries.tempo import tempo_kept
from tests.cast import Cast

SignIn = Callable[[Account], Client]


@pytest.fixture
def desk(as_account: SignIn, cast: Cast) -> Client:
    cast.owner.language = "en"
    cast.owner.save()
    return as_account(cast.owner)


def _open(cast: Cast, template: PlanTemplate, by: Viewer, at: datetime, title: str) -> Assignment:
    return actions.open_assignment(
        company=cast.south.company,
        title=title,
        owner=cast.teammate,
        template=template,
        kickoff_on=at.date(),
        by=by,
        at=at,
    )


def test_the_list_names_who_has_kept_the_ball_longest(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    Ball.objects.filter(candidacy=candidacy).update(until_on=now.date() - timedelta(days=3))
    lines, more = assignment_lines(ada, AssignmentFilter(), today=now.date())
    assert not more
    assert (lines[0].oldest.holder if lines[0].oldest else "", lines[0].active) == ("Ada Lind", 1)


def test_the_list_is_narrowed(
    desk: Client, cast: Cast, assignment: Assignment, template: PlanTemplate, ada: Viewer, now: datetime
) -> None:
    _open(cast, template, ada, now, "Lagerchef")
    assert _titles(desk, {}) == {"Ekonomichef", "Lagerchef"}
    assert _titles(desk, {"whose": "mine"}) == {"Ekonomichef"}
    assert _titles(desk, {"company": cast.south.company.pk}) == {"Lagerchef"}
    assert _titles(desk, {"q": "ekonomi nord"}) == {"Ekonomichef"}
    assert _titles(desk, {"status": "closed"}) == set()
    states = {state: _titles(desk, {"state": state}) for state in ("on_track", "at_risk", "late")}
    assert sorted(title for titles in states.values() for title in titles) == ["Ekonomichef", "Lagerchef"]


def _titles(desk: Client, query: dict[str, Any]) -> set[str]:
    page = desk.get("/assignments/", query).content.decode()
    return {title for title in ("Ekonomichef", "Lagerchef") if title in page}


def test_the_list_costs_the_same_for_any_number(
    statements: Callable[..., None],
    desk: Client,
    cast: Cast,
    candidacy: Candidacy,
    template: PlanTemplate,
    ada: Viewer,
    now: datetime,
) -> None:
    def more() -> None:
        for n in range(8):
            _open(cast, template, ada, now, f"Uppdrag {n}")

    statements("desk/assignments", ask=lambda: desk.get("/assignments/"), grow=more)


def test_opening_dates_the_plan_and_shows_it_first(desk: Client, cast: Cast, template: PlanTemplate) -> None:
    form = {
        "company": cast.south.company.pk,
        "title": "Lagerchef",
        "template": template.pk,
        "kickoff_on": "2026-12-01",
        "owner": cast.owner.pk,
        "decider": cast.south.manager.pk,
        "pay_low": "50000",
        "pay_high": "40000",
    }
    shown = desk.post("/assignments/new/", {**form, "show": "1"}).content.decode()
    assert "Tue 1 Dec" in shown and not Assignment.objects.filter(title="Lagerchef").exists()
    refused = desk.post("/assignments/new/", form)
    assert refused.status_code == 422 and "Swap them or leave one open" in refused.content.decode()
    opened = desk.post("/assignments/new/", {**form, "pay_high": "60000"})
    row = Assignment.objects.get(title="Lagerchef")
    assert opened.url == f"/assignments/{row.pk}/profile/"
    assert row.plan.first().starts_on == date(2026, 12, 1)


def test_a_decider_of_another_company_is_refused(desk: Client, cast: Cast, template: PlanTemplate) -> None:
    form = {
        "company": cast.south.company.pk,
        "title": "Lagerchef",
        "template": template.pk,
        "kickoff_on": "2026-12-01",
        "owner": cast.owner.pk,
        "decider": cast.north.manager.pk,
    }
    answer = desk.post("/assignments/new/", form)
    assert answer.status_code == 422 and "belongs to another company" in answer.content.decode()


def test_the_profile_is_changed_and_a_line_without_a_name_goes(desk: Client, assignment: Assignment) -> None:
    first, second = assignment.criteria.order_by("position")
    form = {
        "form-TOTAL_FORMS": 3,
        "form-INITIAL_FORMS": 3,
        "form-0-id": first.pk,
        "form-0-name": "Bokslut",
        "form-0-weight": 4,
        "form-0-anchor_1": "Har sett ett.",
        "form-1-id": second.pk,
        "form-1-name": "",
        "form-2-name": "Affär",
        "form-2-weight": "",
    }
    desk.post(f"/assignments/{assignment.pk}/profile/", form)
    kept = assignment.criteria.filter(retired_at=None).order_by("position").values_list("name", "weight", "anchor_1")
    assert list(kept) == [("Bokslut", 4, "Har sett ett."), ("Affär", 3, "")]


def test_life_of_an_assignment(desk: Client, assignment: Assignment, cast: Cast) -> None:
    address = f"/assignments/{assignment.pk}/"
    for verb, form, status in (
        ("pause", {"reason": "Sommar."}, "paused"),
        ("resume", {}, "open"),
        ("close", {"reason": "cancelled"}, "closed"),
        ("reopen", {}, "open"),
    ):
        desk.post(f"{address}{verb}/", form)
        assignment.refresh_from_db()
        assert assignment.status == status, verb
    desk.post(f"{address}owner/", {"to": cast.teammate.pk})
    assignment.refresh_from_db()
    assert assignment.owner == cast.teammate


def test_facts_people_tempo(desk: Client, assignment: Assignment, cast: Cast) -> None:
    address = f"/assignments/{assignment.pk}/"
    desk.post(f"{address}edit/", {"title": "CFO", "pay_period": "month", "promised_on": "2026-12-18"})
    desk.post(f"{address}people/", {"decider": cast.north.hr.pk, "interviewers": [cast.north.manager.pk]})
    desk.post(f"{address}tempo/", {"feedback-client": "2", "decision-client": ""})
    assignment.refresh_from_db()
    assert (assignment.title, assignment.promised_on) == ("CFO", date(2026, 12, 18))
    parts = dict(assignment.contacts.values_list("account__name", "part"))
    assert parts == {"Hugo Rask": "decider", "Karin Holm": "interviewer"}
    assert list(TempoTerm.objects.values_list("kind", "side", "work_days")) == [("feedback", "client", 2)]


def test_dates_kept_count_what_came_in_time_and_what_is_overdue(candidacy: Candidacy, now: datetime) -> None:
    Ball.objects.exclude(candidacy=candidacy).delete()
    ball = Ball.objects.filter(candidacy=candidacy)
    for ended_at, until_on, kept in (
        (None, now.date(), None),
        (None, now.date() - timedelta(days=1), 0),
        (now, now.date() - timedelta(days=1), 0),
        (now, now.date(), 1),
    ):
        ball.update(ended_at=ended_at, until_on=until_on)
        found = [(one.side, one.kept, one.total) for one in tempo_kept(candidacy.assignment, as_of=now)]
        assert found == ([] if kept is None else [("agency", kept, 1)])


def test_a_promise_to_the_client_is_on_the_assignment(desk: Client, assignment: Assignment) -> None:
    form = {"kind": "shortlist", "to_side": "client", "due_at": "2026-11-27T12:00", "text": "Tre namn"}
    refused = desk.post(f"/assignments/{assignment.pk}/promises/new/", form)
    assert refused.status_code == 422
    desk.post(f"/assignments/{assignment.pk}/promises/new/", {**form, "kind": "custom"})
    assert str(Promise.objects.get(assignment=assignment).text) == "Tre namn"
    assert "Tre namn" in desk.get(f"/assignments/{assignment.pk}/activity/").content.decode()


def test_a_candidate_is_found_by_every_word_and_swedish_letters_count(desk: Client, ada: Viewer, now: datetime) -> None:
    for name, city in (("Åsa Lön", "Växjö"), ("Asa Lon", "Vaxjo")):
        actions.add_candidate(name=name, city=city, by=ada, at=now)
    page = desk.get("/candidates/", {"q": "lön VÄXJÖ"}).content.decode()
    assert "Åsa Lön" in page and "Asa Lon" not in page


def test_a_candidate_found_by_search_brings_a_promise_to_tell_them(desk: Client, cast: Cast) -> None:
    desk.post("/candidates/new/", {"name": "Mira Ek", "language": "sv", "source": "sourced"})
    assert Promise.objects.get(candidate__name="Mira Ek").kind == "source_notice"


def test_two_records_become_one_after_they_were_compared(
    desk: Client, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    double = actions.add_candidate(name="Lea Berg", email="lea@people.example", city="Gävle", by=ada, at=now)
    page = desk.get(f"/candidates/{double.pk}/").content.decode()
    compare = f"/candidates/{double.pk}/merge/{candidacy.candidate_id}/"
    assert compare in page
    side_by_side = desk.get(compare).content.decode()
    assert "Gävle" in side_by_side and Candidate.objects.filter(merged_into=None).count() == 2
    desk.post(compare)
    candidacy.refresh_from_db()
    assert candidacy.candidate == double


def test_into_an_assignment_from_both_ends(
    desk: Client, assignment: Assignment, cast: Cast, template: PlanTemplate, ada: Viewer, now: datetime
) -> None:
    person = actions.add_candidate(name="Mira Ek", by=ada, at=now)
    found = desk.get(f"/assignments/{assignment.pk}/candidates/add/", {"q": "mira"}).content.decode()
    assert "Mira Ek" in found
    desk.post(f"/assignments/{assignment.pk}/candidates/add/", {"candidate": person.pk, "source": "applied"})
    other = _open(cast, template, ada, now, "Lagerchef")
    desk.post(f"/candidates/{person.pk}/assignments/add/", {"assignment": other.pk, "source": "pool"})
    assert set(person.candidacies.values_list("assignment", flat=True)) == {assignment.pk, other.pk}


def test_the_plain_list_shows_the_ended_too(desk: Client, candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.end_candidacy(
        candidacy=candidacy, status="withdrew", told_reason="pay", told_by_side="candidate", by=ada, at=now
    )
    address = f"/assignments/{candidacy.assignment_id}/candidates/"
    assert "Lea Berg" in desk.get(address, {"status": "ended"}).content.decode()
    assert "Lea Berg" not in desk.get(address, {"status": "active"}).content.decode()
