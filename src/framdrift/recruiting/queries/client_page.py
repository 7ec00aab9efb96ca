"""What a seat at a client company may know: what waits on it, and how its company's assignments go. Nothing here
tells of another company, of its own employees who look for work, or of the agency's notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, Side
from framdrift.recruiting.models import Assignment, Ball, PlanStep, Promise, Scorecard
from framdrift.recruiting.queries.public import PublicStep
from framdrift.recruiting.queries.scope import visible_assignments


@dataclass(frozen=True, slots=True)
class ClientTask:
    """Something that waits on the reader: a ball or a scorecard. `late` where its date has passed."""

    what: str
    candidate_name: str
    assignment_id: int
    assignment_title: str
    since: datetime
    until_on: date
    minutes: int
    late: bool


@dataclass(frozen=True, slots=True)
class ClientAssignment:
    """An assignment as the client sees it."""

    id: int
    title: str
    status: str
    owner_name: str
    owner_email: str
    expected_on: date
    wanted_start_on: date | None
    active: int
    steps: tuple[PublicStep, ...]
    promises: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class ClientHome:
    """What waits on this seat, and how its assignments go."""

    company: str
    tasks: tuple[ClientTask, ...]
    assignments: tuple[ClientAssignment, ...]

    @property
    def minutes(self) -> int:
        """How long everything that waits will take, estimated."""
        return sum(task.minutes for task in self.tasks)


def client_home(viewer: Viewer, *, company: str, on: date, as_of: datetime, language: str) -> ClientHome:
    """The seat's own page: a fixed number of statements."""
    found = list(
        visible_assignments(viewer)
        .exclude(status=AssignmentStatus.CLOSED)
        .select_related("owner")
        .annotate(active=Count("candidacies", filter=_shown_to(viewer)))
        .order_by("expected_on", "id")
    )
    ids = [assignment.pk for assignment in found]
    steps, promises = _client_steps(ids, on=on, language=language), _client_promises(viewer, ids, as_of=as_of)
    return ClientHome(
        company=company,
        tasks=(*_ball_tasks(viewer, on=on), *_card_tasks(viewer, on=on)),
        assignments=tuple(_client_assignment(row, steps[row.pk], promises[row.pk]) for row in found),
    )


def _shown_to(viewer: Viewer) -> Q:
    """Active candidacies, less those of the company's own employees: it never learns of them."""
    employees = Q(candidacies__candidate__works_at_id=viewer.company_id or 0)
    return Q(candidacies__status=CandidacyStatus.ACTIVE) & ~employees


def _client_assignment(
    row: Assignment, steps: list[PublicStep], promises: list[tuple[str, datetime]]
) -> ClientAssignment:
    return ClientAssignment(
        id=row.pk,
        title=row.title,
        status=row.status,
        owner_name=row.owner.name,
        owner_email=row.owner.email,
        expected_on=row.expected_on,
        wanted_start_on=row.wanted_start_on,
        active=row.active,  # type: ignore[attr-defined]
        steps=tuple(steps),
        promises=tuple(promises),
    )


def _client_steps(ids: Iterable[int], *, on: date, language: str) -> dict[int, list[PublicStep]]:
    found: dict[int, list[PublicStep]] = defaultdict(list)
    for step in PlanStep.objects.filter(assignment_id__in=list(ids)).order_by("position"):
        state = "done" if step.done_at or step.due_on < on else "now" if step.starts_on <= on else "planned"
        found[step.assignment_id].append(PublicStep(step.name_in(language), state, step.due_on, step.done_at))
    return found


def _client_promises(viewer: Viewer, ids: Iterable[int], *, as_of: datetime) -> dict[int, list[tuple[str, datetime]]]:
    """What the agency has promised this company and not yet settled."""
    found: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    rows = Promise.objects.filter(
        assignment_id__in=list(ids), to_side=Side.CLIENT, kept_at=None, withdrawn_at=None
    ).filter(Q(to_account=None) | Q(to_account_id=viewer.account_id or 0))
    for assignment_id, kind, due_at in rows.order_by("due_at").values_list("assignment_id", "kind", "due_at"):
        found[assignment_id or 0].append((kind, due_at))
    return found


def _ball_tasks(viewer: Viewer, *, on: date) -> Iterable[ClientTask]:
    balls = (
        Ball.objects.filter(account_id=viewer.account_id or 0, ended_at=None, assignment__status=AssignmentStatus.OPEN)
        .exclude(candidacy__candidate__works_at_id=viewer.company_id or 0)
        .select_related("assignment", "candidacy__candidate", "step__plan_step")
        .order_by("until_on", "id")
    )
    for ball in balls:
        yield ClientTask(
            what=ball.reason,
            candidate_name=ball.candidacy.candidate.name if ball.candidacy else "",
            assignment_id=ball.assignment_id,
            assignment_title=ball.assignment.title,
            since=ball.since,
            until_on=ball.until_on,
            minutes=3,
            late=ball.until_on < on,
        )


def _card_tasks(viewer: Viewer, *, on: date) -> Iterable[ClientTask]:
    cards = (
        Scorecard.objects.filter(
            author_id=viewer.account_id or 0,
            submitted_at=None,
            candidacy__status=CandidacyStatus.ACTIVE,
            candidacy__assignment__status=AssignmentStatus.OPEN,
        )
        .exclude(candidacy__candidate__works_at_id=viewer.company_id or 0)
        .select_related("candidacy__assignment", "candidacy__candidate")
        .order_by("due_on", "id")
    )
    for card in cards:
        yield ClientTask(
            what="scorecard",
            candidate_name=card.candidacy.candidate.name,
            assignment_id=card.candidacy.assignment_id,
            assignment_title=card.candidacy.assignment.title,
            since=card.asked_at,
            until_on=card.due_on,
            minutes=5,
            late=card.due_on < on,
        )
