"""One candidacy, whole: where it stands, who must act, what was promised, decided, offered and noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import starmap

from django.db.models import QuerySet

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import rules
from framdrift.recruiting.kinds import CandidacyStatus, Scope, Side, Verdict
from framdrift.recruiting.models import (
    Advice,
    Ball,
    Candidacy,
    ClientQuestion,
    Contact,
    Deputy,
    FirstChoice,
    Note,
    Offer,
    Outcome,
    PlanStep,
    Promise,
    Step,
    Upload,
)
from framdrift.recruiting.queries.board import BallLine, matching, plan_of
from framdrift.recruiting.queries.evidence import Evidence, advice_of, evidence_of
from framdrift.recruiting.queries.scope import visible_candidacies


@dataclass(frozen=True, slots=True)
class OpenStepLine:
    """A step the candidacy stands at, with its ball. `is_main` marks the one whose ball is the candidacy's."""

    id: int
    plan_step: PlanStep
    opened_at: datetime
    due_on: date
    last_responsible_on: date
    booked_at: datetime | None
    booked_minutes: int | None
    held_at: datetime | None
    ball: BallLine | None
    is_main: bool


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A date told to someone; `is_broken` where its instant has passed and it was not kept in time."""

    id: int
    kind: str
    to_side: str
    to_name: str
    owner: str
    text: str
    due_at: datetime
    kept_at: datetime | None
    withdrawn_at: datetime | None
    is_broken: bool

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be kept."""
        return self.kept_at is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What was decided at a step, by whom (their name) and why; `early_reason` where evidence was missing."""

    plan_step: PlanStep
    verdict: str
    decided_by: str
    decided_at: datetime
    undone_at: datetime | None
    reason: str
    early_reason: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note for colleagues, with its author's name."""

    id: int
    text: str
    written_by_id: int
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class CandidacyPage:
    """Everything a candidacy's page shows beside its timeline."""

    candidacy: Candidacy
    plan: tuple[PlanStep, ...]
    open_steps: tuple[OpenStepLine, ...]
    promises: tuple[PromiseLine, ...]
    evidence: Evidence
    decisions: tuple[DecisionLine, ...]
    offers: tuple[Offer, ...]
    outcome: Outcome | None
    first_choice: FirstChoice | None
    advice: Advice | None
    questions: tuple[ClientQuestion, ...]
    notes: tuple[NoteLine, ...]
    uploads: tuple[Upload, ...]

    @property
    def main(self) -> OpenStepLine | None:
        """The step whose ball is the candidacy's."""
        return next((step for step in self.open_steps if step.is_main), None)

    @property
    def candidacy_steps(self) -> tuple[PlanStep, ...]:
        """The steps a candidacy can stand at, in order."""
        return tuple(step for step in self.plan if step.scope == Scope.CANDIDACY)

    @property
    def next_plan_step(self) -> PlanStep | None:
        """The step after the one it stands at."""
        here = self.candidacy.plan_step.position
        return next((step for step in self.candidacy_steps if step.position > here), None)

    @property
    def open_offer(self) -> Offer | None:
        """The offer that is not answered yet."""
        return next((offer for offer in self.offers if offer.answered_at is None), None)


def candidacies_of(viewer: Viewer) -> QuerySet[Candidacy]:
    """What a page of one candidacy starts from: visible to the viewer, with what its header names."""
    return visible_candidacies(viewer).select_related("candidate", "assignment", "assignment__company", "plan_step")


def candidacy_page(viewer: Viewer, *, candidacy: Candidacy, as_of: datetime) -> CandidacyPage:
    """The page of one candidacy out of `candidacies_of(viewer)`. Eighteen statements at most."""
    plan = plan_of(candidacy.assignment)
    decisions = _decisions(candidacy, plan)
    return CandidacyPage(
        candidacy=candidacy,
        plan=plan,
        open_steps=open_steps_of(candidacy, plan),
        promises=promise_lines(Promise.objects.filter(candidacy=candidacy), as_of=as_of),
        evidence=evidence_of(viewer, candidacy=candidacy, plan=plan),
        decisions=decisions,
        offers=tuple(candidacy.offers.select_related("told").order_by("-decided_at")),
        outcome=_outcome(candidacy),
        first_choice=candidacy.first_choices.filter(unmarked_at__isnull=True).first(),
        advice=advice_of(candidacy),
        questions=_questions(candidacy) if any(one.verdict == Verdict.NEED_MORE for one in decisions) else (),
        notes=notes_of(Note.objects.filter(candidacy=candidacy)),
        uploads=tuple(candidacy.candidate.uploads.all()),
    )


def open_steps_of(candidacy: Candidacy, plan: Sequence[PlanStep]) -> tuple[OpenStepLine, ...]:
    """The open steps with their balls, the main one first. Two statements."""
    steps = list(Step.objects.filter(candidacy=candidacy, closed_at__isnull=True))
    balls = _open_balls(candidacy)
    main = rules.main_step(steps)
    shapes = {step.pk: step for step in plan}
    return tuple(
        _open_step(step, shapes[step.plan_step_id], balls.get(step.pk), is_main=step is main)
        for step in sorted(steps, key=lambda one: (one.last_responsible_on, one.pk))
    )


