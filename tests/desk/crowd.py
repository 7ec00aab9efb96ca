"""Many candidates at once, written straight to the tables: for pages that must not slow down."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from framdrift.recruiting.kinds import BallReason, Scope, Side
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Candidate, PlanStep, Step


def crowd(assignment: Assignment, *, number: int, at: datetime, name: str = "Kandidat") -> list[Candidacy]:
    """`number` active candidacies, spread evenly over the board's columns, each with its step and ball."""
    steps = list(PlanStep.objects.filter(assignment=assignment, scope=Scope.CANDIDACY))
    people = Candidate.objects.bulk_create(
        Candidate(name=f"{name} {i:05d}", search_text=f"{name.casefold()} {i:05d}", created_at=at)
        for i in range(number)
    )
    rows = Candidacy.objects.bulk_create(
        _candidacy(assignment, person, steps[i % len(steps)], i, at) for i, person in enumerate(people)
    )
    stays = Step.objects.bulk_create(_step(row) for row in rows)
    Ball.objects.bulk_create(_ball(stay, assignment, at) for stay in stays)
    return rows


def _candidacy(assignment: Assignment, person: Candidate, step: PlanStep, i: int, at: datetime) -> Candidacy:
    return Candidacy(
        assignment=assignment,
        company_id=assignment.company_id,
        candidate=person,
        plan_step=step,
        entered_at=at,
        stepped_at=at,
        last_news_at=at,
        next_step_on=date(2026, 11, 20) + timedelta(days=i % 20),
        next_news_on=date(2026, 11, 20) + timedelta(days=i % 9),
    )


def _step(row: Candidacy) -> Step:
    return Step(
        assignment_id=row.assignment_id,
        company_id=row.company_id,
        candidacy=row,
        plan_step=row.plan_step,
        opened_at=row.entered_at,
        due_on=row.next_step_on,
        last_responsible_on=row.next_step_on,
    )


def _ball(step: Step, assignment: Assignment, at: datetime) -> Ball:
    return Ball(
        step=step,
        assignment=assignment,
        company_id=assignment.company_id,
        candidacy_id=step.candidacy_id,
        side=Side.AGENCY,
        step_type=step.plan_step.type,
        account_id=assignment.owner_id,
        reason=BallReason.DO_STEP,
        since=at,
        until_on=step.due_on,
    )
