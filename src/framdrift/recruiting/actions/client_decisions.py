"""A client's decision and what may follow it: more to find out, an answer to that, second thoughts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.actions.balls import hand_over
from framdrift.recruiting.actions.candidacies import undo_move
from framdrift.recruiting.actions.decisions import decide
from framdrift.recruiting.actions.declines import undo_end
from framdrift.recruiting.actions.gates import account_of, missing_at, record_decision
from framdrift.recruiting.actions.ground import (
    announce,
    ids_of,
    lock_candidacy,
    owner_at,
    require_seen,
    today,
    working_days,
    works_at_client,
)
from framdrift.recruiting.actions.promises import keep_promise, make_promise, withdraw_promise
from framdrift.recruiting.kinds import BallReason, PromiseKind, Side, StepType, ToldReason, Verdict
from framdrift.recruiting.models import Ball, Candidacy, ClientQuestion, Decision, Promise
from framdrift.recruiting.queries.client_scope import may_decide
from framdrift.recruiting.queries.second_thoughts import SECOND_THOUGHTS
from framdrift.recruiting.refusals import (
    AlreadyAnswered,
    NothingToUndo,
    NotTheDecider,
    NotVisible,
    ReasonNeeded,
)
from framdrift.recruiting.rules import Placement
from framdrift.science.calendars import end_of_day


@transaction.atomic
def decide_as_client(
    *,
    candidacy: Candidacy,
    verdict: str,
    reason: str,
    seen_at: int,
    by: Viewer,
    at: datetime,
    early_reason: str = "",
    told_reason: str = ToldReason.OTHER_CHOSEN,
) -> Decision:
    """The client decides: go on, offer or decline. `seen_at` is the step that the reader saw the candidacy at.

    Raises NotTheDecider, and whatever `decide` raises: EvidenceMissing where it is early and no reason is written.
    """
    candidacy = lock_candidacy(candidacy)
    account = _decider(candidacy, by=by, at=at)
    return decide(
        candidacy=candidacy,
        verdict=verdict,
        decided_by=account,
        reason=reason,
        early_reason=early_reason,
        told_reason=told_reason,
        seen_at=seen_at,
        by=by,
        at=at,
    )


def _decider(candidacy: Candidacy, *, by: Viewer, at: datetime) -> Account:
    """The account of the seat that decides. What a company must not know of does not exist for it."""
    if works_at_client(candidacy) or candidacy.company_id != by.company_id:
        raise NotVisible
    if not may_decide(by, candidacy, on=today(at)):
        raise NotTheDecider
    return Account.objects.get(pk=account_of(by))


@transaction.atomic
def ask_for_more(
    *, candidacy: Candidacy, about: str, what: str, reason: str, seen_at: int, by: Viewer, at: datetime
) -> ClientQuestion:
    """The client must know more first. The owner gets the ball, and the client a date for the answer: the step's
    response time, promised. Raises NotTheDecider, ReasonNeeded, MovedMeanwhile, AlreadyAnswered (asked and open)."""
    candidacy = lock_candidacy(candidacy)
    require_seen(candidacy, seen_at)
    account = _decider(candidacy, by=by, at=at)
    if not what.strip() or not reason.strip():
        raise ReasonNeeded
    if ClientQuestion.objects.filter(candidacy=candidacy, answered_at=None, withdrawn_at=None).exists():
        raise AlreadyAnswered
    step, person = candidacy.plan_step, candidacy.candidate.pseudonym
    decision = record_decision(
        candidacy,
        plan_step=step,
        verdict=Verdict.NEED_MORE,
        decided_by=account.pk,
        missing=missing_at(candidacy, [step]),
        reason=reason,
        by=by,
        at=at,
    )
    answer_by_on = working_days().add(today(at), max(step.response_work_days, 1))
    words = texts.keep(what, about=person)
    assert words is not None, "refused above where nothing was written"
    question = ClientQuestion.objects.create(
        candidacy=candidacy,
        assignment_id=candidacy.assignment_id,
        company_id=candidacy.company_id,
        decision=decision,
        promise=_promise_answer(candidacy, to=account, what=what, on=answer_by_on, by=by, at=at),
        about=ClientQuestion.About(about),
        what=words,
        asked_by=account,
        asked_at=at,
        answer_by_on=answer_by_on,
    )
    told = events.QuestionAsked(
        question_id=question.pk,
        about=question.about,
        answer_by_on=answer_by_on,
        text=texts.reference(words),
        **ids_of(candidacy),
    )
    announce(told, by=by, at=at)
    _ball_to_agency(candidacy, until_on=answer_by_on, by=by, at=at)
    return question


def _promise_answer(candidacy: Candidacy, *, to: Account, what: str, on: date, by: Viewer, at: datetime) -> Promise:
    """The date that the client is told is a promise like others: it heads its maker's list when it falls due."""
    return make_promise(
        kind=PromiseKind.CUSTOM,
        to_side=Side.CLIENT,
        to_account=to,
        made_by=candidacy.assignment.owner,
        due_at=end_of_day(on, agency_zone()),
        candidacy=candidacy,
        text=what,
        by=by,
        at=at,
    )


