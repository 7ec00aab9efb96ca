"""What a client's seat does with what waits on it: drafts, words in answer, passing on, being away, saying yes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.organisations import actions as organisations
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting import events
from framdrift.recruiting.actions.balls import hand_over, hold_ball
from framdrift.recruiting.actions.gates import account_of
from framdrift.recruiting.actions.ground import (
    announce,
    ids_of_assignment,
    lock_assignment,
    owner_at,
    today,
    working_days,
)
from framdrift.recruiting.kinds import BallReason, Side
from framdrift.recruiting.models import Assignment, Ball, Contact, PlanConfirmation, Scorecard
from framdrift.recruiting.queries.client_scope import acts_for
from framdrift.recruiting.refusals import (
    AlreadySubmitted,
    NotTheAuthor,
    NotTheDecider,
    NotYours,
    ReasonNeeded,
    TooManyWords,
    WrongSide,
)
from framdrift.recruiting.rules import Placement

Draft = dict[str, tuple[str, str]]
"""Criterion id as text -> (what was chosen, what was seen), as the form has them: an assessment so far."""

MAX_WORDS = 4000
"""Letters of one field of an assessment, drafted or sent in."""


@transaction.atomic
def keep_draft(*, scorecard: Scorecard, scores: Draft, note: str, by: Viewer, at: datetime) -> None:
    """Keep what has been typed, for its author alone; no event, since nothing has been said. Raises AlreadySubmitted,
    NotTheAuthor, TooManyWords."""
    if max(len(words) for words in (note, *(words for _value, words in scores.values()))) > MAX_WORDS:
        raise TooManyWords(MAX_WORDS)
    if scorecard.author_id != by.account_id:
        raise NotTheAuthor
    draft = {"note": note, "scores": {key: list(given) for key, given in scores.items()}}
    kept = Scorecard.objects.filter(pk=scorecard.pk, submitted_at=None).update(draft=draft, drafted_at=at)
    if not kept:
        raise AlreadySubmitted


@transaction.atomic
def answer_ball(*, ball: Ball, words: str, by: Viewer, at: datetime) -> Ball:
    """Whoever has the ball at the client answers in words, and the assignment's owner has it next: to book where
    times were asked for. Raises NotYours, BallMoved, ReasonNeeded."""
    held = hold_ball(ball)
    if held.account_id not in acts_for(by, on=today(at)):
        raise NotYours
    about = held.candidacy.candidate.pseudonym if held.candidacy else ""
    text = texts.keep(words, about=about)
    if text is None:
        raise ReasonNeeded
    told = events.BallAnswered(
        step_id=held.step_id,
        assignment_id=held.assignment_id,
        company_id=held.company_id,
        candidacy_id=held.candidacy_id,
        reason_code=held.reason,
        text=texts.reference(text),
    )
    announce(told, by=by, at=at)
    reason = BallReason.BOOK if held.reason == BallReason.GIVE_TIMES else BallReason.DO_STEP
    until = working_days().add(today(at), 1)
    owner = owner_at(held.step.plan_step, held.assignment)
    return hand_over(held, Placement(Side.AGENCY, owner, reason, until), by=by, at=at)


@transaction.atomic
def pass_on_ball(*, ball: Ball, to: Account, why: str, by: Viewer, at: datetime) -> Ball:
    """Give a ball to a colleague at the same company, with a reason; the date that was agreed stays, or is tomorrow
    where it has passed. Its holder may, whoever stands in for them, and the company's HR. Raises NotYours, BallMoved,
    WrongSide, ReasonNeeded."""
    held = hold_ball(ball)
    is_hr = "client_hr" in by.roles and held.company_id == by.company_id and held.side == Side.CLIENT
    if held.account_id not in acts_for(by, on=today(at)) and not is_hr:
        raise NotYours
    if to.company_id != held.company_id or to.pk == held.account_id or not to.is_active:
        raise WrongSide
    text = texts.keep(why, about=held.candidacy.candidate.pseudonym if held.candidacy else "")
    if text is None:
        raise ReasonNeeded
    _let_in(held.assignment, [to])
    until = max(held.until_on, working_days().add(today(at), 1) if held.until_on < today(at) else held.until_on)
    placement = Placement(Side.CLIENT, to.pk, BallReason(held.reason), until)
    return hand_over(held, placement, by=by, at=at, text=text)


def _let_in(assignment: Assignment, people: list[Account]) -> None:
    """Whoever gets a ball of an assignment takes part in it, and so may see it."""
    there = set(Contact.objects.filter(assignment=assignment).values_list("account_id", flat=True))
    Contact.objects.bulk_create(
        Contact(assignment=assignment, company_id=assignment.company_id, account=person, part=Contact.Part.INFORMED)
        for person in people
        if person.pk not in there
    )


@transaction.atomic
def step_away(*, first_on: date, last_on: date, deputy: Account, by: Viewer, at: datetime) -> Absence:
    """A seat is away, whole days, first and last included; the deputy plays their balls meanwhile and sees the
    assignments they take part in. Said twice, it is one absence. Raises what `record_absence` raises."""
    Account.objects.select_for_update().get(pk=account_of(by))
    days = Absence.objects.filter(account_id=account_of(by), first_on=first_on, last_on=last_on, deputy=deputy)
    if told_before := days.first():
        return told_before
    absence = organisations.record_absence(
        account_id=account_of(by), first_on=first_on, last_on=last_on, deputy_id=deputy.pk, by=by, at=at
    )
    theirs = Assignment.objects.filter(contacts__account_id=account_of(by)).exclude(status="closed").order_by("pk")
    for assignment in theirs:
        _let_in(assignment, [deputy])
    return absence


@transaction.atomic
def confirm_plan(*, assignment: Assignment, by: Viewer, at: datetime, remark: str = "") -> PlanConfirmation:
    """The client says yes to the plan as it stands now, with a remark where there is one. Said twice by the same person
    of the same plan, without a remark, it is one yes. The decider says it, or the company's HR: else NotTheDecider."""
    assignment = lock_assignment(assignment)
    parts = Contact.objects.filter(assignment=assignment, account_id=account_of(by), part=Contact.Part.DECIDER)
    is_hr = "client_hr" in by.roles and by.company_id == assignment.company_id
    if not (is_hr or parts.exists()):
        raise NotTheDecider
    last = assignment.confirmations.first()
    said = (account_of(by), assignment.expected_on)
    if last is not None and not remark.strip() and (last.account_id, last.expected_on) == said:
        return last
    text = texts.keep(remark)
    confirmation = PlanConfirmation.objects.create(
        assignment=assignment,
        company_id=assignment.company_id,
        account_id=account_of(by),
        confirmed_at=at,
        expected_on=assignment.expected_on,
        remark=text,
    )
    told = events.PlanConfirmed(
        account_id=account_of(by),
        expected_on=assignment.expected_on,
        text=texts.reference(text),
        **ids_of_assignment(assignment),
    )
    announce(told, by=by, at=at)
    return confirmation
