"""The evidence gate: what is in, what is missing, and what a decision knew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from framdrift.foundation import texts
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import announce, ids_of
from framdrift.recruiting.kinds import Scope, Side, StepType, Verdict
from framdrift.recruiting.models import (
    Ball,
    Candidacy,
    Decision,
    EvidenceNeed,
    FirstChoice,
    PlanStep,
    Reference,
    Scorecard,
    TestResult,
)
from framdrift.recruiting.refusals import DecisionNeeded, EvidenceMissing
from framdrift.recruiting.rules import Given, GivenScorecard, Missing, main_step, missing_evidence


def evidence_given(candidacy: Candidacy) -> Given:
    """What is in for a candidacy: three statements."""
    cards = Scorecard.objects.filter(candidacy=candidacy, submitted_at__isnull=False)
    return Given(
        scorecards=tuple(GivenScorecard(*row) for row in cards.values_list("plan_step_id", "author_id", "side")),
        references=Reference.objects.filter(candidacy=candidacy, received_at__isnull=False).count(),
        tests=TestResult.objects.filter(candidacy=candidacy).count(),
    )


def missing_at(candidacy: Candidacy, steps: Sequence[PlanStep]) -> tuple[Missing, ...]:
    """What the gates of `steps` lack, in the steps' order."""
    needs = EvidenceNeed.objects.filter(plan_step__in=steps).order_by("id")
    grouped: dict[int, list[EvidenceNeed]] = {}
    for need in needs:
        grouped.setdefault(need.plan_step_id, []).append(need)
    if not grouped:
        return ()
    given = evidence_given(candidacy)
    found: list[Missing] = []
    for step in steps:
        found += missing_evidence(
            grouped.get(step.pk, ()), given, at_step=step.pk, at_decision=step.type == StepType.DECISION
        )
    return tuple(found)


def pass_gates(
    candidacy: Candidacy, *, left: PlanStep, to: PlanStep, early_reason: str, by: Viewer, at: datetime
) -> None:
    """Refuse a move past a gate that is not open; an early pass is a decision, kept with its reason."""
    passed = _passed(candidacy, left, to)
    if any(step.type == StepType.DECISION for step in passed) and not is_decided(candidacy):
        raise DecisionNeeded
    missing = missing_at(candidacy, [step for step in passed if step.type != StepType.DECISION])
    if not missing or _passed_before(candidacy, left):
        return
    if not early_reason.strip():
        raise EvidenceMissing(missing)
    record_decision(
        candidacy, plan_step=left, verdict=Verdict.ADVANCE, decided_by=account_of(by), missing=missing,
        early_reason=early_reason, by=by, at=at,
    )  # fmt: skip


def _passed(candidacy: Candidacy, left: PlanStep, to: PlanStep) -> Sequence[PlanStep]:
    """The columns from the one that is left to the one before the one that is reached."""
    if to.position == left.position + 1:  # by far the commonest move, and nothing can stand between
        return [left]
    steps = PlanStep.objects.filter(assignment_id=candidacy.assignment_id, scope=Scope.CANDIDACY)
    between = steps.filter(position__gte=left.position, position__lt=to.position)
    return list(between.order_by("position").only("type"))


def is_decided(candidacy: Candidacy) -> bool:
    """Whether an offer has been decided for, and the decision stands."""
    return Decision.objects.filter(candidacy=candidacy, verdict=Verdict.OFFER, undone_at__isnull=True).exists()


def _passed_before(candidacy: Candidacy, left: PlanStep) -> bool:
    """Whether somebody decided at this stay to go on; then the gate has been passed with its reason."""
    return Decision.objects.filter(
        candidacy=candidacy,
        plan_step=left,
        verdict__in=[Verdict.ADVANCE, Verdict.OFFER],
        decided_at__gte=candidacy.stepped_at,
        undone_at__isnull=True,
    ).exists()


def record_decision(
    candidacy: Candidacy,
    *,
    plan_step: PlanStep,
    verdict: str,
    decided_by: int,
    missing: Sequence[Missing],
    by: Viewer,
    at: datetime,
    reason: str = "",
    early_reason: str = "",
) -> Decision:
    """Store who decided what and why, what was missing, and what was known at that moment."""
    person = candidacy.candidate.pseudonym
    why, why_early = texts.keep(reason, about=person), texts.keep(early_reason, about=person)
    decision = Decision.objects.create(
        candidacy=candidacy,
        assignment_id=candidacy.assignment_id,
        company_id=candidacy.company_id,
        plan_step=plan_step,
        verdict=verdict,
        decided_by_id=decided_by,
        recorded_by_id=account_of(by),
        decided_at=at,
        reason=why,
        early_reason=why_early,
        evidence_complete=not missing,
        known=known_now(candidacy, missing),
    )
    announce(
        events.DecisionTaken(
            decision_id=decision.pk,
            plan_step_id=plan_step.pk,
            verdict=verdict,
            decided_by_id=decided_by,
            evidence_complete=not missing,
            reason=texts.reference(why),
            early_reason=texts.reference(why_early),
            **ids_of(candidacy),
        ),
        by=by,
        at=at,
    )
    return decision


def known_now(candidacy: Candidacy, missing: Sequence[Missing]) -> dict[str, Any]:
    """The ids of the evidence that was in, and the kinds that were not."""
    cards = Scorecard.objects.filter(candidacy=candidacy, submitted_at__isnull=False)
    references = Reference.objects.filter(candidacy=candidacy, received_at__isnull=False)
    return {
        "scorecards": list(cards.order_by("id").values_list("id", flat=True)),
        "references": list(references.order_by("id").values_list("id", flat=True)),
        "tests": list(TestResult.objects.filter(candidacy=candidacy).order_by("id").values_list("id", flat=True)),
        "missing": [{"kind": need.kind, "side": need.side, "wanted": need.wanted} for need in missing],
    }


def was_preferred(candidacy: Candidacy) -> bool:
    """Marked as first choice by a person, or decided for an offer: before now."""
    marked = FirstChoice.objects.filter(candidacy=candidacy, unmarked_at__isnull=True).exists()
    return marked or is_decided(candidacy)


def overdue_side(candidacy: Candidacy, *, on: date) -> str:
    """Agency or client where the candidacy's ball was overdue there; else empty."""
    balls = Ball.objects.filter(candidacy=candidacy, ended_at__isnull=True).select_related("step")
    by_step = {ball.step_id: ball for ball in balls}
    step = main_step(ball.step for ball in balls)
    if step is None:
        return ""
    ball = by_step[step.pk]
    late = ball.side in (Side.AGENCY, Side.CLIENT) and ball.until_on < on
    return ball.side if late else ""


def account_of(by: Viewer) -> int:
    """The account of the person who acts."""
    assert by.account_id is not None, "a decision is recorded by a person with an account"
    return by.account_id
