"""How a plan is dated and judged, pure.

Forwards: from kick-off over working days, a step as long as its template says, parallel steps beside their
predecessor; what is done keeps its actual dates, what is late pushes what follows. Backwards: the last responsible
dates count from the date promised outward. The slack lies at the end of the plan, never inside its steps (critical
chain: Goldratt 1997; its size as the root of the sum of squares: Newbold 1998).

Backwards from a wanted start: the candidate must have signed so early that the notice period runs out in time, counted
in calendar months as the Swedish act on statutory time does (1930:173, section 1); the reserve lies before the
signature, and every step has a last day before it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, sqrt
from typing import Protocol

from framdrift.science.calendars import WorkingDays


class PlanRow(Protocol):
    """What the rules read of a plan step, in the order of the plan."""

    @property
    def id(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def type(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def side(self) -> str: ...
    @property
    def work_days(self) -> int: ...
    @property
    def response_work_days(self) -> int: ...
    @property
    def parallel(self) -> bool: ...
    @property
    def first_due_on(self) -> date: ...


@dataclass(frozen=True)
class Progress:
    """What has really happened at a plan step. `booked_on` is the last day for which a meeting is set."""

    begun_on: date | None = None
    done_on: date | None = None
    booked_on: date | None = None


NOTHING_YET = Progress()
Absent = Mapping[int, frozenset[date]]
"""Days off of whoever does a step, by step id."""


@dataclass(frozen=True)
class StepDates:
    """The dates of one plan step; `last_responsible_on` is the last day it can end without moving the target."""

    starts_on: date
    due_on: date
    last_responsible_on: date


@dataclass(frozen=True)
class DatedPlan:
    """A whole plan: dates by step id, its expected end, and the date it is judged against."""

    dates: Mapping[int, StepDates]
    expected_on: date
    target_on: date


class PlanState(StrEnum):
    """How a plan stands against the date promised outward."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"


class Why(StrEnum):
    """Why a plan stands as it does."""

    SLACK_LEFT = "slack_left"
    LITTLE_SLACK = "little_slack"
    STEP_SLIPPED = "step_slipped"
    AFTER_TARGET = "after_target"


@dataclass(frozen=True)
class Verdict:
    """The state with its reason: working days of slack (negative: late), and the first step that slipped."""

    state: PlanState
    why: Why
    slack_work_days: int
    step_id: int | None = None
    slipped_work_days: int = 0


def date_plan(
    rows: Sequence[PlanRow],
    progress: Mapping[int, Progress],
    *,
    kickoff_on: date,
    today: date,
    promised_on: date | None,
    days: WorkingDays,
    absent: Absent | None = None,
) -> DatedPlan:
    """The plan as it stands on `today`. `rows` in the order of the plan, not empty.

    `absent`: days off, beside those of everybody, of whoever does a step, by step id.
    """
    away = absent or {}
    spans = _forwards(rows, progress, away, kickoff_on=kickoff_on, today=days.on_or_after(today), days=days)
    target = promised_on or target_without_promise(rows, days=days)
    latest, _ = _latest(rows, away, end_on=days.on_or_before(target), days=days)
    dates = {
        row.id: StepDates(start, due, max(latest[row.id].end_by_on, kickoff_on))
        for row, (start, due) in zip(rows, spans, strict=True)
    }
    return DatedPlan(dates, max(due for _, due in spans), target)


def target_without_promise(rows: Sequence[PlanRow], *, days: WorkingDays) -> date:
    """The first plan's end and the slack that a promise should have had."""
    return days.add(max(row.first_due_on for row in rows), slack_needed(rows))


def slack_needed(rows: Sequence[PlanRow]) -> int:
    """Working days of slack that steps of these lengths need together; parallel steps need none of their own."""
    squares = sum((row.work_days / 2) ** 2 for row in rows if not row.parallel)
    return ceil(sqrt(squares))


def judge(
    rows: Sequence[PlanRow],
    dates: Mapping[int, date],
    done: frozenset[int],
    *,
    target_on: date,
    days: WorkingDays,
) -> Verdict:
    """How the plan stands. `dates` are due dates by step id, `done` the ids of steps behind us.

    Late: it ends after its target. At risk: less than half of the slack that the remaining steps need is left.
    """
    remaining = [row for row in rows if row.id not in done]
    end = max(dates[row.id] for row in rows)
    slack = days.between(end, target_on)
    step_id, slipped = _first_slip(remaining, dates, days=days)
    if slack < 0:
        return Verdict(PlanState.LATE, Why.STEP_SLIPPED if step_id else Why.AFTER_TARGET, slack, step_id, slipped)
    if remaining and 2 * slack < slack_needed(remaining):
        return Verdict(PlanState.AT_RISK, Why.STEP_SLIPPED if step_id else Why.LITTLE_SLACK, slack, step_id, slipped)
    return Verdict(PlanState.ON_TRACK, Why.SLACK_LEFT, slack)


def step_state(due_on: date, last_responsible_on: date, *, slack_needed: int, days: WorkingDays) -> PlanState:
    """How one step ahead stands against its last responsible date, by the same measure as the whole plan."""
    slack = days.between(due_on, last_responsible_on)
    if slack < 0:
        return PlanState.LATE
    return PlanState.AT_RISK if 2 * slack < slack_needed else PlanState.ON_TRACK


