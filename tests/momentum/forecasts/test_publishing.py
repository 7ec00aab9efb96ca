"""Publishing once, never changing, seeing only what was known, and the page that tells how it held."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

import framdrift
from framdrift.foundation.models import Event
from framdrift.momentum.forecasts.jobs import keep_forecast
from framdrift.momentum.forecasts.past import past
from framdrift.momentum.forecasts.publishing import publish_open, publish_told, rows_as_of
from framdrift.momentum.forecasts.queries import calibration, latest
from framdrift.momentum.forecasts.rules import METHOD
from framdrift.momentum.forecasts.sight import sights
from framdrift.momentum.models import Forecast
from framdrift.organisations.access import SYSTEM, Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.actions.plans import promise_end
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Candidacy, Decision, Step
from tests.cast import Cast
from tests.recruitment import candidate, column
from tests.statements import count

Browser = Callable[..., Client]
Judged = Callable[..., None]
PAGE = "/reports/forecasts/"


def test_every_thing_to_come_is_foretold_in_order(assignment: Assignment, candidacy: Candidacy, now: datetime) -> None:
    assert publish_open(by=SYSTEM, at=now) == 3
    found = latest(assignment)
    assert list(found) == ["decision", "acceptance", "start"]
    assert found["decision"].middle_on < found["acceptance"].middle_on < found["start"].middle_on
    one = found["decision"]
    assert now.date() <= one.low_on <= one.middle_on <= one.likely_on <= one.high_on
    assert (one.method, len(one.digest), one.history, one.company_id) == (METHOD, 64, [], assignment.company_id)


def test_a_night_without_news_publishes_nothing_more(
    assignment: Assignment, candidacy: Candidacy, now: datetime
) -> None:
    publish_open(by=SYSTEM, at=now)
    assert publish_open(by=SYSTEM, at=now) == 0
    assert publish_open(by=SYSTEM, at=now + timedelta(hours=1)) == 0
    assert Forecast.objects.count() == 3
    assert publish_open(by=SYSTEM, at=now + timedelta(days=8)) == 3, "time has gone and nothing has moved: it is later"


def test_what_was_foretold_when_a_date_was_told_is_kept(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    publish_open(by=SYSTEM, at=now)
    promise_end(assignment=assignment, on=date(2027, 1, 20), by=ada, at=now + timedelta(minutes=5))
    told = Event.objects.get(code="end-promised")
    assert publish_told(assignment=assignment, by=SYSTEM, at=told.at) == 3
    assert publish_told(assignment=assignment, by=SYSTEM, at=told.at) == 0
    assert Forecast.objects.filter(occasion="told").count() == 3
    assert callable(keep_forecast)


def test_nothing_changes_a_published_forecast() -> None:
    """No code of the product updates or saves one; rows are only made, and go with their assignment."""
    root = Path(framdrift.__file__).parent
    users = [path for path in root.rglob("*.py") if "Forecast.objects" in path.read_text()]
    assert users
    for path in users:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and "Forecast" in ast.unparse(node.value):
                assert node.attr not in {"update", "bulk_update", "update_or_create", "save", "delete"}, path


def test_a_forecast_of_then_sees_what_was_known_then(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    then = now - timedelta(days=10)
    (before,) = sights([assignment])
    foretold = [row.digest for row in rows_as_of(before, past(), occasion="nightly", at=then, is_present=False)]
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now)
    other = actions.enter_candidacy(
        assignment=assignment, candidate=candidate("Iris Vik", ada, now), source="applied", by=ada, at=now
    )
    (after,) = sights([assignment])
    again = [row.digest for row in rows_as_of(after, past(), occasion="nightly", at=then, is_present=False)]
    assert again == foretold
    assert other.pk
    present = [row.digest for row in rows_as_of(after, past(), occasion="nightly", at=now, is_present=True)]
    assert present != foretold


def test_who_came_furthest_decides_how_soon(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    def middle() -> date:
        (sight,) = sights([assignment])
        return next(iter(rows_as_of(sight, past(), occasion="nightly", at=now, is_present=True))).middle_on

    at_screening = middle()
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.CLIENT_INTERVIEW), by=ada, at=now)
    assert middle() < at_screening
    actions.end_candidacy(
        candidacy=candidacy, status="withdrew", told_reason="pay", told_by_side="candidate", by=ada, at=now
    )
    assert middle() > at_screening, "nobody is left: it begins anew"


def test_a_step_beside_others_is_no_fall_to_the_beginning(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    references = column(assignment, StepType.REFERENCES)
    type(references).objects.filter(pk=references.pk).update(parallel=True)
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.CLIENT_INTERVIEW), by=ada, at=now)
    Step.objects.filter(candidacy=candidacy, closed_at=None).update(plan_step=references)
    (sight,) = sights([assignment])
    ground = sight.ground(past().by(now), at=now, is_present=True)
    assert ground.rows[ground.behind].type == StepType.CLIENT_INTERVIEW, "it runs beside the step before it"


def test_it_costs_the_same_however_many_candidates(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    few = len(count(lambda: sights([assignment])))
    for number in range(6):
        person = candidate(f"Kandidat {number}", ada, now)
        actions.enter_candidacy(assignment=assignment, candidate=person, source="applied", by=ada, at=now)
    assert len(count(lambda: sights([assignment]))) == few


@pytest.fixture
def judged(assignment: Assignment, candidacy: Candidacy, cast: Cast, now: datetime) -> Judged:
    """So many forecasts of the past, of which each second held."""

    def publish(many: int, what: str = "decision") -> None:
        for number in range(many):
            made = now - timedelta(days=300 - number)
            Forecast.objects.create(
                assignment=assignment,
                company_id=assignment.company_id,
                what=what,
                occasion="nightly",
                as_of=made,
                made_on=made.date(),
                low_on=made.date(),
                middle_on=made.date() + timedelta(days=3),
                likely_on=made.date() + timedelta(days=5),
                high_on=made.date() + timedelta(days=9),
                work_days=[3, 8, 15, 30, 60][number % 5],
                method=METHOD,
                digest="0" * 64,
            )

    return publish


def test_the_page_says_what_it_knows(as_account: Browser, cast: Cast, judged: Judged, assignment: Assignment) -> None:
    type(cast.owner).objects.update(language="en")
    ada = as_account(cast.owner)
    assert "Nothing has been foretold yet" in ada.get(PAGE).content.decode()
    judged(5)
    page = ada.get(PAGE).content.decode()
    assert "Too few to say: 1 forecast has run out so far." in page
    assert "<svg" not in page.split("<main")[1].split("</main")[0] or "coverage-point" not in page
    cases = ada.get(PAGE, {"cases": "decision"}).content.decode()
    assert f"/assignments/{assignment.pk}/activity/" in cases
    assert ada.get(PAGE, {"cases": "'"}).status_code == 200


def test_others_forecasts_are_not_counted(judged: Judged, cast: Cast, now: datetime) -> None:
    judged(3)
    assert calibration(viewer_of(cast.stranger), as_of=now).published == 0
    assert calibration(viewer_of(cast.lead), as_of=now).published == 3


def test_the_outcome_is_the_first_after_the_forecast(
    judged: Judged, candidacy: Candidacy, assignment: Assignment, cast: Cast, now: datetime
) -> None:
    judged(1)
    made = Forecast.objects.get().as_of
    for days in (-3, 2, 40):
        Decision.objects.create(
            candidacy=candidacy,
            assignment=assignment,
            company_id=assignment.company_id,
            plan_step=column(assignment, StepType.DECISION),
            verdict="offer",
            decided_by=cast.owner,
            recorded_by=cast.owner,
            decided_at=made + timedelta(days=days),
            evidence_complete=True,
            known={},
        )
    (whole, *_rest) = calibration(viewer_of(cast.lead), as_of=now).by_what["decision"]
    assert whole.judged[0].came_on == (made + timedelta(days=2)).date()
    assert whole.share.hits == 1


def test_the_page_costs_the_same_however_many(
    as_account: Browser, cast: Cast, judged: Judged, statements: Callable[..., None]
) -> None:
    judged(5)
    ada = as_account(cast.owner)
    statements(
        "desk/report_forecasts", ask=lambda: ada.get(PAGE, {"cases": "decision"}), grow=lambda: _second_time(judged)
    )


def _second_time(judged: Judged) -> None:
    """Forecasts of another kind of thing, so that nothing collides."""
    judged(5, "start")


def test_the_plan_page_tells_only_of_what_has_not_come(
    as_account: Browser, cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    publish_open(by=SYSTEM, at=now)

    def foretold() -> list[str]:
        page = as_account(cast.owner).get(f"/assignments/{assignment.pk}/plan/")
        return [one.what for one in page.context["foretold"]]

    assert foretold() == ["decision", "acceptance", "start"]
    for to, what in ((StepType.OFFER, ["acceptance", "start"]), (StepType.SIGNING, ["start"])):
        someone = candidate(to, ada, now)
        actions.enter_candidacy(
            assignment=assignment, candidate=someone, source="applied", plan_step=column(assignment, to), by=ada, at=now
        )
        assert foretold() == what
