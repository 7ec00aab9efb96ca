"""No number of the page on losing candidates outlives what it was learned from: take the sources of a line away and
learn anew, and each number of the line is gone or another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client

from framdrift.foundation.models import Event
from framdrift.momentum.risk.keeping import learn
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import TIME_REASONS, Side, StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, PlanTemplate, Promise, Step
from tests.cast import Cast
from tests.recruitment import candidate, column
from tests.told_numbers import Place, left_of, told

PAGE = "/reports/risk/"
DAY = timedelta(days=1)
Rows = QuerySet[Any]

ENDS: tuple[tuple[str, str, Side], ...] = (
    ("withdrew", "took_too_long", Side.CANDIDATE),
    ("rejected", "requirements", Side.AGENCY),
    ("withdrew", "pay", Side.CANDIDATE),
    ("hired", "accepted", Side.CANDIDATE),
    ("withdrew", "silence", Side.CANDIDATE),
    ("rejected", "other_chosen", Side.CLIENT),
    ("withdrew", "personal", Side.CANDIDATE),
    ("declined", "other_offer_first", Side.CANDIDATE),
    ("withdrew", "not_told", Side.CANDIDATE),
    ("declined", "pay", Side.CANDIDATE),
)
"""How ways end, one after another: every cause comes."""


@pytest.fixture
def lived(cast: Cast, template: PlanTemplate, ada: Viewer, now: datetime) -> None:
    """Eleven assignments of seven months, with something of everything that the model looks at: news and silence,
    dates kept and broken, balls that lie long with us and with the client, and every sort of end."""
    for number in range(11):
        begun = now - (210 - 18 * number) * DAY
        assignment = actions.open_assignment(
            company=cast.north.company,
            title="Ekonomichef",
            owner=cast.owner,
            template=template,
            kickoff_on=begun.date(),
            by=ada,
            at=begun,
        )
        for place in range(4):
            _go(assignment, number * 4 + place, cast, ada, begun + place * DAY, now)


def _go(assignment: Assignment, number: int, cast: Cast, ada: Viewer, begun: datetime, now: datetime) -> None:
    person = candidate(f"Kandidat {number}", ada, begun)
    found = actions.enter_candidacy(assignment=assignment, candidate=person, source="applied", by=ada, at=begun)
    status, reason, side = ENDS[number % len(ENDS)]
    ends_at = begun + (7 + number % 6 * 8) * DAY
    if number % 3 == 0:
        actions.make_promise(
            kind="news", to_side="candidate", due_at=begun + 6 * DAY, made_by=cast.owner, candidacy=found, by=ada,
            at=begun + DAY,
        )  # fmt: skip
    if number % 2:
        actions.give_news(candidacy=found, channel="phone", by=ada, at=begun + 3 * DAY)
    if number % 3:
        to = column(assignment, StepType.CLIENT_INTERVIEW if number % 3 == 1 else StepType.INTERVIEW)
        actions.move_candidacy(candidacy=found, to=to, by=ada, at=begun + 4 * DAY)
    if number % 4 == 1:
        ball = Ball.objects.get(candidacy=found, ended_at=None)
        actions.pass_ball(
            ball=ball, side="client", account=cast.north.manager, reason="give_feedback", by=ada, at=begun + 5 * DAY
        )
    if ends_at < now - DAY:
        found.refresh_from_db()
        actions.end_candidacy(candidacy=found, status=status, told_reason=reason, told_by_side=side, by=ada, at=ends_at)


def _ended(**chosen: object) -> Callable[[], Rows]:
    return lambda: Candidacy.objects.filter(**{f"outcomes__{name}": value for name, value in chosen.items()})


def _all() -> Rows:
    return Candidacy.objects.all()


TIME = list(TIME_REASONS)
SOURCES: dict[str, Callable[[], Rows]] = {
    "Withdrew, all of them": _ended(status="withdrew"),
    "Withdrew for time: too long, another offer first, silence": _ended(status="withdrew", told_reason__in=TIME),
    "Withdrew for the terms: pay, the work, the place": _ended(status="withdrew", told_reason="pay"),
    "Withdrew for reasons of their own: stays, counter-offer, private": _ended(told_reason="personal"),
    "Withdrew for another reason, or told none": _ended(told_reason="not_told"),
    "Declined the offer, all of them": _ended(status="declined"),
    "Declined the offer for time": _ended(status="declined", told_reason__in=TIME),
    "Declined the offer for another reason": _ended(status="declined", told_reason="pay"),
    "Declined by us or the client, all of them": _ended(status="rejected"),
    "Declined by us": _ended(status="rejected", told_by_side=Side.AGENCY),
    "Declined by the client": _ended(status="rejected", told_by_side=Side.CLIENT),
    "Hired": _ended(status="hired"),
    "at the step": lambda: Step.objects.all(),
    "without news": lambda: Event.objects.filter(code="news-given"),
    "in the process": _all,
    "while the next date is known": lambda: Promise.objects.filter(to_side=Side.CANDIDATE),
    "after a broken promise": lambda: Promise.objects.filter(to_side=Side.CANDIDATE),
    "while we have had the ball": lambda: Ball.objects.filter(side=Side.AGENCY),
    "while the client has had it": lambda: Ball.objects.filter(side=Side.CLIENT),
}
"""What a line is learned from, by the words that it begins or ends with."""
LASTING = {"Believed before"}
"""The documented assumption, which no history has taught."""
FIXED = {
    "verdict": {"sentence 1.8", "sentence 1.9"},
    "ends": {"sentence 0.0", "sentence 0.1"},
    "effects": {"sentence 0.0", "sentence 2.0"},
}
"""Figures that stand whatever has come: 95 or 80 cases of 100, the hour of learning, and that 1.0 changes nothing."""


def _sources(section: str, line: str) -> Callable[[], Rows]:
    """Of a line; what came of the forecasts, and an ordinary day, rest on who withdrew."""
    if section == "bands" or (section, line) == ("effects", ""):
        return SOURCES["Withdrew, all of them"]
    return next((SOURCES[words] for words in SOURCES if line.startswith(words) or line.endswith(words)), _all)


@pytest.fixture
def read(as_account: Callable[..., Client], cast: Cast, lived: None, now: datetime) -> Callable[[], dict[Place, str]]:
    """Learn anew from what is there, and every number of the page."""
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(language="en")
    ada = as_account(cast.owner)

    def again() -> dict[Place, str]:
        learn(at=now)
        return told(ada.get(PAGE).content.decode())

    return again


def test_no_number_outlives_what_it_was_learned_from(read: Callable[[], dict[Place, str]]) -> None:
    before = read()
    lines = sorted({place[:2] for place in before})
    assert {section for section, _line in lines} == {"verdict", "bands", "causes", "ends", "effects"}
    assert len(before) > 100
    for sources in dict.fromkeys(_sources(*line) for line in lines):
        with transaction.atomic():
            sources().delete()
            after = read()
            transaction.set_rollback(True)
        for section, line in lines:
            if _sources(section, line) is sources:
                same = left_of(before, after, section=section, line=line) - LASTING
                assert same <= (set() if line else FIXED.get(section, set())), (section, line, after)
    assert read() == before
