"""How far a plan has come, and how it stands: for the plan bar, for lists of assignments, for recalculation.

The front is the furthest step at which a candidacy in play stands: what lies before it is behind us. Not so a parallel
step at which somebody stands still, nor the assignment's own steps, such as its requirement profile or the search:
those are done when somebody has said so, and a candidate who comes in does no work for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import Count, Max, Min, Q

from framdrift.foundation import calendar
from framdrift.organisations.access import Viewer
from framdrift.planning.rules import PlanRow, PlanState, Progress, Verdict, judge, target_without_promise
from framdrift.planning.sentences import why_sentence
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, Scope
from framdrift.recruiting.models import Assignment, Candidacy, PlanStep, Step
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.recruiting.queries.stays import TAKEN_BACK, somebody_has_stood_there, somebody_stands_there
from framdrift.recruiting.refusals import NotVisible
from framdrift.recruiting.rules import days_of
from framdrift.science.calendars import WorkingDays, local_date


@dataclass(frozen=True)
class PlanStepLine:
    """A step of the plan bar. `state` is done, passed (behind us, though nobody has stood there), planned, or for one
    at hand on_track; where that one has slipped from its first date, what the slip has made of the plan: on_track,
    at_risk or late."""

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
    fronts, trodden = _fronts(ids), _trodden(ids)
    return {
        assignment.pk: _line(
            assignment, replace(trodden, front=fronts.get(assignment.pk, 0)), viewer=viewer, today=today, days=days
        )
        for assignment in found
    }


@dataclass(frozen=True)
class Trodden:
    """How far a plan has come: `front` is the position of the furthest step in play, `open_at` the ids of the steps
    with an open stay, `begun` of those with any."""

    open_at: frozenset[int]
    begun: frozenset[int]
    front: int = 0


def plan_at_front(viewer: Viewer, assignment: Assignment, trodden: Trodden, *, as_of: datetime) -> PlanLine:
    """The plan of an assignment whose plan is loaded, for a page that knows already how far it has come. One
    statement."""
    days, today = calendar.working_days(), local_date(as_of, calendar.agency_zone())
    return _line(assignment, trodden, viewer=viewer, today=today, days=days)


def progress_of(assignment: Assignment, rows: Sequence[PlanStep], *, today: date) -> dict[int, Progress]:
    """What has happened at each step, by step id, as candidacies in play and the assignment's own steps tell.

    An own step that waits its turn while something later is under way runs beside it, from the day it was to begin. Two
    statements.
    """
    seen = _stays_at(assignment, today=today)
    front = _fronts([assignment.pk]).get(assignment.pk, 0)
    open_at = frozenset(pk for pk, (_begun, _booked, open_now) in seen.items() if open_now)
    behind = _behind(rows, front=front, open_at=open_at)
    zone = calendar.agency_zone()
    found = {}
    for row in rows:
        begun, booked, _open_now = seen.get(row.pk, (None, None, 0))
        begun_on = local_date(begun, zone) if begun else None
        later_on = _first_later(row, rows, seen, front=front)
        if begun is None and later_on and row.pk not in behind:
            begun_on = max(later_on, row.starts_on)
        found[row.pk] = Progress(
            begun_on=begun_on,
            done_on=local_date(row.done_at, zone) if row.done_at else later_on if row.pk in behind else None,
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
        .exclude(TAKEN_BACK)
        .values("plan_step_id")
        .annotate(
            begun=Min("opened_at"), booked=Max("booked_at", filter=ahead), open=Count("id", filter=Q(closed_at=None))
        )
        .values_list("plan_step_id", "begun", "booked", "open")
    )
    return {pk: (begun, booked, open_now) for pk, begun, booked, open_now in rows}


def _behind(rows: Sequence[PlanStep], *, front: int, open_at: frozenset[int]) -> frozenset[int]:
    """The ids of the steps behind us: finished by hand, or before the front and nobody's turn any more."""
    own_turn = min((row.position for row in rows if row.scope == Scope.ASSIGNMENT and row.pk in open_at), default=None)
    return frozenset(
        row.pk
        for row in rows
        if row.done_at or (row.position < front and not _waits(row, own_turn=own_turn, open_at=open_at))
    )


def _waits(row: PlanStep, *, own_turn: int | None, open_at: frozenset[int]) -> bool:
    """Whether a step before the front is still to be done: own steps come in turn, which has come to `own_turn`."""
    if row.scope == Scope.ASSIGNMENT:
        return own_turn is not None and row.position >= own_turn
    return row.parallel and row.pk in open_at


def _first_later(row: PlanStep, rows: Sequence[PlanStep], seen: _Stays, *, front: int) -> date | None:
    """The day on which something later, up to the front, was first begun."""
    later = [seen[other.pk][0] for other in rows if row.position < other.position <= front and other.pk in seen]
    begun = min(filter(None, later), default=None)
    return local_date(begun, calendar.agency_zone()) if begun else None


def _fronts(assignment_ids: list[int]) -> dict[int, int]:
    """The position of the furthest step at which an active candidacy stands, by assignment. One statement."""
    return dict(
        Candidacy.objects.filter(assignment_id__in=assignment_ids, status__in=_IN_PLAY)
        .values("assignment_id")
        .annotate(front=Max("plan_step__position"))
        .values_list("assignment_id", "front")
    )


def _trodden(assignment_ids: list[int]) -> Trodden:
    """At which steps of these plans somebody stands, and has ever stood. One statement."""
    steps = PlanStep.objects.filter(assignment_id__in=assignment_ids).annotate(
        is_open=somebody_stands_there(), is_begun=somebody_has_stood_there()
    )
    rows = list(steps.values_list("pk", "is_open", "is_begun"))
    return Trodden(
        open_at=frozenset(pk for pk, is_open, _is_begun in rows if is_open),
        begun=frozenset(pk for pk, _is_open, is_begun in rows if is_begun),
    )


def _line(
    assignment: Assignment,
    trodden: Trodden,
    *,
    viewer: Viewer,
    today: date,
    days: WorkingDays,
) -> PlanLine:
    rows = list(assignment.plan.all())
    days = days_of(assignment, days)
    done = _behind(rows, front=trodden.front, open_at=trodden.open_at)
    verdict, target = _verdict(assignment, rows, done, days=days)
    at_hand = max(trodden.front, min((row.position for row in rows if row.pk not in done), default=0))
    slipped = verdict.state if verdict else PlanState.ON_TRACK
    steps = tuple(
        _step(row, is_done=row.pk in done, is_begun=row.pk in trodden.begun, now=row.position <= at_hand,
              slipped=slipped, viewer=viewer)
        for row in rows
    )  # fmt: skip
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


def _step(
    row: PlanStep, *, is_done: bool, is_begun: bool, now: bool, slipped: PlanState, viewer: Viewer
) -> PlanStepLine:
    behind = "done" if row.done_at or is_begun else "passed"
    at_hand = slipped if row.due_on > row.first_due_on else PlanState.ON_TRACK
    state = behind if is_done else at_hand if now else "planned"
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
