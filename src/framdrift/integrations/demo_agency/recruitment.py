"""One assignment in memory: its rows, its people and its candidacies, opened and closed as the wing's actions would."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from framdrift.foundation.announcement import Announcement
from framdrift.integrations.demo_agency.cast import Cast, Client
from framdrift.integrations.demo_agency.clock import WorkClock
from framdrift.integrations.demo_agency.daybook import Daybook, Entry
from framdrift.integrations.demo_agency.positions import PURPOSES, Position, Yardstick, criteria_of
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.kinds import AssignmentStatus, Scope, StepType
from framdrift.recruiting.models import (
    Assignment,
    Ball,
    Candidacy,
    Candidate,
    Contact,
    Criterion,
    Deputy,
    EvidenceNeed,
    Offer,
    PlanStep,
    PlanTemplate,
    Promise,
    Reference,
    Scorecard,
    Step,
    TemplateStep,
    TempoTerm,
    TestResult,
)
from framdrift.recruiting.models.assignments import StepShape
from framdrift.recruiting.rules import People, Placement, dates_of_stay, first_ball, lay_out

SHAPE = [item.name for item in StepShape._meta.get_fields() if item.name != "id"]
_PROMISED = 0.85
TEMPO = {
    ("feedback", "client"): 2,
    ("scheduling", "client"): 2,
    ("decision", "client"): 2,
    ("offer", "agency"): 1,
    ("feedback", "agency"): 1,
    ("answer", "candidate"): 3,
}


@dataclass(eq=False)
class Stay:
    """An open stay with its ball."""

    step: Step
    ball: Ball
    plan_step: PlanStep


@dataclass(eq=False)
class Course:
    """One candidacy's way. `fit` is what the invented people would find out; it is never written down."""

    row: Candidacy
    candidate: Candidate
    fit: float
    stays: dict[int, Stay] = field(default_factory=dict)
    begun: dict[int, datetime] = field(default_factory=dict)
    cards: list[Scorecard] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    tests: list[TestResult] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    offer: Offer | None = None
    chosen: bool = False
    marked: bool = False
    for_client: bool = False

    @property
    def active(self) -> bool:
        """Still running."""
        return self.row.status == "active"

    @property
    def plan_step(self) -> PlanStep:
        """Where it stands."""
        return self.row.plan_step

    @property
    def stay(self) -> Stay:
        """Its stay at the step where it stands."""
        return self.stays[self.row.plan_step_id]


@dataclass(frozen=True)
class Brief:
    """What an assignment is opened with."""

    client: Client
    position: Position
    family: str
    template: PlanTemplate
    steps: tuple[TemplateStep, ...]
    owner: Account
    deputy: Account
    kickoff_on: date
    confidential: bool = False