def _ball_to_agency(candidacy: Candidacy, *, until_on: date, by: Viewer, at: datetime) -> None:
    ball = _main_ball(candidacy)
    if ball is not None and ball.side != Side.AGENCY:
        owner = owner_at(candidacy.plan_step, candidacy.assignment)
        hand_over(ball, Placement(Side.AGENCY, owner, BallReason.DO_STEP, until_on), by=by, at=at)


def _main_ball(candidacy: Candidacy) -> Ball | None:
    """The open ball where the candidacy stands."""
    rows = Ball.objects.filter(candidacy=candidacy, step__plan_step=candidacy.plan_step, ended_at=None)
    return rows.select_related("step__plan_step").first()


@transaction.atomic
def answer_question(*, question: ClientQuestion, answer: str, by: Viewer, at: datetime) -> ClientQuestion:
    """The agency answers; the promise is kept, and whoever asked decides again.

    Raises AlreadyAnswered, ReasonNeeded.
    """
    candidacy = lock_candidacy(question.candidacy)
    asked = ClientQuestion.objects.filter(pk=question.pk, answered_at=None, withdrawn_at=None).first()
    if asked is None:
        raise AlreadyAnswered
    words = texts.keep(answer, about=candidacy.candidate.pseudonym)
    if words is None:
        raise ReasonNeeded
    asked.answered_at, asked.answered_by_id, asked.answer = at, account_of(by), words
    asked.save(update_fields=["answered_at", "answered_by", "answer"])
    _settle(asked.promise, keep_promise, by=by, at=at)
    told = events.QuestionAnswered(
        question_id=asked.pk, asked_by_id=asked.asked_by_id, text=texts.reference(words), **ids_of(candidacy)
    )
    announce(told, by=by, at=at)
    _ball_to_asker(candidacy, asked.asked_by_id, by=by, at=at)
    return asked


def _settle(promise: Promise | None, settle: Callable[..., Promise], *, by: Viewer, at: datetime) -> None:
    if promise is not None and promise.kept_at is None and promise.withdrawn_at is None:
        settle(promise=promise, by=by, at=at)


def _ball_to_asker(candidacy: Candidacy, account_id: int, *, by: Viewer, at: datetime) -> None:
    """The decision is theirs again, for the step's response time."""
    ball, step = _main_ball(candidacy), candidacy.plan_step
    if ball is None or ball.side != Side.AGENCY or works_at_client(candidacy):
        return
    reason = BallReason.GIVE_FEEDBACK if step.type == StepType.CLIENT_PRESENTATION else BallReason.DECIDE
    until = working_days().add(today(at), max(step.response_work_days, 1))
    hand_over(ball, Placement(Side.CLIENT, account_id, reason, until), by=by, at=at)


@transaction.atomic
def take_back_decision(*, decision: Decision, by: Viewer, at: datetime) -> Decision:
    """Whoever decided takes it back at once: everything is as before, and the decision stays on record as undone.

    Raises NothingToUndo when the time for it is over, or when something else has happened since.
    """
    candidacy = lock_candidacy(decision.candidacy, active=False)
    standing = Decision.objects.filter(pk=decision.pk, undone_at=None, decided_by_id=account_of(by)).first()
    if standing is None or at - standing.decided_at > SECOND_THOUGHTS:
        raise NothingToUndo
    if standing.verdict == Verdict.REJECT:
        undo_end(candidacy=candidacy, by=by, at=at)
    elif standing.verdict == Verdict.NEED_MORE:
        _unask(standing, candidacy, by=by, at=at)
    else:
        undo_move(candidacy=candidacy, by=by, at=at)
    Decision.objects.filter(pk=standing.pk).update(undone_at=at)
    standing.undone_at = at
    told = events.DecisionTakenBack(decision_id=standing.pk, verdict=standing.verdict, **ids_of(candidacy))
    announce(told, by=by, at=at)
    return standing


def _unask(decision: Decision, candidacy: Candidacy, *, by: Viewer, at: datetime) -> None:
    """Take the question back; a ball that it moved lies where it lay, with its clock unbroken."""
    question = ClientQuestion.objects.filter(decision=decision, answered_at=None, withdrawn_at=None).first()
    ball = _main_ball(candidacy)
    if question is None or ball is None or ball.since > decision.decided_at:
        raise NothingToUndo
    ClientQuestion.objects.filter(pk=question.pk).update(withdrawn_at=at)
    _settle(question.promise, withdraw_promise, by=by, at=at)
    if ball.since == decision.decided_at:
        before = Ball.objects.filter(step_id=ball.step_id, ended_at=decision.decided_at)
        Ball.objects.filter(pk=ball.pk).delete()
        before.update(ended_at=None)
