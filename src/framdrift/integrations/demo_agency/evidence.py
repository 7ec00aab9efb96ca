"""Evidence, decisions and offers in memory: what the wing's actions would write, with the words that people wrote."""

from __future__ import annotations

from datetime import date, datetime

from framdrift.foundation import texts
from framdrift.integrations.demo_agency import moves, names, writing
from framdrift.integrations.demo_agency.recruitment import Course, Recruitment
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.kinds import BallReason, CandidacyStatus, Side, StepType, ToldReason, Verdict
from framdrift.recruiting.models import (
    Decision,
    FirstChoice,
    Offer,
    PlanStep,
    Reference,
    Score,
    Scorecard,
    TestResult,
)
from framdrift.recruiting.rules import Given, GivenScorecard, Missing, missing_evidence

_LEAVES_OPEN = 0.06
"""Share of criteria that an assessor leaves open: nothing was seen."""


def ask_card(file: Recruitment, course: Course, *, author: Account, due_on: date, at: datetime) -> Scorecard:
    """Ask one person for an assessment of the meeting at the step where the candidacy stands."""
    card = file.book.new(
        Scorecard,
        candidacy=course.row,
        company_id=file.row.company_id,
        plan_step=course.plan_step,
        author=author,
        side=Side.CLIENT if author.company_id else Side.AGENCY,
        asked_at=at,
        due_on=due_on,
    )
    course.cards.append(card)
    asked = events.ScorecardAsked(
        scorecard_id=card.pk,
        author_id=author.pk,
        plan_step_id=card.plan_step_id,
        due_on=due_on,
        **file.ids_of(course),
    )
    file.tell(asked, actor=file.consultant(at), at=at)
    return card


def submit_card(file: Recruitment, course: Course, card: Scorecard, *, at: datetime) -> None:
    """The assessment is in: a score and what was seen on each criterion."""
    card.submitted_at = at
    card.note = writing.card_note(file.rng, course.fit)
    for criterion, yardstick in file.criteria:
        value = None if file.rng.random() < _LEAVES_OPEN else _score(file, course.fit)
        file.book.new(
            Score,
            scorecard=card,
            company_id=file.row.company_id,
            criterion=criterion,
            value=value,
            note=writing.seen(file.rng, yardstick, value),
            given_at=at,
        )
    submitted = events.ScorecardSubmitted(
        scorecard_id=card.pk, author_id=card.author_id, plan_step_id=card.plan_step_id, **file.ids_of(course)
    )
    file.tell(submitted, actor=card.author, at=at)


def _score(file: Recruitment, fit: float) -> int:
    return min(max(round(1 + 4 * fit + file.rng.gauss(0, 0.7)), 1), 5)


def ask_reference(file: Recruitment, course: Course, step: PlanStep, *, at: datetime) -> Reference:
    """A consultant asks someone to tell of the candidate."""
    person = names.draw(file.rng)
    reference = file.book.new(
        Reference,
        candidacy=course.row,
        company_id=file.row.company_id,
        plan_step=step,
        name=person.name,
        relation=file.rng.choice(writing.RELATIONS),
        email=f"{person.handle}@{file.rng.choice(names.MAIL_DOMAINS)}",
        phone=names.phone(file.rng),
        asked_at=at,
    )
    course.references.append(reference)
    asked = events.ReferenceAsked(reference_id=reference.pk, **file.ids_of(course))
    file.tell(asked, actor=file.consultant(at), at=at)
    return reference


def receive_reference(file: Recruitment, course: Course, reference: Reference, *, at: datetime) -> None:
    """The referee told."""
    reference.received_at = at
    reference.body = writing.reference(file.rng, course.fit)
    received = events.ReferenceReceived(reference_id=reference.pk, **file.ids_of(course))
    file.tell(received, actor=file.consultant(at), at=at)


def decline_reference(file: Recruitment, course: Course, reference: Reference, *, at: datetime) -> None:
    """The referee would rather not tell."""
    reference.declined_at = at
    declined = events.ReferenceDeclined(reference_id=reference.pk, **file.ids_of(course))
    file.tell(declined, actor=file.consultant(at), at=at)


def receive_test(file: Recruitment, course: Course, step: PlanStep, *, at: datetime) -> None:
    """A test was taken, and a consultant wrote what it showed."""
    test = file.book.new(
        TestResult,
        candidacy=course.row,
        company_id=file.row.company_id,
        plan_step=step,
        name=file.rng.choice(writing.TESTS),
        received_at=at,
        body=writing.test(file.rng, course.fit),
    )
    course.tests.append(test)
    received = events.TestReceived(test_id=test.pk, **file.ids_of(course))
    file.tell(received, actor=file.consultant(at), at=at)


def missing(file: Recruitment, course: Course, step: PlanStep) -> tuple[Missing, ...]:
    """The needs of a step that are not met."""
    given = Given(
        scorecards=tuple(
            GivenScorecard(card.plan_step_id, card.author_id, card.side) for card in course.cards if card.submitted_at
        ),
        references=sum(1 for reference in course.references if reference.received_at),
        tests=len(course.tests),
    )
    return missing_evidence(file.needs[step.pk], given, at_step=step.pk, at_decision=step.type == StepType.DECISION)


def is_ready(file: Recruitment, course: Course) -> bool:
    """At the decision step with all evidence in."""
    return course.plan_step.type == StepType.DECISION and not missing(file, course, course.plan_step)