def _open_balls(candidacy: Candidacy) -> dict[int, BallLine]:
    """The candidacy's open balls by step."""
    rows = Ball.objects.filter(candidacy=candidacy, ended_at__isnull=True).values_list(
        "step_id", "pk", "side", "account_id", "account__name", "label", "reason", "since", "until_on"
    )
    found = {}
    for step_id, pk, side, account_id, account, label, reason, since, until_on in rows:
        holder = account or (candidacy.candidate.name if side == Side.CANDIDATE else label)
        found[step_id] = BallLine(pk, side, account_id, holder, reason, since, until_on)
    return found


def _open_step(step: Step, plan_step: PlanStep, ball: BallLine | None, *, is_main: bool) -> OpenStepLine:
    return OpenStepLine(
        id=step.pk,
        plan_step=plan_step,
        opened_at=step.opened_at,
        due_on=step.due_on,
        last_responsible_on=step.last_responsible_on,
        booked_at=step.booked_at,
        booked_minutes=step.booked_minutes,
        held_at=step.held_at,
        ball=ball,
        is_main=is_main,
    )


def promise_lines(rows: QuerySet[Promise], *, as_of: datetime) -> tuple[PromiseLine, ...]:
    """Promises, the open ones first, soonest first; those that were moved are told by what they moved to. One
    statement."""
    found = rows.filter(moved_to__isnull=True).order_by("due_at", "pk").values_list(*_PROMISE_FIELDS)
    lines = []
    for pk, kind, to_side, due_at, kept_at, withdrawn_at, owner, text, account, candidate, applicant in found:
        told = candidate or applicant or "" if to_side == Side.CANDIDATE else ""
        is_broken = rules.is_broken(due_at=due_at, kept_at=kept_at, withdrawn_at=withdrawn_at, as_of=as_of)
        line = PromiseLine(
            pk, kind, to_side, account or told, owner, text or "", due_at, kept_at, withdrawn_at, is_broken
        )
        lines.append(line)
    return tuple(sorted(lines, key=lambda line: not line.is_open))


# Plain values: six whole rows joined for a few names cost more to ask for than to read.
_PROMISE_FIELDS = (
    "pk", "kind", "to_side", "due_at", "kept_at", "withdrawn_at", "owner__name", "text__body", "to_account__name",
    "candidate__name", "candidacy__candidate__name",
)  # fmt: skip


def notes_of(rows: QuerySet[Note]) -> tuple[NoteLine, ...]:
    """Notes that were not taken away, newest first. One statement."""
    found = rows.filter(removed_at__isnull=True).order_by("-written_at", "-pk")
    return tuple(
        starmap(NoteLine, found.values_list("pk", "text__body", "written_by_id", "written_by__name", "written_at"))
    )


def people_of(assignment_id: int, *, owner: Account) -> tuple[tuple[Account, str], ...]:
    """Those who can hold a ball or give an assessment: (account, "agency" or "client"). Two statements."""
    deputies = Deputy.objects.filter(assignment=assignment_id).select_related("account").order_by("account__name")
    contacts = Contact.objects.filter(assignment=assignment_id).select_related("account").order_by("account__name")
    agency = [owner, *(deputy.account for deputy in deputies if deputy.account_id != owner.pk)]
    return (*((account, "agency") for account in agency), *((contact.account, "client") for contact in contacts))


def ended_and_active(viewer: Viewer, *, assignment_id: int, status: str = "", search: str = "") -> QuerySet[Candidacy]:
    """The candidacies of one assignment for a plain list, active ones first, then by date of their next step.

    `status` is one of CandidacyStatus, `ended` for every end, or empty for all.
    """
    rows = matching(visible_candidacies(viewer).filter(assignment_id=assignment_id), search)
    if status == "ended":
        rows = rows.exclude(status=CandidacyStatus.ACTIVE)
    elif status in set(CandidacyStatus):
        rows = rows.filter(status=status)
    return rows.select_related("candidate", "plan_step").order_by("-next_step_on", "pk")


def _decisions(candidacy: Candidacy, plan: Sequence[PlanStep]) -> tuple[DecisionLine, ...]:
    """Newest first, each at its step of the plan that is at hand."""
    steps = {step.pk: step for step in plan}
    rows = candidacy.decisions.order_by("-decided_at", "-pk").values_list(
        "plan_step_id", "verdict", "decided_by__name", "decided_at", "undone_at", "reason__body", "early_reason__body"
    )
    return tuple(
        DecisionLine(steps[step_id], verdict, decider, at, undone_at, reason or "", early_reason or "")
        for step_id, verdict, decider, at, undone_at, reason, early_reason in rows
    )


def _questions(candidacy: Candidacy) -> tuple[ClientQuestion, ...]:
    """What the client wants to know before it decides. Each came with a decision that says so."""
    rows = candidacy.questions.filter(withdrawn_at=None).select_related("what", "answer", "asked_by")
    return tuple(rows.order_by("-pk"))


def _outcome(candidacy: Candidacy) -> Outcome | None:
    if candidacy.status == CandidacyStatus.ACTIVE:
        return None
    return candidacy.outcomes.filter(undone_at__isnull=True).select_related("told", "recorded_by").first()
