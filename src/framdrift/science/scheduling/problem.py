"""What is asked: people with their free time, and interviews with panels, order and gaps.

Instants are microseconds since 1970 in UTC (`instants.ticks_of` makes them from datetimes); durations are minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from zoneinfo import ZoneInfo

from framdrift.science.scheduling.refusals import ProblemRefused, gettext_noop

Id = str | int
Windows = tuple[tuple[int, int], ...]
"""Half-open pairs (start, end) of instants."""

TWICE = gettext_noop("{id} is given twice; every id stands once.")
NO_CANDIDATE = gettext_noop("{id} is not among the candidates.")
NO_INTERVIEWER = gettext_noop("{id} is not among the interviewers.")
NO_INTERVIEW = gettext_noop("{id} is not among the interviews.")
TOO_MANY = gettext_noop("{pick} people are to be picked, but only {named} are named.")
CIRCLE = gettext_noop("{ids} wait for each other in a circle.")
NO_WINDOW = gettext_noop("no free window stands anywhere, so the time has no beginning; give at least one.")
BACKWARDS = gettext_noop("a window must end after it starts.")
TOO_SMALL = gettext_noop("expected a whole number of at least {least}.")
NOBODY = gettext_noop("a panel needs at least one person.")


class Minimise(StrEnum):
    """What is made small once as many interviews as possible are held; minutes from the zero."""

    SUM_OF_ENDS = "sum_of_ends"
    MAKESPAN = "makespan"


@dataclass(frozen=True, slots=True)
class Interviewer:
    """Somebody of a panel. `free` None is always; `buffer_minutes` stay empty between two of their interviews."""

    id: Id
    free: Windows | None = None
    max_per_day: int | None = None
    buffer_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is interviewed. `free` None is always; `buffer_minutes` as with interviewers."""

    id: Id
    free: Windows | None = None
    buffer_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """`pick` different people out of `members`."""

    members: tuple[Id, ...]
    pick: int


@dataclass(frozen=True, slots=True)
class Interview:
    """A meeting of one candidate and a panel; it starts `gap_minutes` after everything in `after` has ended."""

    id: Id
    candidate: Id
    minutes: int
    panel: tuple[Group, ...]
    free: Windows | None = None
    after: tuple[Id, ...] = ()
    gap_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that is asked. Starts are whole multiples of `grid_minutes` from the zero."""

    zone: ZoneInfo
    interviewers: tuple[Interviewer, ...]
    candidates: tuple[Candidate, ...]
    interviews: tuple[Interview, ...]
    grid_minutes: int = 5
    minimise: Minimise = Minimise.SUM_OF_ENDS

    def windows(self) -> Iterator[tuple[str, Windows]]:
        """(field, windows) of everything that has some."""
        lists: dict[str, Sequence[Interviewer | Candidate | Interview]] = {
            "interviewers": self.interviewers,
            "candidates": self.candidates,
            "interviews": self.interviews,
        }
        for name, things in lists.items():
            for place, thing in enumerate(things):
                yield f"{name}[{place}].free", thing.free or ()


def check(problem: Problem) -> None:
    """Raise `ProblemRefused`, naming the field, unless the problem can be planned."""
    _check_number("grid_minutes", problem.grid_minutes, 1)
    _check_ids("interviewers", [one.id for one in problem.interviewers])
    _check_ids("candidates", [one.id for one in problem.candidates])
    _check_ids("interviews", [one.id for one in problem.interviews])
    _check_people(problem)
    _check_interviews(problem)
    _check_order(problem.interviews)
    _check_windows(problem)


def _check_number(field: str, number: int | None, least: int) -> None:
    if number is not None and number < least:
        raise ProblemRefused(field, TOO_SMALL, least=least)


def _check_ids(name: str, ids: Sequence[Id]) -> None:
    seen: set[Id] = set()
    for place, one in enumerate(ids):
        if one in seen:
            raise ProblemRefused(f"{name}[{place}].id", TWICE, id=repr(one))
        seen.add(one)


def _check_people(problem: Problem) -> None:
    for place, person in enumerate(problem.interviewers):
        _check_number(f"interviewers[{place}].max_per_day", person.max_per_day, 0)
        _check_number(f"interviewers[{place}].buffer_minutes", person.buffer_minutes, 0)
    for place, candidate in enumerate(problem.candidates):
        _check_number(f"candidates[{place}].buffer_minutes", candidate.buffer_minutes, 0)


def _check_interviews(problem: Problem) -> None:
    candidates = {one.id for one in problem.candidates}
    interviewers = {one.id for one in problem.interviewers}
    for place, interview in enumerate(problem.interviews):
        field = f"interviews[{place}]"
        if interview.candidate not in candidates:
            raise ProblemRefused(f"{field}.candidate", NO_CANDIDATE, id=repr(interview.candidate))
        _check_number(f"{field}.minutes", interview.minutes, 1)
        _check_number(f"{field}.gap_minutes", interview.gap_minutes, 0)
        if not interview.panel:
            raise ProblemRefused(f"{field}.panel", NOBODY)
        for number, group in enumerate(interview.panel):
            _check_group(f"{field}.panel[{number}]", group, interviewers)


def _check_group(field: str, group: Group, interviewers: set[Id]) -> None:
    for place, member in enumerate(group.members):
        if member not in interviewers:
            raise ProblemRefused(f"{field}.from[{place}]", NO_INTERVIEWER, id=repr(member))
    _check_number(f"{field}.pick", group.pick, 1)
    if group.pick > len(set(group.members)):
        raise ProblemRefused(f"{field}.pick", TOO_MANY, pick=group.pick, named=len(set(group.members)))


def _check_order(interviews: Sequence[Interview]) -> None:
    places = {interview.id: place for place, interview in enumerate(interviews)}
    for place, interview in enumerate(interviews):
        field = f"interviews[{place}].after"
        for number, before in enumerate(interview.after):
            if before not in places:
                raise ProblemRefused(f"{field}[{number}]", NO_INTERVIEW, id=repr(before))
    try:
        TopologicalSorter({interview.id: interview.after for interview in interviews}).prepare()
    except CycleError as circle:
        ids = circle.args[1]
        raise ProblemRefused(
            f"interviews[{places[ids[0]]}].after", CIRCLE, ids=", ".join(repr(one) for one in ids[1:])
        ) from circle


def _check_windows(problem: Problem) -> None:
    any_window = False
    for field, windows in problem.windows():
        for place, (start, end) in enumerate(windows):
            any_window = True
            if end <= start:
                raise ProblemRefused(f"{field}[{place}]", BACKWARDS)
    if not any_window:
        raise ProblemRefused("free", NO_WINDOW)
