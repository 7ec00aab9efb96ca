"""What candidates and referees may know of a recruitment: a candidate of their own candidacy, a referee of who asks.
Nothing here names another candidate, a score or a colleague's note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from django.db.models import QuerySet

from framdrift.foundation import calendar
from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.models import Event, Letter
from framdrift.recruiting import rules
from framdrift.recruiting.choosable import free_times
from framdrift.recruiting.events import CandidacyMoved, NewsGiven
from framdrift.recruiting.kinds import (
    AssignmentStatus,
    CandidacyStatus,
    PromiseKind,
    Scope,
    Side,
    StepType,
    Verdict,
)
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Decision, OfferedTime, PlanStep, Reference, Step
from framdrift.recruiting.queries.public_history import Happened, history_of
from framdrift.recruiting.queries.second_thoughts import unsettled_decision
from framdrift.science.calendars import local_date

SETTLING = "settling"
"""An end that the candidate has not been told yet."""

END_LETTERS = ("candidate_declined", "candidate_closed")
"""Kinds of letters that tell a candidate of an end; a person releases them."""

ERASURE_DAYS = 30
"""A request for erasure is answered within a month (GDPR art. 12(3))."""

_UNTIL_WRITTEN = timedelta(minutes=10)
"""A letter is written by the worker, a moment after what it tells of."""


@dataclass(frozen=True, slots=True)
class PublicStep:
    """A step as its candidate sees it; `state` is done, now or planned."""

    name: str
    state: str
    due_on: date
    came_at: datetime | None


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """Where one candidate stands. `holder` is a person's name where the ball lies with the agency or the client.

    `status` is `settling` while an end has not been told to the candidate: a person releases that letter first.
    `until_on` is given where it has not passed: a date that did not hold is never shown as if it did.
    """

    candidate_name: str
    title: str
    company: str
    location: str
    status: str
    is_paused: bool
    steps: tuple[PublicStep, ...]
    words_now: str
    side: str
    reason: str
    holder: str
    until_on: date | None
    is_late: bool
    booked_at: datetime | None
    booked_minutes: int | None
    booked_place: str
    may_choose: int
    may_change: bool
    offer_by_on: date | None
    answer_by: datetime | None
    next_step: str
    next_news_on: date | None
    is_silent: bool
    last_news_at: datetime
    ended_at: datetime | None
    owner_name: str
    owner_email: str
    owner_phone: str
    history: tuple[Happened, ...]

    @property
    def number(self) -> int:
        """How many steps have been reached, the present one included."""
        return sum(1 for step in self.steps if step.state != "planned")


def own_candidacy(candidacy_id: int) -> Candidacy | None:
    """The candidacy of a candidate's link with what its pages need; None where the person is gone. One statement."""
    return (
        Candidacy.objects.select_related("assignment__company", "assignment__owner", "candidate", "plan_step")
        .filter(pk=candidacy_id, candidate__erased_at__isnull=True)
        .first()
    )


def candidate_page(candidacy: Candidacy, *, language: str, as_of: datetime) -> CandidatePage:
    """The page of the candidate whose link was opened: a fixed number of statements."""
    assignment, owner = candidacy.assignment, candidacy.assignment.owner
    status = public_status(candidacy, as_of=as_of)
    waits = unsettled_decision(candidacy, as_of=as_of)
    ball = _main_ball(candidacy) if waits is None else None
    stay = _stay_with_times(candidacy, ball)
    present = known_step(candidacy, as_of=as_of)
    plan = list(
        PlanStep.objects.filter(assignment=assignment, scope=Scope.CANDIDACY, visible_to_candidate=True).order_by(
            "position"
        )
    )
    is_active = status in (CandidacyStatus.ACTIVE, SETTLING)
    steps = _public_steps(candidacy, plan, present, language=language, is_active=is_active)
    following = [step.name for step in steps if step.state == "planned"]
    taken = _taken(candidacy, stay)
    choices = choosable_times(candidacy, as_of=as_of)
    offer = candidacy.offers.filter(sent_at__isnull=False, answered_at=None).first()
    history = history_of(
        candidacy,
        _told_of(plan, candidacy, present),
        language=language,
        is_end_told=status != SETTLING,
        moved_untold_since=waits.decided_at if waits else None,
    )
    today = local_date(as_of, agency_zone())
    until = ball.until_on if ball else None
    return CandidatePage(
        candidate_name=candidacy.candidate.name,
        title=assignment.title,
        company="" if assignment.confidential else assignment.company.name,
        location=assignment.location,
        status=status,
        is_paused=assignment.status == AssignmentStatus.PAUSED,
        steps=steps,
        words_now=_words_now(present, language),
        side=ball.side if ball else "",
        reason=ball.reason if ball else "",
        holder=_holder(ball, hide_client=assignment.confidential),
        until_on=until if until and until >= today else None,
        is_late=until is not None and until < today,
        booked_at=stay.booked_at if stay and not stay.held_at else None,
        booked_minutes=stay.booked_minutes if stay else None,
        booked_place=taken.place if taken else "",
        may_choose=len(choices),
        may_change=stay is not None and stay.booked_at is not None and stay.booked_at > as_of,
        offer_by_on=offer.answer_by_on if offer else None,
        answer_by=_answer_by(candidacy, as_of),
        next_step=following[0] if following else "",
        next_news_on=candidacy.next_news_on,
        is_silent=candidacy.next_news_on is not None and candidacy.next_news_on < today,
        last_news_at=_heard_at(candidacy, history) if waits else candidacy.last_news_at,
        ended_at=candidacy.ended_at,
        owner_name=owner.name,
        owner_email=owner.email,
        owner_phone=owner.phone,
        history=history,
    )


