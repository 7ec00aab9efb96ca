"""The best plan so far and what is proven about it, shared by all who search."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from threading import RLock

from framdrift.science.scheduling.board import Board, Placement, Plan
from framdrift.science.scheduling.greedy import Value, value
from framdrift.science.scheduling.pools import simple_bound
from framdrift.science.scheduling.spans import holds
from framdrift.science.scheduling.tasks import Tasks


class Status(StrEnum):
    """How far a search came."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    NONE_HELD = "none_held"


@dataclass(frozen=True, slots=True)
class Standing:
    """The best so far. `bound` limits the objective with as many held as here; None while that is not proven most."""

    plan: Plan
    held_bound: int
    objective: int
    bound: int | None
    status: Status

    @property
    def gap(self) -> float | None:
        """How far at most from the best possible objective, as a share of the bound."""
        return None if self.bound is None else (self.objective - self.bound) / max(self.bound, 1)


class Incumbent:
    """The plan to beat. `told` hears of each better plan or bound, in the thread that found it."""

    def __init__(self, tasks: Tasks, told: Callable[[Standing], None]) -> None:
        self.tasks, self._told = tasks, told
        self._lock = RLock()
        self.plan: dict[int, Placement] = {}
        self.value: Value = value(tasks, {})
        self.held_bound = len(tasks.possible)
        self._bounds: dict[int, int] = {}

    def standing(self) -> Standing:
        """The best so far."""
        with self._lock:
            plan, objective, bound = self.plan, self.value[1], self._bound()
        proven = bound is not None and bound >= objective
        status = Status.OPTIMAL if proven else Status.FEASIBLE
        if not plan and self.tasks.tasks:
            status = Status.NONE_HELD
        return Standing(plan, self.held_bound, objective, bound, status)

    def _bound(self) -> int | None:
        held = len(self.plan)
        if held < self.held_bound:
            return None
        return min(self.value[1], max(self._bounds.get(held, 0), simple_bound(self.tasks, held)))

    @property
    def settled(self) -> bool:
        """Whether the plan is proven best."""
        with self._lock:
            bound = self._bound()
            return bound is not None and bound >= self.value[1]

    @property
    def complete(self) -> bool:
        """Whether everything that can be held at all is held."""
        return len(self.plan) == len(self.tasks.possible)

    def take(self, plan: dict[int, Placement]) -> bool:
        """Keep a plan if it is as good; whether it is better."""
        with self._lock:
            worth = value(self.tasks, plan)
            better = worth < self.value
            if worth <= self.value:
                self.plan, self.value = plan, worth
        if better:
            self._told(self.standing())
        return better

    def merge(self, base: Plan, plan: dict[int, Placement], free: Collection[int]) -> bool:
        """Keep a plan that differs from `base` in the free tasks, also when others have changed the rest since.

        Whether it is better than the plan so far.
        """
        with self._lock:
            if self.plan is base:
                return self.take(plan)
            board = Board(self.tasks, {number: one for number, one in self.plan.items() if number not in free})
            for number in self.tasks.order:
                if number in free and number in plan and not _fits(board, number, plan[number]):
                    return False
            return self.take(board.plan)

    def prove(self, bound: int) -> None:
        """With as many held as now, no objective is below `bound`."""
        with self._lock:
            held = len(self.plan)
            self._bounds[held] = max(bound, self._bounds.get(held, 0))
        self._told(self.standing())

    def prove_count(self, most: int) -> None:
        """No plan holds more than `most`."""
        with self._lock:
            self.held_bound = max(len(self.plan), min(self.held_bound, most))

    def prove_best(self) -> None:
        """Nothing is better than the plan."""
        self.prove_count(len(self.plan))
        self.prove(self.value[1])


def _fits(board: Board, number: int, placement: Placement) -> bool:
    """Place a task on the board if there is still room for it."""
    task = board.tasks.tasks[number]
    if any(before not in board.plan for before, _ in task.after):
        return False
    seats = board.seats(number)
    free = all(holds(seats[person], placement.start) for person in placement.panel)
    if not free or not holds(board.window(number), placement.start):
        return False
    board.place(number, placement)
    return True
