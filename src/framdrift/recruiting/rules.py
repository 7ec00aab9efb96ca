"""The wing's decisions, pure: dates of a step, who gets the ball, what evidence is missing, what waiting means.

Rows are read through small Protocols, so that the rules hold for database rows and plain objects alike.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Protocol, TypeVar

from framdrift.recruiting.kinds import BallReason, EvidenceKind, Scope, Side, StepType, Verdict
from framdrift.science.calendars import WorkingDays

_YEARS = range(2000, 2060)
NEWS_WORK_DAYS = 5
"""A candidate hears something at least this often, in working days."""

_FIRST_REASON: dict[tuple[str, str], BallReason] = {
    (StepType.INTAKE, Side.CLIENT): BallReason.COMPLETE_PROFILE,
    (StepType.SEARCH, Side.CANDIDATE): BallReason.ANSWER,
    (StepType.INTERVIEW, Side.AGENCY): BallReason.BOOK,
    (StepType.CLIENT_PRESENTATION, Side.CLIENT): BallReason.GIVE_FEEDBACK,
    (StepType.CLIENT_INTERVIEW, Side.CLIENT): BallReason.GIVE_TIMES,
    (StepType.CLIENT_INTERVIEW, Side.AGENCY): BallReason.BOOK,
    (StepType.REFERENCES, Side.OUTSIDE): BallReason.GIVE_REFERENCE,
    (StepType.DECISION, Side.CLIENT): BallReason.DECIDE,
    (StepType.OFFER, Side.CANDIDATE): BallReason.ANSWER_OFFER,
    (StepType.SIGNING, Side.CANDIDATE): BallReason.SIGN,
}


class Shape(Protocol):
    """What the rules read of a template's or plan's step."""

    position: int
    type: str
    scope: str
    side: str
    work_days: int
    response_work_days: int
    parallel: bool


class Dated(Shape, Protocol):
    """A plan step with its dates."""

    last_responsible_on: date


# --- dates ---------------------------------------------------------------------------------------
class Rested(Protocol):
    """An assignment that may stand still in July, as Swedish offices do."""

    @property
    def rests_in_july(self) -> bool: ...


def days_of(assignment: Rested, days: WorkingDays) -> WorkingDays:
    """The working days that an assignment's plan is counted in."""
    return without_july(days) if assignment.rests_in_july else days


@lru_cache(maxsize=4)
def without_july(days: WorkingDays) -> WorkingDays:
    """The same calendar with every July off."""
    return days.without(frozenset(date(year, 7, day) for year in _YEARS for day in range(1, 32)))


@dataclass(frozen=True)
class PlannedDates:
    """When a plan step starts, is due, and must be done at the latest."""

    starts_on: date
    due_on: date
    last_responsible_on: date


def lay_out(
    steps: Sequence[Shape], *, kickoff_on: date, days: WorkingDays, promised_on: date | None = None
) -> list[PlannedDates]:
    """Dates forwards from kick-off, in the order of `steps`; parallel steps share their predecessor's start.

    The last responsible date is counted backwards from `promised_on`, or from the plan's own end where no
    date has been promised: the latest day on which the step can end without moving that date.
    """
    spans = _forwards(steps, kickoff_on=kickoff_on, days=days)
    end = max((due for _, due in spans), default=kickoff_on)
    latest = _backwards(steps, end_on=promised_on or end, days=days)
    return [PlannedDates(start, due, max(last, kickoff_on)) for (start, due), last in zip(spans, latest, strict=True)]


def _forwards(steps: Sequence[Shape], *, kickoff_on: date, days: WorkingDays) -> list[tuple[date, date]]:
    spans: list[tuple[date, date]] = []
    group_start = group_end = days.on_or_after(kickoff_on)
    for index, step in enumerate(steps):
        if index and not step.parallel:
            group_start = days.on_or_after(group_end)
        due = days.add(group_start, step.work_days)
        spans.append((group_start, due))
        group_end = due if index == 0 or not step.parallel else max(group_end, due)
    return spans


def _backwards(steps: Sequence[Shape], *, end_on: date, days: WorkingDays) -> list[date]:
    latest: list[date] = []
    group_end = days.on_or_before(end_on)
    longest = 0
    for step in reversed(steps):
        latest.append(group_end)
        longest = max(longest, step.work_days)
        if not step.parallel:
            group_end = days.add(group_end, -longest) if longest else group_end
            longest = 0
    return latest[::-1]


