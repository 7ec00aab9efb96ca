"""An assignment under way: fixtures for whoever needs a recruitment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import Scope, Side, StepType
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, PlanStep, PlanTemplate, TemplateStep
from tests.cast import Cast

CARD = {"kind": "scorecard", "side": "client", "count": 1}
STEPS = [
    (StepType.INTAKE, Scope.ASSIGNMENT, Side.AGENCY, 2, []),
    (StepType.SCREENING, Scope.CANDIDACY, Side.AGENCY, 3, []),
    (StepType.INTERVIEW, Scope.CANDIDACY, Side.AGENCY, 3, []),
    (StepType.CLIENT_INTERVIEW, Scope.CANDIDACY, Side.CLIENT, 4, [CARD]),
    (StepType.REFERENCES, Scope.CANDIDACY, Side.OUTSIDE, 3, []),
    (StepType.DECISION, Scope.CANDIDACY, Side.AGENCY, 2, [CARD, {"kind": "reference", "count": 1}]),
    (StepType.OFFER, Scope.CANDIDACY, Side.AGENCY, 2, []),
    (StepType.SIGNING, Scope.CANDIDACY, Side.CANDIDATE, 2, []),
]


@pytest.fixture
def template(db: None) -> PlanTemplate:
    """A process plan with one own step and seven columns, gates at the client's interview and the decision."""
    template = PlanTemplate.objects.create(name="Standard")
    for position, (kind, scope, side, days, needs) in enumerate(STEPS, start=1):
        TemplateStep.objects.create(
            template=template,
            position=position,
            type=kind,
            scope=scope,
            side=side,
            work_days=days,
            needs=needs,
            name_sv=kind.value,
            name_en=kind.value,
        )
    return template


@pytest.fixture
def ada(cast: Cast) -> Viewer:
    """The owner as a viewer."""
    return viewer_of(cast.owner)


@pytest.fixture
def assignment(cast: Cast, template: PlanTemplate, ada: Viewer, now: datetime) -> Assignment:
    """Opened three weeks before `now`, with a decider at the client and two criteria."""
    return actions.open_assignment(
        company=cast.north.company,
        title="Ekonomichef",
        owner=cast.owner,
        template=template,
        kickoff_on=date(2026, 11, 3),
        facts=actions.Facts(pay_low=52000, pay_high=60000),
        crew=actions.Crew(deputies=(cast.teammate,), contacts={cast.north.manager: "decider"}),
        criteria=[{"name": "Bokslut"}, {"name": "Ledarskap", "weight": 5}],
        by=ada,
        at=now - timedelta(days=21),
    )


@pytest.fixture
def candidacy(assignment: Assignment, ada: Viewer, now: datetime) -> Candidacy:
    """Lea, who entered two weeks before `now` and stands at screening."""
    at = now - timedelta(days=14)
    lea = actions.add_candidate(name="Lea Berg", email="lea@people.example", by=ada, at=at)
    return actions.enter_candidacy(assignment=assignment, candidate=lea, source="applied", by=ada, at=at)


def column(assignment: Assignment, kind: StepType) -> PlanStep:
    """The assignment's step of a type."""
    return PlanStep.objects.get(assignment=assignment, type=kind)


def candidate(name: str, by: Viewer, at: datetime) -> Candidate:
    """Another candidate."""
    return actions.add_candidate(name=name, by=by, at=at)
