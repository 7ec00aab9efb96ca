"""When each of a row of steps is passed, drawn many times: for what the exact sum of `science.durations` cannot take.

The exact sum takes steps as independent, days as alike, and every step as passed when it ends. Here three things more
can be so. All steps of one case may share a pace (a side that is slow once is slow again). There may be days on which
nobody does a step. And a step may end in a setback: whoever stood there is out, and the case goes on from an earlier
step, whose length it takes anew. Each draw takes one pace for the case, one length for each step and a setback or none
at its end, and adds up the lengths over numbered working days.

The shared pace is normal on the log scale around 0 with spread tau, and belongs to the whole spread of a step: a step's
own part is what remains, sqrt(scale^2 - tau^2). Steps done already tell of the pace of this very case (a normal mean
with known spreads; Gelman et al., Bayesian Data Analysis, 2.5). With tau 0, no days off and no setbacks the draws have
the distribution that `ends_in` computes; a test holds them together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, exp, log, sqrt
from random import Random
from statistics import NormalDist

from framdrift.science.durations import KEPT_SHARE, Spread, UncertainStep
from framdrift.science.refusals import InputRefused

FARTHEST = 1500
"""Working days ahead at most: six years."""
ASSUMED_TAU = 0.2
"""Assumed: the shared part of the spread on the log scale, before anything is known."""
TAU_WEIGHT = 30
"""The assumption weighs as much as so many pairs of steps."""
MOST_TURNS = 60
_LEAST_OWN = 0.05
_BELL = NormalDist()
_EDGE = 1e-9


@dataclass(frozen=True)
class Pace:
    """What is believed of a case's shared pace on the log scale, and `tau`, its spread among cases."""

    mean: float = 0.0
    sd: float = ASSUMED_TAU
    tau: float = ASSUMED_TAU


ALIKE = Pace(0.0, 0.0, 0.0)
"""Every case has the same pace."""


@dataclass(frozen=True)
class Setback:
    """How a step may end otherwise than passed: the chance, and how many groups of steps back it went, each case seen
    as likely as another."""

    chance: float
    falls: tuple[int, ...]


@dataclass(frozen=True)
class Way:
    """What lies ahead. `steps` in order, also those behind that a setback may lead back to; the first `behind` of them
    are done. By a step's place: `off`, the numbers of working days on which nobody does it; `setbacks`; `not_before`,
    the number of the working day before which it is not passed; `anew`, its spread when a setback has led back to it or
    over it, where that is another than the first time."""

    steps: Sequence[UncertainStep]
    behind: int = 0
    off: Mapping[int, frozenset[int]] = field(default_factory=dict)
    setbacks: Mapping[int, Setback] = field(default_factory=dict)
    not_before: Mapping[int, int] = field(default_factory=dict)
    anew: Mapping[int, Spread] = field(default_factory=dict)


@dataclass(frozen=True)
class Ends:
    """For each draw, the number of the working day on which each step was first passed; today is 0, and a step behind
    us has 0."""

    draws: tuple[tuple[int, ...], ...]

    def of(self, place: int) -> list[int]:
        """All draws of one step, in the order of the draws."""
        return [ends[place] for ends in self.draws]


def draw_ends(way: Way, *, pace: Pace = ALIKE, draws: int, seed: int) -> Ends:
    """`draws` ways through. A case that falls back more than `MOST_TURNS` times over is counted as passed then."""
    if draws < 1:
        raise InputRefused("Draw at least once.")
    rng = Random(seed)
    groups = _groups(way, pace.tau)
    return Ends(tuple(_one(groups, len(way.steps), rng.gauss(pace.mean, pace.sd), rng) for _ in range(draws)))


def quantile(values: Sequence[int], share: float) -> int:
    """The least value that at least `share` of `values` do not exceed (0 < share <= 1); `values` is not empty."""
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered) - _EDGE), 1) - 1]


def pace_after(residuals: Iterable[tuple[float, float]], *, tau: float) -> Pace:
    """The pace of a case of which some steps are done: for each (log ratio less its type's level, its type's scale)."""
    if tau <= 0:
        return ALIKE
    weight, total = 1 / tau**2, 0.0
    for residual, scale in residuals:
        precision = 1 / _own(scale, tau) ** 2
        weight, total = weight + precision, total + precision * residual
    return Pace(total / weight, sqrt(1 / weight), tau)


def tau_of(residuals: Iterable[tuple[int, float]]) -> float:
    """The shared spread, from (case, residual) of finished cases: the root of the mean product over all pairs of steps
    within a case, weighed against the assumption as against `TAU_WEIGHT` pairs; 0 where steps do not go together."""
    cases: dict[int, list[float]] = defaultdict(list)
    for case, residual in residuals:
        cases[case].append(residual)
    pairs, products = float(TAU_WEIGHT), TAU_WEIGHT * ASSUMED_TAU**2
    for found in cases.values():
        squares = sum(one * one for one in found)
        products += (sum(found) ** 2 - squares) / 2
        pairs += len(found) * (len(found) - 1) / 2
    return sqrt(max(products / pairs, 0.0))


