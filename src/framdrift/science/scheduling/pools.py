"""What no plan can beat, by calendars, order and the amount of work alone: bounds that cost nothing.

A *pool* is a set of people from which several panels draw: everybody, and each group of people named alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from framdrift.science.scheduling.spans import Spans, merged
from framdrift.science.scheduling.tasks import Tasks

MOST_POOLS = 40


def simple_bound(tasks: Tasks, held: int) -> int:
    """No objective with `held` interviews is below this: everybody as early as calendars and order allow."""
    ends = sorted(tasks.end(number, start) for number, start in enumerate(tasks.earliest) if start is not None)
    if not held:
        return 0
    if tasks.makespan:
        all_of_them = held == len(tasks.possible)
        return max(ends[held - 1], ends[-1] if all_of_them else 0, _work_bound(tasks) if all_of_them else 0)
    return sum(ends[:held])


def _work_bound(tasks: Tasks) -> int:
    """The first end by which the people of each pool have had enough free time for all that is asked of them."""
    latest = 0
    for members, weights in pools(tasks):
        asked = sum(weight * tasks.tasks[number].length for number, weight in weights.items())
        latest = max(latest, _filled_at(presence(tasks, members), asked))
    ends = (one.minutes % tasks.unit_minutes or tasks.unit_minutes for one in tasks.tasks)
    return (latest - 1) * tasks.unit_minutes + min(ends) if latest else 0


def _filled_at(there: Sequence[Spans], asked: int) -> int:
    """The number of units after which so many units of free time have passed; 0 where they never do."""
    edges = sorted(
        [(first, 1) for spans in there for first, _ in spans] + [(past, -1) for spans in there for _, past in spans]
    )
    depth = 0
    for (here, step), (past, _) in pairwise(edges):
        depth += step
        if depth * (past - here) >= asked:
            return here + -(-asked // depth)
        asked -= depth * (past - here)
    return 0


def presence(tasks: Tasks, members: frozenset[int]) -> list[Spans]:
    """For each person the units at which they can be in any interview at all."""
    units: dict[int, list[tuple[int, int]]] = {person: [] for person in members}
    for task in tasks.tasks:
        for person in members & set(task.seats):
            units[person] += [(first, past - 1 + task.length) for first, past in task.seats[person]]
    return [merged(spans) for spans in units.values()]


def pools(tasks: Tasks) -> Iterator[tuple[frozenset[int], dict[int, int]]]:
    """(people, seats that each possible task takes from them alone), the whole pool first."""
    everybody = frozenset(person for task in tasks.tasks for person in task.people)
    yield everybody, {number: tasks.tasks[number].panel_size for number in sorted(tasks.possible)}
    groups: dict[frozenset[int], dict[int, int]] = {}
    for number in sorted(tasks.possible):
        for members, pick in tasks.tasks[number].groups:
            weights = groups.setdefault(frozenset(members), {})
            weights[number] = weights.get(number, 0) + pick
    shared = [(members, weights) for members, weights in groups.items() if len(weights) > 1 and members != everybody]
    yield from sorted(shared, key=lambda pool: -sum(pool[1].values()))[: MOST_POOLS - 1]