@dataclass(eq=False)
class Recruitment:
    """An assignment with everything that its history touches."""

    book: Daybook
    cast: Cast
    rng: Random
    clock: WorkClock
    client: Client
    row: Assignment
    owner: Account
    decider: Account
    second: Account | None
    plan: list[PlanStep] = field(default_factory=list)
    needs: dict[int, list[EvidenceNeed]] = field(default_factory=dict)
    criteria: list[tuple[Criterion, Yardstick]] = field(default_factory=list)
    own_stays: dict[int, Stay] = field(default_factory=dict)
    own_begun: dict[int, datetime] = field(default_factory=dict)
    courses: list[Course] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)

    @property
    def board(self) -> list[PlanStep]:
        """The steps that candidacies pass."""
        return [step for step in self.plan if step.scope == Scope.CANDIDACY]

    @property
    def active(self) -> list[Course]:
        """Candidacies that run still."""
        return [course for course in self.courses if course.active]

    @property
    def ids(self) -> dict[str, int]:
        """What every event of the assignment carries."""
        return {"assignment_id": self.row.pk, "company_id": self.row.company_id}

    def ids_of(self, course: Course) -> dict[str, int]:
        """What every event of a candidacy carries."""
        return {"candidacy_id": course.row.pk, **self.ids}

    def step(self, kind: StepType) -> PlanStep | None:
        """The first step of a type."""
        return next((step for step in self.plan if step.type == kind), None)

    def on(self, at: datetime) -> date:
        """The agency's date at an instant."""
        return self.clock.date_of(at)

    def consultant(self, at: datetime) -> Account:
        """Who acts for the agency: the owner, or the deputy while the owner is away."""
        return self.cast.who_acts(self.owner, self.on(at))

    def tell(self, announcement: Announcement, *, actor: str | Account, at: datetime) -> Entry:
        """Note an event of this assignment."""
        pseudonym = actor.pseudonym if isinstance(actor, Account) else actor
        return self.book.tell(announcement, actor=pseudonym, at=at)

    def open_stay(self, course: Course | None, plan_step: PlanStep, *, at: datetime) -> Stay:
        """A stay with its provisional dates and its first ball."""
        on = self.on(at)
        dates = dates_of_stay(plan_step, on=on, days=self.clock.days)
        step = self.book.new(
            Step,
            assignment=self.row,
            company_id=self.row.company_id,
            candidacy=course.row if course else None,
            plan_step=plan_step,
            opened_at=at,
            due_on=dates.due_on,
            last_responsible_on=dates.last_responsible_on,
        )
        people = People(owner_id=self.owner.pk, decider_id=self.decider.pk)
        stay = Stay(
            step,
            self.place(step, first_ball(plan_step, people=people, on=on, days=self.clock.days), at=at),
            plan_step,
        )
        (course.stays if course else self.own_stays)[plan_step.pk] = stay
        (course.begun if course else self.own_begun).setdefault(plan_step.pk, at)
        return stay

    def place(self, step: Step, placement: Placement, *, at: datetime, label: str = "") -> Ball:
        """A ball on a step that has none open."""
        return self.book.new(
            Ball,
            step=step,
            assignment=self.row,
            company_id=self.row.company_id,
            candidacy_id=step.candidacy_id,
            side=placement.side,
            step_type=step.plan_step.type,
            account_id=placement.account_id,
            label=label,
            reason=placement.reason,
            since=at,
            until_on=placement.until_on,
        )


def close_stay(stays: dict[int, Stay], plan_step_id: int, *, at: datetime) -> None:
    """Close a stay and its ball."""
    stay = stays.pop(plan_step_id)
    stay.step.closed_at = stay.ball.ended_at = at


def open_recruitment(
    book: Daybook, cast: Cast, brief: Brief, *, rng: Random, clock: WorkClock, at: datetime
) -> Recruitment:
    """Kick-off: the assignment, its dated plan, its people, profile and tempo agreement, and the first ball."""
    managers = brief.client.managers
    decider = rng.choice(managers)
    others = [manager for manager in managers if manager is not decider]
    dates = lay_out(brief.steps, kickoff_on=brief.kickoff_on, days=clock.days)
    row = _assignment(book, brief, rng=rng, at=at, expected_on=max(planned.due_on for planned in dates))
    file = Recruitment(
        book=book,
        cast=cast,
        rng=rng,
        clock=clock,
        client=brief.client,
        row=row,
        owner=brief.owner,
        decider=decider,
        second=rng.choice(others) if others and rng.random() < 0.6 else None,
    )
    for template_step, planned in zip(brief.steps, dates, strict=True):
        _plan_step(file, template_step, planned.starts_on, planned.due_on, planned.last_responsible_on)
    _people(file, brief)
    _profile(file, brief)
    first = next(step for step in file.plan if step.scope == Scope.ASSIGNMENT)
    file.open_stay(None, first, at=at)
    file.tell(
        events.AssignmentOpened(
            owner_id=brief.owner.pk, kickoff_on=row.kickoff_on, expected_on=row.expected_on, **file.ids
        ),
        actor=brief.owner,
        at=at,
    )
    _agree_tempo(file, at=at + timedelta(minutes=35))
    _promise_end(file, at=at + timedelta(minutes=37))
    return file


def _assignment(book: Daybook, brief: Brief, *, rng: Random, at: datetime, expected_on: date) -> Assignment:
    low, high = (pay + 500 * rng.randint(-3, 3) for pay in brief.position.pay)
    number = rng.randrange(len(brief.client.units))
    return book.new(
        Assignment,
        company=brief.client.company,
        unit=brief.client.units[number],
        title=brief.position.title,
        owner=brief.owner,
        confidential=brief.confidential,
        purpose=PURPOSES[brief.family],
        location=brief.client.firm.city,
        pay_low=low,
        pay_high=high,
        opened_at=at,
        kickoff_on=brief.kickoff_on,
        wanted_start_on=(expected_on + timedelta(days=rng.choice((45, 75, 100)))).replace(day=1),
        expected_on=expected_on,
        apply_key=f"{rng.getrandbits(128):032x}",
        apply_open=not brief.confidential,
    )


