"""Some interviews are taken out of a plan and put back in the best way beside the rest: one small CP-SAT model.

Each free task has a start whose domain is already cut by everything that stays, and one literal per seat. A literal
that is true puts the start among the person's own free starts and an interval on their day; intervals of one person
do not overlap. With every task free this is the whole problem, and what CP-SAT proves holds for it.

No hints are given and every model has one worker: hinted values that presolve moves out of a domain end 9.15 with an
exception, in a second worker the whole process (google/or-tools, issue 5288). Models mostly admit only what is better
than the plan, which says more than a hint. Some small models without hints, of interviews that could change places,
end with the same exception while presolve looks for symmetries; those are solved once more without that.

The only module here that needs OR-Tools; it is loaded with it, never in a web worker.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from threading import Lock
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from framdrift.science.scheduling.board import Board, Placement, Plan
from framdrift.science.scheduling.effort import Limits
from framdrift.science.scheduling.greedy import Value
from framdrift.science.scheduling.spans import Span, Spans, intersection
from framdrift.science.scheduling.tasks import Task, Tasks, room

if TYPE_CHECKING:
    from _thread import LockType

_LARGEST_WEIGHT = 2**60
"""Where sums of weights would no longer fit the solver's whole numbers."""

_LARGEST_DAY_TABLE = 200_000
"""More day literals than this are not built: such a problem is left to the greedy answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came out: the whole plan with the free tasks put back (None: nothing), and what is proven about it.

    `bound` limits what was asked for from below (count: tasks not held; else the objective over all tasks).
    """

    plan: dict[int, Placement] | None = None
    proven: bool = False
    bound: float = -inf
    effort: float = 0.0


NOTHING = Found()


class TooLarge(Exception):
    """The model would not fit; nothing is wrong with the problem."""


