"""What outsiders may know of a recruitment: a candidate of their own candidacy, a client of its assignments, a referee
of who asks. Nothing here names another candidate, a score or a colleague's note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from framdrift.organisations.access import Viewer
from framdrift.recruiting import rules
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, Scope, Side
from framdrift.recruiting.models import Assignment, Ball, Candidacy, PlanStep, Promise, Reference, Scorecard, Step
from framdrift.recruiting.queries.scope import visible_assignments


@dataclass(frozen=True, slots=True)
class PublicStep:
    """A step as its candidate sees it; `state` is done, now or planned."""

    name: str
    state: str
    due_on: date
    came_at: datetime | None


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """Where one candidate stands. `holder` is a person's name where the ball lies with the agency or the client."""

    candidate_name: str
    candidate_language: str
    title: str
    company: str
    status: str
    steps: tuple[PublicStep, ...]
    words_now: str
    side: str
    holder: str
    until_on: date | None
    booked_at: datetime | None
    booked_minutes: int | None
    next_step: str
    next_news_on: date | None
    last_news_at: datetime
    ended_at: datetime | None
    owner_name: str
    owner_email: str
    owner_phone: str

    @property
    def number(self) -> int:
        """How many steps have been reached, the present one included."""
        return sum(1 for step in self.steps if step.state != "planned")


def candidate_page(candidacy_id: int, *, language: str) -> CandidatePage | None:
    """The page of the candidate whose link was opened: four statements."""
    candidacy = (
        Candidacy.objects.select_related("assignment__company", "assignment__owner", "candidate", "plan_step")
        .filter(pk=candidacy_id, candidate__erased_at__isnull=True)
        .first()
    )
    if candidacy is None:
        return None
    assignment, owner = candidacy.assignment, candidacy.assignment.owner
    ball = _main_ball(candidacy)
    steps = _public_steps(candidacy, language=language)
    following = [step.name for step in steps if step.state == "planned"]
    return CandidatePage(
        candidate_name=candidacy.candidate.name,
        candidate_language=candidacy.candidate.language,
        title=assignment.title,
        company="" if assignment.confidential else assignment.company.name,
        status=candidacy.status,
        steps=steps,
        words_now=candidacy.plan_step.public_words(language) if candidacy.plan_step.visible_to_candidate else "",
        side=ball.side if ball else "",
        holder=_holder(ball, hide_client=assignment.confidential),
        until_on=ball.until_on if ball else None,
        booked_at=ball.step.booked_at if ball else None,
        booked_minutes=ball.step.booked_minutes if ball else None,
        next_step=following[0] if following else "",
        next_news_on=candidacy.next_news_on,
        last_news_at=candidacy.last_news_at,
        ended_at=candidacy.ended_at,
        owner_name=owner.name,
        owner_email=owner.email,
        owner_phone=owner.phone,
    )


def _main_ball(candidacy: Candidacy) -> Ball | None:
    balls = Ball.objects.filter(candidacy=candidacy, ended_at__isnull=True).select_related("step", "account")
    by_step = {ball.step_id: ball for ball in balls}
    step = rules.main_step(ball.step for ball in by_step.values())
    return by_step[step.pk] if step else None


def _holder(ball: Ball | None, *, hide_client: bool) -> str:
    if ball is None or ball.account is None or (hide_client and ball.side == Side.CLIENT):
        return ""
    return ball.account.name


def _public_steps(candidacy: Candidacy, *, language: str) -> tuple[PublicStep, ...]:
    plan = PlanStep.objects.filter(assignment=candidacy.assignment_id, scope=Scope.CANDIDACY, visible_to_candidate=True)
    came: dict[int, datetime] = {}
    for plan_step_id, opened_at in (
        Step.objects.filter(candidacy=candidacy).order_by("opened_at").values_list("plan_step_id", "opened_at")
    ):
        came.setdefault(plan_step_id, opened_at)
    active = candidacy.status == CandidacyStatus.ACTIVE
    return tuple(
        PublicStep(
            name=step.name_in(language),
            state=_state(step, candidacy.plan_step, active=active, came=step.pk in came),
            due_on=step.due_on,
            came_at=came.get(step.pk),
        )
        for step in plan.order_by("position")
    )


def _state(step: PlanStep, present: PlanStep, *, active: bool, came: bool) -> str:
    if step.pk == present.pk:
        return "now" if active else "done"
    if step.position < present.position:
        return "done"
    return "done" if came and not active else "planned"


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


def referee_page(reference_id: int) -> Reference | None:
    """The request that a referee's link opens, with who asks and about whom."""
    return (
        Reference.objects.select_related("candidacy__assignment__owner", "candidacy__candidate")
        .filter(pk=reference_id, candidacy__candidate__erased_at__isnull=True)
        .first()
    )


def open_for_applications() -> QuerySet[Assignment]:
    """The assignments whose application form is open."""
    return Assignment.objects.filter(status=AssignmentStatus.OPEN, apply_open=True).select_related("company", "owner")