@dataclass(frozen=True)
class StayDates:
    """Dates of one stay at a step, and when the candidate next hears."""

    due_on: date
    last_responsible_on: date
    next_news_on: date


def dates_of_stay(step: Dated, *, on: date, days: WorkingDays) -> StayDates:
    """Provisional dates for a stay that begins on `on`; planning recalculates afterwards."""
    due = days.add(on, max(step.work_days, 1))
    latest = step.last_responsible_on if step.last_responsible_on >= due else due
    return StayDates(due, latest, news_by(on=on, due_on=due, days=days))


def news_by(*, on: date, due_on: date, days: WorkingDays) -> date:
    """The day after the step is due, but never later than the promised rhythm."""
    return min(days.add(due_on, 1), days.add(on, NEWS_WORK_DAYS))


# --- balls ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class People:
    """Who holds balls in an assignment, by account id."""

    owner_id: int
    decider_id: int | None = None


@dataclass(frozen=True)
class Placement:
    """Where a ball is put: side, account (agency and client), why, and until when."""

    side: Side
    account_id: int | None
    reason: BallReason
    until_on: date


def first_ball(step: Shape, *, people: People, on: date, days: WorkingDays) -> Placement:
    """Who begins at a step. A client's ball without a client's person lies with the owner."""
    side = Side(step.side)
    if side is Side.CLIENT and people.decider_id is None:
        side = Side.AGENCY
    account = {Side.AGENCY: people.owner_id, Side.CLIENT: people.decider_id}.get(side)
    reason = _FIRST_REASON.get((step.type, side), BallReason.DO_STEP)
    return Placement(side, account, reason, days.add(on, max(step.response_work_days, 1)))


class OpenStay(Protocol):
    """What decides which of several open steps is the main one."""

    last_responsible_on: date
    id: int


Stay = TypeVar("Stay", bound=OpenStay)


def main_step(open_steps: Iterable[Stay]) -> Stay | None:
    """The open step with the earliest last responsible date: its ball is the candidacy's ball."""
    return min(open_steps, key=lambda step: (step.last_responsible_on, step.id), default=None)


Stayed = TypeVar("Stayed", bound=Shape)


# --- moves ---------------------------------------------------------------------------------------
def is_back(from_step: Shape, to_step: Shape) -> bool:
    """Whether a move goes towards the beginning."""
    return to_step.position < from_step.position


def steps_passed(plan: Sequence[Stayed], from_step: Shape, to_step: Shape) -> list[Stayed]:
    """The candidacy steps whose gates a forward move passes: from the step left up to, not including, the new one."""
    return [
        step
        for step in plan
        if step.scope == Scope.CANDIDACY and from_step.position <= step.position < to_step.position
    ]


_LATE_STEPS = frozenset({StepType.REFERENCES, StepType.TEST, StepType.DECISION})


def forward_verdict(step: Shape) -> Verdict | None:
    """What a client's "go on" means at a step: an offer from references on, the next step before that; None where an
    offer has been decided for."""
    if step.type in (StepType.OFFER, StepType.SIGNING):
        return None
    return Verdict.OFFER if step.type in _LATE_STEPS else Verdict.ADVANCE


# --- evidence ------------------------------------------------------------------------------------
class Need(Protocol):
    """Evidence that a step needs."""

    kind: str
    side: str
    account_id: int | None
    count: int
    optional: bool


@dataclass(frozen=True)
class GivenScorecard:
    """A submitted assessment."""

    plan_step_id: int
    author_id: int
    side: str


@dataclass(frozen=True)
class Given:
    """The evidence that is in for one candidacy."""

    scorecards: tuple[GivenScorecard, ...] = ()
    references: int = 0
    tests: int = 0


@dataclass(frozen=True)
class Missing:
    """A need that is not met: `wanted` more pieces of `kind`."""

    kind: str
    side: str
    wanted: int
    account_id: int | None = None