def tell_if_ready(file: Recruitment, course: Course, *, at: datetime) -> None:
    """All evidence is in: the decider's clock runs from here."""
    if not is_ready(file, course):
        return
    completed = events.EvidenceCompleted(plan_step_id=course.plan_step.pk, **file.ids_of(course))
    file.tell(completed, actor=file.consultant(at), at=at)
    ball = course.stay.ball
    if ball.account_id != file.decider.pk:
        moves.pass_ball(
            file,
            course,
            course.stay,
            side=Side.CLIENT,
            account=file.decider,
            reason=BallReason.DECIDE,
            until_on=file.clock.days.add(file.on(at), max(course.plan_step.response_work_days, 1)),
            actor=file.consultant(at),
            at=at,
        )


def mark_first_choice(file: Recruitment, course: Course, *, by: Account, at: datetime) -> None:
    """A person marks whom they would choose now; the mark is kept whatever happens."""
    number = course.plan_step.position
    for other in file.courses:
        if other.marked and other is not course:
            return
    course.marked = True
    file.book.new(
        FirstChoice,
        assignment=file.row,
        company_id=file.row.company_id,
        candidacy=course.row,
        round=number,
        marked_by=by,
        marked_at=at,
    )
    file.tell(events.FirstChoiceMarked(round=number, **file.ids_of(course)), actor=by, at=at)


def record_decision(
    file: Recruitment,
    course: Course,
    verdict: Verdict,
    *,
    by: Account,
    decided_by: Account,
    reason: str,
    at: datetime,
    early_reason: str = "",
) -> None:
    """Who decided what and why, and what was known."""
    lacking = missing(file, course, course.plan_step)
    person = course.candidate.pseudonym
    why = file.book.text(reason, about=person) if reason else None
    why_early = file.book.text(early_reason, about=person) if early_reason and lacking else None
    decision = file.book.new(
        Decision,
        candidacy=course.row,
        assignment=file.row,
        company_id=file.row.company_id,
        plan_step=course.plan_step,
        verdict=verdict,
        decided_by=decided_by,
        recorded_by=by,
        decided_at=at,
        reason=why,
        early_reason=why_early,
        evidence_complete=not lacking,
        known={
            "scorecards": [card.pk for card in course.cards if card.submitted_at],
            "references": [reference.pk for reference in course.references if reference.received_at],
            "tests": [test.pk for test in course.tests],
            "missing": [{"kind": need.kind, "side": need.side, "wanted": need.wanted} for need in lacking],
        },
    )
    taken = events.DecisionTaken(
        decision_id=decision.pk,
        plan_step_id=course.plan_step.pk,
        verdict=verdict,
        decided_by_id=decided_by.pk,
        evidence_complete=not lacking,
        reason=texts.reference(why),
        early_reason=texts.reference(why_early),
        **file.ids_of(course),
    )
    file.tell(taken, actor=by, at=at)


def decide_offer(file: Recruitment, course: Course, *, early_reason: str, at: datetime) -> None:
    """The client decides for this candidate: on to the offer step, and an offer to send."""
    record_decision(
        file,
        course,
        Verdict.OFFER,
        by=file.decider,
        decided_by=file.decider,
        reason=file.rng.choice(writing.OFFER_REASONS),
        early_reason=early_reason,
        at=at,
    )
    course.chosen = True
    to = file.step(StepType.OFFER)
    assert to is not None, "every shipped template has an offer step"
    moves.move(file, course, to, actor=file.decider, at=at)
    course.offer = file.book.new(
        Offer, candidacy=course.row, assignment=file.row, company_id=file.row.company_id, decided_at=at
    )


def decide_no(file: Recruitment, course: Course, *, told_reason: ToldReason, at: datetime) -> None:
    """The client decides against."""
    record_decision(
        file,
        course,
        Verdict.REJECT,
        by=file.decider,
        decided_by=file.decider,
        reason=file.rng.choice(writing.REJECT_REASONS),
        at=at,
    )
    moves.end(
        file,
        course,
        status=CandidacyStatus.REJECTED,
        told_reason=told_reason,
        told_by_side=Side.CLIENT,
        actor=file.decider,
        at=at,
    )


def send_offer(file: Recruitment, course: Course, *, answer_by_on: date, at: datetime) -> None:
    """The candidate has the offer; the ball is theirs until the date told."""
    assert course.offer is not None, "decided before sent"
    course.offer.sent_at, course.offer.answer_by_on = at, answer_by_on
    by = file.consultant(at)
    sent = events.OfferSent(offer_id=course.offer.pk, answer_by_on=answer_by_on, **file.ids_of(course))
    file.tell(sent, actor=by, at=at)
    moves.pass_ball(
        file,
        course,
        course.stay,
        side=Side.CANDIDATE,
        reason=BallReason.ANSWER_OFFER,
        until_on=answer_by_on,
        actor=by,
        at=at,
    )


def answer_offer(
    file: Recruitment, course: Course, *, answer: str, at: datetime, told_reason: str = "", told: str = ""
) -> None:
    """The candidate answers; what follows is the caller's."""
    assert course.offer is not None, "sent before answered"
    words = file.book.text(told, about=course.candidate.pseudonym) if told else None
    offer = course.offer
    offer.answer, offer.answered_at, offer.told_reason, offer.told = answer, at, told_reason, words
    answered = events.OfferAnswered(
        offer_id=offer.pk,
        answer=answer,
        reason_code=told_reason,
        told=texts.reference(words),
        **file.ids_of(course),
    )
    file.tell(answered, actor=course.candidate.pseudonym, at=at)
