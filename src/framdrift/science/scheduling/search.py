"""The whole search: greedy at once, the bound, then neighbourhoods until time is up or nothing is better."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from random import Random
from typing import TYPE_CHECKING

from framdrift.science.scheduling.board import Placement
from framdrift.science.scheduling.choices import Choices
from framdrift.science.scheduling.effort import Budget, Effort
from framdrift.science.scheduling.greedy import greedy, in_order
from framdrift.science.scheduling.incumbent import Incumbent, Standing
from framdrift.science.scheduling.tasks import Tasks

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExpr

    from framdrift.science.scheduling.neighbourhood import Model, Stopper

_TRIES = 20
_GREEDY_SECONDS = 0.5
_GUIDED_TRIES = 10
_RELAXATION_SHARE = 0.3
_EXACT_SHARE = 0.5
_EXACT_INTERVIEWS = 40
"""Up to so many interviews the whole problem is one model first."""


def _silent(_standing: Standing) -> None:
    """Tells nobody."""


class Search:
    """One search. `clock` gives seconds that only grow; `told` hears of each better plan or bound."""

    def __init__(
        self,
        tasks: Tasks,
        effort: Effort,
        *,
        clock: Callable[[], float],
        told: Callable[[Standing], None] = _silent,
    ) -> None:
        self.tasks, self.effort = tasks, effort
        self.budget = Budget(effort, clock)
        self.incumbent = Incumbent(tasks, told)
        self._stopper: Stopper | None = None
        self._relaxed = False

    def run(self) -> Standing:
        """Search until the effort is spent, `stop` is called, or the plan is proven best."""
        self.incumbent.take(self._greedy())
        if self._goes_on():
            self._relax()
        if self._goes_on():
            self._improve()
        if self.incumbent.complete and not self._relaxed and not self.budget.stopped:
            self._relax()  # everything is held only now: a bound is owed, and takes about a second
        return self.incumbent.standing()

    def stop(self) -> None:
        """End soon, from another thread; to be repeated until `run` has returned."""
        self.budget.stopped = True
        if self._stopper is not None:
            self._stopper.stop()

    def _goes_on(self) -> bool:
        return self.budget.left() and not self.incumbent.settled

    def _greedy(self) -> dict[int, Placement]:
        return greedy(
            self.tasks, seed=self.effort.seed, tries=_TRIES, more=lambda: self.budget.left(seconds=_GREEDY_SECONDS)
        )

    def _relax(self) -> None:
        """What the time-indexed relaxation proves, and plans in the order of its starts."""
        from framdrift.science.scheduling.relaxation import Relaxation

        incumbent = self.incumbent
        if not Relaxation.fits(self.tasks):
            return
        if not incumbent.complete:
            counting = Relaxation(self.tasks, counting=True)
            counted = counting.solve(-float(len(incumbent.plan)), lambda: self.budget.left(share=_RELAXATION_SHARE / 2))
            incumbent.prove_count(counting.as_bound(counted.bound))
        elif not self.tasks.makespan:
            self._relaxed = True
            relaxation = Relaxation(self.tasks)
            found = relaxation.solve(float(incumbent.value[1]), lambda: self.budget.left(share=_RELAXATION_SHARE))
            incumbent.prove(relaxation.as_bound(found.bound))
            self._follow(found.starts.tolist())

    def _follow(self, starts: list[float]) -> None:
        """Greedy plans in the order of the relaxation, more and more disturbed."""
        numbers = Random(self.effort.seed)
        for turn in range(_GUIDED_TRIES):
            if self._goes_on():
                disturbed = [start + numbers.gauss(0.0, 1.5 * turn) for start in starts]
                order = sorted(range(len(starts)), key=disturbed.__getitem__)
                self.incumbent.take(in_order(self.tasks, order))

    def _improve(self) -> None:
        """Exactly where the problem is small, then by neighbourhoods with all workers."""
        from framdrift.science.scheduling.neighbourhood import Stopper, TooLarge
        from framdrift.science.scheduling.roaming import Roamer

        self._stopper = Stopper(stopped=self.budget.stopped)
        if len(self.tasks.possible) <= _EXACT_INTERVIEWS:
            try:
                self._solve_whole(self._stopper)
            except TooLarge:
                return
        roamer = Roamer(self.incumbent, self.budget, Choices(self.tasks), self._stopper)
        numbers = Random(self.effort.seed)
        seeds = [numbers.randrange(2**31) for _ in range(max(1, self.effort.workers))]
        with ThreadPoolExecutor(len(seeds)) as pool:
            list(pool.map(roamer.run, seeds))

    def _solve_whole(self, stopper: Stopper) -> None:
        """Count first, then the objective, each over the whole problem."""
        incumbent = self.incumbent
        if len(incumbent.plan) < incumbent.held_bound and self._goes_on():
            fewest = self._less(lambda model: model.left_out(), incumbent.value[0], stopper)
            incumbent.prove_count(len(self.tasks.tasks) - fewest)
        if len(incumbent.plan) == incumbent.held_bound and self._goes_on():
            incumbent.prove(self._less(lambda model: model.objective(), incumbent.value[1], stopper))

    def _less(self, of: Callable[[Model], LinearExpr], now: int, stopper: Stopper) -> int:
        """Take what makes something smaller than it is now, with no more left out; what it can never be below."""
        from framdrift.science.scheduling.neighbourhood import Model

        model = Model(self.tasks, self.incumbent.plan, self.tasks.possible)
        goal = of(model)
        model.cp.add(model.left_out() <= self.incumbent.value[0])
        model.cp.add(goal <= now - 1)
        model.cp.minimize(goal)
        found = model.solve(self.budget.share(_EXACT_SHARE), stopper)
        self.budget.spend(found.effort)
        if found.plan is None:
            return now if found.proven else 0
        self.incumbent.take(found.plan)
        return ceil(max(found.bound, 0.0) - 1e-6)
