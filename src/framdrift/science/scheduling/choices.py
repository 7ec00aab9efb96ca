"""Which candidates are taken out of the plan next: people whose interviews could change places with gain.

Each manner starts from one interview drawn at random and scores every candidate by how near their interviews are to
it; those with the lowest scores are freed with all their interviews. The size of a neighbourhood grows while
everything is solved at once and shrinks when time runs out, for each manner by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from framdrift.science.scheduling.board import Placement, Plan
from framdrift.science.scheduling.tasks import Task, Tasks

_FIRST_SIZE, _SMALLEST_SIZE = 8.0, 2.0
_GROWS, _SHRINKS = 1.05, 0.85
_QUICK, _SLOW = 0.05, 0.25
_FAR = 1e12


@dataclass(frozen=True, slots=True)
class _Focus:
    """Where a neighbourhood begins: an interview, its people, its start and some earlier start."""

    task: Task
    people: frozenset[int]
    start: int
    earlier: int


def _anywhere(_focus: _Focus, _placement: Placement, numbers: Random) -> float:
    return numbers.random()


def _same_time(focus: _Focus, placement: Placement, numbers: Random) -> float:
    return abs(placement.start - focus.start) + 4 * numbers.random()


def _two_times(focus: _Focus, placement: Placement, numbers: Random) -> float:
    return min(abs(placement.start - focus.start), abs(placement.start - focus.earlier)) + 6 * numbers.random()


def _same_people(focus: _Focus, placement: Placement, numbers: Random) -> float:
    shared = len(focus.people.intersection(placement.panel))
    return abs(placement.start - focus.start) / shared + 20 * numbers.random() if shared else _FAR


def _same_people_before(focus: _Focus, placement: Placement, numbers: Random) -> float:
    before = placement.start <= focus.start and not focus.people.isdisjoint(placement.panel)
    return numbers.random() if before else _FAR


MANNERS: Mapping[str, Callable[[_Focus, Placement, Random], float]] = {
    "anywhere": _anywhere,
    "same_time": _same_time,
    "two_times": _two_times,
    "same_people": _same_people,
    "same_people_before": _same_people_before,
}


@dataclass(slots=True)
class Choices:
    """The next neighbourhoods of one search; not to be shared between threads without a lock."""

    tasks: Tasks
    by_candidate: dict[int, list[int]] = field(init=False)
    sizes: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        self.by_candidate = {}
        for number in sorted(self.tasks.possible):
            self.by_candidate.setdefault(self.tasks.tasks[number].candidate, []).append(number)
        self.sizes = dict.fromkeys(MANNERS, _FIRST_SIZE)

    def next(self, plan: Plan, numbers: Random) -> tuple[str, frozenset[int]]:
        """(manner, tasks to free)."""
        manner = numbers.choice(list(MANNERS))
        count = min(round(self.sizes[manner]), len(self.by_candidate))
        focus = self._focus(plan, numbers)
        score = MANNERS[manner]

        def nearest(candidate: int) -> float:
            if candidate == focus.task.candidate:
                return -1.0
            placed = (plan[number] for number in self.by_candidate[candidate] if number in plan)
            least = min((score(focus, placement, numbers) for placement in placed), default=_FAR)
            return least if least < _FAR else _FAR + numbers.random()

        chosen = sorted(self.by_candidate, key=nearest)[:count]
        return manner, frozenset(number for candidate in chosen for number in self.by_candidate[candidate])

    def _focus(self, plan: Plan, numbers: Random) -> _Focus:
        """An interview that is not held, as often as not where there is one; else any, with a makespan a late one."""
        left_out = sorted(self.tasks.possible - plan.keys())
        number = numbers.choice(left_out if left_out and numbers.random() < 0.5 else sorted(self.tasks.possible))
        if self.tasks.makespan and not left_out and numbers.random() < 0.5:
            number = max(plan, key=lambda one: self.tasks.end(one, plan[one].start))
        task = self.tasks.tasks[number]
        placement = plan.get(number)
        first, past = numbers.choice(task.room)
        start = placement.start if placement else numbers.randrange(first, past)
        earlier = [one.start for one in plan.values() if one.start <= start] or [start]
        return _Focus(task, frozenset(task.people), start, numbers.choice(earlier))

    def learn(self, manner: str, *, proven: bool, improved: bool, effort: float) -> None:
        """Fit the size to how the last neighbourhood of this manner went, in CP-SAT's own measure of effort."""
        if not proven or effort > _SLOW:
            self.sizes[manner] = max(_SMALLEST_SIZE, self.sizes[manner] * _SHRINKS)
        elif not improved and effort < _QUICK:
            self.sizes[manner] = min(len(self.by_candidate) + 1.0, self.sizes[manner] * _GROWS)
