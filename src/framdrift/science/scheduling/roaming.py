"""One searcher: frees a neighbourhood of the best plan, solves it, merges what is better, and goes on."""

from __future__ import annotations

from random import Random
from threading import Lock

from framdrift.science.scheduling.choices import Choices
from framdrift.science.scheduling.effort import Budget
from framdrift.science.scheduling.incumbent import Incumbent
from framdrift.science.scheduling.neighbourhood import NOTHING, Model, Stopper, TooLarge

_SIDEWAYS = 0.25
"""How often a plan that is only as good is taken too: without it the search stays at the first plan that no
neighbourhood betters."""


class Roamer:
    """Searches neighbourhoods until the budget is spent or the plan is proven best. Several share one incumbent."""

    def __init__(self, incumbent: Incumbent, budget: Budget, choices: Choices, stopper: Stopper) -> None:
        self.incumbent, self.budget, self.choices, self.stopper = incumbent, budget, choices, stopper
        self._lock = Lock()

    def run(self, seed: int) -> None:
        """Search on; to be called once for each worker, each with a seed of its own."""
        numbers = Random(seed)
        while self.budget.left() and not self.incumbent.settled:
            self._one(numbers)

    def _one(self, numbers: Random) -> None:
        base, worth = self.incumbent.plan, self.incumbent.value
        with self._lock:
            manner, free = self.choices.next(base, numbers)
        try:
            model = Model(self.incumbent.tasks, base, free)
            model.minimise_better(worth, sideways=numbers.random() < _SIDEWAYS)
        except TooLarge:
            found = NOTHING
        else:
            found = model.solve(self.budget.slice(numbers.randrange(2**31)), self.stopper)
        self.budget.spend(found.effort)
        better = found.plan is not None and self.incumbent.merge(base, found.plan, free)
        with self._lock:
            self.choices.learn(manner, proven=found.proven, improved=better, effort=found.effort)
        if found.proven and free == self.incumbent.tasks.possible:
            self.incumbent.prove_best()
