"""How far a plan has come, and how it stands: for the plan bar, for lists of assignments, for recalculation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Max, Min, Q

from framdrift.foundation import calendar
from framdrift.organisations.access import Viewer
from framdrift.planning.rules import PlanRow, PlanState, Progress, Verdict, judge, target_without_promise
from framdrift.planning.sentences import why_sentence
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus
from framdrift.recruiting.models import Assignment, Candidacy, PlanStep, Step
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.recruiting.refusals import NotVisible
from framdrift.recruiting.rules import days_of
from framdrift.science.calendars import WorkingDays, local_date


@dataclass(frozen=True)
class PlanStepLine:
    """A step of the plan bar. `state` is done, planned, or for the one at hand on_track; where that one has slipped
    from its first date, what the slip has made of the plan: on_track, at_risk or late."""

    id: int
    name_sv: str
    name_en: str
    type: str
    starts_on: date
    ends_on: date
    first_due_on: date
    last_responsible_on: date
    is_done: bool
    is_now: bool
    state: str
    label: str


@dataclass(frozen=True)
class PlanLine:
    """An assignment's plan as it stands: steps in order, state and sentence, and the dates it is judged by."""

    assignment_id: int
    steps: tuple[PlanStepLine, ...]
    today: date
    state: str
    sentence: str
    verdict: Verdict | None
    expected_on: date
    promised_on: date | None
    target_on: date

    @property
    def next_step(self) -> PlanStepLine | None:
        """The first step that has not begun."""
        return next((step for step in self.steps if not step.is_done and not step.is_now), None)


def plan_of(viewer: Viewer, assignment_id: int, *, as_of: datetime) -> PlanLine:
    """The plan of an assignment. NotVisible for what the viewer may not see. Five statements."""
    plans = plans_of(viewer, [assignment_id], as_of=as_of)
    if assignment_id not in plans:
        raise NotVisible
    return plans[assignment_id]


def plans_of(viewer: Viewer, assignment_ids: Iterable[int], *, as_of: datetime) -> dict[int, PlanLine]:
    """The plans of those of the assignments that the viewer may see, by id. Five statements, however many."""
    found = list(visible_assignments(viewer).filter(pk__in=list(assignment_ids)).prefetch_related("plan"))
    days, today = calendar.working_days(), local_date(as_of, calendar.agency_zone())
    ids = [assignment.pk for assignment in found]
    fronts, stood_at = _fronts(ids), _parallel_steps_stood_at(ids)
    return {
        assignment.pk: _line(assignment, fronts.get(assignment.pk, 0), stood_at, viewer=viewer, today=today, days=days)
        for assignment in found
    }


def plan_at_front(
    viewer: Viewer, assignment: Assignment, *, front: int, stood_at: frozenset[int], as_of: datetime
) -> PlanLine:
    """The plan of an assignment whose plan is loaded, for a page that knows already how far it has come: `front` is
    the position of the furthest step in play, `stood_at` the parallel steps somebody stands at. One statement."""
    days, today = calendar.working_days(), local_date(as_of, calendar.agency_zone())
    return _line(assignment, front, stood_at, viewer=viewer, today=today, days=days)


def progress_of(assignment: Assignment, rows: Sequence[PlanStep], *, today: date) -> dict[int, Progress]:
    """What has happened at each step, by step id, as active candidacies and the assignment's own steps tell.

    The front is the furthest step at which an active candidacy stands: what lies before it has been passed, even
    where others follow behind, except a parallel step that somebody still stands at. Two statements.
    """
    seen = _stays_at(assignment, today=today)
    front = _fronts([assignment.pk]).get(assignment.pk, 0)
    zone = calendar.agency_zone()
    found = {}
    for row in rows:
        begun, booked, open_now = seen.get(row.pk, (None, None, 0))
        found[row.pk] = Progress(
            begun_on=local_date(begun, zone) if begun else None,
            done_on=_done_on(row, rows, seen, front=front, is_open=bool(open_now)),
            booked_on=local_date(booked, zone) if booked else None,
        )
    return found


_IN_PLAY = (CandidacyStatus.ACTIVE, CandidacyStatus.HIRED)
_Stays = Mapping[int, tuple[datetime | None, datetime | None, int]]


