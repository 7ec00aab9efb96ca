"""The problem in whole units of time, where only what matters for placing is left.

Starts lie on the grid, so a window counts from its first grid point and an interview occupies its people up to the
next one. Every plan can be pushed to the left until each start is a window's first point, a midnight, or the end
of another interview with its gap; this makes no end later and drops nothing. So if all those lengths and points are
multiples of k grid steps, an optimal plan starts on multiples of k only: one *unit* is k grid steps, and no start
is needed later than the last such point and all lengths together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from math import gcd

from framdrift.science.scheduling.instants import MINUTE, Timeline, timeline_of
from framdrift.science.scheduling.problem import Candidate, Id, Interview, Interviewer, Minimise, Problem, Windows
from framdrift.science.scheduling.spans import Spans, at_least, first_from, intersection, merged

_DAYS_LOOKED_AT = 4000
"""Beyond so many days with day limits, midnights are taken as lying anywhere on the grid."""

Group = tuple[tuple[int, ...], int]
"""(people by number, how many of them)."""


@dataclass(frozen=True, slots=True)
class Task:
    """One interview in units. People are numbered: interviewers first, candidates after them.

    `own`: where the interview itself allows a start, `starts`: where its candidate does too, `seats[p]`: where p can
    sit; `room`: where by calendars alone a whole panel can. It takes `length` units; `occupies[p]`: those for which p
    is taken, buffer included.
    """

    number: int
    candidate: int
    minutes: int
    groups: tuple[Group, ...]
    own: Spans
    starts: Spans
    seats: Mapping[int, Spans]
    room: Spans
    length: int
    occupies: Mapping[int, int]
    after: tuple[tuple[int, int], ...]

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody who may sit in its panel."""
        return tuple(self.seats)

    @property
    def panel_size(self) -> int:
        """How many interviewers it takes."""
        return sum(pick for _, pick in self.groups)


