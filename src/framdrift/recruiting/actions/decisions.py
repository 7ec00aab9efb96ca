"""Decisions and offers: on complete evidence, or early with a written reason that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.actions.balls import hand_over
from framdrift.recruiting.actions.candidacies import end_candidacy, move_candidacy
from framdrift.recruiting.actions.gates import is_decided, known_now, missing_at, record_decision
from framdrift.recruiting.actions.ground import (
    announce,
    ids_of,
    lock_candidacy,
    owner_at,
    require_seen,
    today,
    working_days,
)
from framdrift.recruiting.kinds import (
    BallReason,
    CandidacyStatus,
    OfferAnswer,
    Scope,
    Side,
    StepType,
    ToldReason,
    Verdict,
)
from framdrift.recruiting.models import Ball, Candidacy, Decision, Offer, PlanStep
from framdrift.recruiting.refusals import (
    AlreadyDecided,
    DecisionNeeded,
    DueInThePast,
    EvidenceMissing,
    NoOpenOffer,
    ReasonNeeded,
    WrongSide,
)
from framdrift.recruiting.rules import Missing, Placement


@transaction.atomic
def decide(
    *,
    candidacy: Candidacy,
    verdict: str,
    decided_by: Account,
    reason: str,
    by: Viewer,
    at: datetime,
    early_reason: str = "",
    told_reason: str = ToldReason.OTHER_CHOSEN,
    seen_at: int | None = None,
) -> Decision:
    """Record a decision and do what it says: go on a step, begin an offer, end the candidacy, or wait for more.

    Going on and offering pass the evidence gate: with evidence missing they need `early_reason`. Every decision
    needs `reason`. `told_reason` is why a rejected candidate is told no. `seen_at` is the
    id of the step that the decider saw the candidacy at: the same is never decided twice, nor at a step unseen.
    """
    candidacy = lock_candidacy(candidacy)
    require_seen(candidacy, seen_at)
    if not reason.strip():
        raise ReasonNeeded
    if decided_by.company_id not in (None, candidacy.company_id):
        raise WrongSide
    missing = missing_at(candidacy, _gates(candidacy, Verdict(verdict)))
    forwards = verdict in (Verdict.ADVANCE, Verdict.OFFER)
    if forwards and missing and not early_reason.strip():
        raise EvidenceMissing(missing)
    if _decided_alike(candidacy, Verdict(verdict), missing):
        raise AlreadyDecided
    decision = record_decision(
        candidacy,
        plan_step=candidacy.plan_step,
        verdict=Verdict(verdict),
        decided_by=decided_by.pk,
        missing=missing,
        reason=reason,
        early_reason=early_reason if missing else "",
        by=by,
        at=at,
    )
    _follow(candidacy, Verdict(verdict), decided_by=decided_by, told_reason=told_reason, by=by, at=at)
    return decision


def _decided_alike(candidacy: Candidacy, verdict: Verdict, missing: Sequence[Missing]) -> bool:
    """Whether the last decision of this stay said the same and knew the same."""
    here = Decision.objects.filter(candidacy=candidacy, decided_at__gte=candidacy.stepped_at, undone_at=None)
    last = here.order_by("-decided_at", "-pk").first()
    return last is not None and last.verdict == verdict and last.known == known_now(candidacy, missing)


def _gates(candidacy: Candidacy, verdict: Verdict) -> list[PlanStep]:
    """An offer answers for every gate of the plan that lies before it; going on, for the step at hand."""
    if verdict is not Verdict.OFFER:
        return [candidacy.plan_step]
    return list(
        PlanStep.objects.filter(assignment_id=candidacy.assignment_id, scope=Scope.CANDIDACY, type=StepType.DECISION)
    ) or [candidacy.plan_step]


def _follow(
    candidacy: Candidacy, verdict: Verdict, *, decided_by: Account, told_reason: str, by: Viewer, at: datetime
) -> None:
    if verdict is Verdict.REJECT:
        side = Side.CLIENT if decided_by.company_id else Side.AGENCY
        end_candidacy(
            candidacy=candidacy,
            status=CandidacyStatus.REJECTED,
            told_reason=told_reason,
            told_by_side=side,
            by=by,
            at=at,
        )
    elif verdict is Verdict.NEED_MORE:
        _give_back_to_owner(candidacy, by=by, at=at)
    else:
        following = _following(candidacy, verdict)
        if following is not None:
            move_candidacy(candidacy=candidacy, to=following, by=by, at=at)
        if verdict is Verdict.OFFER:
            facts = {"assignment_id": candidacy.assignment_id, "company_id": candidacy.company_id, "decided_at": at}
            Offer.objects.get_or_create(candidacy=candidacy, answered_at=None, defaults=facts)


def _following(candidacy: Candidacy, verdict: Verdict) -> PlanStep | None:
    later = PlanStep.objects.filter(
        assignment_id=candidacy.assignment_id, scope=Scope.CANDIDACY, position__gt=candidacy.plan_step.position
    ).order_by("position")
    return later.filter(type=StepType.OFFER).first() if verdict is Verdict.OFFER else later.first()


def _give_back_to_owner(candidacy: Candidacy, *, by: Viewer, at: datetime) -> None:
    owner = owner_at(candidacy.plan_step, candidacy.assignment)
    ball = (
        Ball.objects.filter(candidacy=candidacy, step__plan_step=candidacy.plan_step, ended_at__isnull=True)
        .select_related("step")
        .first()
    )
    if ball is not None and ball.account_id != owner:
        until = working_days().add(today(at), 1)
        hand_over(ball, Placement(Side.AGENCY, owner, BallReason.DO_STEP, until), by=by, at=at)


@transaction.atomic
def send_offer(*, candidacy: Candidacy, answer_by_on: date, by: Viewer, at: datetime) -> Offer:
    """The candidate has the offer; the ball is theirs until the date told."""
    candidacy = lock_candidacy(candidacy)
    if not is_decided(candidacy):
        raise DecisionNeeded
    if answer_by_on <= today(at):
        raise DueInThePast
    offer = Offer.objects.select_for_update().filter(candidacy=candidacy, answered_at__isnull=True).first()
    offer = offer or Offer(
        candidacy=candidacy, assignment_id=candidacy.assignment_id, company_id=candidacy.company_id, decided_at=at
    )
    offer.sent_at, offer.answer_by_on = at, answer_by_on
    offer.save()
    announce(events.OfferSent(offer_id=offer.pk, answer_by_on=answer_by_on, **ids_of(candidacy)), by=by, at=at)
    ball = (
        Ball.objects.filter(candidacy=candidacy, step__plan_step=candidacy.plan_step, ended_at__isnull=True)
        .select_related("step")
        .first()
    )
    if ball is not None:
        hand_over(ball, Placement(Side.CANDIDATE, None, BallReason.ANSWER_OFFER, answer_by_on), by=by, at=at)
    return offer


@transaction.atomic
def answer_offer(
    *,
    candidacy: Candidacy,
    answer: str,
    by: Viewer,
    at: datetime,
    told_reason: str = ToldReason.NOT_TOLD,
    told: str = "",
) -> Offer:
    """Accepted: on to signing, or hired where the plan ends. Declined: the candidacy ends with the reason told."""
    candidacy = lock_candidacy(candidacy)
    offer = Offer.objects.select_for_update().filter(candidacy=candidacy, answered_at__isnull=True).first()
    if offer is None or offer.sent_at is None:
        raise NoOpenOffer
    words = texts.keep(told, about=candidacy.candidate.pseudonym)
    offer.answer, offer.answered_at = OfferAnswer(answer), at
    offer.told_reason, offer.told = (told_reason if answer == OfferAnswer.DECLINED else ""), words
    offer.save()
    announce(
        events.OfferAnswered(
            offer_id=offer.pk,
            answer=offer.answer,
            reason_code=offer.told_reason,
            told=texts.reference(words),
            **ids_of(candidacy),
        ),
        by=by,
        at=at,
    )
    _after_answer(candidacy, offer, told=told, by=by, at=at)
    return offer


def _after_answer(candidacy: Candidacy, offer: Offer, *, told: str, by: Viewer, at: datetime) -> None:
    if offer.answer == OfferAnswer.DECLINED:
        end_candidacy(
            candidacy=candidacy,
            status=CandidacyStatus.DECLINED,
            told_reason=offer.told_reason or ToldReason.NOT_TOLD,
            told_by_side=Side.CANDIDATE,
            told=told,
            by=by,
            at=at,
        )
    elif offer.answer == OfferAnswer.ACCEPTED:
        signing = _following(candidacy, Verdict.ADVANCE)
        if signing is not None:
            move_candidacy(candidacy=candidacy, to=signing, by=by, at=at)
        else:
            hire(candidacy=candidacy, by=by, at=at)


@transaction.atomic
def hire(*, candidacy: Candidacy, by: Viewer, at: datetime) -> Candidacy:
    """Signed: the candidacy ends as a hire."""
    if not is_decided(candidacy):
        raise DecisionNeeded
    end_candidacy(
        candidacy=candidacy,
        status=CandidacyStatus.HIRED,
        told_reason=ToldReason.ACCEPTED,
        told_by_side=Side.CANDIDATE,
        by=by,
        at=at,
    )
    candidacy.refresh_from_db()
    return candidacy
