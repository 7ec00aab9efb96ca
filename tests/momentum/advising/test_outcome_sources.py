"""No number of what advice led to outlives its sources: take the advice, its draft, the decision or the end away, and
each number of the line is gone or another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from framdrift.momentum.models import Suggestion
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.actions.advice import give_advice
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Advice, Assignment, Candidacy, Decision
from tests.cast import Cast
from tests.recruitment import candidate, column
from tests.told_numbers import Place, left_of, told

PAGE = "/reports/advice/"
DAY = timedelta(days=1)
Rows = QuerySet[Any]
Read = Callable[[], dict[Place, str]]


@pytest.fixture
def lived(assignment: Assignment, ada: Viewer) -> None:
    """Thirty pieces of advice ten days ago: as suggested, changed, in own words; decided by the sooner day, in time,
    late, or never; some left before."""
    given_at = timezone.now() - 10 * DAY
    for number in range(30):
        person = candidate(f"Kandidat {number}", ada, given_at)
        found = actions.enter_candidacy(assignment=assignment, candidate=person, source="applied", by=ada, at=given_at)
        advice = give_advice(candidacy=found, text="Vänta in referensen.", by=ada, at=given_at)
        if number % 6:
            _draft(advice, is_changed=number % 6 < 3)
        if number % 5 in (0, 1, 2):
            _decide(found, given_at + (2, 4, 8)[number % 5] * DAY)
        elif number % 5 == 3:
            actions.end_candidacy(
                candidacy=found,
                status="withdrew",
                told_reason="pay",
                told_by_side="candidate",
                by=ada,
                at=given_at + DAY,
            )


def _draft(advice: Advice, *, is_changed: bool) -> None:
    given_on = timezone.localdate(advice.written_at)
    Suggestion.objects.create(
        advice=advice, candidacy=advice.candidacy, assignment_id=advice.assignment_id, company_id=advice.company_id,
        made_at=advice.written_at, rules_version="1", language="sv", sentences=[], draft=advice.text,
        is_changed=is_changed, proposed_on=given_on + 3 * DAY, expected_on=given_on + 5 * DAY,
    )  # fmt: skip


def _decide(candidacy: Candidacy, at: datetime) -> None:
    Decision.objects.create(
        candidacy=candidacy, assignment_id=candidacy.assignment_id, company_id=candidacy.company_id,
        plan_step=column(candidacy.assignment, StepType.DECISION), verdict="offer",
        decided_by=candidacy.assignment.owner, recorded_by=candidacy.assignment.owner, decided_at=at,
        evidence_complete=True, known={},
    )  # fmt: skip


def _advice_of(**chosen: object) -> Callable[[], Rows]:
    return lambda: Advice.objects.filter(**chosen)


def _decisions() -> Rows:
    return Decision.objects.all()


SOURCES: dict[tuple[str, str], Callable[[], Rows]] = {
    ("block 0", ""): lambda: Suggestion.objects.all(),
    ("numbers", "Advice given"): _advice_of(),
    ("numbers", "Decision by the plan's day"): _decisions,
    ("numbers", "Decision by the sooner day, where one was spoken for"): _decisions,
    ("numbers", "Candidate left before the decision"): lambda: Candidacy.objects.filter(status="withdrew"),
    ("numbers", "Not known yet"): _advice_of(suggestion=None),
}
"""What a line is counted from; each of the latest pieces of advice rests on itself."""


@pytest.fixture
def read(as_account: Callable[..., Client], cast: Cast, lived: None) -> Read:
    """Every number of the page."""
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(language="en")
    ada = as_account(cast.owner)
    return lambda: told(ada.get(PAGE, {"all": "1"}).content.decode())


def _after(read: Read, sources: Rows) -> dict[Place, str]:
    with transaction.atomic():
        sources.delete()
        left = read()
        transaction.set_rollback(True)
    return left


def test_no_number_outlives_its_sources(read: Read) -> None:
    before = read()
    lines = list(dict.fromkeys(place[:2] for place in before))
    assert {section for section, _line in lines} == {"block 0", "numbers", "latest"}
    assert SOURCES.keys() <= set(lines), "something of everything"
    for sources in dict.fromkeys(SOURCES.get(line, _advice_of()) for line in SOURCES):
        after = _after(read, sources())
        for section, line in lines:
            if SOURCES.get((section, line)) is sources:
                assert not left_of(before, after, section=section, line=line), (section, line)
    after = _after(read, Advice.objects.all())
    assert not any(place in after for place in before if place[0] == "latest")
    assert read() == before


@pytest.mark.parametrize("is_changed", [True, False])
def test_how_it_was_written_rests_on_the_drafts(read: Read, is_changed: bool) -> None:
    place = ("numbers", "Advice given", "How many")
    before, after = read()[place], _after(read, Suggestion.objects.filter(is_changed=is_changed))[place]
    assert "15 as suggested, 10 changed, 5 in own words" in before
    assert ("15 as suggested, 0 changed, 15 in" if is_changed else "0 as suggested, 10 changed, 20 in") in after


def test_what_came_of_one_rests_on_its_own_decision(read: Read) -> None:
    before = read()
    own = Decision.objects.filter(candidacy__candidate__name="Kandidat 5")
    after = _after(read, own)
    changed = {place[1] for place, text in before.items() if after.get(place) != text and place[0] == "numbers"}
    assert changed == {
        "Decision by the plan's day",
        "Decision by the sooner day, where one was spoken for",
    }
