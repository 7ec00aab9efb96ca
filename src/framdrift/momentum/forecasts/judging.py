"""How published forecasts have held, pure: coverage of the 80 % interval, and losses beside what history alone says.

A case is judged when the last day of its interval is behind us: then it is known whether it held, also where nothing
has come yet. Judging what came early, before the interval has run out, would count the quick and leave out the slow.
Of forecasts of one thing in one assignment at one distance only the first counts: the next night's says nearly the
same, and would make the number of cases look larger than it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from framdrift.momentum.forecasts.rules import LEVELS, SEED
from framdrift.science.calendars import WorkingDays
from framdrift.science.proportions import Share, wilson
from framdrift.science.quantile_scores import Compared, compare, pinball

BANDS = ((0, 5), (6, 10), (11, 20), (21, 40), (41, 9999))
"""How far ahead, in working days from the forecast to its middle."""
PROMISED = 0.8
"""The share of cases that the interval from 10 to 90 of 100 should hold."""


@dataclass(frozen=True, slots=True)
class Case:
    """A published forecast and what came of it: `came_on` None while nothing has; `closed_on` where the assignment was
    closed."""

    assignment_id: int
    made_on: date
    on: tuple[date, ...]
    history: tuple[date, ...]
    work_days: int
    came_on: date | None
    closed_on: date | None

    def fate(self, today: date) -> str:
        """held, early, late, open (its interval has not run out), or stopped (closed before anything could come)."""
        if self.on[-1] >= today:
            return "open"
        if self.came_on is None:
            return "stopped" if self.closed_on is not None and self.closed_on <= self.on[-1] else "late"
        return "early" if self.came_on < self.on[0] else "late" if self.came_on > self.on[-1] else "held"


@dataclass(frozen=True, slots=True)
class Standing:
    """How forecasts of one thing at one distance have held. `share`: of those judged, whose interval held.

    `seen_on`: assignment ids of the judged, so that a number leads to its cases.
    """

    first: int
    last: int
    share: Share
    early: int
    late: int
    open: int
    stopped: int
    compared: Compared
    judged: tuple[Case, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it is about every distance."""
        return (self.first, self.last) == WHOLE


WHOLE = (0, BANDS[-1][1])


def standings(cases: Iterable[Case], *, today: date, days: WorkingDays) -> list[Standing]:
    """All distances together first, then each that has a case."""
    ordered = sorted(cases, key=lambda case: (case.made_on, case.assignment_id))
    found = []
    for first, last in (WHOLE, *BANDS):
        firsts: dict[int, Case] = {}
        for case in ordered:
            if first <= case.work_days <= last:
                firsts.setdefault(case.assignment_id, case)
        if firsts:
            found.append(_standing(first, last, list(firsts.values()), today=today, days=days))
    return found


def _standing(first: int, last: int, cases: Sequence[Case], *, today: date, days: WorkingDays) -> Standing:
    fates = [case.fate(today) for case in cases]
    judged = [case for case, fate in zip(cases, fates, strict=True) if fate in ("held", "early", "late")]
    with_rival = [case for case in judged if case.history]
    return Standing(
        first,
        last,
        share=wilson(fates.count("held"), len(judged)),
        early=fates.count("early"),
        late=fates.count("late"),
        open=fates.count("open"),
        stopped=fates.count("stopped"),
        compared=compare(
            [_loss(case, case.on, today=today, days=days) for case in with_rival],
            [_loss(case, case.history, today=today, days=days) for case in with_rival],
            seed=SEED,
        ),
        judged=tuple(judged),
    )


def _loss(case: Case, quantiles: Sequence[date], *, today: date, days: WorkingDays) -> float:
    """In working days. Where nothing has come yet, the loss so far: it can only grow, for both."""
    came = case.came_on or min(today, case.closed_on or today)
    away = [float(days.between(case.made_on, day)) for day in quantiles]
    return pinball(LEVELS, away, float(days.between(case.made_on, came)))
