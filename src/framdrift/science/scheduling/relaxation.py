"""What no plan can beat: the time-indexed relaxation, solved through its dual.

The relaxation. Each interview may be spread over its possible starts in shares that add up to one. Kept are: the
starts at which calendars alone allow candidate and panel, the order and the gaps within (of several interviews that
one waits for, the most restrictive), and at each unit of time no more seats than there are people free, counted
over the whole pool and over every group of people that several panels draw from alone. Left out is who sits where.

Its dual. A price for a seat at each unit of time is added to the ends; then every interview, with what waits for it,
finds its cheapest start by itself (a look-up from the last to the first). That total less the price of all seats
there are is a bound *for any prices*, so nothing here depends on a solver's tolerance. The best prices are sought
with the volume algorithm; because the inner problem is solved by whole starts, the best of these bounds is exactly
the value of the linear program.

Sources: Geoffrion (1974) for that equality; Barahona and Anbil (2000) for the volume algorithm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from framdrift.science.scheduling.pools import MOST_POOLS, pools, presence
from framdrift.science.scheduling.spans import Spans, at_least, from_on, size
from framdrift.science.scheduling.tasks import Tasks

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

LARGEST_TABLE = 6_000_000
"""Interviews times possible starts, or pools times units of time, beyond which only the simple bounds are computed."""

_ROUNDS = 1000
_FIRST_STEP, _SMALLEST_STEP, _STEP_UP, _STEP_DOWN = 0.1, 1e-4, 1.1, 0.66
_PATIENCE = 10
_SHARE, _SMALLEST_SHARE = 0.2, 1e-3
_REACH = 1.05


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The bound, and about when each task starts in the relaxation (units; infinite where it is left out)."""

    bound: float
    starts: Floats