def _stays_at(assignment: Assignment, *, today: date) -> _Stays:
    """By plan step: when the first stay began, the last day booked from today on, and how many stays are open."""
    of_those_left = Q(candidacy__isnull=True) | Q(candidacy__status__in=_IN_PLAY)
    midnight = datetime.combine(today, time(), tzinfo=calendar.agency_zone())
    ahead = Q(closed_at=None, held_at=None, booked_at__gte=midnight)
    rows = (
        Step.objects.filter(of_those_left, assignment=assignment)
        .values("plan_step_id")
        .annotate(
            begun=Min("opened_at"), booked=Max("booked_at", filter=ahead), open=Count("id", filter=Q(closed_at=None))
        )
        .values_list("plan_step_id", "begun", "booked", "open")
    )
    return {pk: (begun, booked, open_now) for pk, begun, booked, open_now in rows}


def _done_on(row: PlanStep, rows: Sequence[PlanStep], seen: _Stays, *, front: int, is_open: bool) -> date | None:
    """When a step was passed: finished by hand, or the day on which something later was first begun."""
    zone = calendar.agency_zone()
    if row.done_at:
        return local_date(row.done_at, zone)
    if row.position >= front or (row.parallel and is_open):
        return None
    later = [seen[other.pk][0] for other in rows if row.position < other.position <= front and other.pk in seen]
    begun = min(filter(None, later), default=None)
    return local_date(begun, zone) if begun else None


def _fronts(assignment_ids: list[int]) -> dict[int, int]:
    """The position of the furthest step at which an active candidacy stands, by assignment. One statement."""
    return dict(
        Candidacy.objects.filter(assignment_id__in=assignment_ids, status__in=_IN_PLAY)
        .values("assignment_id")
        .annotate(front=Max("plan_step__position"))
        .values_list("assignment_id", "front")
    )


def _parallel_steps_stood_at(assignment_ids: list[int]) -> frozenset[int]:
    """The parallel plan steps at which an active candidacy has an open stay. One statement."""
    stays = Step.objects.filter(assignment_id__in=assignment_ids, closed_at=None, plan_step__parallel=True)
    return frozenset(stays.values_list("plan_step_id", flat=True).distinct())


def _line(
    assignment: Assignment,
    front: int,
    stood_at: frozenset[int],
    *,
    viewer: Viewer,
    today: date,
    days: WorkingDays,
) -> PlanLine:
    rows = list(assignment.plan.all())
    days = days_of(assignment, days)
    done = frozenset(row.pk for row in rows if row.done_at or (row.position < front and row.pk not in stood_at))
    verdict, target = _verdict(assignment, rows, done, days=days)
    begun = min((row.position for row in rows if row.pk not in done), default=0)
    slipped = verdict.state if verdict else PlanState.ON_TRACK
    steps = tuple(_step(row, done, now=row.position == begun, slipped=slipped, viewer=viewer) for row in rows)
    names = {step.id: step.label for step in steps}
    return PlanLine(
        assignment_id=assignment.pk,
        steps=steps,
        today=today,
        state=str(verdict.state) if verdict else str(assignment.status),
        sentence=why_sentence(verdict, names, target_on=target, promised=bool(assignment.promised_on))
        if verdict
        else "",
        verdict=verdict,
        expected_on=assignment.expected_on,
        promised_on=assignment.promised_on,
        target_on=target,
    )


def _verdict(
    assignment: Assignment, rows: Sequence[PlanRow], done: frozenset[int], *, days: WorkingDays
) -> tuple[Verdict | None, date]:
    """None where no clock runs: paused, closed, or a plan without steps."""
    if not rows:
        return None, assignment.expected_on
    target = assignment.promised_on or target_without_promise(rows, days=days)
    if assignment.status != AssignmentStatus.OPEN:
        return None, target
    dates = {row.pk: row.due_on for row in assignment.plan.all()}
    return judge(rows, dates, done, target_on=target, days=days), target


def _step(row: PlanStep, done: frozenset[int], *, now: bool, slipped: PlanState, viewer: Viewer) -> PlanStepLine:
    is_done = row.pk in done
    at_hand = slipped if row.due_on > row.first_due_on else PlanState.ON_TRACK
    state = "done" if is_done else at_hand if now else "planned"
    return PlanStepLine(
        id=row.pk,
        name_sv=row.name_sv,
        name_en=row.name_en,
        type=row.type,
        starts_on=row.starts_on,
        ends_on=row.due_on,
        first_due_on=row.first_due_on,
        last_responsible_on=row.last_responsible_on,
        is_done=is_done,
        is_now=now and not is_done,
        state=str(state),
        label=row.name_in(viewer.language),
    )
