"""A candidate at the client's door: what the tests of the client's pages begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.actions.advice import give_advice
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Criterion, Scorecard
from tests.cast import Cast
from tests.recruitment import column


@dataclass(frozen=True)
class AtTheClient:
    """Lea at the decision, with a card of Karin's to give, and Karin's ball to decide on it."""

    candidacy: Candidacy
    card: Scorecard
    agency_card: Scorecard
    ball: Ball
    criteria: tuple[Criterion, ...]

    @property
    def scores(self) -> dict[int, tuple[int | None, str]]:
        """A four on everything, with words."""
        return {one.pk: (4, f"Gav exempel: {one.name}.") for one in self.criteria}

    def form(self, value: str = "4", **more: str) -> dict[str, str]:
        """An assessment as the page posts it."""
        sent = {f"value-{one.pk}": value for one in self.criteria}
        return {**sent, **{f"note-{one.pk}": "Lugn och tydlig." for one in self.criteria}, "note": "", **more}


@pytest.fixture
def karin(cast: Cast) -> Viewer:
    """The hiring manager, who decides."""
    return viewer_of(cast.north.manager)


@pytest.fixture
def hugo(cast: Cast) -> Viewer:
    """HR at the same company."""
    return viewer_of(cast.north.hr)


@pytest.fixture
def at_the_client(cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer) -> AtTheClient:
    """Moved on an hour ago by the clock on the wall, which the pages read."""
    return bring_to_the_client(cast, assignment, candidacy, ada, at=timezone.now() - timedelta(hours=1))


def bring_to_the_client(
    cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, *, at: datetime
) -> AtTheClient:
    """Lea at the decision; Ada's own assessment is in, Karin's is asked for, no reference has been asked for."""
    interview = column(assignment, StepType.CLIENT_INTERVIEW)
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=at)
    card = actions.ask_scorecard(
        candidacy=candidacy, plan_step=interview, author=cast.north.manager, by=ada, at=at, due_on=at.date()
    )
    theirs = actions.ask_scorecard(candidacy=candidacy, plan_step=interview, author=cast.owner, by=ada, at=at)
    criteria = tuple(Criterion.objects.filter(assignment=assignment).order_by("position"))
    given = {one.pk: (2 if number else 5, f"Adas ord {number}") for number, one in enumerate(criteria)}
    actions.submit_scorecard(scorecard=theirs, scores=given, note="Adas helhet", by=ada, at=at)
    actions.move_candidacy(
        candidacy=candidacy,
        to=column(assignment, StepType.DECISION),
        early_reason="Bedömningen kommer i dag.",
        by=ada,
        at=at + timedelta(minutes=1),
    )
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    ball = actions.pass_ball(
        ball=ball, side="client", account=cast.north.manager, reason="decide", by=ada, at=at + timedelta(minutes=2)
    )
    give_advice(candidacy=candidacy, text="Jag skulle vänta på referensen.", by=ada, at=at + timedelta(minutes=3))
    candidacy.refresh_from_db()
    return AtTheClient(candidacy, card, theirs, ball, criteria)


Browser = Callable[..., object]