def missing_evidence(needs: Iterable[Need], given: Given, *, at_step: int, at_decision: bool) -> tuple[Missing, ...]:
    """The needs of a step that are not met. At a decision every scorecard counts; elsewhere the step's own."""
    found = []
    for need in needs:
        lacking = need.count - _count(need, given, at_step=at_step, at_decision=at_decision)
        if lacking > 0 and not need.optional:
            found.append(Missing(need.kind, need.side, lacking, need.account_id))
    return tuple(found)


def evidence_count(needs: Iterable[Need], given: Given, *, at_step: int, at_decision: bool) -> tuple[int, int]:
    """(pieces in, pieces wanted) for the mandatory needs of a step; a piece beyond its need is not counted."""
    have = want = 0
    for need in needs:
        if not need.optional:
            have += min(need.count, _count(need, given, at_step=at_step, at_decision=at_decision))
            want += need.count
    return have, want


def _count(need: Need, given: Given, *, at_step: int, at_decision: bool) -> int:
    if need.kind == EvidenceKind.REFERENCE:
        return given.references
    if need.kind == EvidenceKind.TEST:
        return given.tests
    return sum(
        1
        for card in given.scorecards
        if card.side == need.side
        and (at_decision or card.plan_step_id == at_step)
        and (need.account_id is None or card.author_id == need.account_id)
    )


# --- waiting -------------------------------------------------------------------------------------
class HeldBall(Protocol):
    """One holding of a ball."""

    side: str
    since: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Wait:
    """A stretch of waiting on one side; `open` where it runs still and is counted up to the as-of instant."""

    side: str
    since: datetime
    until: datetime
    open: bool


def waits(
    balls: Iterable[tuple[date, HeldBall]],
    *,
    pauses: Sequence[tuple[datetime, datetime | None]] = (),
    as_of: datetime,
) -> list[Wait]:
    """Whom a candidacy waited for, without overlaps, in order.

    `balls` are (last responsible date of the ball's step, ball). Where several steps were open at once, the
    stretch belongs to the one with the earliest last responsible date. Time in a pause belongs to nobody.
    """
    held = [(latest, ball) for latest, ball in balls if ball.since < as_of]
    cuts = {as_of}
    for _, ball in held:
        cuts.update({ball.since, min(ball.ended_at or as_of, as_of)})
    for since, until in pauses:
        cuts.update({min(since, as_of), min(until or as_of, as_of)})
    edges = sorted(cuts)
    found: list[Wait] = []
    for start, end in pairwise(edges):
        holder = _holder_between(held, start, end)
        if holder is None or _is_paused(pauses, start, end):
            continue
        still = end == as_of and holder.ended_at is None
        _append(found, Wait(holder.side, start, end, still))
    return found


def _holder_between(held: Sequence[tuple[date, HeldBall]], start: datetime, end: datetime) -> HeldBall | None:
    running = [
        (latest, ball.since, index)
        for index, (latest, ball) in enumerate(held)
        if ball.since <= start and (ball.ended_at is None or ball.ended_at >= end)
    ]
    return held[min(running)[2]][1] if running else None


def _is_paused(pauses: Sequence[tuple[datetime, datetime | None]], start: datetime, end: datetime) -> bool:
    return any(since <= start and (until is None or until >= end) for since, until in pauses)


def _append(found: list[Wait], wait: Wait) -> None:
    last = found[-1] if found else None
    if last and last.side == wait.side and last.until == wait.since:
        found[-1] = Wait(last.side, last.since, wait.until, wait.open)
    else:
        found.append(wait)


# --- promises ------------------------------------------------------------------------------------
def is_broken(*, due_at: datetime, kept_at: datetime | None, withdrawn_at: datetime | None, as_of: datetime) -> bool:
    """A promise is broken when its instant has passed and it was neither kept in time nor taken back in time."""
    end = kept_at or withdrawn_at
    return due_at < (end or as_of)


# --- pauses and guarantees -----------------------------------------------------------------------
def shifted(day: date, *, by_work_days: int, days: WorkingDays) -> date:
    """A date moved by the working days that a pause took."""
    return days.add(day, by_work_days) if by_work_days > 0 else day


def guarantee_until(started_on: date, *, months: int) -> date:
    """The same day `months` later, or that month's last day where it is shorter."""
    years, month = divmod(started_on.month - 1 + months, 12)
    year = started_on.year + years
    return date(year, month + 1, min(started_on.day, monthrange(year, month + 1)[1]))
