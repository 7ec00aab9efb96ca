"""A candidacy's way: entering, moving, undoing, parallel steps, ending, reopening."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.evidence import tell_if_ready
from framdrift.recruiting.actions.gates import overdue_side, pass_gates, was_preferred
from framdrift.recruiting.actions.ground import (
    announce,
    changed_since,
    close_stays,
    ids_of,
    lock_assignment,
    lock_candidacy,
    open_stay,
    open_stays,
    require_board_step,
    require_living,
    require_seen,
    take_back_stays,
    today,
    working_days,
)
from framdrift.recruiting.kinds import CandidacyStatus, Precision, Scope
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Candidate, Decision, Offer, Outcome, PlanStep, Step
from framdrift.recruiting.refusals import AlreadyIn, AlreadyThere, NothingToUndo, StillActive, WrongStep
from framdrift.recruiting.rules import dates_of_stay, is_back
from framdrift.science.calendars import local_date


@transaction.atomic
def enter_candidacy(
    *,
    assignment: Assignment,
    candidate: Candidate,
    source: str,
    by: Viewer,
    at: datetime,
    plan_step: PlanStep | None = None,
) -> Candidacy:
    """Bring a candidate into an assignment, at its first board step where none is named."""
    assignment = lock_assignment(assignment)
    require_living(candidate)
    if Candidacy.objects.filter(assignment=assignment, candidate=candidate).exists():
        raise AlreadyIn
    plan_step = plan_step or first_board_step(assignment)
    require_board_step(plan_step, assignment)
    dates = dates_of_stay(plan_step, on=today(at), days=working_days())
    candidacy = Candidacy.objects.create(
        assignment=assignment,
        company_id=assignment.company_id,
        candidate=candidate,
        source=source,
        plan_step=plan_step,
        entered_at=at,
        stepped_at=at,
        last_news_at=at,
        next_step_on=dates.due_on,
        next_news_on=dates.next_news_on,
    )
    open_stay(assignment, candidacy, plan_step, at=at)
    announce(
        events.CandidacyEntered(
            **ids_of(candidacy),
            candidate_id=candidate.pk,
            source=source,
            plan_step_id=plan_step.pk,
            next_step_on=dates.due_on,
            next_news_on=dates.next_news_on,
        ),
        by=by,
        at=at,
    )
    return candidacy


def first_board_step(assignment: Assignment) -> PlanStep:
    """The first column of the board."""
    step = PlanStep.objects.filter(assignment=assignment, scope=Scope.CANDIDACY).order_by("position").first()
    if step is None:
        raise WrongStep
    return step


@transaction.atomic
def move_candidacy(
    *,
    candidacy: Candidacy,
    to: PlanStep,
    by: Viewer,
    at: datetime,
    early_reason: str = "",
    seen_at: int | None = None,
) -> Candidacy:
    """Move to another step. Forwards passes the gates between; an early pass needs a written reason.

    `seen_at` is the id of the step that the mover saw it at: of two who move it at once, the second is refused.
    """
    candidacy = lock_candidacy(candidacy)
    require_seen(candidacy, seen_at, to=to)
    require_board_step(to, candidacy.assignment)
    if to.pk == candidacy.plan_step_id:
        raise AlreadyThere
    left = candidacy.plan_step
    if not is_back(left, to):
        pass_gates(candidacy, left=left, to=to, early_reason=early_reason, by=by, at=at)
    _change_step(candidacy, left=left, to=to, at=at)
    announce(
        events.CandidacyMoved(
            **ids_of(candidacy),
            from_step_id=left.pk,
            to_step_id=to.pk,
            back=is_back(left, to),
            precision=Precision.EXACT,
            next_step_on=_dated(candidacy.next_step_on),
            next_news_on=_dated(candidacy.next_news_on),
        ),
        by=by,
        at=at,
    )
    tell_if_ready(candidacy, by=by, at=at)
    return candidacy


def _change_step(candidacy: Candidacy, *, left: PlanStep, to: PlanStep, at: datetime) -> None:
    """Close what the move leaves, open what it reaches, and date what comes next."""
    stays = open_stays(candidacy)
    reached = next((stay for stay in stays if stay.plan_step_id == to.pk), None)
    leaves = [stay for stay in stays if stay.plan_step_id == left.pk or stay.plan_step.position > to.position]
    close_stays([stay for stay in leaves if stay is not reached], at=at)
    on, days = today(at), working_days()
    if reached is None:
        reached = open_stay(candidacy.assignment, candidacy, to, at=at, days=days)
    dates = dates_of_stay(to, on=on, days=days)
    candidacy.plan_step = to
    candidacy.stepped_at = at
    candidacy.precision = Precision.EXACT
    candidacy.next_step_on = reached.due_on
    candidacy.next_news_on = min(candidacy.next_news_on or dates.next_news_on, dates.next_news_on)
    candidacy.save(update_fields=["plan_step", "stepped_at", "precision", "next_step_on", "next_news_on"])


def _dated(day: date | None) -> date:
    assert day is not None, "an active candidacy is dated"
    return day


@transaction.atomic
def undo_move(*, candidacy: Candidacy, by: Viewer, at: datetime) -> Candidacy:
    """Take back the last move as if it had not been made: the earlier step's clock and ball run on unbroken."""
    candidacy = lock_candidacy(candidacy)
    last = _last_move(candidacy)
    stay = Step.objects.filter(candidacy=candidacy, plan_step_id=last.data["from_step_id"], closed_at=last.at).first()
    wrong = Step.objects.filter(candidacy=candidacy, plan_step_id=last.data["to_step_id"], closed_at__isnull=True)
    if stay is None or changed_since(candidacy.assignment, last.seq):
        raise NothingToUndo
    mistaken = [step for step in wrong if step.opened_at == last.at]
    _run_on(candidacy, closed_at=last.at)
    take_back_stays(mistaken)
    Decision.objects.filter(candidacy=candidacy, decided_at=last.at, undone_at__isnull=True).update(undone_at=at)
    Offer.objects.filter(candidacy=candidacy, decided_at=last.at, sent_at=None, answered_at=None).delete()
    left, candidacy.plan_step_id = candidacy.plan_step_id, stay.plan_step_id
    candidacy.stepped_at, candidacy.precision = stay.opened_at, stay.precision
    candidacy.next_step_on = local_date(stay.booked_at, by.zone) if stay.booked_at else stay.due_on
    candidacy.save(update_fields=["plan_step", "stepped_at", "precision", "next_step_on"])
    announce(
        events.MoveUndone(
            **ids_of(candidacy),
            from_step_id=left,
            to_step_id=stay.plan_step_id,
            move_seq=last.seq,
        ),
        by=by,
        at=at,
    )
    return candidacy


