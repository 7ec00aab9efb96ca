"""Evidence and decisions: scorecards, references, tests, what was decided on them, offers and first choices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.actions.balls import hand_over
from framdrift.recruiting.actions.gates import account_of, missing_at
from framdrift.recruiting.actions.ground import (
    announce,
    ids_of,
    lock_assignment,
    lock_candidacy,
    people_of,
    today,
    working_days,
    works_at_client,
)
from framdrift.recruiting.kinds import BallReason, Side, StepType
from framdrift.recruiting.models import (
    Ball,
    Candidacy,
    Criterion,
    FirstChoice,
    PlanStep,
    Reference,
    Score,
    Scorecard,
    TestResult,
)
from framdrift.recruiting.refusals import (
    AlreadySubmitted,
    NoFirstChoiceAfterwards,
    NothingScored,
    NotSubmitted,
    NotTheAuthor,
    NotVisible,
    OwnEmployee,
    ReferenceSettled,
    ScoreOutside,
    WrongSide,
)
from framdrift.recruiting.rules import Placement

Scores = Mapping[int, tuple[int | None, str]]
"""Criterion id -> (1 to 5 or None, what was seen)."""


@transaction.atomic
def ask_scorecard(
    *,
    candidacy: Candidacy,
    plan_step: PlanStep,
    author: Account,
    by: Viewer,
    at: datetime,
    due_on: date | None = None,
) -> Scorecard:
    """Ask one person for an assessment after a step; due the next working day where no date is given."""
    candidacy = lock_candidacy(candidacy)
    if author.company_id not in (None, candidacy.company_id):
        raise WrongSide
    if author.company_id is not None and works_at_client(candidacy):
        raise OwnEmployee
    card, is_new = Scorecard.objects.get_or_create(
        candidacy=candidacy,
        plan_step=plan_step,
        author=author,
        defaults={
            "company_id": candidacy.company_id,
            "side": Side.CLIENT if author.company_id else Side.AGENCY,
            "asked_at": at,
            "due_on": due_on or working_days().add(today(at), 1),
        },
    )
    if is_new:
        announce(
            events.ScorecardAsked(
                scorecard_id=card.pk,
                author_id=author.pk,
                plan_step_id=plan_step.pk,
                due_on=card.due_on,
                **ids_of(candidacy),
            ),
            by=by,
            at=at,
        )
    return card


@transaction.atomic
def submit_scorecard(*, scorecard: Scorecard, scores: Scores, by: Viewer, at: datetime, note: str = "") -> Scorecard:
    """Send in an assessment. From now its author sees others'; it is never overwritten."""
    card = _own(scorecard, by)
    if card.submitted_at is not None:
        raise AlreadySubmitted
    if not any(value is not None for value, _ in scores.values()):
        raise NothingScored
    candidacy = lock_candidacy(card.candidacy)
    _write_scores(card, scores, round_number=1, at=at)
    card.submitted_at, card.note, card.draft = at, note.strip(), {}
    card.save(update_fields=["submitted_at", "note", "draft"])
    announce(
        events.ScorecardSubmitted(
            scorecard_id=card.pk, author_id=card.author_id, plan_step_id=card.plan_step_id, **ids_of(candidacy)
        ),
        by=by,
        at=at,
    )
    tell_if_ready(candidacy, by=by, at=at)
    return card


@transaction.atomic
def revise_scorecard(*, scorecard: Scorecard, scores: Scores, by: Viewer, at: datetime) -> Scorecard:
    """Change scores after the debrief: kept as a second round beside the first."""
    card = _own(scorecard, by)
    if card.submitted_at is None:
        raise NotSubmitted
    Score.objects.filter(scorecard=card, round=2, criterion_id__in=scores.keys()).delete()
    _write_scores(card, scores, round_number=2, at=at)
    announce(
        events.ScorecardRevised(
            scorecard_id=card.pk,
            author_id=card.author_id,
            criterion_ids=sorted(scores),
            **ids_of(card.candidacy),
        ),
        by=by,
        at=at,
    )
    return card


def _own(scorecard: Scorecard, by: Viewer) -> Scorecard:
    card = Scorecard.objects.select_for_update(of=("self",)).select_related("candidacy").filter(pk=scorecard.pk).first()
    if card is None:
        raise NotVisible
    if card.author_id != by.account_id:
        raise NotTheAuthor
    return card


def _write_scores(card: Scorecard, scores: Scores, *, round_number: int, at: datetime) -> None:
    known = set(Criterion.objects.filter(assignment_id=card.candidacy.assignment_id).values_list("id", flat=True))
    if not set(scores) <= known or any(value not in (None, 1, 2, 3, 4, 5) for value, _ in scores.values()):
        raise ScoreOutside
    Score.objects.bulk_create(
        Score(
            scorecard=card,
            company_id=card.company_id,
            criterion_id=criterion,
            round=round_number,
            value=value,
            note=note.strip(),
            given_at=at,
        )
        for criterion, (value, note) in scores.items()
    )


@transaction.atomic
def ask_reference(
    *,
    candidacy: Candidacy,
    plan_step: PlanStep,
    name: str,
    by: Viewer,
    at: datetime,
    relation: str = "",
    email: str = "",
    phone: str = "",
    language: str = "sv",
) -> Reference:
    """Ask someone to tell of the candidate."""
    candidacy = lock_candidacy(candidacy)
    reference = Reference.objects.create(
        candidacy=candidacy,
        company_id=candidacy.company_id,
        plan_step=plan_step,
        name=name.strip(),
        relation=relation.strip(),
        email=email.strip(),
        phone=phone.strip(),
        language=language,
        asked_at=at,
    )
    announce(events.ReferenceAsked(reference_id=reference.pk, **ids_of(candidacy)), by=by, at=at)
    return reference


