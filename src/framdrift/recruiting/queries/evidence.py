"""What is known about a candidacy: assessments, references, tests, and what the gate still misses.

Assessments are given before others' are seen: as long as the viewer has one of their own to give, the others'
scores and notes are not read from the database at all. Nothing is summed and nobody is sorted by a score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import prefetch_related_objects

from framdrift.organisations.access import Viewer
from framdrift.recruiting import rules
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Advice, Candidacy, Criterion, PlanStep, Reference, Score, Scorecard, TestResult
from framdrift.recruiting.queries.board import gate_ahead


@dataclass(frozen=True, slots=True)
class ScorecardLine:
    """An assessment asked for, given or not. `is_own` marks the viewer's."""

    id: int
    plan_step_id: int
    step: PlanStep
    author_id: int
    author: str
    side: str
    asked_at: datetime
    due_on: date
    submitted_at: datetime | None
    note: str
    is_own: bool

    @property
    def is_given(self) -> bool:
        """Whether it has been submitted."""
        return self.submitted_at is not None


@dataclass(frozen=True, slots=True)
class GivenScore:
    """One person's score on one criterion; `first` is what it was before the debrief, where it changed."""

    scorecard_id: int
    author: str
    value: int | None
    first: int | None
    note: str


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion with everybody's scores, in the order they were given; `low` and `high` show the spread."""

    criterion: Criterion
    scores: tuple[GivenScore, ...]
    low: int | None
    high: int | None

    @property
    def spread(self) -> int:
        """How many points apart the scores lie; 0 where fewer than two were given."""
        return self.high - self.low if self.high is not None and self.low is not None else 0


@dataclass(frozen=True, slots=True)
class GateLine:
    """The next gate: its step, (in, wanted), and what is missing."""

    step: PlanStep
    evidence_in: int
    evidence_wanted: int
    missing: tuple[rules.Missing, ...]

    @property
    def is_complete(self) -> bool:
        """Ready to decide: from now on only the decision is waited for."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that is known, as far as the viewer may see it now. `own_first` says that they must give theirs."""

    scorecards: tuple[ScorecardLine, ...]
    criteria: tuple[CriterionLine, ...]
    references: tuple[Reference, ...]
    tests: tuple[TestResult, ...]
    gate: GateLine | None
    own_first: bool

    @property
    def own_open(self) -> tuple[ScorecardLine, ...]:
        """The viewer's own assessments that are not given yet."""
        return tuple(card for card in self.scorecards if card.is_own and card.submitted_at is None)


def evidence_of(viewer: Viewer, *, candidacy: Candidacy, plan: Sequence[PlanStep]) -> Evidence:
    """The evidence of a candidacy that the viewer may see. Five statements, four where their own card comes first."""
    cards = _scorecards(viewer, candidacy, plan)
    own_first = any(card.is_own and card.submitted_at is None for card in cards)
    references = _references(candidacy)
    tests = tuple(candidacy.tests.order_by("received_at", "pk"))
    return Evidence(
        scorecards=tuple(replace(card, note="") if own_first and not card.is_own else card for card in cards),
        criteria=_criteria(candidacy, [card for card in cards if card.is_own or not own_first]),
        references=references,
        tests=tests,
        gate=_gate(candidacy, plan, cards, references, tests),
        own_first=own_first,
    )


def advice_of(candidacy: Candidacy) -> Advice | None:
    """The advice that the client reads now, if any. One statement."""
    return Advice.objects.filter(candidacy=candidacy, withdrawn_at=None).select_related("text", "written_by").first()


def scorecard_to_give(viewer: Viewer, *, candidacy: Candidacy, scorecard_id: int) -> Scorecard:
    """The viewer's own assessment. Raises Scorecard.DoesNotExist for another's, as for one that is not there."""
    return candidacy.scorecards.select_related("plan_step", "author").get(pk=scorecard_id, author_id=viewer.account_id)


def latest_scores(scorecard: Scorecard) -> dict[int, Score]:
    """The scores in force by criterion: round 2 where it was given. One statement."""
    return {score.criterion_id: score for score in scorecard.scores.order_by("round")}


def _references(candidacy: Candidacy) -> tuple[Reference, ...]:
    """The references with what referees wrote on their pages: one statement, two where anybody did."""
    found = tuple(candidacy.references.order_by("asked_at", "pk"))
    on_their_page = [reference for reference in found if reference.consented_at is not None]
    prefetch_related_objects(on_their_page, "answers__criterion")
    return found


def _scorecards(viewer: Viewer, candidacy: Candidacy, plan: Sequence[PlanStep]) -> list[ScorecardLine]:
    """In the order of the plan, and at each step as they were asked for."""
    steps = {step.pk: step for step in plan}
    rows = candidacy.scorecards.order_by("asked_at", "pk").values_list(
        "pk", "plan_step_id", "author_id", "author__name", "side", "asked_at", "due_on", "submitted_at", "note"
    )
    found = (
        ScorecardLine(
            pk, step_id, steps[step_id], author_id, author, side, asked_at, due_on, submitted_at, note,
            is_own=author_id == viewer.account_id,
        )
        for pk, step_id, author_id, author, side, asked_at, due_on, submitted_at, note in rows
    )  # fmt: skip
    return sorted(found, key=lambda card: card.step.position)


def _criteria(candidacy: Candidacy, shown: Sequence[ScorecardLine]) -> tuple[CriterionLine, ...]:
    given = {card.id: card for card in shown if card.submitted_at is not None}
    scores = Score.objects.filter(scorecard__in=list(given), criterion__assignment=candidacy.assignment_id)
    by_criterion: dict[int, dict[int, list[Score]]] = defaultdict(lambda: defaultdict(list))
    for score in scores.order_by("round"):
        by_criterion[score.criterion_id][score.scorecard_id].append(score)
    criteria = Criterion.objects.filter(assignment=candidacy.assignment_id).order_by("position")
    return tuple(
        _criterion_line(criterion, by_criterion.get(criterion.pk, {}), given)
        for criterion in criteria
        if criterion.retired_at is None or criterion.pk in by_criterion
    )


def _criterion_line(
    criterion: Criterion, by_card: dict[int, list[Score]], cards: dict[int, ScorecardLine]
) -> CriterionLine:
    scores = tuple(
        GivenScore(
            scorecard_id=card_id,
            author=cards[card_id].author,
            value=rounds[-1].value,
            first=rounds[0].value if rounds[0].value != rounds[-1].value else None,
            note=rounds[-1].note or rounds[0].note,
        )
        for card_id, rounds in sorted(by_card.items())
    )
    values = [score.value for score in scores if score.value is not None]
    return CriterionLine(criterion, scores, min(values, default=None), max(values, default=None))


def _gate(
    candidacy: Candidacy,
    plan: Sequence[PlanStep],
    cards: Sequence[ScorecardLine],
    references: Sequence[Reference],
    tests: Sequence[TestResult],
) -> GateLine | None:
    found = gate_ahead(plan, candidacy.plan_step_id)
    if found is None:
        return None
    step, needs = found
    given = rules.Given(
        tuple(
            rules.GivenScorecard(card.plan_step_id, card.author_id, card.side)
            for card in cards
            if card.submitted_at is not None
        ),
        references=sum(1 for reference in references if reference.received_at is not None),
        tests=len(tests),
    )
    at_decision = step.type == StepType.DECISION
    have, want = rules.evidence_count(needs, given, at_step=step.pk, at_decision=at_decision)
    return GateLine(step, have, want, rules.missing_evidence(needs, given, at_step=step.pk, at_decision=at_decision))
