"""How long a row of steps takes when each may take longer than planned, and the day that holds in so many cases of a
hundred.

A step planned for `d` working days takes `d` times a factor whose logarithm is normal around a level: level 0 says
that half of all such steps take as long as planned or less. Before anything is known the spread is such that one step
in five takes half as long again or more. With own history, level and spread move towards it, weighed against the
assumption as against five observations (partial pooling; Gelman et al., Bayesian Data Analysis, 3.3, with the spread
put in at its posterior mean in place of the heavier tail of its own uncertainty).

Lengths are whole working days. Steps that follow each other are added (convolution), steps beside each other end with
the last of them (product of distribution functions). Both are exact: nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from itertools import pairwise
from math import exp, log, sqrt
from statistics import NormalDist

from framdrift.science.refusals import InputRefused

Chances = tuple[float, ...]
"""The chance of 0, 1, 2 ... working days; sums to one."""

LONG_FACTOR = 1.5
"""Assumed: one step in five takes this much of its planned length, or more."""
ASSUMED_WEIGHT = 5
"""The assumption weighs as much as so many own observations."""
KEPT_SHARE = 0.8
"""Assumed: so many of booked meetings take place on their day; the rest take the step's length once more."""

_HIGH = NormalDist().inv_cdf(0.8)
_TAIL = 1e-7
_WIDEST = 4.0


@dataclass(frozen=True)
class Spread:
    """How the logarithm of actual over planned length is spread, and how many own observations that rests on."""

    level: float
    scale: float
    n: int


ASSUMED = Spread(0.0, log(LONG_FACTOR) / _HIGH, 0)


def learned(log_ratios: Sequence[float]) -> Spread:
    """The assumption moved by own observations of log(actual / planned); the assumption itself where there are none."""
    n = len(log_ratios)
    if not n:
        return ASSUMED
    level = sum(log_ratios) / (ASSUMED_WEIGHT + n)
    own = ASSUMED.scale**2 * ASSUMED_WEIGHT / (ASSUMED_WEIGHT + 1)
    squares = sum((one - level) ** 2 for one in log_ratios) + ASSUMED_WEIGHT * (own + level**2)
    spread = squares / (ASSUMED_WEIGHT + n)
    return Spread(level, sqrt(spread * (1 + 1 / (ASSUMED_WEIGHT + n))), n)


def moved_by(spread: Spread, errors: float) -> Spread:
    """The spread with its level so many of its own standard errors higher (slower), or lower where negative. The error
    is that of a mean over the observations and the assumption's weight, whose factor `learned` has put in `scale`."""
    return replace(spread, level=spread.level + errors * spread.scale / sqrt(ASSUMED_WEIGHT + spread.n + 1))


@dataclass(frozen=True)
class UncertainStep:
    """One step as it stands: planned working days, and what is known of it.

    `begun_days`: working days it has run already. `booked_in`: working days until the day it is booked for.
    `beside`: it begins with the step before it.
    """

    work_days: int
    spread: Spread = ASSUMED
    begun_days: int | None = None
    booked_in: int | None = None
    beside: bool = False


def ends_in(steps: Sequence[UncertainStep], *, starts_in: int = 0) -> Chances:
    """The chances that all of them have ended in 0, 1, 2 ... working days. `starts_in` working days until the first."""
    ended = _exactly(starts_in)
    for group in _groups(steps):
        ended = _end_of_group(group, ended)
    return ended


def planned_days(steps: Sequence[UncertainStep], *, starts_in: int = 0) -> int:
    """The same without any uncertainty: every step as long as planned, every booking kept."""
    ended = starts_in
    for group in _groups(steps):
        ended = max(ended, *(_planned_end(step, ended) for step in group))
    return ended


def within(chances: Chances, share: float) -> int:
    """The fewest working days within which it has ended in at least `share` of all cases (0 < share < 1)."""
    if not 0 < share < 1:
        raise InputRefused("A share lies between 0 and 1.")
    total = 0.0
    for day, chance in enumerate(chances):
        total += chance
        if total >= share - _TAIL:
            return day
    return len(chances) - 1


def chance_within(chances: Chances, work_days: int) -> float:
    """The chance that it has ended within so many working days."""
    return min(sum(chances[: work_days + 1]), 1.0) if work_days >= 0 else 0.0


