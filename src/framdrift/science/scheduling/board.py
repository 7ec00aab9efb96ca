"""Who is taken when by what is placed, and where there is still room beside it."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from framdrift.science.scheduling.spans import Span, Spans, below, from_on, merged, without
from framdrift.science.scheduling.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Placement:
    """A task that is held: its start in units, and who sits in its panel."""

    start: int
    panel: tuple[int, ...]


Plan = Mapping[int, Placement]
"""The tasks that are held."""


class Board:
    """What is placed, kept so that the room beside it is found quickly."""

    def __init__(self, tasks: Tasks, plan: Plan) -> None:
        self.tasks = tasks
        self.plan: dict[int, Placement] = {}
        self._taken: dict[int, list[Span]] = defaultdict(list)
        self._held_on: dict[int, dict[Span, int]] = defaultdict(lambda: defaultdict(int))
        for number, placement in plan.items():
            self.place(number, placement)

    def place(self, number: int, placement: Placement) -> None:
        """Hold a task there. Whether there is room is the caller's question."""
        task = self.tasks.tasks[number]
        self.plan[number] = placement
        for person in (*placement.panel, task.candidate):
            insort(self._taken[person], (placement.start, placement.start + task.occupies[person]))
        for person in self._limited(placement.panel):
            self._held_on[person][self.tasks.day_of(placement.start)] += 1

    def take_out(self, number: int) -> None:
        """Hold a task no more."""
        task, placement = self.tasks.tasks[number], self.plan.pop(number)
        for person in (*placement.panel, task.candidate):
            self._taken[person].remove((placement.start, placement.start + task.occupies[person]))
        for person in self._limited(placement.panel):
            self._held_on[person][self.tasks.day_of(placement.start)] -= 1

    def _limited(self, panel: Collection[int]) -> Iterator[int]:
        return (person for person in panel if person in self.tasks.day_limits)

    def held_on(self, person: int, day: Span) -> int:
        """How many placed tasks a person with a day limit has on a day (as `Tasks.day_of` gives it)."""
        return self._held_on[person][day]

    def seats(self, number: int) -> dict[int, Spans]:
        """For everybody who may sit in the panel: the starts at which they are free and below their day limit."""
        task = self.tasks.tasks[number]
        return {person: self.beside(person, spans, task.occupies[person]) for person, spans in task.seats.items()}

    def window(self, number: int) -> Spans:
        """The starts that the candidate, the interview itself, and what is placed before and after it allow."""
        task = self.tasks.tasks[number]
        spans = self.beside(task.candidate, task.starts, task.occupies[task.candidate])
        for before, delay in task.after:
            if before in self.plan:
                spans = from_on(spans, self.plan[before].start + delay)
        for behind, delay in self.tasks.followers[number]:
            if behind in self.plan:
                spans = below(spans, self.plan[behind].start - delay + 1)
        return spans

    def beside(self, person: int, spans: Spans, length: int) -> Spans:
        """The starts at which something so long disturbs nothing that the person already has."""
        blocked = [(first - length + 1, past) for first, past in self._taken[person]]
        limit = self.tasks.day_limits.get(person)
        if limit == 0:
            return ()
        if limit is not None:
            blocked += [day for day, held in self._held_on[person].items() if held >= limit]
        return without(spans, merged(blocked))
