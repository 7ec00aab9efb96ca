"""A sitting as a problem of `science.scheduling`, and its answer as meetings to be made.

Each expected candidate is a number: the k-th of a round comes after the k-th of the round before. A debrief comes after
every interview of its round, the decision after everything. No candidate's own time is known yet: they choose among
the slots when they get there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from framdrift.planning.kickoff.rounds import Asked, Part, Round
from framdrift.recruiting.actions.meeting_ground import Wanted
from framdrift.recruiting.kinds import MeetingKind
from framdrift.recruiting.models import PlanStep
from framdrift.recruiting.panels import Chair
from framdrift.science.scheduling.answer import Answer, NotHeld, answer
from framdrift.science.scheduling.greedy import greedy
from framdrift.science.scheduling.incumbent import Incumbent, Standing
from framdrift.science.scheduling.instants import ticks_of
from framdrift.science.scheduling.load import shared_evenly
from framdrift.science.scheduling.problem import Candidate, Group, Id, Interview, Interviewer, Problem, Windows
from framdrift.science.scheduling.reasons import Why
from framdrift.science.scheduling.tasks import Tasks, tasks_of
from framdrift.science.windows import Window

GRID_MINUTES = 15
GREEDY_SECONDS = 0.4
_GREEDY_TRIES = 20


@dataclass(frozen=True, slots=True)
class Ways:
    """How somebody takes meetings: at most so many a day, so many minutes apart."""

    buffer_minutes: int
    max_per_day: int | None


def problem_of(
    asked: Asked, free: Mapping[int, Iterable[Window]], ways: Mapping[int, Ways], *, zone: ZoneInfo
) -> Problem:
    """The problem. `free` and `ways` by account id; dates are those of `zone`."""
    interviewers = tuple(
        Interviewer(
            id=pk,
            free=_ticks(free.get(pk, ())),
            max_per_day=ways[pk].max_per_day if pk in ways else None,
            buffer_minutes=ways[pk].buffer_minutes if pk in ways else 0,
        )
        for pk in asked.account_ids
    )
    interviews = tuple(_interviews(asked, zone))
    candidates = tuple(Candidate(one) for one in dict.fromkeys(interview.candidate for interview in interviews))
    return Problem(zone, interviewers, candidates, interviews, grid_minutes=GRID_MINUTES)


def _ticks(windows: Iterable[Window]) -> Windows:
    return tuple((ticks_of(start), ticks_of(end)) for start, end in windows)


def _interviews(asked: Asked, zone: ZoneInfo) -> Iterator[Interview]:
    before: list[str] = []
    everything: list[str] = []
    for one in asked.rounds:
        names = names_of(one)
        for place, name in enumerate(names):
            if one.kind == MeetingKind.INTERVIEW:
                after = tuple(before[place : place + 1])
            else:
                after = tuple(before if one.kind == MeetingKind.DEBRIEF else everything)
            candidate = f"candidate-{place}" if one.kind == MeetingKind.INTERVIEW else name
            yield Interview(name, candidate, one.minutes, tuple(_panel(one)), free=_days(one, zone), after=after)
        everything += names
        before = names if one.kind == MeetingKind.INTERVIEW else before


def names_of(one: Round) -> list[str]:
    """The meetings of a round, by the names that the problem knows them by."""
    return [f"{one.key}-{place}" for place in range(one.count)]


def named_rounds(asked: Asked) -> dict[str, Round]:
    """The round of each meeting, by the name that the problem knows the meeting by."""
    return {name: one for one in asked.rounds for name in names_of(one)}


def _panel(one: Round) -> Iterator[Group]:
    for sitter in one.of_part(Part.SITS):
        yield Group((sitter.account_id,), 1)
    if some := one.of_part(Part.ONE_OF):
        yield Group(tuple(sitter.account_id for sitter in some), 1)


def _days(one: Round, zone: ZoneInfo) -> Windows:
    start = datetime.combine(one.first_on, time(), tzinfo=zone)
    end = datetime.combine(one.last_on + timedelta(days=1), time(), tzinfo=zone)
    return ((ticks_of(start), ticks_of(end)),)


def at_once(problem: Problem, *, clock: Callable[[], float], seconds: float = GREEDY_SECONDS) -> Answer:
    """The greedy answer, in about `seconds`. Never imports what searches further."""
    began = clock()

    def solve(part: Problem) -> Answer:
        tasks = tasks_of(part)
        incumbent = Incumbent(tasks, lambda _standing: None)
        plan = greedy(tasks, seed=0, tries=_GREEDY_TRIES, more=lambda: clock() - began < seconds)
        incumbent.take(plan)
        return answer(tasks, evenly(tasks, incumbent.standing()))

    return as_far_as_it_goes(problem, solve)


def evenly(tasks: Tasks, standing: Standing) -> Standing:
    """The same times with the seats of "one of these" handed from those with much to sit to those with little."""
    return replace(standing, plan=shared_evenly(tasks, dict(standing.plan)))


def as_far_as_it_goes(problem: Problem, solve: Callable[[Problem], Answer]) -> Answer:
    """The answer; what comes after a meeting that finds no time is planned without it."""
    found = solve(problem)
    lost: tuple[NotHeld, ...] = ()
    while any(row.why is Why.AFTER_NOT_HELD for row in found.not_held):
        without = tuple(row for row in found.not_held if row.why is not Why.AFTER_NOT_HELD)
        lost += without
        problem = _without(problem, {row.interview for row in without})
        found = solve(problem)
    return replace(found, not_held=(*lost, *found.not_held))


def _without(problem: Problem, missing: Set[Id]) -> Problem:
    rest = tuple(
        replace(one, after=tuple(name for name in one.after if name not in missing))
        for one in problem.interviews
        if one.id not in missing
    )
    return replace(problem, interviews=rest)


def meetings_of(found: Answer, asked: Asked, steps: Mapping[int, PlanStep]) -> list[Wanted]:
    """What is held as meetings to be made, in order of time. Interviews are slots."""
    by_name = named_rounds(asked)
    return [
        Wanted(
            kind=by_name[str(held.interview)].kind,
            plan_step=steps[by_name[str(held.interview)].plan_step_id],
            start_at=held.start,
            minutes=by_name[str(held.interview)].minutes,
            chairs=tuple(_chairs(by_name[str(held.interview)], {int(one) for one in held.interviewers})),
            place=by_name[str(held.interview)].place,
            is_slot=by_name[str(held.interview)].kind == MeetingKind.INTERVIEW,
        )
        for held in found.held
    ]


def _chairs(one: Round, sitting: set[int]) -> Iterator[Chair]:
    """Those of the panel, whoever could come in their place, and who is welcome beside them."""
    for sitter in one.sitters:
        if sitter.part == Part.MAY_COME:
            yield Chair(sitter.account_id, sitter.role, is_optional=True)
        else:
            yield Chair(sitter.account_id, sitter.role, is_alternate=sitter.account_id not in sitting)


def left_out_of(found: Answer, asked: Asked) -> list[dict[str, Any]]:
    """What has no time, as JSON: which, why, and who would have to be free when."""
    by_name = {name: (one, place) for one in asked.rounds for place, name in enumerate(names_of(one))}
    return [_left_out(row, *by_name[str(row.interview)]) for row in found.not_held]


def _left_out(row: NotHeld, one: Round, place: int) -> dict[str, Any]:
    change = row.change
    return {
        "key": one.key,
        "number": place + 1,
        "why": row.why.value,
        "change": None
        if change is None or change.candidate is not None
        else {
            "account_ids": [int(pk) for pk in change.interviewers],
            "start": change.start.isoformat(),
            "end": change.end.isoformat(),
        },
    }