@dataclass(frozen=True)
class Tasks:
    """A whole problem in units of `unit_minutes`. `followers[i]`: (task, units from start to start) of what waits."""

    problem: Problem
    timeline: Timeline
    unit_minutes: int
    tasks: tuple[Task, ...]
    day_limits: Mapping[int, int]
    horizon: int

    @property
    def makespan(self) -> bool:
        """Whether the latest end is minimised, not the sum."""
        return self.problem.minimise is Minimise.MAKESPAN

    def end(self, task: int, start: int) -> int:
        """The end in elapsed minutes of a task that starts at `start` units."""
        return start * self.unit_minutes + self.tasks[task].minutes

    def day_of(self, unit: int) -> tuple[int, int]:
        """The local day that holds `unit`, as units [first, past)."""
        first, past = self.timeline.day_of(unit * self.unit_minutes)
        return -(-first // self.unit_minutes), -(-past // self.unit_minutes)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The tasks so that each stands behind what it waits for."""
        sorter = TopologicalSorter({task.number: [before for before, _ in task.after] for task in self.tasks})
        return tuple(sorter.static_order())

    @cached_property
    def followers(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each task: (task that waits for it, units from start to start)."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.tasks]
        for task in self.tasks:
            for before, delay in task.after:
                found[before].append((task.number, delay))
        return tuple(map(tuple, found))

    @cached_property
    def earliest(self) -> tuple[int | None, ...]:
        """The first start of each task if it were alone with what it waits for; None where it can never be held."""
        found: list[int | None] = [None] * len(self.tasks)
        for number in self.order:
            task = self.tasks[number]
            least = 0
            for before, delay in task.after:
                start = found[before]
                least = max(least, self.horizon if start is None else start + delay)
            found[number] = first_from(task.room, least)
        return tuple(found)

    @cached_property
    def possible(self) -> frozenset[int]:
        """The tasks that can be held at all."""
        return frozenset(number for number, start in enumerate(self.earliest) if start is not None)


def tasks_of(problem: Problem) -> Tasks:
    """The checked problem in units."""
    timeline = timeline_of(problem)
    scale = _Scale(problem, timeline)
    numbers = {interview.id: number for number, interview in enumerate(problem.interviews)}
    tasks = tuple(_task(interview, numbers, scale) for interview in problem.interviews)
    limits = {
        number: person.max_per_day
        for number, person in enumerate(problem.interviewers)
        if person.max_per_day is not None
    }
    return Tasks(problem, timeline, scale.unit, tasks, limits, scale.horizon)


class _Scale:
    """The unit, the horizon and everybody's windows of one problem."""

    def __init__(self, problem: Problem, timeline: Timeline) -> None:
        self.problem, self.grid = problem, problem.grid_minutes
        self.people = {one.id: number for number, one in enumerate(problem.interviewers)}
        behind = len(problem.interviewers)
        self.candidates = {one.id: behind + number for number, one in enumerate(problem.candidates)}
        everybody: list[Interviewer | Candidate] = [*problem.interviewers, *problem.candidates]
        self.free = [_minutes(one.free, timeline) for one in everybody]
        self.own = [_minutes(one.free, timeline) for one in problem.interviews]
        self.buffers = [one.buffer_minutes for one in everybody]
        points = sorted({self._up(first) for spans in (*self.free, *self.own) for first, _ in spans or ()})
        lengths = set(self._lengths())
        limited = any(person.max_per_day is not None for person in problem.interviewers)
        last = points[-1] * self.grid + self._stretch(limited)
        self.last_minute = timeline.last_minute
        last = min(last, self.last_minute)
        steps = gcd(*points, *lengths, *(self._midnights(timeline, last) if limited else ())) or 1
        self.unit = steps * self.grid
        self.horizon = max(0, last // self.unit + 1)

    def _up(self, minutes: int) -> int:
        """Grid steps that hold so many minutes."""
        return -(-minutes // self.grid)

    def _lengths(self) -> Iterator[int]:
        """The grid steps from one start to the next that any two interviews may have to keep."""
        for interview in self.problem.interviews:
            for buffer in {0, *self.buffers}:
                yield self._up(interview.minutes + buffer)
        by_id = {interview.id: interview for interview in self.problem.interviews}
        for interview in self.problem.interviews:
            for before in interview.after:
                yield self._up(by_id[before].minutes + interview.gap_minutes)

    def _stretch(self, limited: bool) -> int:
        """Minutes behind the last window start in which all interviews fit one after the other."""
        day = 26 * 60 if limited else 0
        longest = max(self.buffers, default=0)
        return sum(one.minutes + one.gap_minutes + longest + 3 * self.grid + day for one in self.problem.interviews)

    def _midnights(self, timeline: Timeline, last: int) -> Iterator[int]:
        day, looked_at = 0, 0
        while day <= last:
            day = timeline.day_of(day)[1]
            looked_at += 1
            yield 1 if looked_at > _DAYS_LOOKED_AT else self._up(day)
            if looked_at > _DAYS_LOOKED_AT:
                return

    def starts(self, free: Spans | None, minutes: int) -> Spans:
        """The units at which something so long can start inside one window, and end before the calendar does."""
        past_all = min(self.horizon, (self.last_minute - minutes) // self.unit + 1)
        if past_all <= 0:
            return ()
        if free is None:
            return ((0, past_all),)
        spans = ((-(-first // self.unit), (past - minutes) // self.unit + 1) for first, past in free)
        return intersection(merged(spans), ((0, past_all),))

    def units(self, minutes: int) -> int:
        """The units that so many minutes occupy."""
        return self._up(minutes) * self.grid // self.unit


def _task(interview: Interview, numbers: Mapping[Id, int], scale: _Scale) -> Task:
    number, minutes = numbers[interview.id], interview.minutes
    candidate = scale.candidates[interview.candidate]
    groups = tuple(
        (tuple(dict.fromkeys(scale.people[member] for member in group.members)), group.pick)
        for group in interview.panel
    )
    people = dict.fromkeys(person for members, _ in groups for person in members)
    seats = {person: scale.starts(scale.free[person], minutes) for person in people}
    own = scale.starts(scale.own[number], minutes)
    starts = intersection(scale.starts(scale.free[candidate], minutes), own)
    asked = scale.problem.interviews
    return Task(
        number=number,
        candidate=candidate,
        minutes=minutes,
        groups=groups,
        own=own,
        starts=starts,
        seats=seats,
        room=room(groups, starts, seats),
        length=scale.units(minutes),
        occupies={person: scale.units(minutes + scale.buffers[person]) for person in (*people, candidate)},
        after=tuple(
            (numbers[before], scale.units(asked[numbers[before]].minutes + interview.gap_minutes))
            for before in dict.fromkeys(interview.after)
        ),
    )


def room(groups: Sequence[Group], starts: Spans, seats: Mapping[int, Spans]) -> Spans:
    """Where each group, and all groups together, find enough people: with one group where a panel can sit."""
    found = starts
    for members, pick in groups:
        found = intersection(found, at_least(pick, [seats[person] for person in members]))
    if len(groups) > 1:
        found = intersection(found, at_least(sum(pick for _, pick in groups), list(seats.values())))
    return found


def _minutes(windows: Windows | None, timeline: Timeline) -> Spans | None:
    """Windows as whole elapsed minutes that lie wholly inside; merged before they are rounded."""
    if windows is None:
        return None
    ticks = merged((start - timeline.zero, end - timeline.zero) for start, end in windows)
    rounded = ((-(-start // MINUTE), end // MINUTE) for start, end in ticks)
    return tuple((first, past) for first, past in rounded if first < past)