def public_status(candidacy: Candidacy, *, as_of: datetime) -> str:
    """The status as the candidate may know it: an end that others decided is told by a letter that a person releases,
    and until that letter has left the page says no more than that the end is near."""
    if candidacy.status not in (CandidacyStatus.REJECTED, CandidacyStatus.EXPIRED) or candidacy.ended_at is None:
        return candidacy.status
    letters = Letter.objects.filter(
        subject_key=f"candidacy:{candidacy.pk}", kind__in=END_LETTERS, written_at__gte=candidacy.ended_at
    )
    states = set(letters.values_list("state", flat=True))
    is_on_its_way = not states.isdisjoint({Letter.State.HELD, Letter.State.WAITING, Letter.State.SENDING})
    is_not_written_yet = not states and as_of < candidacy.ended_at + _UNTIL_WRITTEN
    return SETTLING if is_on_its_way or is_not_written_yet else candidacy.status


def choosable_times(candidacy: Candidacy, *, as_of: datetime) -> list[OfferedTime]:
    """The offered times that the candidate may take now, at steps that are open for them. Three statements at most,
    four more for each step whose times were given by hand."""
    if candidacy.status != CandidacyStatus.ACTIVE or candidacy.assignment.status != AssignmentStatus.OPEN:
        return []
    here = Step.objects.filter(candidacy=candidacy, closed_at=None).values_list("plan_step_id", flat=True)
    if unsettled_decision(candidacy, as_of=as_of) is not None:
        here = here.exclude(plan_step=candidacy.plan_step_id)
    return free_times(candidacy, plan_step_ids=here, at=as_of)


def booked_stays(candidacy: Candidacy, *, as_of: datetime) -> list[tuple[Step, str]]:
    """The candidate's meetings ahead at open steps, each with its place: two statements."""
    stays = list(
        Step.objects.filter(candidacy=candidacy, closed_at=None, held_at=None, booked_at__gt=as_of)
        .select_related("plan_step")
        .order_by("booked_at")
    )
    taken = OfferedTime.objects.filter(taken_by=candidacy, withdrawn_at=None)
    places = {(row.plan_step_id, row.start_at): row.place for row in taken}
    return [(stay, places.get((stay.plan_step_id, stay.booked_at), "")) for stay in stays if stay.booked_at]


def known_step(candidacy: Candidacy, *, as_of: datetime) -> PlanStep:
    """Where the candidate knows to stand: a decision to make an offer may be taken back until the offer is sent, and a
    client's to go on for an hour, so until then they stand where they came from."""
    step = candidacy.plan_step
    is_offer = step.type == StepType.OFFER and candidacy.offers.filter(sent_at=None, answered_at=None).exists()
    if not is_offer and unsettled_decision(candidacy, as_of=as_of) is None:
        return step
    moves = Event.objects.filter(subject=f"candidacy:{candidacy.pk}", code=CandidacyMoved.code)
    last = moves.filter(data__to_step_id=step.pk).order_by("-seq").values_list("data__from_step_id", flat=True).first()
    return PlanStep.objects.filter(pk=last or 0).first() or step