@dataclass(frozen=True)
class Notice:
    """A notice period: whole months from the day it is given, then to the month's end where the agreement says so."""

    months: int = 0
    to_month_end: bool = False


@dataclass(frozen=True)
class LatestDates:
    """The last days on which a step can begin and end."""

    begin_by_on: date
    end_by_on: date


@dataclass(frozen=True)
class BackwardsPlan:
    """A plan from its end. `spare_work_days` between the wanted kick-off and the last one; negative: so many lack."""

    latest: Mapping[int, LatestDates]
    sign_by_on: date
    promise_on: date
    kickoff_by_on: date
    spare_work_days: int


def plan_backwards(
    rows: Sequence[PlanRow],
    *,
    start_on: date,
    notice: Notice,
    kickoff_on: date,
    days: WorkingDays,
    absent: Absent | None = None,
    reserve_work_days: int | None = None,
) -> BackwardsPlan:
    """The last responsible dates for somebody to begin on `start_on`. `rows` in the order of the plan, not empty.

    `absent`: days off, beside those of everybody, of whoever does a step, by step id. `reserve_work_days`: what lies
    before the signature; what steps of these lengths need together where it is not given.
    """
    sign_by = sign_by_on(start_on, notice, days=days)
    reserve = slack_needed(rows) if reserve_work_days is None else reserve_work_days
    promise = days.add(sign_by, -reserve) if reserve else sign_by
    latest, kickoff_by = _latest(rows, absent or {}, end_on=promise, days=days)
    return BackwardsPlan(latest, sign_by, promise, kickoff_by, days.between(days.on_or_after(kickoff_on), kickoff_by))


def _latest(
    rows: Sequence[PlanRow], absent: Absent, *, end_on: date, days: WorkingDays
) -> tuple[dict[int, LatestDates], date]:
    """Backwards from `end_on`: the last days of each step by its id, and the last day to kick off."""
    latest: dict[int, LatestDates] = {}
    group_end = end_on
    for group in reversed(list(_groups(rows))):
        for row in group:
            theirs = days.without(absent.get(row.id, frozenset()))
            end_by = theirs.on_or_before(group_end)
            begin_by = theirs.add(end_by, -row.work_days) if row.work_days else end_by
            latest[row.id] = LatestDates(begin_by, end_by)
        group_end = min(latest[row.id].begin_by_on for row in group)
    return latest, group_end


def notice_ends_on(given_on: date, notice: Notice) -> date:
    """The last day of employment; a day that the last month lacks is that month's last."""
    months = given_on.year * 12 + given_on.month - 1 + notice.months
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, last if notice.to_month_end else min(given_on.day, last))


def first_start_on(signed_on: date, notice: Notice, *, days: WorkingDays) -> date:
    """The first working day for somebody who gives notice on the day of signing."""
    return days.on_or_after(notice_ends_on(signed_on, notice) + timedelta(days=1))


def sign_by_on(start_on: date, notice: Notice, *, days: WorkingDays) -> date:
    """The last working day on which to sign so as to begin on `start_on`, or on the first working day after it."""
    wanted = days.on_or_after(start_on)
    day = days.on_or_before(wanted - timedelta(days=1))
    while first_start_on(day, notice, days=days) > wanted:
        day = days.on_or_before(day - timedelta(days=1))
    return day


def july(years: Iterable[int]) -> frozenset[date]:
    """Every day of July, when Swedish offices stand still: for `WorkingDays.without` where a client's does."""
    return frozenset(date(year, 7, day) for year in years for day in range(1, 32))


def _groups(rows: Sequence[PlanRow]) -> Iterator[list[PlanRow]]:
    """The steps that run beside each other, together."""
    group: list[PlanRow] = []
    for row in rows:
        if group and not row.parallel:
            yield group
            group = []
        group.append(row)
    yield group


def _forwards(
    rows: Sequence[PlanRow],
    progress: Mapping[int, Progress],
    absent: Absent,
    *,
    kickoff_on: date,
    today: date,
    days: WorkingDays,
) -> list[tuple[date, date]]:
    """(start, due) of each step: a step not begun starts when everything before its group has ended."""
    spans: list[tuple[date, date]] = []
    group_start = ended = days.on_or_after(kickoff_on)
    for index, row in enumerate(rows):
        if index and not row.parallel:
            group_start = days.on_or_after(ended)
        theirs = days.without(absent.get(row.id, frozenset()))
        span = _span(row, progress.get(row.id, NOTHING_YET), earliest=group_start, today=today, days=theirs)
        span = (max(span[0], kickoff_on), max(span[1], kickoff_on))
        spans.append(span)
        ended = max(ended, span[1])
    return spans


def _span(row: PlanRow, seen: Progress, *, earliest: date, today: date, days: WorkingDays) -> tuple[date, date]:
    if seen.done_on:
        return min(seen.begun_on or earliest, seen.done_on), seen.done_on
    start = seen.begun_on or max(earliest, today)
    due = max(days.add(start, row.work_days), today)
    if seen.booked_on:
        due = max(seen.booked_on, today, start)
    return start, due


def _first_slip(
    remaining: Sequence[PlanRow], dates: Mapping[int, date], *, days: WorkingDays
) -> tuple[int | None, int]:
    """The first remaining step that ends after its first due date, and by how many working days."""
    for row in remaining:
        slipped = days.between(row.first_due_on, dates[row.id])
        if slipped > 0:
            return row.id, slipped
    return None, 0
