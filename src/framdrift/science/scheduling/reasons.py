"""Why an interview is not held, and the smallest change that would help, judged beside the finished plan.

What is looked for is one more window for the candidate, or the fewest panel members who would have to be free (or be
freed from another interview) at one moment; the earliest of the smallest changes is told. With more than one thing
missing at once only the reason is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from framdrift.science.scheduling.board import Board
from framdrift.science.scheduling.greedy import seated
from framdrift.science.scheduling.spans import Spans, at_least, first_from, from_on, holds, intersection
from framdrift.science.scheduling.tasks import Task, room


class Why(StrEnum):
    """Why an interview is not held; the first that applies."""

    AFTER_NOT_HELD = "after_not_held"
    NO_WINDOW = "no_window"
    PANEL_NEVER_FREE = "panel_never_free"
    NO_TIME_AFTER = "no_time_after"
    TAKES_NONE = "takes_none"
    CROWDED_OUT = "crowded_out"


@dataclass(frozen=True, slots=True)
class Change:
    """If these people (numbers as in `Tasks`) were free from `start` (units) for the interview, it could be held."""

    people: tuple[int, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one task is not held. `waits_for`: the tasks that are not held either. `takes_none`: who of its panel
    takes no interview on any day, where it cannot do without them."""

    why: Why
    waits_for: tuple[int, ...] = ()
    change: Change | None = None
    takes_none: tuple[int, ...] = ()


def reasons(board: Board) -> dict[int, Reason]:
    """The reason of each task that is not on the board, by its number."""
    return {task.number: _reason(board, task) for task in board.tasks.tasks if task.number not in board.plan}


def _reason(board: Board, task: Task) -> Reason:
    missing = tuple(before for before, _ in task.after if before not in board.plan)
    if missing:
        return Reason(Why.AFTER_NOT_HELD, waits_for=missing)
    why = _why(board, task)
    if why is Why.CROWDED_OUT and (none := _takes_none(board, task)):
        # A day more would not help them: there is no change of times to tell.
        return Reason(Why.TAKES_NONE, takes_none=none)
    return Reason(why, change=_smallest_change(board, task))


def _takes_none(board: Board, task: Task) -> tuple[int, ...]:
    """Those with a limit of none a day, where the rest do not make a panel."""
    none = tuple(person for person in task.people if board.tasks.day_limits.get(person) == 0)
    if none and seated(task, [person for person in task.people if person not in none], {}) is None:
        return none
    return ()


def _why(board: Board, task: Task) -> Why:
    if not task.starts:
        return Why.NO_WINDOW
    if not task.room:
        return Why.PANEL_NEVER_FREE
    if first_from(task.room, _least(board, task)) is None:
        return Why.NO_TIME_AFTER
    return Why.CROWDED_OUT


def _least(board: Board, task: Task) -> int:
    """The first unit at which everything it waits for, and the gap, have passed."""
    return max((board.plan[before].start + delay for before, delay in task.after), default=0)


def _smallest_change(board: Board, task: Task) -> Change | None:
    seats = board.seats(task.number)
    for missing in range(1, task.panel_size + 1):
        found = _fewer_members(board.window(task.number), task, seats, missing)
        if found is not None:
            return found
        if missing == 1:
            found = _freer_candidate(board, task, seats)
            if found is not None:
                return found
    return None


def _freer_candidate(board: Board, task: Task, seats: Mapping[int, Spans]) -> Change | None:
    """When a panel could sit if only the candidate were free; the interview's own windows stay as they are."""
    own = from_on(task.own, _least(board, task))
    elsewhere = board.beside(task.candidate, own, task.occupies[task.candidate])
    spans = room(task.groups, elsewhere, seats)
    start = first_from(spans, 0)
    return None if start is None else Change((task.candidate,), start)


def _fewer_members(window: Spans, task: Task, seats: Mapping[int, Spans], missing: int) -> Change | None:
    """The first moment at which so many more people would complete the panel, the others being free."""
    if missing == task.panel_size:
        there = window
    else:
        there = intersection(window, at_least(task.panel_size - missing, list(seats.values())))
    start = first_from(there, 0)
    while start is not None:
        free = [person for person, spans in seats.items() if holds(spans, start)]
        people = _completing(task, free, missing)
        if people is not None:
            return Change(people, start)
        edges = (edge for spans in seats.values() for span in spans for edge in span if edge > start)
        start = first_from(there, min(edges, default=there[-1][1]))
    return None


def _completing(task: Task, free: list[int], missing: int) -> tuple[int, ...] | None:
    """Who, of those not free, would make the panel complete; None where `missing` people do not suffice."""
    # Everybody may sit, but the free ones rank first, so that as few others as possible are needed.
    ranks = {person: 0.0 if person in free else 1.0 for person in task.people}
    panel = seated(task, list(task.people), ranks)
    if panel is None:
        return None
    others = tuple(person for person in panel if person not in free)
    return others if 0 < len(others) <= missing else None
