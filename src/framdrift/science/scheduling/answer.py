"""The plan as people read it: instants and ids in place of units and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from framdrift.science.scheduling.board import Board, Placement
from framdrift.science.scheduling.incumbent import Standing, Status
from framdrift.science.scheduling.problem import Id
from framdrift.science.scheduling.reasons import Change, Reason, Why, reasons
from framdrift.science.scheduling.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Held:
    """An interview that is held: instants in the problem's zone."""

    interview: Id
    candidate: Id
    start: datetime
    end: datetime
    interviewers: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class HelpfulChange:
    """If these interviewers, or the candidate, were free then, the interview could be held beside the others."""

    interviewers: tuple[Id, ...]
    candidate: Id | None
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class NotHeld:
    """An interview that is not held, why, and the smallest change that would help; None where no single one does.
    `takes_none`: see `Reason`."""

    interview: Id
    why: Why
    waits_for: tuple[Id, ...]
    change: HelpfulChange | None
    takes_none: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer; `objective` and `bound` in elapsed minutes from the zero."""

    held: tuple[Held, ...]
    not_held: tuple[NotHeld, ...]
    objective: int
    bound: int | None
    held_bound: int
    gap: float | None
    status: Status


def answer(tasks: Tasks, standing: Standing) -> Answer:
    """The answer that a standing amounts to. Held ones in order of time, the others as they were asked."""
    by_time = sorted(standing.plan.items(), key=lambda item: (item[1].start, item[0]))
    return Answer(
        held=tuple(_held(tasks, number, placement) for number, placement in by_time),
        not_held=tuple(
            _not_held(tasks, number, reason) for number, reason in sorted(reasons(Board(tasks, standing.plan)).items())
        ),
        objective=standing.objective,
        bound=standing.bound,
        held_bound=standing.held_bound,
        gap=standing.gap,
        status=standing.status,
    )


def _instants(tasks: Tasks, number: int, start: int) -> tuple[datetime, datetime]:
    begins = start * tasks.unit_minutes
    return tasks.timeline.instant(begins), tasks.timeline.instant(begins + tasks.tasks[number].minutes)


def _held(tasks: Tasks, number: int, placement: Placement) -> Held:
    interview = tasks.problem.interviews[number]
    start, end = _instants(tasks, number, placement.start)
    people = tuple(tasks.problem.interviewers[person].id for person in placement.panel)
    return Held(interview.id, interview.candidate, start, end, people)


def _not_held(tasks: Tasks, number: int, reason: Reason) -> NotHeld:
    return NotHeld(
        interview=tasks.problem.interviews[number].id,
        why=reason.why,
        waits_for=tuple(tasks.problem.interviews[before].id for before in reason.waits_for),
        change=None if reason.change is None else _change(tasks, number, reason.change),
        takes_none=tuple(tasks.problem.interviewers[person].id for person in reason.takes_none),
    )


def _change(tasks: Tasks, number: int, change: Change) -> HelpfulChange:
    task, interviewers = tasks.tasks[number], tasks.problem.interviewers
    start, end = _instants(tasks, number, change.start)
    return HelpfulChange(
        interviewers=tuple(interviewers[person].id for person in change.people if person != task.candidate),
        candidate=tasks.problem.interviews[number].candidate if task.candidate in change.people else None,
        start=start,
        end=end,
    )