@transaction.atomic
def receive_reference(*, reference: Reference, body: str, by: Viewer, at: datetime) -> Reference:
    """The referee told."""
    reference = _unsettled(reference)
    candidacy = lock_candidacy(reference.candidacy)
    reference.received_at, reference.declined_at, reference.body = at, None, body.strip()
    reference.save(update_fields=["received_at", "declined_at", "body"])
    announce(events.ReferenceReceived(reference_id=reference.pk, **ids_of(candidacy)), by=by, at=at)
    tell_if_ready(candidacy, by=by, at=at)
    return reference


@transaction.atomic
def decline_reference(*, reference: Reference, by: Viewer, at: datetime) -> Reference:
    """The referee did not want to tell; nothing is held against the candidate."""
    reference = _unsettled(reference)
    reference.declined_at = at
    reference.save(update_fields=["declined_at"])
    announce(events.ReferenceDeclined(reference_id=reference.pk, **ids_of(reference.candidacy)), by=by, at=at)
    return reference


def _unsettled(reference: Reference) -> Reference:
    """The reference as it is now, held until the transaction ends. One who declined may change their mind; what was
    told once is never written over."""
    rows = Reference.objects.select_for_update(of=("self",)).select_related("candidacy")
    found = rows.filter(pk=reference.pk, received_at=None).first()
    if found is None:
        raise ReferenceSettled
    return found


@transaction.atomic
def receive_test(
    *, candidacy: Candidacy, plan_step: PlanStep, name: str, by: Viewer, at: datetime, body: str = ""
) -> TestResult:
    """A test was taken, and a person wrote what it showed."""
    candidacy = lock_candidacy(candidacy)
    test = TestResult.objects.create(
        candidacy=candidacy,
        company_id=candidacy.company_id,
        plan_step=plan_step,
        name=name.strip(),
        received_at=at,
        body=body.strip(),
    )
    announce(events.TestReceived(test_id=test.pk, **ids_of(candidacy)), by=by, at=at)
    tell_if_ready(candidacy, by=by, at=at)
    return test


def tell_if_ready(candidacy: Candidacy, *, by: Viewer, at: datetime) -> None:
    """At the decision step: when the last evidence is in, say so once and start the decider's clock."""
    step = candidacy.plan_step
    if step.type != StepType.DECISION or missing_at(candidacy, [step]):
        return
    told = Event.objects.filter(
        subject=f"candidacy:{candidacy.pk}", code=events.EvidenceCompleted.code, at__gte=candidacy.stepped_at
    )
    if told.exists():
        return
    announce(events.EvidenceCompleted(plan_step_id=step.pk, **ids_of(candidacy)), by=by, at=at)
    _start_the_deciders_clock(candidacy, by=by, at=at)


def _start_the_deciders_clock(candidacy: Candidacy, *, by: Viewer, at: datetime) -> None:
    decider = people_of(candidacy.assignment, candidacy.plan_step).decider_id
    ball = (
        Ball.objects.filter(candidacy=candidacy, step__plan_step=candidacy.plan_step, ended_at__isnull=True)
        .select_related("step")
        .first()
    )
    if ball is None or decider is None or ball.account_id == decider or works_at_client(candidacy):
        return
    until = working_days().add(today(at), max(candidacy.plan_step.response_work_days, 1))
    hand_over(ball, Placement(Side.CLIENT, decider, BallReason.DECIDE, until), by=by, at=at)


@transaction.atomic
def mark_first_choice(
    *, candidacy: Candidacy, by: Viewer, at: datetime, round_number: int | None = None
) -> FirstChoice:
    """A person's mark for the round (the step's position, where none is named); it replaces another in that round."""
    if candidacy.status != "active":
        raise NoFirstChoiceAfterwards
    lock_assignment(candidacy.assignment)
    candidacy = lock_candidacy(candidacy)
    number = round_number or candidacy.plan_step.position
    before = FirstChoice.objects.filter(
        assignment_id=candidacy.assignment_id, round=number, unmarked_at__isnull=True
    ).select_related("candidacy")
    for choice in before:
        _unmark(choice, by=by, at=at)
    choice = FirstChoice.objects.create(
        assignment_id=candidacy.assignment_id,
        company_id=candidacy.company_id,
        candidacy=candidacy,
        round=number,
        marked_by_id=account_of(by),
        marked_at=at,
    )
    announce(events.FirstChoiceMarked(round=number, **ids_of(candidacy)), by=by, at=at)
    return choice


@transaction.atomic
def unmark_first_choice(*, candidacy: Candidacy, by: Viewer, at: datetime) -> None:
    """Take a mark away; when it stood is kept."""
    candidacy = lock_candidacy(candidacy)
    for choice in FirstChoice.objects.filter(candidacy=candidacy, unmarked_at__isnull=True):
        _unmark(choice, by=by, at=at)


def _unmark(choice: FirstChoice, *, by: Viewer, at: datetime) -> None:
    FirstChoice.objects.filter(pk=choice.pk).update(unmarked_at=at)
    announce(events.FirstChoiceUnmarked(round=choice.round, **ids_of(choice.candidacy)), by=by, at=at)