def _own(scale: float, tau: float) -> float:
    return sqrt(max(scale**2 - tau**2, min(scale, _LEAST_OWN) ** 2))


class _Line:
    """One step, made ready to be drawn. `is_behind`: done, unless a setback leads back to it."""

    def __init__(self, place: int, way: Way, tau: float) -> None:
        self.place, self.step = place, way.steps[place]
        self.is_behind = place < way.behind
        self._off = way.off.get(place, frozenset())
        self._not_before = way.not_before.get(place, 0)
        self._first = self.step.spread.level, _own(self.step.spread.scale, tau)
        anew = way.anew.get(place, self.step.spread)
        self._anew = anew.level, _own(anew.scale, tau)

    def again(self, start: int, shared: float, rng: Random) -> int:
        """The day it ends on when it is taken anew from `start`."""
        return self._after(start, self._length(shared, rng, self._anew))

    def end(self, start: int, shared: float, rng: Random) -> int:
        """The day it ends on, where what comes before it ends on `start`."""
        return max(self._end(start, shared, rng), self._not_before)

    def _end(self, start: int, shared: float, rng: Random) -> int:
        step = self.step
        if step.booked_in is not None:
            kept = max(start, step.booked_in)
            return kept if rng.random() < KEPT_SHARE else self._after(kept, self._length(shared, rng, self._first))
        if step.begun_days is not None:
            return self._after(0, self._rest(step.begun_days, shared, rng))
        return self._after(start, self._length(shared, rng, self._first))

    def _length(self, shared: float, rng: Random, spread: tuple[float, float]) -> int:
        days, (level, sd) = self.step.work_days, spread
        return _whole(days * exp(level + shared + rng.gauss(0, sd))) if days else 0

    def _rest(self, gone: int, shared: float, rng: Random) -> int:
        """What is left, given that it has run so long; one day where it has run off the scale."""
        days, (level, sd) = self.step.work_days, self._first
        if not days or not gone:
            return self._length(shared, rng, self._first)
        below = _BELL.cdf((log((gone - 0.5) / days) - level - shared) / sd)
        if below > 1 - _EDGE:
            return 1
        drawn = _BELL.inv_cdf(min(max(below + (1 - below) * rng.random(), _EDGE), 1 - _EDGE))
        return max(_whole(days * exp(level + shared + sd * drawn)) - gone, 0)

    def _after(self, start: int, length: int) -> int:
        if not self._off or not length:
            return min(start + length, FARTHEST)
        place = bisect_left(self._there, start + 1) + length - 1
        return self._there[min(place, len(self._there) - 1)]

    @cached_property
    def _there(self) -> list[int]:
        return [day for day in range(FARTHEST + 1) if day not in self._off]


def _whole(days: float) -> int:
    return min(max(ceil(days - 0.5), 0), FARTHEST)


@dataclass(frozen=True)
class _Group:
    """Steps beside each other, and what may set them back."""

    lines: tuple[_Line, ...]
    setback: Setback | None


def _groups(way: Way, tau: float) -> list[_Group]:
    found: list[list[_Line]] = []
    for place, step in enumerate(way.steps):
        if not found or not step.beside:
            found.append([])
        found[-1].append(_Line(place, way, tau))
    return [_Group(tuple(lines), way.setbacks.get(lines[0].place)) for lines in found]


def _one(groups: Sequence[_Group], steps: int, shared: float, rng: Random) -> tuple[int, ...]:
    """One draw: group after group, back where a setback leads, until the last is passed."""
    passed: list[int | None] = [None] * steps
    now, turns = 0, 0
    at = next((n for n, group in enumerate(groups) if not all(line.is_behind for line in group.lines)), len(groups))
    untouched = [True] * len(groups)
    while at < len(groups):
        group = groups[at]
        ends = _ends_of(group, now, shared, rng, is_anew=not untouched[at])
        now, turns = max(now, *ends.values()), turns + 1
        if group.setback and turns < MOST_TURNS and rng.random() < group.setback.chance:
            back = max(at - rng.choice(group.setback.falls), 0)
            untouched[back : at + 1] = [False] * (at + 1 - back)
            at = back
            continue
        for place, end in ends.items():
            passed[place] = end if passed[place] is None else passed[place]
        at += 1
    return tuple(end or 0 for end in passed)


def _ends_of(group: _Group, now: int, shared: float, rng: Random, *, is_anew: bool) -> dict[int, int]:
    if is_anew:
        return {line.place: line.again(now, shared, rng) for line in group.lines}
    return {line.place: now if line.is_behind else line.end(now, shared, rng) for line in group.lines}
