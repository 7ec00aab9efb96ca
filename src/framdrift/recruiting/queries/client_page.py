"""What a seat at a client company may know: what waits on it, and how its company's assignments go. Nothing here
tells of another company, of its own employees who look for work, or of the agency's notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import AssignmentStatus, BallReason, CandidacyStatus
from framdrift.recruiting.models import Assignment, Ball, Criterion, Scorecard
from framdrift.recruiting.queries.client_scope import named, open_cards, presented_to, seat_balls
from framdrift.recruiting.queries.scope import visible_assignments

SCORECARD = "scorecard"
"""The sort of task that is an assessment; the others are named by the reason of their ball."""
TO_DECIDE = frozenset({BallReason.DECIDE, BallReason.GIVE_FEEDBACK})
"""Balls that are played by saying go on, no, or find out more."""

_DECIDE_MINUTES, _WORDS_MINUTES, _CRITERION_MINUTES = 3, 2, 1


@dataclass(frozen=True, slots=True)
class ClientTask:
    """Something that waits on the reader: a ball or a scorecard, with its id. `late` where its date has passed;
    `for_name` names the colleague whom the reader stands in for; `minutes` is an estimate."""

    what: str
    id: int
    candidacy_id: int | None
    candidate_name: str
    step_sv: str
    step_en: str
    assignment_id: int
    assignment_title: str
    consultant: str
    since: datetime
    until_on: date
    minutes: int
    late: bool
    for_name: str = ""
    has_draft: bool = False

    @property
    def is_decision(self) -> bool:
        """Whether it is played on the page of the decision."""
        return self.what in TO_DECIDE and self.candidacy_id is not None


@dataclass(frozen=True, slots=True)
class ClientAssignment:
    """An assignment in the list on the client's page; `unit` is the name of its unit, or empty."""

    id: int
    title: str
    unit: str
    opened_at: datetime
    status: str
    owner_name: str
    owner_email: str
    owner_phone: str
    expected_on: date
    wanted_start_on: date | None
    active: int


@dataclass(frozen=True, slots=True)
class ClientHome:
    """What waits on this seat, soonest first, and its assignments."""

    tasks: tuple[ClientTask, ...]
    assignments: tuple[ClientAssignment, ...]

    @property
    def minutes(self) -> int:
        """How long everything that waits will take, estimated."""
        return sum(task.minutes for task in self.tasks)


def client_home(viewer: Viewer, *, on: date) -> ClientHome:
    """The seat's own page on the date `on`: seven statements, however much waits."""
    found = (
        visible_assignments(viewer)
        .exclude(status=AssignmentStatus.CLOSED)
        .select_related("owner", "unit")
        .annotate(active=Count("candidacies", filter=_shown_to(viewer), distinct=True))
        .order_by("expected_on", "id")
    )
    return ClientHome(tasks=client_tasks(viewer, on=on), assignments=tuple(_assignment(row) for row in found))


def client_tasks(viewer: Viewer, *, on: date) -> tuple[ClientTask, ...]:
    """What waits on the seat, soonest first. Five statements."""
    cards, balls = list(open_cards(viewer)), list(seat_balls(viewer, on=on))
    about = {card.candidacy_id for card in cards} | {ball.candidacy_id for ball in balls if ball.candidacy_id}
    names = named(presented_to(viewer).filter(pk__in=about))
    criteria = _criteria({card.candidacy.assignment_id for card in cards})
    tasks = [_card_task(card, names, criteria, on=on) for card in cards]
    tasks += [_ball_task(ball, names, viewer=viewer, on=on) for ball in balls]
    return tuple(sorted(tasks, key=lambda task: (task.until_on, task.since, task.what, task.id)))


def _shown_to(viewer: Viewer) -> Q:
    """Active candidacies, less those of the company's own employees: it never learns of them."""
    employees = Q(candidacies__candidate__works_at_id=viewer.company_id or 0)
    return Q(candidacies__status=CandidacyStatus.ACTIVE) & ~employees


def _assignment(row: Assignment) -> ClientAssignment:
    return ClientAssignment(
        id=row.pk,
        title=row.title,
        unit=row.unit.name if row.unit else "",
        opened_at=row.opened_at,
        status=row.status,
        owner_name=row.owner.name,
        owner_email=row.owner.email,
        owner_phone=row.owner.phone,
        expected_on=row.expected_on,
        wanted_start_on=row.wanted_start_on,
        active=row.active,  # type: ignore[attr-defined]
    )


def _criteria(assignment_ids: Iterable[int]) -> dict[int, int]:
    """How many criteria each assignment's profile has. One statement."""
    rows = Criterion.objects.filter(assignment_id__in=list(assignment_ids), retired_at=None).values("assignment_id")
    return dict(rows.annotate(n=Count("pk")).values_list("assignment_id", "n"))


def client_task_minutes(what: str, *, assignment_id: int = 0) -> int:
    """How long a task takes, estimated: a minute a criterion for an assessment, else a few minutes. One statement at
    most."""
    if what == SCORECARD:
        return max(_CRITERION_MINUTES * _criteria([assignment_id]).get(assignment_id, 0), _DECIDE_MINUTES)
    return _DECIDE_MINUTES if what in TO_DECIDE else _WORDS_MINUTES


def _card_task(card: Scorecard, names: dict[int, str], criteria: dict[int, int], *, on: date) -> ClientTask:
    assignment = card.candidacy.assignment
    return ClientTask(
        what=SCORECARD,
        id=card.pk,
        candidacy_id=card.candidacy_id,
        candidate_name=names[card.candidacy_id],
        step_sv=card.plan_step.name_sv,
        step_en=card.plan_step.name_en,
        assignment_id=assignment.pk,
        assignment_title=assignment.title,
        consultant=assignment.owner.name,
        since=card.asked_at,
        until_on=card.due_on,
        minutes=max(_CRITERION_MINUTES * criteria.get(assignment.pk, 0), _DECIDE_MINUTES),
        late=card.due_on < on,
        has_draft=bool(card.draft),
    )


def _ball_task(ball: Ball, names: dict[int, str], *, viewer: Viewer, on: date) -> ClientTask:
    is_own = ball.account_id == viewer.account_id
    step = ball.step.plan_step
    return ClientTask(
        what=ball.reason,
        id=ball.pk,
        candidacy_id=ball.candidacy_id,
        candidate_name=names[ball.candidacy_id] if ball.candidacy_id else "",
        step_sv=step.name_sv,
        step_en=step.name_en,
        assignment_id=ball.assignment_id,
        assignment_title=ball.assignment.title,
        consultant=ball.assignment.owner.name,
        since=ball.since,
        until_on=ball.until_on,
        minutes=client_task_minutes(ball.reason),
        late=ball.until_on < on,
        for_name="" if is_own or ball.account is None else ball.account.name,
    )