def _run_on(candidacy: Candidacy, *, closed_at: datetime) -> None:
    """Open again what was closed at one instant, with the balls that lay there."""
    closed = list(Step.objects.filter(candidacy=candidacy, closed_at=closed_at).values_list("pk", flat=True))
    Step.objects.filter(pk__in=closed).update(closed_at=None)
    Ball.objects.filter(step_id__in=closed, ended_at=closed_at).update(ended_at=None)


def _last_move(candidacy: Candidacy) -> Event:
    """The move that undoing would take back: the last thing that changed where the candidacy stands.

    What the move itself brought about, at its own instant, goes back with it. A move that was told by another system
    is known by its day at best and is not undone.
    """
    of_candidacy = Event.objects.filter(subject=f"candidacy:{candidacy.pk}")
    placed = [kind.code for kind in (events.CandidacyMoved, events.MoveUndone, events.CandidacyReopened)]
    last = of_candidacy.filter(code__in=placed).order_by("-seq").first()
    if last is None or last.code != events.CandidacyMoved.code or last.data["precision"] != Precision.EXACT:
        raise NothingToUndo
    beside = [kind.code for kind in (events.BallPassed, events.StepOpened, events.StepClosed)]
    if of_candidacy.filter(code__in=beside, seq__gt=last.seq, at__gt=last.at).exists():
        raise NothingToUndo
    return last


@transaction.atomic
def open_parallel_step(*, candidacy: Candidacy, plan_step: PlanStep, by: Viewer, at: datetime) -> Step:
    """Start another step beside the one the candidacy stands at, such as references beside an interview."""
    candidacy = lock_candidacy(candidacy)
    require_board_step(plan_step, candidacy.assignment)
    if any(stay.plan_step_id == plan_step.pk for stay in open_stays(candidacy)):
        raise AlreadyThere
    step = open_stay(candidacy.assignment, candidacy, plan_step, at=at)
    announce(events.StepOpened(plan_step_id=plan_step.pk, **ids_of(candidacy)), by=by, at=at)
    return step


