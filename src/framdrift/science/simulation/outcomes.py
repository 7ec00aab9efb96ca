"""What became of the assignments of one replication, as means over those that began in the measured days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from framdrift.science.simulation.agency import Agency
from framdrift.science.simulation.cases import Assignment, End
from framdrift.science.simulation.policy import Policy
from framdrift.science.simulation.world import World

LOST_TO_TIME = frozenset({End.OTHER_OFFER, End.SILENCE, End.DECLINED_FOR_TIME})
KEYS = (
    "lost_to_slowness", "declined_for_time", "filled", "fit_of_hires", "days_to_hire", "early_decisions",
    "consultant_minutes", "nudges", "messages",
)  # fmt: skip
"""What is measured, in the order in which it is told."""


@dataclass(frozen=True)
class Told:
    """One assignment's result. `fit` and `days` are the hire's, None without one; `lost` None without a favourite."""

    lost: bool | None
    declined_for_time: bool | None
    filled: bool
    fit: float | None
    days: float | None
    early: bool
    minutes: float
    nudges: int
    news_given: int


def play(world: World, policy: Policy) -> list[Told]:
    """Let a policy work in a world; the assignments that began in the measured days, in order."""
    period = world.scenario.period
    last = period.warm_up_days + period.measured_days
    rows = Agency(world, policy).run()
    return [_told(row, world) for row in rows if period.warm_up_days <= row.begins < last]


def _told(row: Assignment, world: World) -> Told:
    favourite = int(world.favourite[row.index])
    end = row.candidates[favourite].end if 0 <= favourite < len(row.candidates) else None
    has = favourite >= 0
    return Told(
        lost=end in LOST_TO_TIME if has else None,
        declined_for_time=end is End.DECLINED_FOR_TIME if has else None,
        filled=row.hired is not None,
        fit=float(world.fit[row.index, row.hired.place]) if row.hired else None,
        days=row.ended - row.begins if row.hired and row.ended is not None else None,
        early=row.early,
        minutes=row.minutes,
        nudges=row.nudges,
        news_given=row.news_given,
    )


_MEASURES: dict[str, Callable[[Told], float | None]] = {
    "lost_to_slowness": lambda one: one.lost,
    "declined_for_time": lambda one: one.declined_for_time,
    "filled": lambda one: one.filled,
    "fit_of_hires": lambda one: one.fit,
    "days_to_hire": lambda one: one.days,
    "early_decisions": lambda one: one.early,
    "consultant_minutes": lambda one: one.minutes,
    "nudges": lambda one: one.nudges,
    "messages": lambda one: one.news_given,
}


def measured(told: Sequence[Told]) -> dict[str, float | None]:
    """Each key's mean over the assignments it applies to; None where it applies to none."""
    return {key: _mean(_MEASURES[key](one) for one in told) for key in KEYS}


def _mean(values: Iterable[float | None]) -> float | None:
    known = [float(value) for value in values if value is not None]
    return fmean(known) if known else None
