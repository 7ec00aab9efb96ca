"""What a plan promises, pure: its dates, the one date to tell outward, and what the wait may cost.

The date to promise is the plan's own end and a reserve after it. The reserve is the difference, in working days,
between the end that holds in four cases of five and the end without any uncertainty (`science.durations`): it lies at
the end, never inside the steps, and absences move the plan's own end, not the reserve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from framdrift.planning.rules import (
    NOTHING_YET,
    Absent,
    BackwardsPlan,
    DatedPlan,
    Notice,
    PlanRow,
    Progress,
    date_plan,
    plan_backwards,
)
from framdrift.planning.waiting_risk import ASSUMED, Leaving, Waiting, WaitingRisk
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.rules import NEWS_WORK_DAYS
from framdrift.science.calendars import WorkingDays
from framdrift.science.durations import (
    ASSUMED as ASSUMED_SPREAD,
)
from framdrift.science.durations import (
    Chances,
    Spread,
    UncertainStep,
    chance_within,
    ends_in,
    moved_by,
    planned_days,
    within,
)

PROMISED_SHARE = 0.8
_EIGHTY = 1.2816
"""So many standard errors on either side hold 80 in 100."""
TEN = 10
"""Chances are told in whole times of so many."""
USUAL_NOTICE = Notice(3)
"""Counted with until a candidate has told of their own: the longest that is usual among specialists in Sweden."""


@dataclass(frozen=True)
class Basis:
    """What a plan is looked at with: the calendar, the day, absences, how each type of step has gone here, the risk."""

    days: WorkingDays
    today: date
    kickoff_on: date
    promised_on: date | None = None
    absent: Absent = field(default_factory=dict)
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    risk: WaitingRisk = ASSUMED

    def spread_of(self, step_type: str) -> Spread:
        """How steps of a type have gone; the assumption where none has been done."""
        return self.spreads.get(step_type, ASSUMED_SPREAD)


@dataclass(frozen=True)
class Holds:
    """The chance that a day holds: in the middle, and the range in which it lies in 80 cases of 100.

    The range is how well the pace of steps is known: what the chance would be if every type of step were slower, or
    quicker, than it has been seen to be. It takes them all together, which errs towards a wide range.
    """

    low: float
    middle: float
    high: float

    def of_ten(self) -> tuple[int, int, int]:
        """Lowest, middle and highest, in whole times of ten."""
        return round(TEN * self.low), round(TEN * self.middle), round(TEN * self.high)


@dataclass(frozen=True)
class Outlook:
    """A plan with what it promises.

    `promise_holds`: whether what has been promised does, None without promise; `start_holds`: whether it is signed in
    time for the wanted start, None without one. `n`: own steps that the reserve and these chances rest on, 0 where they
    rest on the assumption alone.
    """

    plan: DatedPlan
    promise_on: date
    reserve_work_days: int
    promise_holds: Holds | None
    start_holds: Holds | None
    backwards: BackwardsPlan | None
    leaving: Leaving | None
    n: int


def look(
    rows: Sequence[PlanRow],
    progress: Mapping[int, Progress],
    basis: Basis,
    *,
    start_on: date | None = None,
    notice: Notice = USUAL_NOTICE,
) -> Outlook:
    """The outlook of a plan as it stands. `rows` in the order of the plan, not empty."""
    days, today = basis.days, max(basis.today, basis.kickoff_on)
    plan = date_plan(
        rows,
        progress,
        kickoff_on=basis.kickoff_on,
        today=today,
        promised_on=basis.promised_on,
        days=days,
        absent=basis.absent,
    )
    steps = uncertain_steps(rows, progress, plan, basis)
    chances, sure = ends_in(steps), planned_days(steps)
    reserve = max(within(chances, PROMISED_SHARE) - sure, 0)
    backwards = _backwards(rows, basis, start_on=start_on, notice=notice)
    slower, quicker = (ends_in(_at_pace(steps, errors)) for errors in (_EIGHTY, -_EIGHTY))
    ends = _Ends(chances, slower, quicker, sure, plan, days)
    return Outlook(
        plan=plan,
        promise_on=days.add(plan.expected_on, reserve) if reserve else plan.expected_on,
        reserve_work_days=reserve,
        promise_holds=ends.by(basis.promised_on) if basis.promised_on else None,
        start_holds=ends.by(backwards.sign_by_on) if backwards else None,
        backwards=backwards,
        leaving=_leaving(rows, progress, plan, basis),
        n=sum(basis.spread_of(kind).n for kind in {row.type for row in rows}),
    )


def uncertain_steps(
    rows: Sequence[PlanRow], progress: Mapping[int, Progress], plan: DatedPlan, basis: Basis
) -> list[UncertainStep]:
    """What remains of the plan, as the sum of uncertain lengths takes it. Days count from today."""
    days, today = basis.days, basis.days.on_or_after(max(basis.today, basis.kickoff_on))
    found: list[UncertainStep] = []
    has_head = False
    for row in rows:
        seen = progress.get(row.id, NOTHING_YET)
        beside = row.parallel and has_head
        has_head = beside
        if seen.done_on:
            continue
        has_head = True
        begun = days.between(seen.begun_on, today) if seen.begun_on else None
        booked = days.between(today, seen.booked_on) if seen.booked_on else None
        found.append(
            UncertainStep(
                row.work_days,
                basis.spread_of(row.type),
                begun_days=max(begun, 0) if begun is not None else None,
                booked_in=max(booked, 0) if booked is not None else None,
                beside=beside,
            )
        )
    return found


def _at_pace(steps: Sequence[UncertainStep], errors: float) -> list[UncertainStep]:
    """The same steps, every one slower (or quicker) than known by so many errors of what is known."""
    return [replace(step, spread=moved_by(step.spread, errors)) for step in steps]


@dataclass(frozen=True)
class _Ends:
    """When a plan ends, in chances: as known, slower, quicker. `sure`: working days without any uncertainty."""

    known: Chances
    slower: Chances
    quicker: Chances
    sure: int
    plan: DatedPlan
    days: WorkingDays

    def by(self, day: date) -> Holds:
        """What is to spare behind the plan's own end, as a reserve."""
        within_days = self.sure + self.days.between(self.plan.expected_on, day)
        low, middle, high = (chance_within(one, within_days) for one in (self.slower, self.known, self.quicker))
        return Holds(min(low, middle), middle, max(middle, high))


def _backwards(rows: Sequence[PlanRow], basis: Basis, *, start_on: date | None, notice: Notice) -> BackwardsPlan | None:
    """From the wanted start, without any reserve: the last days that there are."""
    if start_on is None:
        return None
    return plan_backwards(
        rows,
        start_on=start_on,
        notice=notice,
        kickoff_on=basis.kickoff_on,
        days=basis.days,
        absent=basis.absent,
        reserve_work_days=0,
    )


def _leaving(
    rows: Sequence[PlanRow], progress: Mapping[int, Progress], plan: DatedPlan, basis: Basis
) -> Leaving | None:
    """From today to the plan's end, for somebody who came with the first step of candidates; None when it is over."""
    first = next((row for row in rows if row.scope == Scope.CANDIDACY), None)
    if first is None:
        return None
    came_on = progress.get(first.id, NOTHING_YET).begun_on or plan.dates[first.id].starts_on
    counted_from = max(basis.today, came_on)
    to_come = basis.days.between(counted_from, plan.expected_on)
    if to_come <= 0:
        return None
    so_far = max(basis.days.between(came_on, counted_from), 0)
    return basis.risk.leaving(Waiting(so_far, to_come, NEWS_WORK_DAYS))
