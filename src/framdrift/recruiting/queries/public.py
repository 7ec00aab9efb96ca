"""What candidates and referees may know of a recruitment: a candidate of their own candidacy, a referee of who asks.
Nothing here names another candidate, a score or a colleague's note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from framdrift.recruiting import rules
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, Scope, Side
from framdrift.recruiting.models import Assignment, Ball, Candidacy, PlanStep, Reference, Step


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