def log_ratio(actual_work_days: float, planned_work_days: int) -> float:
    """What `learned` takes. A step done on the day it began counts as half a day."""
    return log(max(actual_work_days, 0.5) / planned_work_days)


# --- one step ------------------------------------------------------------------------------------
def _groups(steps: Sequence[UncertainStep]) -> Iterator[list[UncertainStep]]:
    """Steps that begin together."""
    group: list[UncertainStep] = []
    for step in steps:
        if group and not step.beside:
            yield group
            group = []
        group.append(step)
    if group:
        yield group


def _end_of_group(group: Sequence[UncertainStep], start: Chances) -> Chances:
    """The last of the group. What is booked or has begun is taken as independent of the rest, which errs towards
    a later end."""
    free = [step for step in group if step.begun_days is None and step.booked_in is None]
    lengths = [length_chances(step.work_days, step.spread) for step in free]
    ends = [_sum(start, reduce(_later_of, lengths))] if lengths else []
    ends += [_end_of_booked(step, step.booked_in, start) for step in group if step.booked_in is not None]
    going = [
        _rest_of(step, step.begun_days) for step in group if step.begun_days is not None and step.booked_in is None
    ]
    return reduce(_later_of, ends + going if ends else [start, *going])


def _end_of_booked(step: UncertainStep, booked_in: int, start: Chances) -> Chances:
    kept = _later_of(start, _exactly(booked_in))
    return _mixed(kept, _sum(kept, length_chances(step.work_days, step.spread)), KEPT_SHARE)


def _rest_of(step: UncertainStep, gone: int) -> Chances:
    """What is left of a step that has run for some days and has not ended; one day where it has run off the scale."""
    left = length_chances(step.work_days, step.spread)[gone:]
    return _scaled(left) if sum(left) > _TAIL else _exactly(1)


def _planned_end(step: UncertainStep, start: int) -> int:
    if step.booked_in is not None:
        return max(start, step.booked_in)
    if step.begun_days is not None:
        return max(step.work_days - step.begun_days, 0)
    return start + step.work_days


@lru_cache(maxsize=512)
def length_chances(work_days: int, spread: Spread) -> Chances:
    """The chances that a step planned for `work_days` takes 0, 1, 2 ... working days; a step of no days takes none."""
    if work_days < 0:
        raise InputRefused("A step takes no less than no time.")
    if work_days == 0:
        return (1.0,)
    longest = max(round(work_days * exp(spread.level + _WIDEST * spread.scale)), 1)
    bell = NormalDist(spread.level, spread.scale)
    edges = [0.0, *(bell.cdf(log((day + 0.5) / work_days)) for day in range(longest + 1))]
    return _scaled(tuple(high - low for low, high in pairwise(edges)))


# --- arithmetic of chances -----------------------------------------------------------------------
def _exactly(work_days: int) -> Chances:
    return (*(0.0,) * max(work_days, 0), 1.0)


def _sum(first: Chances, second: Chances) -> Chances:
    total = [0.0] * (len(first) + len(second) - 1)
    for day, chance in enumerate(first):
        if chance:
            for more, other in enumerate(second, start=day):
                total[more] += chance * other
    return _trimmed(total)


def _later_of(first: Chances, second: Chances) -> Chances:
    length = max(len(first), len(second))
    below = below_other = before = 0.0
    found = []
    for day in range(length):
        below += first[day] if day < len(first) else 0.0
        below_other += second[day] if day < len(second) else 0.0
        found.append(max(below * below_other - before, 0.0))
        before = below * below_other
    return _trimmed(found)


def _mixed(first: Chances, second: Chances, share: float) -> Chances:
    length = max(len(first), len(second))
    padded = [(*one, *(0.0,) * (length - len(one))) for one in (first, second)]
    return tuple(share * one + (1 - share) * other for one, other in zip(*padded, strict=True))


def _trimmed(chances: Sequence[float]) -> Chances:
    """Without the tail that nobody will see, so that long plans stay quick."""
    last = max((day for day, chance in enumerate(chances) if chance > _TAIL), default=0)
    return _scaled(tuple(chance if chance > _TAIL else 0.0 for chance in chances[: last + 1]))


def _scaled(chances: Chances) -> Chances:
    total = sum(chances)
    return tuple(chance / total for chance in chances)