def _heard_at(candidacy: Candidacy, history: Sequence[Happened]) -> datetime:
    """When they heard the last thing that they have been told."""
    return next((one.at for one in history if one.code == NewsGiven.code), candidacy.entered_at)


def _told_of(plan: Sequence[PlanStep], candidacy: Candidacy, present: PlanStep) -> list[PlanStep]:
    """The steps whose news the candidate may have: not one that they do not know to stand at."""
    return [step for step in plan if step.pk == present.pk or step.pk != candidacy.plan_step_id]


def _words_now(step: PlanStep, language: str) -> str:
    words = step.public_words(language) if step.visible_to_candidate else ""
    return "" if words == step.name_in(language) else words


def _stay_with_times(candidacy: Candidacy, ball: Ball | None) -> Step | None:
    """The stay whose meeting the page tells of: the next one ahead, else the main step's."""
    ahead = Step.objects.filter(candidacy=candidacy, closed_at=None, held_at=None, booked_at__isnull=False)
    return ahead.select_related("plan_step").order_by("booked_at").first() or (ball.step if ball else None)


def _taken(candidacy: Candidacy, stay: Step | None) -> OfferedTime | None:
    if stay is None or stay.booked_at is None:
        return None
    rows = OfferedTime.objects.filter(taken_by=candidacy, plan_step=stay.plan_step_id, start_at=stay.booked_at)
    return rows.first()


def _answer_by(candidacy: Candidacy, as_of: datetime) -> datetime | None:
    """When a question that waits is answered at the latest, while that lies ahead."""
    if not candidacy.messages.filter(side=Side.CANDIDATE, settled_at=None).exists():
        return None
    promised = candidacy.promises.filter(kind=PromiseKind.NEWS, kept_at=None, withdrawn_at=None, due_at__gt=as_of)
    return promised.order_by("due_at").values_list("due_at", flat=True).first()


def _main_ball(candidacy: Candidacy) -> Ball | None:
    balls = Ball.objects.filter(candidacy=candidacy, ended_at__isnull=True).select_related("step", "account")
    by_step = {ball.step_id: ball for ball in balls}
    step = rules.main_step(ball.step for ball in by_step.values())
    return by_step[step.pk] if step else None


def _holder(ball: Ball | None, *, hide_client: bool) -> str:
    if ball is None or ball.account is None or (hide_client and ball.side == Side.CLIENT):
        return ""
    return ball.account.name


def _public_steps(
    candidacy: Candidacy, plan: Sequence[PlanStep], present: PlanStep, *, language: str, is_active: bool
) -> tuple[PublicStep, ...]:
    came: dict[int, datetime] = {}
    for plan_step_id, opened_at in (
        Step.objects.filter(candidacy=candidacy).order_by("opened_at").values_list("plan_step_id", "opened_at")
    ):
        came.setdefault(plan_step_id, opened_at)
    return tuple(
        PublicStep(
            name=step.name_in(language),
            state=_state(step, present, active=is_active, came=step.pk in came),
            due_on=due_on,
            came_at=came.get(step.pk),
        )
        for step, due_on in zip(plan, _in_order(plan, present), strict=True)
    )


def _in_order(plan: Sequence[PlanStep], present: PlanStep) -> list[date]:
    """When each step is thought to be done, as one way through them tells it: what is done beside a longer step comes
    no earlier than what stands before it."""
    ahead = accumulate((step.due_on for step in plan if step.position > present.position), max)
    return [next(ahead) if step.position > present.position else step.due_on for step in plan]


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


def is_decided_on(reference: Reference) -> bool:
    """Whether a decision may rest on the reference: taken since it came, or the candidacy has ended."""
    if reference.candidacy.status != CandidacyStatus.ACTIVE:
        return True
    taken = Decision.objects.filter(candidacy=reference.candidacy_id, undone_at=None)
    weighed = taken.filter(verdict__in=[Verdict.OFFER, Verdict.REJECT, Verdict.ADVANCE])
    return weighed.filter(decided_at__gte=reference.received_at or reference.asked_at).exists()


def erasure_answer_by(asked_at: datetime) -> date:
    """The last working day within a month of the asking."""
    return calendar.working_days().on_or_before(local_date(asked_at, agency_zone()) + timedelta(days=ERASURE_DAYS))
