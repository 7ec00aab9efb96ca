"""No number of the report outlives what it was counted from: take the sources of a line away, and each number of the
line is gone or another. The rows of the ledger are written with the events of the log in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from framdrift.foundation.models import Event
from framdrift.momentum.forecasts.rules import METHOD
from framdrift.momentum.models import Forecast
from framdrift.momentum.reporting.document import staff_document
from framdrift.momentum.reporting.period import Period, chosen_period
from framdrift.momentum.reporting.report import time_report
from framdrift.momentum.reporting.shapes import Cell, Document
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Decision, Promise, Step, TouchTime
from tests.cast import Cast
from tests.recruitment import candidate, column

DAY = timedelta(days=1)
Rows = QuerySet[Any]


@pytest.fixture
def period(now: datetime) -> Period:
    """The year until now."""
    return chosen_period("year", as_of=now, zone=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def lead(cast: Cast) -> Viewer:
    """Sees everything."""
    return viewer_of(cast.lead)


@pytest.fixture
def lived(assignment: Assignment, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> Assignment:
    """Something of everything: waits with us and the client, ways that went on and that ended, promises both ways,
    work, a preferred candidate lost, a decision, and a forecast of it that held."""
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    actions.pass_ball(ball=ball, side="client", account=cast.north.manager, reason="answer", by=ada, at=now - 9 * DAY)
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, "interview"), by=ada, at=now - 4 * DAY)
    for number in range(11):
        came_at = now - (13 - number) * DAY
        found = actions.enter_candidacy(
            assignment=assignment,
            candidate=candidate(f"Kandidat {number}", ada, came_at),
            source="applied",
            by=ada,
            at=came_at,
        )
        if number == 0:
            actions.mark_first_choice(candidacy=found, by=ada, at=came_at)
        if number < 3:
            actions.end_candidacy(
                candidacy=found,
                status="withdrew",
                told_reason="silence",
                told_by_side="candidate",
                by=ada,
                at=came_at + 2 * DAY,
            )
        if number == 3:
            _decide(found, ada, came_at + 2 * DAY)
    for to_side, days in (("candidate", 3), ("candidate", 2), ("client", 2), ("agency", 2)):
        Promise.objects.create(
            assignment=assignment, company=assignment.company, candidacy=candidacy, candidate=candidacy.candidate,
            kind="news", made_by=cast.owner, owner=cast.owner, to_side=to_side, made_at=now - 5 * DAY,
            due_at=now - days * DAY, kept_at=now - 4 * DAY if days == 3 else None,
        )  # fmt: skip
    TouchTime.objects.create(
        assignment=assignment, company=assignment.company, account=cast.owner, what="interview", minutes=45,
        origin="booked", at=now - DAY,
    )  # fmt: skip
    _foretell(assignment, now)
    return assignment


def _decide(candidacy: Candidacy, ada: Viewer, at: datetime) -> None:
    decision = column(candidacy.assignment, "decision")
    actions.move_candidacy(candidacy=candidacy, to=decision, early_reason="Alla var överens", by=ada, at=at)
    candidacy.refresh_from_db()
    actions.decide(
        candidacy=candidacy,
        verdict="offer",
        decided_by=candidacy.assignment.owner,
        reason="Bäst",
        early_reason="Brådska",
        by=ada,
        at=at,
    )


def _foretell(assignment: Assignment, now: datetime) -> None:
    """Of the decision, with an interval that has run out."""
    low, middle, likely, high = ((now - days * DAY).date() for days in (12, 8, 5, 2))
    Forecast.objects.create(
        assignment=assignment, company_id=assignment.company_id, what="decision", occasion="nightly",
        as_of=now - 12 * DAY, made_on=low, low_on=low, middle_on=middle, likely_on=likely, high_on=high, work_days=3,
        method=METHOD, digest="0" * 64,
    )  # fmt: skip


def _balls(**chosen: object) -> list[Rows]:
    return [Ball.objects.filter(**chosen)]


SOURCES: dict[str, Callable[[str], list[Rows]]] = {
    **dict.fromkeys(("side", "side-open", "turn", "kept", "late"), lambda what: _balls(side=what)),
    "step": lambda what: _balls(step_type=what),
    "stay": lambda what: [Step.objects.filter(plan_step__type=what)],
    **dict.fromkeys(("at", "with", "answer", "due-at"), lambda what: _balls(company_id=what)),
    **dict.fromkeys(
        ("held", "held-open", "own-turn", "due-held"),
        lambda what: [*_balls(account_id=what), TouchTime.objects.filter(account_id=what)],
    ),
    **dict.fromkeys(
        ("came", "further", "left", "declined", "there", "ended"),
        lambda what: [Step.objects.filter(plan_step__type=what)],
    ),
    **dict.fromkeys(
        ("promise-kept", "promise-broken", "promise-back"), lambda what: [Promise.objects.filter(to_side=what)]
    ),
    "losses": lambda _what: [Event.objects.filter(code="candidacy-ended", data__preferred=True)],
    "forecasts": lambda _what: [Decision.objects.all()],
    "report": lambda _what: [],
}
"""What a number of each kind is counted from."""
LASTING = {("forecasts", "Of"), ("forecasts", "Came earlier"), ("forecasts", "Not judged yet")}
"""How many forecasts there were: published ones cannot be taken away, the database refuses."""


def document(viewer: Viewer, period: Period) -> Document:
    with translation.override("en"):
        return staff_document(time_report(viewer, period))


def _lines(found: Document) -> Iterator[tuple[str, tuple[str, ...], tuple[Cell, ...]]]:
    for part in found.parts:
        for row in part.table.rows if part.table else ():
            yield part.key, part.table.heads if part.table else (), row


def _numbers(found: Document) -> dict[tuple[str, str, str], str]:
    """Everything with a digit above 0, by part, line and column."""
    return {
        (part, row[0].text, head): cell.text
        for part, heads, row in _lines(found)
        for head, cell in zip(heads[1:], row[1:], strict=True)
        if any(digit in cell.text for digit in "123456789")
    }


def test_no_number_of_a_line_outlives_its_sources(lived: Assignment, lead: Viewer, period: Period) -> None:
    before = document(lead, period)
    told = _numbers(before)
    parts = {"time", "steps", "answers", "promises", "clients", "colleagues", "way", "losses", "forecasts"}
    assert {part for part, _line, _head in told} == parts, "something of everything"
    assert len(told) > 50
    for part, _heads, row in _lines(before):
        keys = [cell.cases.partition(":") for cell in row if cell.cases]
        assert keys, (part, row[0].text)
        with transaction.atomic():
            for kind, _colon, what in keys:
                for rows in SOURCES[kind](what):
                    rows.delete()
            left = _numbers(document(lead, period))
            transaction.set_rollback(True)
        stays = {place: text for place, text in told.items() if place[:2] == (part, row[0].text)}
        same = {place for place, text in stays.items() if left.get(place) == text}
        assert {(one[0], one[2]) for one in same} <= LASTING, (part, row[0].text)
    assert _numbers(document(lead, period)) == told


def test_what_is_said_in_sentences_goes_too(lived: Assignment, lead: Viewer, period: Period) -> None:
    before = {part.key: part for part in document(lead, period).parts}
    assert "Work itself is estimated" in " ".join(before["time"].notes)
    taken: dict[str, list[Rows]] = {
        "time": [Ball.objects.filter(side="client")],
        "answers": [Ball.objects.filter(side="client")],
        "promises": [Promise.objects.filter(kept_at__isnull=False)],
        "clients": [Ball.objects.filter(side="client")],
        "way": [Candidacy.objects.filter(status="withdrew")],
        "losses": SOURCES["losses"](""),
        "forecasts": SOURCES["forecasts"](""),
    }
    for key, sources in taken.items():
        with transaction.atomic():
            for rows in sources:
                rows.delete()
            after = {part.key: part for part in document(lead, period).parts}
            transaction.set_rollback(True)
        assert key not in after or after[key].sentence != before[key].sentence, key
        assert key not in after or after[key].chart != before[key].chart, key
    TouchTime.objects.all().delete()
    assert "Work itself is estimated" not in " ".join(document(lead, period).parts[0].notes)


def test_the_report_tells_how_forecasts_held(lived: Assignment, cast: Cast, lead: Viewer, period: Period) -> None:
    [part] = [one for one in document(lead, period).parts if one.key == "forecasts"]
    assert part.sentence == "The decision: 1 of 1 came within the interval."
    assert part.table is not None
    [row] = part.table.rows
    assert [cell.text for cell in row[1:4]] == ["1", "1", "too few to say"]
    assert row[1].cases == "forecasts:decision"
    only = time_report(lead, period, company_id=lived.company_id)
    assert only.forecasts == time_report(viewer_of(cast.north.hr), period).forecasts == {}