class Relaxation:
    """The dual of one problem. With `counting`, the most interviews that can be held are asked for instead of ends."""

    def __init__(self, tasks: Tasks, *, counting: bool = False) -> None:
        self.numbers = np.array(sorted(tasks.possible), dtype=np.int64)
        self.counting = counting
        self.tasks = tasks
        allowed = {number: self._allowed(number) for number in self.numbers.tolist()}
        self.columns = _members(at_least(1, list(allowed.values())))
        self.lengths = np.array([tasks.tasks[n].length for n in self.numbers], dtype=np.int64)
        self.cost = self._costs(allowed)
        self._set_order()
        self._set_pools()

    @staticmethod
    def fits(tasks: Tasks) -> bool:
        """Whether the tables of this relaxation stay within their size."""
        starts = at_least(1, [tasks.tasks[number].room for number in tasks.possible] or [()])
        if not starts or len(tasks.possible) * size(starts) > LARGEST_TABLE:
            return False
        longest = max(tasks.tasks[number].length for number in tasks.possible)
        return MOST_POOLS * (starts[-1][1] - starts[0][0] + longest) <= LARGEST_TABLE

    def _allowed(self, number: int) -> Spans:
        least = self.tasks.earliest[number]
        return from_on(self.tasks.tasks[number].room, least or 0)

    def _costs(self, allowed: dict[int, Spans]) -> Floats:
        """The end at each possible start, infinite at others; -1 everywhere when held ones are counted."""
        cost = np.full((len(self.numbers), len(self.columns)), np.inf)
        for row, number in enumerate(self.numbers.tolist()):
            for first, past in allowed[number]:
                left, right = np.searchsorted(self.columns, (first, past))
                ends = self.columns[left:right] * self.tasks.unit_minutes + self.tasks.tasks[number].minutes
                cost[row, left:right] = -1.0 if self.counting else ends
        return cost

    def _set_order(self) -> None:
        """A parent for each row that waits (-1: none), and rows in levels so that parents stand before children."""
        place = {number: row for row, number in enumerate(self.numbers.tolist())}
        self.parent = np.full(len(place), -1, dtype=np.int64)
        self.delay = np.zeros(len(place), dtype=np.int64)
        depth = np.zeros(len(place), dtype=np.int64)
        for number in self.tasks.order:
            after = self.tasks.tasks[number].after
            if number in place and after:
                before, delay = max(after, key=lambda pair: (self.tasks.earliest[pair[0]] or 0) + pair[1])
                row = place[number]
                self.parent[row], self.delay[row] = place[before], delay
                depth[row] = depth[place[before]] + 1
        self.levels = [np.flatnonzero(depth == level) for level in range(int(depth.max(initial=0)) + 1)]

    def _set_pools(self) -> None:
        """`seats[r, q]`: what row r takes from pool q; `there[q, u]`: people of pool q free u units on."""
        drawn_from = list(pools(self.tasks))
        self.first = int(self.columns[0])
        self.span = int(self.columns[-1] - self.first + self.lengths.max())
        self.seats = np.zeros((len(self.numbers), len(drawn_from)))
        self.there = np.zeros((len(drawn_from), self.span))
        place = {number: row for row, number in enumerate(self.numbers.tolist())}
        for pool, (members, weights) in enumerate(drawn_from):
            for number, weight in weights.items():
                self.seats[place[number], pool] = weight
            for spans in presence(self.tasks, members):
                for first, past in from_on(spans, self.first):
                    self.there[pool, first - self.first : past - self.first] += 1

    def priced(self, prices: Floats) -> tuple[float, Floats, Whole]:
        """(bound at these prices, seats asked for less seats there, start of each row as a column or -1)."""
        totals = self._totals(prices)
        chosen = np.full(len(self.numbers), -1, dtype=np.int64)
        value = -float(np.sum(prices * self.there))
        columns = np.arange(len(self.columns))
        for depth, level in enumerate(self.levels):
            table = totals[level]
            if depth:
                first = self._first_after(level, chosen[self.parent[level]])
                table = np.where(columns[None, :] >= first[:, None], table, np.inf)
            best = table.argmin(axis=1)
            cheapest = table[np.arange(len(level)), best]
            chosen[level] = np.where(self._worth(cheapest), best, -1)
            if not depth:
                value += float(np.where(self._worth(cheapest), cheapest, 0.0).sum())
        return value, self._asked(chosen) - self.there, chosen

    def _worth(self, totals: Floats) -> npt.NDArray[np.bool_]:
        """Which rows are held: all, or when they are counted those that gain by it."""
        return totals < 0.0 if self.counting else np.isfinite(totals)

    def _first_after(self, level: Whole, before: Whole) -> Whole:
        """The first column each row may take when the one it waits for took column `before` (-1: not held)."""
        least = self.columns[np.maximum(before, 0)] + self.delay[level]
        return np.where(before >= 0, np.searchsorted(self.columns, least), len(self.columns))

    def _totals(self, prices: Floats) -> Floats:
        """The cost of each start: its own, its seats, and the cheapest of all that waits for it."""
        summed = np.concatenate((np.zeros((len(prices), 1)), np.cumsum(prices, axis=1)), axis=1)
        totals, begins = self.cost.copy(), self.columns - self.first
        for length in np.unique(self.lengths):
            rows = self.lengths == length
            totals[rows] += self.seats[rows] @ (summed[:, begins + length] - summed[:, begins])
        for level in reversed(self.levels[1:]):
            rest = np.minimum.accumulate(totals[level][:, ::-1], axis=1)[:, ::-1]
            if self.counting:
                rest = np.minimum(rest, 0.0)
            rest = np.concatenate((rest, np.full((len(level), 1), 0.0 if self.counting else np.inf)), axis=1)
            first = np.searchsorted(self.columns, self.columns[None, :] + self.delay[level][:, None])
            np.add.at(totals, self.parent[level], np.take_along_axis(rest, first, axis=1))
        return totals

    def _asked(self, chosen: Whole) -> Floats:
        held = chosen >= 0
        change = np.zeros((self.span + 1, self.seats.shape[1]))
        start = self.columns[chosen[held]] - self.first
        np.add.at(change, start, self.seats[held])
        np.add.at(change, start + self.lengths[held], -self.seats[held])
        asked: Floats = np.cumsum(change, axis=0)[: self.span].T
        return asked

    def solve(self, upper: float, more: Callable[[], bool]) -> Relaxed:
        """The best bound while `more()` says so. `upper`: the objective of some plan, which no bound can exceed."""
        prices = np.zeros_like(self.there)
        best, missing, chosen = self.priced(prices)
        starts = self._starts(chosen)
        step, share, failed, checked = _FIRST_STEP, _SHARE, 0, best
        for turn in range(1, _ROUNDS):
            direction = np.where((prices <= 0) & (missing < 0), 0.0, missing)
            length = float(np.sum(direction * direction))
            if length < 1e-9 or step < _SMALLEST_STEP or best >= upper or not more():
                break
            reach = max(1.0, min(upper, best + (_REACH - 1) * abs(best) + 1) - best)
            trial = np.maximum(0.0, prices + step * reach / length * direction)
            value, now, chosen = self.priced(trial)
            weight = _mixed(missing, now, share)
            forward = float(np.sum(now * direction)) > 0
            missing = weight * now + (1 - weight) * missing
            starts = weight * self._starts(chosen) + (1 - weight) * starts
            if value > best:
                prices, best, failed = trial, value, 0
                step = min(step * _STEP_UP, 2.0) if forward else step
            else:
                failed += 1
                if failed >= _PATIENCE:
                    step, failed = step * _STEP_DOWN, 0
            if turn % 100 == 0:
                share = max(share / 2, _SMALLEST_SHARE) if best - checked < 0.01 * abs(best) else share
                checked = best
        return Relaxed(best, starts)

    def _starts(self, chosen: Whole) -> Floats:
        """The start in units of every task of the problem; far away where it is not held."""
        starts = np.full(len(self.tasks.tasks), float(self.tasks.horizon))
        starts[self.numbers] = np.where(chosen >= 0, self.columns[chosen], self.tasks.horizon)
        return starts

    def as_bound(self, found: float) -> int:
        """The whole number that no plan can beat: the most that can be held, or the least sum of all ends."""
        slack = 1e-6 + 1e-9 * abs(found)
        if self.counting:
            return min(len(self.numbers), floor(-found + slack))
        fixed: int = sum(self.tasks.tasks[number].minutes for number in self.numbers.tolist())
        steps = ceil((found - fixed - slack) / self.tasks.unit_minutes)
        return fixed + self.tasks.unit_minutes * steps


def _mixed(old: Floats, new: Floats, largest: float) -> float:
    """How much of the new direction to mix in: what makes the mixture shortest, within limits."""
    change = new - old
    length = float(np.sum(change * change))
    best = -float(np.sum(old * change)) / length if length > 0 else largest
    return min(max(best, largest / 10), largest)


def _members(spans: Spans) -> Whole:
    """The numbers of a set as an array."""
    parts = [np.arange(first, past, dtype=np.int64) for first, past in spans]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