@dataclass(slots=True)
class Stopper:
    """Stops whatever is being solved, from another thread; later models stop at once too."""

    stopped: bool = False
    _solvers: list[cp_model.CpSolver] = field(default_factory=list)
    _lock: LockType = field(default_factory=Lock)

    def stop(self) -> None:
        """End the solving that goes on. One that is just about to begin does not hear it: say it again."""
        with self._lock:
            self.stopped = True
            for solver in self._solvers:
                solver.stop_search()

    def solve(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> cp_model.CpSolverStatus:
        """Solve so that `stop` reaches it; unknown when it is too late to begin."""
        with self._lock:
            if self.stopped:
                return cp_model.UNKNOWN
            self._solvers.append(solver)
        try:
            return _solved(solver, model)
        finally:
            with self._lock:
                self._solvers.remove(solver)


class Model:
    """The model of one neighbourhood. `free` are the tasks that may move; the rest of `plan` stays."""

    def __init__(self, tasks: Tasks, plan: Plan, free: Collection[int]) -> None:
        self.tasks, self.plan = tasks, plan
        self.cp = cp_model.CpModel()
        self.fixed = {number: placement for number, placement in plan.items() if number not in free}
        self.board = Board(tasks, self.fixed)
        self.starts: dict[int, cp_model.IntVar] = {}
        self.held: dict[int, cp_model.IntVar] = {}
        self.seats: dict[tuple[int, int], cp_model.IntVar] = {}
        self._least: dict[int, int] = {}
        self._intervals: dict[int, list[cp_model.IntervalVar]] = {}
        self._day_literals: dict[tuple[int, Span], list[cp_model.IntVar]] = {}
        self._must = self._to_be_held(free)
        for number in tasks.order:
            if number in free and self._can_be_held(number):
                self._add(tasks.tasks[number])
        for intervals in self._intervals.values():
            if len(intervals) > 1:
                self.cp.add_no_overlap(intervals)
        for (person, day), literals in self._day_literals.items():
            self.cp.add(_sum(literals) <= tasks.day_limits[person] - self.board.held_on(person, day))
        for number in self._must - set(self.starts):
            raise AssertionError(f"task {number} is held, so there is room for it")

    def _to_be_held(self, free: Collection[int]) -> set[int]:
        """The free tasks that stay held: all of them once nothing more can be, else what fixed ones wait for."""
        if len(self.plan) == len(self.tasks.possible):
            return set(free) & set(self.plan)
        needed = {before for number in self.fixed for before, _ in self.tasks.tasks[number].after}
        return needed & set(free)

    def _can_be_held(self, number: int) -> bool:
        befores = (before for before, _ in self.tasks.tasks[number].after)
        return all(before in self.fixed or before in self.starts for before in befores)

    def _add(self, task: Task) -> None:
        seats, window = self.board.seats(task.number), self.board.window(task.number)
        spans = room(task.groups, window, seats)
        if not spans:
            return
        name = str(task.number)
        start = self.cp.new_int_var_from_domain(_domain(spans), "s" + name)
        held = self.cp.new_constant(1) if task.number in self._must else self.cp.new_bool_var("h" + name)
        self.starts[task.number], self.held[task.number] = start, held
        self._least[task.number] = spans[0][0]
        if task.number not in self._must:
            self.cp.add(start == spans[0][0]).only_enforce_if(~held)
        for before, delay in task.after:
            if before in self.starts:
                self.cp.add(start >= self.starts[before] + delay).only_enforce_if(held)
                self.cp.add_implication(held, self.held[before])
        self._occupy(task, task.candidate, held)
        self._seat(task, spans, seats)

    def _seat(self, task: Task, spans: Spans, seats: Mapping[int, Spans]) -> None:
        start, held = self.starts[task.number], self.held[task.number]
        chairs: dict[int, list[cp_model.IntVar]] = {person: [] for person in seats}
        for place, (members, pick) in enumerate(task.groups):
            literals = [self.cp.new_bool_var(f"a{task.number}g{place}p{person}") for person in members]
            for person, literal in zip(members, literals, strict=True):
                chairs[person].append(literal)
            self.cp.add(_sum(literals) == pick * held)
        for person, literals in chairs.items():
            sits = literals[0] if len(literals) == 1 else self._any(literals, f"a{task.number}p{person}")
            self.seats[task.number, person] = sits
            theirs = intersection(spans, seats[person])
            if theirs != spans:
                self.cp.add_linear_expression_in_domain(start, _domain(theirs)).only_enforce_if(sits)
            self._occupy(task, person, sits)
            self._count_days(task, person, theirs, sits)

    def _any(self, literals: list[cp_model.IntVar], name: str) -> cp_model.IntVar:
        """One literal for sitting in one of several groups, in one at most."""
        sits = self.cp.new_bool_var(name)
        self.cp.add(_sum(literals) == sits)
        return sits

    def _occupy(self, task: Task, person: int, when: cp_model.IntVar) -> None:
        start, length = self.starts[task.number], task.occupies[person]
        interval = self.cp.new_optional_fixed_size_interval_var(start, length, when, f"i{task.number}p{person}")
        self._intervals.setdefault(person, []).append(interval)

    def _count_days(self, task: Task, person: int, spans: Spans, sits: cp_model.IntVar) -> None:
        if self.tasks.day_limits.get(person, len(self.tasks.tasks)) >= len(self.tasks.tasks):
            return
        literals = []
        for day, within in self._days(spans):
            literal = self.cp.new_bool_var(f"a{task.number}p{person}d{day[0]}")
            self.cp.add_linear_expression_in_domain(self.starts[task.number], _domain(within)).only_enforce_if(literal)
            self._day_literals.setdefault((person, day), []).append(literal)
            literals.append(literal)
        self.cp.add(_sum(literals) == sits)

    def _days(self, spans: Spans) -> list[tuple[Span, Spans]]:
        found: dict[Span, Spans] = {}
        for first, past in spans:
            while first < past:
                day = self.tasks.day_of(first)
                found[day] = intersection(spans, (day,))
                first = day[1]
                if len(found) * len(self.tasks.tasks) > _LARGEST_DAY_TABLE:
                    raise TooLarge
        return list(found.items())

    def end(self, number: int) -> cp_model.LinearExpr:
        """The end of a free task in minutes; 0 when it is not held."""
        unit, minutes = self.tasks.unit_minutes, self.tasks.tasks[number].minutes
        least, held = self._least[number], self.held[number]
        return unit * self.starts[number] + minutes * held - unit * least * (1 - held)

    def left_out(self) -> cp_model.LinearExpr:
        """How many tasks of the whole problem are not held."""
        return len(self.tasks.tasks) - len(self.fixed) - _sum(list(self.held.values()))

    def minimise_better(self, now: Value, *, sideways: bool) -> None:
        """Look only for what is better than `now`: fewer left out, then the objective, then the sum of ends.

        `sideways`: another plan that is just as good will do.
        """
        total, worst, current = self.objective(), self._worst(), now[1]
        if self.tasks.makespan and worst * self._worst_sum() < _LARGEST_WEIGHT:
            total = total * self._worst_sum() + self._sum_of_ends()
            worst, current = worst * self._worst_sum(), current * self._worst_sum() + now[2]
        if len(self._must) < len(self.starts):
            if worst * len(self.tasks.tasks) > _LARGEST_WEIGHT:
                raise TooLarge
            total = total + worst * self.left_out()
            current += worst * now[0]
        self.cp.add(total <= (current if sideways else current - 1))
        self.cp.minimize(total)

    def _worst_sum(self) -> int:
        """More than any sum of ends."""
        return 1 + len(self.tasks.tasks) * self.largest_end()

    def _worst(self) -> int:
        """More than any objective."""
        return 1 + self.largest_end() if self.tasks.makespan else self._worst_sum()

    def _sum_of_ends(self) -> cp_model.LinearExpr:
        fixed = (self.tasks.end(number, placement.start) for number, placement in self.fixed.items())
        return _sum([self.end(number) for number in self.starts]) + sum(fixed)

    def objective(self) -> cp_model.LinearExpr:
        """The objective over all tasks, fixed ones included."""
        if not self.tasks.makespan:
            return self._sum_of_ends()
        ends = {number: self.tasks.end(number, placement.start) for number, placement in self.fixed.items()}
        latest = self.cp.new_int_var(max(ends.values(), default=0), self.largest_end(), "latest")
        for number in self.starts:
            self.cp.add(latest >= self.end(number))
        return latest

    def largest_end(self) -> int:
        """No end lies beyond this."""
        return max(self.tasks.end(task.number, self.tasks.horizon) for task in self.tasks.tasks)

    def solve(self, limits: Limits, stopper: Stopper) -> Found:
        """The best that is found within the limits."""
        solver = cp_model.CpSolver()
        _set(solver, limits)
        try:
            status = stopper.solve(solver, self.cp)
        except IndexError:  # the defect named above, twice: nothing is known of this model, the plan stands
            return NOTHING
        if stopper.stopped and status == cp_model.UNKNOWN:
            return NOTHING
        effort = solver.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(proven=status == cp_model.INFEASIBLE, effort=effort)
        return Found(self._read(solver), status == cp_model.OPTIMAL, solver.best_objective_bound, effort)

    def _read(self, solver: cp_model.CpSolver) -> dict[int, Placement]:
        plan = dict(self.fixed)
        for number, start in self.starts.items():
            if solver.boolean_value(self.held[number]):
                people = self.tasks.tasks[number].people
                panel = (person for person in people if solver.boolean_value(self.seats[number, person]))
                plan[number] = Placement(solver.value(start), tuple(sorted(panel)))
        return plan


def _solved(solver: cp_model.CpSolver, model: cp_model.CpModel) -> cp_model.CpSolverStatus:
    """Solve; where looking for symmetries ends with an exception, once more without looking for them."""
    try:
        return solver.solve(model)
    except IndexError:
        solver.parameters.symmetry_level = 0
        return solver.solve(model)


def _set(solver: cp_model.CpSolver, limits: Limits) -> None:
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed
    solver.parameters.catch_sigint_signal = False
    solver.parameters.cp_model_probing_level = 0  # small models: probing costs more than it saves
    if limits.seconds is not None:
        solver.parameters.max_time_in_seconds = max(limits.seconds, 0.01)
    if limits.deterministic is not None:
        solver.parameters.max_deterministic_time = limits.deterministic


def _sum(parts: Sequence[cp_model.LinearExpr]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.sum(parts)


def _domain(spans: Spans) -> cp_model.Domain:
    return cp_model.Domain.from_intervals([[first, past - 1] for first, past in spans])