def _plan_step(file: Recruitment, shape: TemplateStep, starts_on: date, due_on: date, latest_on: date) -> None:
    step = file.book.new(
        PlanStep,
        assignment=file.row,
        company_id=file.row.company_id,
        starts_on=starts_on,
        due_on=due_on,
        first_due_on=due_on,
        last_responsible_on=latest_on,
        **{name: getattr(shape, name) for name in SHAPE},
    )
    file.plan.append(step)
    file.needs[step.pk] = [
        file.book.new(
            EvidenceNeed,
            plan_step=step,
            company_id=file.row.company_id,
            kind=need["kind"],
            side=need["side"],
            count=need["count"],
            optional=need["optional"],
        )
        for need in shape.needs
    ]


def _people(file: Recruitment, brief: Brief) -> None:
    company_id = file.row.company_id
    file.book.new(Deputy, assignment=file.row, account=brief.deputy, company_id=company_id)
    parts = [(file.decider, Contact.Part.DECIDER), (brief.client.hr, Contact.Part.INFORMED)]
    if file.second:
        parts.append((file.second, Contact.Part.INTERVIEWER))
    for account, part in parts:
        file.book.new(Contact, assignment=file.row, account=account, company_id=company_id, part=part)


def _profile(file: Recruitment, brief: Brief) -> None:
    for position, (yardstick, weight) in enumerate(criteria_of(brief.position), start=1):
        criterion = file.book.new(
            Criterion,
            assignment=file.row,
            company_id=file.row.company_id,
            position=position,
            name=yardstick.name,
            weight=weight,
            anchor_1=yardstick.anchors[0],
            anchor_3=yardstick.anchors[1],
            anchor_5=yardstick.anchors[2],
        )
        file.criteria.append((criterion, yardstick))


def _promise_end(file: Recruitment, *, at: datetime) -> None:
    """Mostly a date is promised outward at kick-off, with more or less to spare."""
    if file.rng.random() < _PROMISED:
        file.row.promised_on = file.clock.days.add(file.row.expected_on, file.rng.randint(-7, 4))
        file.tell(events.AssignmentChanged(fields=["promised_on"], **file.ids), actor=file.owner, at=at)


def _agree_tempo(file: Recruitment, *, at: datetime) -> None:
    for (kind, side), work_days in TEMPO.items():
        file.book.new(
            TempoTerm,
            assignment=file.row,
            company_id=file.row.company_id,
            kind=kind,
            side=side,
            work_days=work_days,
            agreed_at=at,
        )
    terms = {f"{kind}:{side}": work_days for (kind, side), work_days in TEMPO.items()}
    file.tell(events.TempoAgreed(terms=terms, **file.ids), actor=file.owner, at=at)


def finish_own_step(file: Recruitment, plan_step: PlanStep, *, at: datetime) -> None:
    """One of the assignment's own steps is done; the next of its own opens."""
    close_stay(file.own_stays, plan_step.pk, at=at)
    plan_step.done_at = at
    later = [step for step in file.plan if step.scope == Scope.ASSIGNMENT and step.position > plan_step.position]
    following = later[0] if later else None
    if following is not None:
        file.open_stay(None, following, at=at)
    file.tell(
        events.AssignmentStepDone(
            plan_step_id=plan_step.pk, next_plan_step_id=following.pk if following else None, **file.ids
        ),
        actor=file.consultant(at),
        at=at,
    )


def close_row(file: Recruitment, *, reason: str, expired_ids: list[int], at: datetime) -> None:
    """The assignment ends; its candidacies have ended already."""
    for plan_step_id in list(file.own_stays):
        close_stay(file.own_stays, plan_step_id, at=at)
    for promise in file.promises:
        if promise.kept_at is None and promise.withdrawn_at is None and promise.kind != "guarantee":
            promise.withdrawn_at = at
    file.row.status, file.row.closed_at, file.row.close_reason = AssignmentStatus.CLOSED, at, reason
    file.row.apply_open = False
    file.tell(
        events.AssignmentClosed(reason_code=reason, expired_ids=expired_ids, **file.ids),
        actor=file.consultant(at),
        at=at,
    )
