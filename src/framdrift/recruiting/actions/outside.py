"""What candidates ask for on their own page, and what staff let candidates see of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from framdrift.foundation import texts
from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import SYSTEM, Viewer
from framdrift.recruiting.actions.forgetting import erase_candidate
from framdrift.recruiting.actions.ground import (
    announce,
    ids_of_assignment,
    lock_assignment,
    require_living,
    today,
    working_days,
)
from framdrift.recruiting.actions.messages import Writing, receive_message
from framdrift.recruiting.actions.promises import make_promise
from framdrift.recruiting.events.outside import (
    AnswerPromised,
    ErasureAsked,
    ErasureDenied,
    OwnDataShown,
    PublicWordsChanged,
)
from framdrift.recruiting.kinds import PromiseKind, Scope, Side, Verdict
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, Decision, Message, Outcome, PlanStep, Promise
from framdrift.recruiting.outside_refusals import AskedAlready
from framdrift.recruiting.queries.public import erasure_answer_by
from framdrift.recruiting.refusals import ReasonNeeded
from framdrift.science.calendars import end_of_day

ANSWER_WORK_DAYS = 1
"""A candidate's question is answered by the end of the next working day."""

_MONTH = timedelta(days=365.25 / 12)


@transaction.atomic
def ask_question(*, candidacy: Candidacy, text: str, key: str, by: Viewer, at: datetime) -> date:
    """The candidate asks; returns the day by which they are answered, which is kept as a promise of the owner's.

    The same `key` again is the same question. A question is also taken after the end: a person answers it.
    """
    known = Message.objects.filter(key=key).exists()
    message = receive_message(writing=Writing(text=text, key=key), candidacy=candidacy, by=by, at=at)
    answer_by = working_days().add(today(message.received_at), ANSWER_WORK_DAYS)
    if not known:
        _promise_an_answer(candidacy, message, answer_by, by=by, at=at)
    return answer_by


def _promise_an_answer(candidacy: Candidacy, message: Message, answer_by: date, *, by: Viewer, at: datetime) -> None:
    due_at = end_of_day(answer_by, agency_zone())
    news = Promise.objects.filter(candidacy=candidacy, kind=PromiseKind.NEWS, kept_at=None, withdrawn_at=None)
    if not news.filter(due_at__lte=due_at).exists():
        owner = candidacy.assignment.owner
        make_promise(
            kind=PromiseKind.NEWS,
            to_side=Side.CANDIDATE,
            due_at=due_at,
            made_by=owner,
            candidacy=candidacy,
            by=SYSTEM,
            at=at,
        )
    sooner = Candidacy.objects.filter(pk=candidacy.pk, next_news_on__gt=answer_by)
    if sooner.update(next_news_on=answer_by):
        told = AnswerPromised(
            message_id=message.pk,
            next_news_on=answer_by,
            candidacy_id=candidacy.pk,
            assignment_id=candidacy.assignment_id,
            company_id=candidacy.company_id,
        )
        announce(told, by=by, at=at)


@dataclass(frozen=True)
class PublicStepWords:
    """What candidates see of a step: whether they do, and what is happening there, in both languages."""

    is_visible: bool
    sv: str
    en: str


@transaction.atomic
def set_public_words(
    *, assignment: Assignment, words: Mapping[int, PublicStepWords], by: Viewer, at: datetime
) -> list[PlanStep]:
    """Choose what candidates of an assignment see, by plan step id; returns the steps that changed."""
    assignment = lock_assignment(assignment, running=False)
    steps = PlanStep.objects.filter(assignment=assignment, scope=Scope.CANDIDACY, pk__in=words.keys())
    changed = [step for step in steps if _differs(step, words[step.pk])]
    for step in changed:
        new = words[step.pk]
        step.visible_to_candidate, step.public_sv, step.public_en = new.is_visible, new.sv.strip(), new.en.strip()
        step.save(update_fields=["visible_to_candidate", "public_sv", "public_en"])
    if changed:
        told = PublicWordsChanged(plan_step_ids=[step.pk for step in changed], **ids_of_assignment(assignment))
        announce(told, by=by, at=at)
    return changed


def _differs(step: PlanStep, new: PublicStepWords) -> bool:
    now = (step.visible_to_candidate, step.public_sv, step.public_en)
    return now != (new.is_visible, new.sv.strip(), new.en.strip())


@transaction.atomic
def note_data_shown(*, candidate: Candidate, by: Viewer, at: datetime) -> None:
    """The candidate got everything that is kept about them (GDPR art. 15)."""
    announce(OwnDataShown(candidate_id=candidate.pk), by=by, at=at)


@transaction.atomic
def ask_erasure(*, candidate: Candidate, by: Viewer, at: datetime) -> date | None:
    """The candidate wants to be forgotten: done at once (None), or held for a person until the day returned.

    It is held while a claim may still be made against a decision about them (GDPR art. 17(3)(e)): as long as the
    agency keeps candidates anyway, counted from the decision. A person answers within a month.
    """
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    require_living(candidate)
    if candidate.erasure_asked_at is not None:
        raise AskedAlready(erasure_answer_by(candidate.erasure_asked_at))
    if not _may_be_claimed(candidate, at=at):
        erase_candidate(candidate=candidate, by=by, at=at)
        return None
    Candidate.objects.filter(pk=candidate.pk).update(erasure_asked_at=at)
    answer_by = erasure_answer_by(at)
    announce(ErasureAsked(candidate_id=candidate.pk, answer_by_on=answer_by), by=by, at=at)
    _put_on_a_list(candidate, answer_by, at=at)
    return answer_by


def _may_be_claimed(candidate: Candidate, *, at: datetime) -> bool:
    """Whether somebody else has decided about the candidate so lately that a claim may still be made."""
    since = at - settings.FRAMDRIFT_RETENTION_MONTHS * _MONTH
    theirs = Candidacy.objects.filter(candidate=candidate)
    ended = Outcome.objects.filter(candidacy__in=theirs, ended_at__gt=since, undone_at=None)
    decided = Decision.objects.filter(candidacy__in=theirs, decided_at__gt=since, undone_at=None)
    against = decided.filter(verdict__in=[Verdict.REJECT, Verdict.OFFER])
    return ended.exclude(told_by_side=Side.CANDIDATE).exists() or against.exists()


def _put_on_a_list(candidate: Candidate, answer_by: date, *, at: datetime) -> None:
    last = Candidacy.objects.filter(candidate=candidate).select_related("assignment__owner").order_by("-pk").first()
    if last is not None:
        with translation.override(settings.LANGUAGE_CODE):
            what = _("an answer to the request for erasure")
        make_promise(
            kind=PromiseKind.CUSTOM,
            to_side=Side.CANDIDATE,
            due_at=end_of_day(answer_by, agency_zone()),
            made_by=last.assignment.owner,
            candidacy=last,
            text=what,
            by=SYSTEM,
            at=at,
        )


@transaction.atomic
def deny_erasure(*, candidate: Candidate, reason: str, by: Viewer, at: datetime) -> None:
    """A person answers that the data are kept for now; the reason is written to the candidate and kept."""
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    require_living(candidate)
    words = texts.keep(reason, about=candidate.pseudonym)
    if words is None:
        raise ReasonNeeded
    Candidate.objects.filter(pk=candidate.pk).update(erasure_asked_at=None)
    announce(ErasureDenied(candidate_id=candidate.pk, reason=texts.reference(words)), by=by, at=at)