@transaction.atomic
def close_parallel_step(*, candidacy: Candidacy, plan_step: PlanStep, by: Viewer, at: datetime) -> None:
    """Close a step beside the main one."""
    candidacy = lock_candidacy(candidacy)
    stays = [stay for stay in open_stays(candidacy) if stay.plan_step_id == plan_step.pk]
    if not stays or plan_step.pk == candidacy.plan_step_id:
        raise WrongStep
    close_stays(stays, at=at)
    announce(events.StepClosed(plan_step_id=plan_step.pk, **ids_of(candidacy)), by=by, at=at)


@transaction.atomic
def end_candidacy(
    *,
    candidacy: Candidacy,
    status: str,
    told_reason: str,
    told_by_side: str,
    by: Viewer,
    at: datetime,
    told: str = "",
) -> Outcome:
    """End a candidacy with the reason told. What was preferred and overdue is read before the end, never after.

    A candidate may step out of a paused assignment too: no pause holds anybody.
    """
    candidacy = lock_candidacy(candidacy, running=status != CandidacyStatus.WITHDREW)
    preferred, overdue = was_preferred(candidacy), overdue_side(candidacy, on=today(at))
    words = texts.keep(told, about=candidacy.candidate.pseudonym)
    outcome = Outcome.objects.create(
        candidacy=candidacy,
        assignment_id=candidacy.assignment_id,
        company_id=candidacy.company_id,
        plan_step_id=candidacy.plan_step_id,
        status=status,
        told_reason=told_reason,
        told_by_side=told_by_side,
        told=words,
        preferred=preferred,
        overdue_side=overdue,
        ended_at=at,
        recorded_by_id=by.account_id,
    )
    end_rows(candidacy, status=status, at=at)
    announce(
        events.CandidacyEnded(
            outcome_id=outcome.pk,
            status=status,
            reason_code=told_reason,
            told_by_side=told_by_side,
            plan_step_id=candidacy.plan_step_id,
            preferred=preferred,
            overdue_side=overdue,
            told=texts.reference(words),
            **ids_of(candidacy),
        ),
        by=by,
        at=at,
    )
    return outcome


def end_rows(candidacy: Candidacy, *, status: str, at: datetime) -> None:
    """Close every stay and promise of a candidacy that ends."""
    close_stays(open_stays(candidacy), at=at)
    candidacy.promises.filter(kept_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)
    candidacy.offers.filter(answered_at__isnull=True).update(answered_at=at, answer="taken_back")
    candidacy.status, candidacy.ended_at = status, at
    candidacy.next_step_on = candidacy.next_news_on = None
    candidacy.save(update_fields=["status", "ended_at", "next_step_on", "next_news_on"])


@transaction.atomic
def reopen_candidacy(*, candidacy: Candidacy, by: Viewer, at: datetime, plan_step: PlanStep | None = None) -> Candidacy:
    """Make an ended candidacy active again, at the step it left or another. Nothing that was sent goes out again."""
    candidacy = lock_candidacy(candidacy, active=False)
    if candidacy.status == CandidacyStatus.ACTIVE:
        raise StillActive
    require_living(candidacy.candidate)
    assignment = lock_assignment(candidacy.assignment)
    to = plan_step or candidacy.plan_step
    require_board_step(to, assignment)
    outcome = Outcome.objects.get(candidacy=candidacy, undone_at__isnull=True)
    Outcome.objects.filter(pk=outcome.pk).update(undone_at=at)
    stay = open_stay(assignment, candidacy, to, at=at)
    news_on = dates_of_stay(to, on=today(at), days=working_days()).next_news_on
    Candidacy.objects.filter(pk=candidacy.pk).update(
        status=CandidacyStatus.ACTIVE,
        ended_at=None,
        plan_step=to,
        stepped_at=at,
        next_step_on=stay.due_on,
        next_news_on=news_on,
    )
    candidacy.refresh_from_db()
    announce(
        events.CandidacyReopened(
            outcome_id=outcome.pk,
            to_step_id=to.pk,
            next_step_on=stay.due_on,
            next_news_on=news_on,
            **ids_of(candidacy),
        ),
        by=by,
        at=at,
    )
    return candidacy
