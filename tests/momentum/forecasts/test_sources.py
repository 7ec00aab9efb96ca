"""No number of the page on forecasts outlives its sources: what came of them, and the published forecasts themselves
(which the database lets nobody take away: here the triggers are lifted for a moment). Nor does a forecast stay the
same when what it was drawn from is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from framdrift.foundation import lasting_rows
from framdrift.momentum.forecasts.past import past
from framdrift.momentum.forecasts.publishing import rows_as_of
from framdrift.momentum.forecasts.rules import METHOD
from framdrift.momentum.forecasts.sight import sights
from framdrift.momentum.models import Forecast
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Decision, Offer, PlanTemplate, Step
from tests.cast import Cast
from tests.recruitment import candidate, column
from tests.told_numbers import Place, left_of, told

PAGE = "/reports/forecasts/"
DAY = timedelta(days=1)
Rows = QuerySet[Any]
Read = Callable[[], dict[Place, str]]
WHATS = ("decision", "acceptance", "start")


@pytest.fixture
def judged(cast: Cast, template: PlanTemplate, ada: Viewer) -> None:
    """Fifteen assignments, each foretold sixty days ago as to the decision, the yes and the first day. Most came within
    the interval, some earlier, later or not at all; one was closed, and of one the interval has not run out."""
    made = timezone.now() - 60 * DAY
    for number in range(15):
        assignment = actions.open_assignment(
            company=cast.north.company, title=f"Roll {number}", owner=cast.owner, template=template,
            kickoff_on=made.date(), by=ada, at=made - DAY,
        )  # fmt: skip
        person = candidate(f"Kandidat {number}", ada, made)
        found = actions.enter_candidacy(assignment=assignment, candidate=person, source="applied", by=ada, at=made)
        for place, what in enumerate(WHATS):
            _foretell(assignment, what, made, runs_for=99 if number == 14 else 20 + place)
        if number == 13:
            closed = {"status": "closed", "closed_at": made + 5 * DAY, "close_reason": "cancelled"}
            Assignment.objects.filter(pk=assignment.pk).update(**closed)
        elif number < 12:
            _came(found, made + (2, 8, 12, 15, 40, 10)[number % 6] * DAY)


def _foretell(assignment: Assignment, what: str, made: datetime, *, runs_for: int) -> None:
    on = [(made + days * DAY).date() for days in (5, 12, 16, runs_for)]
    history = [(made + days * DAY).date().isoformat() for days in (1, 3, 30, 50)]
    Forecast.objects.create(
        assignment=assignment, company_id=assignment.company_id, what=what, occasion="nightly", as_of=made,
        made_on=made.date(), low_on=on[0], middle_on=on[1], likely_on=on[2], high_on=on[3], work_days=8,
        history=history, history_n=7, method=METHOD, digest="0" * 64,
    )  # fmt: skip


def _came(candidacy: Candidacy, at: datetime) -> None:
    """The decision, the yes and the first day, all of a sudden."""
    one = candidacy.assignment
    Decision.objects.create(
        candidacy=candidacy, assignment=one, company_id=one.company_id, plan_step=column(one, StepType.DECISION),
        verdict="offer", decided_by=one.owner, recorded_by=one.owner, decided_at=at, evidence_complete=True, known={},
    )  # fmt: skip
    Offer.objects.create(
        candidacy=candidacy, assignment=one, company_id=one.company_id, decided_at=at, answered_at=at, answer="accepted"
    )
    Assignment.objects.filter(pk=one.pk).update(started_on=at.date())


@pytest.fixture
def read(as_account: Callable[..., Client], cast: Cast, judged: None) -> Read:
    """Every number of the page, the cases behind one of them too."""
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(language="en")
    ada = as_account(cast.owner)
    return lambda: told(ada.get(PAGE, {"cases": "decision", "all": "1"}).content.decode())


def _without(read: Read, take_away: Callable[[], object]) -> dict[Place, str]:
    with transaction.atomic():
        take_away()
        left = read()
        transaction.set_rollback(True)
    return left


def _lift_and_delete(what: str) -> None:
    connection.check_constraints()  # PostgreSQL alters no table with checks that wait for the commit
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        lasting_rows.let_go(editor, ("momentum_forecast",), function="momentum_forecast_stays")
    Forecast.objects.filter(what=what).delete()


CAME: dict[str, Callable[[], object]] = {
    "decision": lambda: Decision.objects.all().delete(),
    "acceptance": lambda: Offer.objects.all().delete(),
    "start": lambda: Assignment.objects.update(started_on=None),
}


FIXED = {"13", "80", "95", "100", "6", "10"}
"""Figures of the sentences that rest on no outcome: how many were judged, 80 and 95 of 100, which distance."""


@pytest.mark.parametrize("what", WHATS)
def test_how_forecasts_held_rests_on_what_came(read: Read, what: str) -> None:
    before, part = read(), f"part-{what}"
    assert {place[0] for place in before} >= {"block 0", "cases", *(f"part-{one}" for one in WHATS)}
    lines = {place[1] for place in before if place[0] == part}
    assert len(lines) == 3, "all distances, one of them, and the sentences"
    after = _without(read, CAME[what])
    for line in lines - {""}:
        assert left_of(before, after, section=part, line=line) <= {"Not judged yet", "Closed without it"}, line
    same = left_of(before, after, section=part, line="")
    assert {before[part, "", one] for one in same} <= FIXED
    if what == "decision":
        came = {place for place in before if place[0] == "cases" and place[2] == "Came"}
        assert len(came) == 12
        assert not came & after.keys()
    assert {place for place, text in before.items() if after.get(place) != text and place[0].startswith("part-")} <= {
        place for place in before if place[0] == part
    }, "and nothing of the others"


def test_without_the_published_forecasts_nothing_of_them_is_told(read: Read) -> None:
    before = read()
    for what in WHATS:
        part = f"part-{what}"
        after = _without(read, partial(_lift_and_delete, what))
        assert not any(place[0] == part for place in after)
        assert not left_of(before, after, section="block 0", line="") - {"sentence 0.1"}, "how many, and since when"
    assert read() == before


def test_what_was_not_judged_is_counted_from_what_is_open_or_closed(read: Read) -> None:
    before = read()
    closed = {"status": "open", "closed_at": None, "close_reason": ""}
    after = _without(read, lambda: Assignment.objects.filter(status="closed").update(**closed))
    changed = {place[2] for place, text in before.items() if after.get(place) != text and place[0] == "part-decision"}
    assert "Closed without it" in changed
    assert "Not judged yet" not in changed


DRAWN_FROM: dict[str, Callable[[Assignment], object]] = {
    "who came how far": lambda one: Step.objects.filter(assignment=one, candidacy__isnull=False).delete(),
    "what was booked": lambda one: Step.objects.filter(assignment=one).update(booked_at=None),
    "how long earlier ones took": lambda one: Step.objects.exclude(assignment=one).delete(),
    "what earlier ones came to": lambda _one: (Decision.objects.all().delete(), Offer.objects.all().delete()),
}


def test_a_forecast_is_another_without_what_it_was_drawn_from(
    judged: None, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    at = timezone.now()
    to = column(assignment, StepType.CLIENT_INTERVIEW)
    actions.move_candidacy(candidacy=candidacy, to=to, by=ada, at=at - 2 * DAY)
    Step.objects.filter(candidacy=candidacy, closed_at=None).update(booked_at=at + 9 * DAY, booked_minutes=60)
    Assignment.objects.exclude(pk=assignment.pk).update(status="closed", closed_at=at - DAY, close_reason="filled")
    assert Ball.objects.filter(candidacy=candidacy, ended_at=None).exists()
    before = _days(assignment, at)
    for words, take_away in DRAWN_FROM.items():
        with transaction.atomic():
            take_away(assignment)
            after = _days(assignment, at)
            transaction.set_rollback(True)
        assert after != before, words
    assert _days(assignment, at) == before


def _days(assignment: Assignment, at: datetime) -> list[tuple[object, ...]]:
    """What would be published now, in days."""
    (sight,) = sights([Assignment.objects.get(pk=assignment.pk)])
    rows = rows_as_of(sight, past(), occasion="nightly", at=at, is_present=True, draws=300)
    return [(row.what, row.low_on, row.middle_on, row.likely_on, row.high_on, *row.history) for row in rows]
