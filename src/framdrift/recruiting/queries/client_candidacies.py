"""One candidate as a client's seat knows them: where they stand, what is known, what is missing, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from framdrift.organisations.access import Viewer
from framdrift.recruiting import rules
from framdrift.recruiting.kinds import CandidacyStatus, EvidenceKind, Scope, Side, StepType, Verdict
from framdrift.recruiting.models import (
    Advice,
    Ball,
    Candidacy,
    ClientQuestion,
    Decision,
    PlanStep,
    PresentedCandidacy,
    Scorecard,
)
from framdrift.recruiting.queries.board import plan_of
from framdrift.recruiting.queries.client_scope import may_compare, may_decide, seat_cards, shown_name
from framdrift.recruiting.queries.evidence import CriterionLine, Evidence, ScorecardLine, advice_of, evidence_of


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One thing that the decision lacks: who has it, and since when, where it has been asked for. `holder` is a
    person's name; a referee is never named to a client, so that line bears the consultant's."""

    kind: str
    side: str
    holder: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class ClientGate:
    """What the decision at hand rests on: pieces in and wanted, and what is missing."""

    evidence_in: int
    evidence_wanted: int
    missing: tuple[MissingLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether everything is in, so that a decision needs no reason for haste."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Debrief:
    """The assessments side by side: who gave one, and every criterion with each person's score. Never a total."""

    cards: tuple[ScorecardLine, ...]
    criteria: tuple[CriterionLine, ...]

    @property
    def apart(self) -> tuple[CriterionLine, ...]:
        """The criteria on which people differ by two points or more: what to talk about."""
        return tuple(line for line in self.criteria if line.spread > 1)


@dataclass(frozen=True, slots=True)
class ClientCandidacy:
    """The page of one candidate for one seat. `debrief` is None while the seat may not compare; then `own_open`
    holds the assessments that it owes, if any."""

    candidacy: Candidacy
    name: str
    is_blind: bool
    steps: tuple[PlanStep, ...]
    ball: Ball | None
    words: str
    presentation_id: int | None
    own_open: tuple[Scorecard, ...]
    own_given: tuple[Scorecard, ...]
    debrief: Debrief | None
    references_in: int
    tests_in: int
    gate: ClientGate
    forward: Verdict | None
    may_decide: bool
    advice: Advice | None
    decisions: tuple[Decision, ...]
    questions: tuple[ClientQuestion, ...]

    @property
    def is_active(self) -> bool:
        """Whether there is anything left to decide."""
        return self.candidacy.status == CandidacyStatus.ACTIVE

    @property
    def open_question(self) -> ClientQuestion | None:
        """What was asked and waits for the agency's answer."""
        waits = (one for one in self.questions if one.answered_at is None and one.withdrawn_at is None)
        return next(waits, None)


def client_candidacy(viewer: Viewer, *, candidacy: Candidacy, on: date) -> ClientCandidacy:
    """The page of a candidacy out of `presented_to(viewer)`: at most twenty statements."""
    plan = plan_of(candidacy.assignment)
    evidence = evidence_of(viewer, candidacy=candidacy, plan=plan)
    own = list(seat_cards(viewer).filter(candidacy=candidacy).order_by("asked_at", "pk"))
    forward = rules.forward_verdict(candidacy.plan_step)
    page = _presented(viewer, candidacy)
    return ClientCandidacy(
        candidacy=candidacy,
        name=shown_name(candidacy),
        is_blind=bool(getattr(candidacy, "is_blind", False)),
        steps=tuple(step for step in plan if step.scope == Scope.CANDIDACY),
        ball=_ball(candidacy),
        words=page.words if page else "",
        presentation_id=page.presentation_id if page else None,
        own_open=tuple(card for card in own if card.submitted_at is None),
        own_given=tuple(card for card in own if card.submitted_at is not None),
        debrief=_debrief(evidence) if may_compare(viewer, candidacy, on=on) else None,
        references_in=sum(1 for one in evidence.references if one.received_at is not None),
        tests_in=len(evidence.tests),
        gate=_gate(candidacy, plan, evidence, forward),
        forward=forward,
        may_decide=may_decide(viewer, candidacy, on=on),
        advice=advice_of(candidacy),
        decisions=_decisions(candidacy),
        questions=tuple(candidacy.questions.select_related("what", "answer", "asked_by", "answered_by", "decision")),
    )


def _presented(viewer: Viewer, candidacy: Candidacy) -> PresentedCandidacy | None:
    """Their page in the shortlist that was shared last; where the candidate is blind, the page shows no words here,
    since the shortlist itself blinds them."""
    if getattr(candidacy, "is_blind", False):
        return None
    rows = PresentedCandidacy.objects.filter(
        candidacy=candidacy, presentation__shared_at__isnull=False, presentation__blind=False
    )
    return rows.filter(company_id=viewer.company_id or 0).order_by("-presentation__shared_at").first()


def _ball(candidacy: Candidacy) -> Ball | None:
    balls = list(Ball.objects.filter(candidacy=candidacy, ended_at=None).select_related("step", "account"))
    main = rules.main_step(ball.step for ball in balls)
    return next((ball for ball in balls if main is not None and ball.step_id == main.pk), None)


def _debrief(evidence: Evidence) -> Debrief | None:
    given = tuple(card for card in evidence.scorecards if card.is_given)
    return Debrief(given, evidence.criteria) if given else None


def _decisions(candidacy: Candidacy) -> tuple[Decision, ...]:
    """What the client decided, newest first; the agency's own moves past a gate are not told here."""
    rows = Decision.objects.filter(candidacy=candidacy, decided_by__company_id=candidacy.company_id)
    rows = rows.select_related("reason", "early_reason", "decided_by", "plan_step")
    return tuple(rows.order_by("-decided_at", "-pk"))


# --- the gate --------------------------------------------------------------------------------------
def _gate(candidacy: Candidacy, plan: Sequence[PlanStep], evidence: Evidence, forward: Verdict | None) -> ClientGate:
    """What `decide` would ask for: every decision step's needs for an offer, else those of the step at hand."""
    steps = [candidacy.plan_step_id]
    if forward is Verdict.OFFER:
        steps = [step.pk for step in plan if step.type == StepType.DECISION] or steps
    given = _given(evidence)
    have = want = 0
    missing: list[rules.Missing] = []
    for step in (step for step in plan if step.pk in steps):
        needs, is_decision = list(step.needs.all()), step.type == StepType.DECISION
        there, wanted = rules.evidence_count(needs, given, at_step=step.pk, at_decision=is_decision)
        have, want = have + there, want + wanted
        missing += rules.missing_evidence(needs, given, at_step=step.pk, at_decision=is_decision)
    return ClientGate(have, want, tuple(_missing_lines(missing, evidence, candidacy)))


def _given(evidence: Evidence) -> rules.Given:
    cards = [card for card in evidence.scorecards if card.is_given]
    return rules.Given(
        tuple(rules.GivenScorecard(card.plan_step_id, card.author_id, card.side) for card in cards),
        references=sum(1 for one in evidence.references if one.received_at is not None),
        tests=len(evidence.tests),
    )


def _missing_lines(missing: Iterable[rules.Missing], evidence: Evidence, candidacy: Candidacy) -> Iterable[MissingLine]:
    """A line for every piece that is missing: first those that somebody has been asked for, then those nobody has."""
    consultant = candidacy.assignment.owner.name
    for one in missing:
        asked = _asked(one, evidence, consultant)[: one.wanted]
        yield from (MissingLine(one.kind, one.side, holder, since) for holder, since in asked)
        for _number in range(one.wanted - len(asked)):
            yield MissingLine(one.kind, one.side, consultant, None)


def _asked(one: rules.Missing, evidence: Evidence, consultant: str) -> list[tuple[str, datetime]]:
    """Who has been asked for this kind of evidence and has not given it, and since when."""
    if one.kind == EvidenceKind.SCORECARD:
        cards = [card for card in evidence.scorecards if not card.is_given and card.side == one.side]
        return [(card.author, card.asked_at) for card in cards if one.account_id in (None, card.author_id)]
    if one.kind == EvidenceKind.REFERENCE:
        waits = [ref for ref in evidence.references if ref.received_at is None and ref.declined_at is None]
        return [(consultant, ref.asked_at) for ref in waits]
    return []


def is_client_side(line: MissingLine) -> bool:
    """Whether the reader's own company has it."""
    return line.kind == EvidenceKind.SCORECARD and line.side == Side.CLIENT
