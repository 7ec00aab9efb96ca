"""Letters to a client's people when something has come to wait on them, or has happened to what they did.

Each has a key of its own, so that hearing of an event twice writes nothing twice. What is told, and by which name, is
read as the addressee may know it: nobody hears of their own company's employee.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.correspondence import compose
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.letter_kinds import LetterKind
from framdrift.foundation.letter_words import day_words, listed, time_words
from framdrift.foundation.models import FreeText
from framdrift.momentum.readers import account_reader, seat_address, thread_with
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account
from framdrift.portals.client import letters
from framdrift.portals.client.shown import was_known
from framdrift.portals.client.words import DECIDED, address_of, task_title, words_of
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, Side, Verdict
from framdrift.recruiting.models import (
    Assignment,
    Ball,
    Candidacy,
    ClientQuestion,
    Contact,
    Decision,
    Presentation,
    Scorecard,
)
from framdrift.recruiting.queries.board import plan_of
from framdrift.recruiting.queries.client_page import SCORECARD, client_task_minutes
from framdrift.recruiting.queries.client_scope import may_compare, presented_to, shown_name, who_steps_in
from framdrift.recruiting.queries.evidence import evidence_of
from framdrift.recruiting.queries.second_thoughts import SECOND_THOUGHTS
from framdrift.science.calendars import local_date

_DO_IT, _ASSESS, _READ = lazy("Do it now"), lazy("Assess now"), lazy("Read it")
_APART = 2
"""Points between the lowest and the highest score from which a requirement is worth beginning with."""


# --- what waits ------------------------------------------------------------------------------------
def tell_of_balls(event: Recorded) -> None:
    """The balls that lie with the client now where this event put one: who passed it, or a step that was reached."""
    rows = Ball.objects.filter(
        assignment_id=event.data["assignment_id"],
        side=Side.CLIENT,
        ended_at=None,
        since=event.at,
        assignment__status=AssignmentStatus.OPEN,
    )
    candidacy_id: int | None = event.data.get("candidacy_id")
    rows = rows.filter(candidacy_id=candidacy_id) if candidacy_id else rows.filter(candidacy=None)
    for ball in rows.select_related("account", "assignment", "step__plan_step"):
        if ball.account is not None and ball.account.pseudonym != event.actor and not _answers_a_question(ball):
            deputy = who_steps_in(ball.account, on=local_date(event.at, agency_zone()))
            _tell_of_ball(ball, deputy or ball.account, event)


def _answers_a_question(ball: Ball) -> bool:
    """Whether it came with an answer, whose own letter says so."""
    return ClientQuestion.objects.filter(candidacy_id=ball.candidacy_id or 0, answered_at=ball.since).exists()


def _tell_of_ball(ball: Ball, account: Account, event: Recorded) -> None:
    known = _known_to(account, ball.candidacy_id) if ball.candidacy_id else None
    if ball.candidacy_id and known is None:
        return
    with translation.override(account.language):
        step = ball.step.plan_step.name_in(account.language)
        what = task_title(ball.reason, name=shown_name(known) if known else "", step=step)
        values = {
            "what": what,
            "until": day_words(ball.until_on, account.language),
            "minutes": _minutes(client_task_minutes(ball.reason)),
            "why": _words(event.data.get("text")),
        }
    _write(
        letters.BALL,
        f"client-ball:{ball.pk}",
        account,
        ball.assignment,
        values,
        page=address_of(ball.reason, ball.pk, ball.candidacy_id),
        label=_in(account, _DO_IT),
        reason=f"ball:{ball.pk}",
        about=known,
        at=event.at,
    )


def tell_of_scorecard(event: Recorded) -> None:
    """Somebody at the client was asked for an assessment."""
    card = (
        Scorecard.objects.select_related("author", "plan_step", "candidacy__assignment")
        .filter(pk=event.data["scorecard_id"], submitted_at=None, side=Side.CLIENT)
        .first()
    )
    if card is None or card.author.pseudonym == event.actor:
        return
    known = _known_to(card.author, card.candidacy_id)
    if known is None or known.status != CandidacyStatus.ACTIVE:
        return
    language = card.author.language
    with translation.override(language):
        values = {
            "candidate": shown_name(known),
            "step": card.plan_step.name_in(language),
            "until": day_words(card.due_on, language),
            "minutes": _minutes(client_task_minutes(SCORECARD, assignment_id=known.assignment_id)),
        }
    _write(
        letters.SCORECARD,
        f"client-scorecard:{card.pk}",
        card.author,
        card.candidacy.assignment,
        values,
        page=reverse("client-scorecard", args=[card.pk]),
        label=_in(card.author, _ASSESS),
        reason=f"scorecard:{card.pk}",
        about=known,
        at=event.at,
    )


def tell_of_presentation(event: Recorded) -> None:
    """A shortlist was shared: everybody who takes part reads of it."""
    shared = Presentation.objects.select_related("assignment", "made_by").get(pk=event.data["presentation_id"])
    for account in _people(shared.assignment):
        with translation.override(account.language):
            number = len(event.data["candidacy_ids"])
            count = ngettext("%(n)d candidate", "%(n)d candidates", number) % {"n": number}
        _write(
            letters.PRESENTED,
            f"client-presented:{shared.pk}:{account.pk}",
            account,
            shared.assignment,
            {"count": count, "consultant": shared.made_by.name},
            page=reverse("client-presentation", args=[shared.pk]),
            label=_in(account, _READ),
            at=event.at,
        )


def _people(assignment: Assignment) -> Iterable[Account]:
    rows = Contact.objects.filter(assignment=assignment, account__is_active=True).select_related("account")
    return [contact.account for contact in rows.order_by("pk")]


# --- what happened ---------------------------------------------------------------------------------
def confirm_decision(event: Recorded) -> None:
    """A receipt to whoever at the client decided, with what was known, and until when it can be taken back."""
    rows = Decision.objects.select_related("decided_by", "assignment__owner", "reason", "early_reason")
    decision = rows.filter(pk=event.data["decision_id"], undone_at=None, decided_by__company__isnull=False).first()
    if decision is None or decision.decided_by.pseudonym != event.actor:
        return
    account = decision.decided_by
    known = _known_to(account, decision.candidacy_id)
    if known is None:
        return
    until = decision.decided_at + SECOND_THOUGHTS
    with translation.override(account.language):
        values = {
            "candidate": shown_name(known),
            "verdict": words_of(DECIDED, decision.verdict).lower(),
            "reason": str(decision.reason or ""),
            "early": str(decision.early_reason or ""),
            "known": was_known(decision),
            "until": time_words(until, account.language, account.zone),
            "next": _next(decision, account.language),
        }
    _write(
        letters.DECIDED,
        f"client-decided:{decision.pk}",
        account,
        decision.assignment,
        values,
        page=reverse("client-candidacy", args=[decision.candidacy_id]),
        label=_in(account, _READ),
        about=known,
        at=event.at,
    )


def _next(decision: Decision, language: str) -> str:
    """What follows from a decision, in the active language."""
    slots = {"who": decision.assignment.owner.name}
    if decision.verdict == Verdict.REJECT:
        told = _("%(who)s tells the candidate; no letter goes before a person has read it.")
        return told % slots
    if decision.verdict == Verdict.NEED_MORE:
        question = ClientQuestion.objects.filter(decision=decision).first()
        if question is None:
            return ""
        slots["day"] = day_words(question.answer_by_on, language)
        return _("%(who)s finds out, and answers by %(day)s.") % slots
    if decision.verdict == Verdict.OFFER:
        return _("%(who)s prepares the offer.") % slots
    return _("%(who)s takes the next step.") % slots


def tell_of_answer(event: Recorded) -> None:
    """What somebody at the client wanted to know is answered."""
    rows = ClientQuestion.objects.select_related("asked_by", "assignment", "what", "answer", "candidacy")
    question = rows.get(pk=event.data["question_id"])
    known = _known_to(question.asked_by, question.candidacy_id)
    if known is None:
        return
    language = question.asked_by.language
    ball = Ball.objects.filter(candidacy=question.candidacy_id, account=question.asked_by_id, ended_at=None).first()
    with translation.override(language):
        values = {
            "candidate": shown_name(known),
            "question": str(question.what),
            "answer": str(question.answer or ""),
            "until": day_words(ball.until_on, language) if ball else "",
        }
    _write(
        letters.ANSWERED,
        f"client-answered:{question.pk}",
        question.asked_by,
        question.assignment,
        values,
        page=reverse("client-decide", args=[question.candidacy_id]),
        label=_in(question.asked_by, _DO_IT),
        about=known,
        at=event.at,
    )


def tell_of_debrief(event: Recorded) -> None:
    """The last assessment of a step came in: everybody at the client who gave one reads how far apart they are."""
    step, candidacy_id = event.data["plan_step_id"], event.data["candidacy_id"]
    cards = Scorecard.objects.filter(candidacy_id=candidacy_id, plan_step_id=step).select_related("author")
    given = [card for card in cards if card.submitted_at is not None]
    if len(given) < _APART or len(given) < len(cards):
        return
    for card in given:
        if card.side == Side.CLIENT and card.author.pseudonym != event.actor:
            _tell_of_debrief(card, event)


def _tell_of_debrief(card: Scorecard, event: Recorded) -> None:
    account, known = card.author, _known_to(card.author, card.candidacy_id)
    viewer = viewer_of(account)
    if known is None or not may_compare(viewer, known, on=local_date(event.at, agency_zone())):
        return
    evidence = evidence_of(viewer, candidacy=known, plan=plan_of(known.assignment))
    apart = [line.criterion.name for line in evidence.criteria if line.spread >= _APART]
    with translation.override(account.language):
        values = {"candidate": shown_name(known), "apart": listed(apart, account.language)}
    _write(
        letters.DEBRIEF,
        f"client-debrief:{card.candidacy_id}:{card.plan_step_id}:{account.pk}",
        account,
        known.assignment,
        values,
        page=reverse("client-candidacy", args=[card.candidacy_id]),
        label=_in(account, _READ),
        about=known,
        at=event.at,
    )


# --- writing ---------------------------------------------------------------------------------------
def _write(
    kind: LetterKind,
    key: str,
    account: Account,
    assignment: Assignment,
    values: dict[str, str],
    *,
    page: str,
    label: str,
    at: datetime,
    reason: str = "",
    about: Candidacy | None = None,
) -> None:
    """One letter to one seat, with the one thing to do as its button."""
    if not account.is_active:
        return
    compose(
        kind=kind,
        key=key,
        to=account_reader(account),
        values={**values, "assignment": assignment.title},
        action=(label, seat_address(account, at=at, page=page)),
        company_id=assignment.company_id,
        about=about.candidate.pseudonym if about else "",
        subject_key=f"candidacy:{about.pk}" if about else f"assignment:{assignment.pk}",
        thread=thread_with(account, assignment),
        sender=assignment.owner.name,
        reply_to=assignment.owner.email,
        reason=reason,
        at=at,
    )


def _known_to(account: Account, candidacy_id: int | None) -> Candidacy | None:
    """The candidacy, if this seat may know of it."""
    return presented_to(viewer_of(account)).filter(pk=candidacy_id or 0).first()


def _words(reference: dict[str, str] | None) -> str:
    """What was written, where it still stands."""
    if not reference:
        return ""
    return FreeText.objects.filter(pk=reference["id"]).values_list("body", flat=True).first() or ""


def _minutes(number: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", number) % {"n": number}


def _in(account: Account, words: str | LazyText) -> str:
    """The words in the account's language."""
    with translation.override(account.language):
        return str(words)
