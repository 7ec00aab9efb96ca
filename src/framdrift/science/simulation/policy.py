"""What a way of working is: the port through which policies enter the simulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from framdrift.science.simulation.cases import Ask, Assignment, Booking, Candidate, Task
from framdrift.science.simulation.scenario import Scenario


class Gate(StrEnum):
    """What must be known before a client chooses."""

    FULL = "full"
    NO_SECOND = "no_second"
    RUSH = "rush"


class Bound(StrEnum):
    """How much of the world's slowness a policy is spared. Bounds are yardsticks, nobody can work so."""

    NONE = "none"
    NO_QUEUE = "no_queue"
    FRONTIER = "frontier"
    ZERO_WAIT = "zero_wait"


@dataclass(frozen=True)
class Practice:
    """What a policy does beyond ordering a desk."""

    plan: bool = False
    cover: bool = False
    drafted_updates: bool = False
    client_scorecards: bool = False
    gate: Gate = Gate.FULL
    bound: Bound = Bound.NONE


@dataclass(frozen=True)
class Nudge:
    """Remind a client of a question."""

    ask: Ask


@dataclass(frozen=True)
class News:
    """Tell a candidate where things stand, with the date of the next word."""

    candidate: Candidate


Deed = Task | Nudge | News


class Desk:
    """What one consultant, or a team with what others left, has before them: waiting work and open assignments."""

    __slots__ = ("hazards", "minutes", "now", "rows", "tasks", "week")

    def __init__(
        self,
        *,
        now: float,
        minutes: float,
        tasks: Sequence[Task],
        rows: Sequence[Assignment],
        week: Week,
        hazards: Hazards,
    ) -> None:
        self.now, self.minutes, self.tasks, self.rows, self.week, self.hazards = (
            now,
            minutes,
            tasks,
            rows,
            week,
            hazards,
        )


class Week(Protocol):
    """How many reminders a client had in the last five working days."""

    def __call__(self, client: int) -> int: ...


class Hazards(Protocol):
    """A candidate's true hazard per working day. Only comparison policies may look; no product knows it."""

    def __call__(self, candidate: Candidate) -> float: ...


class Policy(Protocol):
    """A way of working. `order` and `book` change nothing they are shown and keep no memory between worlds."""

    name: str
    practice: Practice

    def order(self, desk: Desk) -> Sequence[Deed]: ...

    def book(self, scenario: Scenario) -> Booking: ...
