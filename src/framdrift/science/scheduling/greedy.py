"""An answer at once: one candidate after the other, each interview as early as there is room for it.

Of the people who could sit there, those are taken whom the others need least. Several orders of candidates are
tried, the one with the least room first; the best plan is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from framdrift.science.scheduling.board import Board, Placement, Plan
from framdrift.science.scheduling.spans import Spans, first_from, holds, size
from framdrift.science.scheduling.tasks import Task, Tasks, room

Value = tuple[int, int, int]
"""What a plan is worth, smaller is better: interviews not held, the objective, the sum of ends."""


def value(tasks: Tasks, plan: Plan) -> Value:
    """The worth of a plan. The third part only decides between plans of the same makespan."""
    ends = [tasks.end(number, placement.start) for number, placement in plan.items()]
    objective = max(ends, default=0) if tasks.makespan else sum(ends)
    return len(tasks.tasks) - len(plan), objective, sum(ends)


def greedy(tasks: Tasks, *, seed: int, tries: int, more: Callable[[], bool]) -> dict[int, Placement]:
    """The best of up to `tries` orders; at least one is tried, the next ones while `more()` says so."""
    numbers = Random(seed)
    ranks = _ranks(tasks)
    by_candidate: dict[int, list[int]] = {}
    for number in tasks.order:
        by_candidate.setdefault(tasks.tasks[number].candidate, []).append(number)
    candidates = sorted(by_candidate, key=lambda one: min(size(tasks.tasks[n].room) for n in by_candidate[one]))
    best = _placed(tasks, [n for one in candidates for n in by_candidate[one]], ranks)
    for _ in range(tries - 1):
        if not more():
            break
        numbers.shuffle(candidates)
        plan = _placed(tasks, [n for one in candidates for n in by_candidate[one]], ranks)
        best = min(best, plan, key=lambda one: value(tasks, one))
    return best


def in_order(tasks: Tasks, order: Sequence[int]) -> dict[int, Placement]:
    """The plan that comes of placing the tasks in this order, each after what it waits for."""
    return _placed(tasks, order, _ranks(tasks))


def _ranks(tasks: Tasks) -> dict[int, float]:
    """For each interviewer the share of their free time that others ask for: who is low is taken first."""
    asked: dict[int, float] = {}
    free: dict[int, int] = {}
    for task in tasks.tasks:
        for members, pick in task.groups:
            for person in members:
                asked[person] = asked.get(person, 0.0) + task.occupies[person] * pick / len(members)
                free[person] = max(free.get(person, 0), size(task.seats[person]))
    return {person: units / (free[person] + 1) for person, units in asked.items()}


def _placed(tasks: Tasks, order: Sequence[int], ranks: Mapping[int, float]) -> dict[int, Placement]:
    board = Board(tasks, {})
    visited: set[int] = set()
    for number in order:
        waiting = [number]
        while waiting:
            task = tasks.tasks[waiting[-1]]
            first = [before for before, _ in task.after if before not in visited]
            if first:
                waiting += first
                continue
            waiting.pop()
            if task.number not in visited:
                visited.add(task.number)
                place_early(board, task, ranks)
    return board.plan


def place_early(board: Board, task: Task, ranks: Mapping[int, float]) -> bool:
    """Hold a task at its first room, if what it waits for is held and there is any."""
    if any(before not in board.plan for before, _ in task.after):
        return False
    seats = board.seats(task.number)
    spans = room(task.groups, board.window(task.number), seats)
    start = first_from(spans, 0)
    while start is not None:
        panel = seated(task, [person for person, free in seats.items() if holds(free, start)], ranks)
        if panel is not None:
            board.place(task.number, Placement(start, panel))
            return True
        start = first_from(spans, _next_change(seats, start))
    return False


def _next_change(seats: Mapping[int, Spans], start: int) -> int:
    """The first moment after `start` at which other people are free: only then can another panel be found."""
    edges = (edge for spans in seats.values() for span in spans for edge in span if edge > start)
    return min(edges, default=start + 1)


def seated(task: Task, free: Sequence[int], ranks: Mapping[int, float]) -> tuple[int, ...] | None:
    """Distinct people for every group, low ranks first; None where they do not suffice.

    `free`: those of the task's people who are.
    """
    by_rank = sorted(free, key=lambda person: (ranks.get(person, 0.0), person))
    if len(task.groups) == 1:
        chosen = by_rank[: task.groups[0][1]]
        return tuple(sorted(chosen)) if len(chosen) == task.groups[0][1] else None
    chairs = [frozenset(members) for members, pick in task.groups for _ in range(pick)]
    sitting: dict[int, int] = {}
    if all(_find_seat(chair, chairs, by_rank, sitting) for chair in range(len(chairs))):
        return tuple(sorted(sitting))
    return None


def _find_seat(chair: int, chairs: Sequence[frozenset[int]], people: Sequence[int], sitting: dict[int, int]) -> bool:
    """Kuhn's augmenting path, breadth first: whoever sits elsewhere may move on to another chair that is theirs too."""
    came_from: dict[int, tuple[int, int | None]] = {}
    waiting: list[tuple[int, int | None]] = [(chair, None)]
    for standing, moved in waiting:
        for person in people:
            if person not in chairs[standing] or person in came_from:
                continue
            came_from[person] = (standing, moved)
            if person in sitting:
                waiting.append((sitting[person], person))
                continue
            mover: int | None = person
            while mover is not None:
                sitting[mover], mover = came_from[mover]
            return True
    return False
