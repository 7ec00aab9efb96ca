"""From what was told about one candidacy to its stays and ends, with unbroken clocks. Pure.

Everything told is put in order of time; equal times keep the order of the file. A stay lasts until the next thing
told, or until the source says that it was left. Coming to where one stands already is no move. An end closes the
stay; something told after an end means that the candidacy was opened again, so that of several ends the last holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told, with its meaning: a step (by id) or an end (by status)."""

    at: datetime
    order: int
    step_id: int | None
    status: str = ""
    left_at: datetime | None = None
    precision: str = "exact"
    reason: str = ""


@dataclass(slots=True)
class Stay:
    """A stay at a step; `closed_at` is None while it lasts. `left_at` is when the source says that it was left."""

    step_id: int
    opened_at: datetime
    closed_at: datetime | None = None
    precision: str = "exact"
    left_at: datetime | None = None

    def close(self, at: datetime) -> None:
        """Close it at `at`, or when it was left where that was before."""
        if self.closed_at is None:
            self.closed_at = max(min(self.left_at or at, at), self.opened_at)


@dataclass(slots=True)
class End:
    """An end at a step; `undone_at` where the candidacy went on after all."""

    status: str
    reason: str
    at: datetime
    step_id: int
    undone_at: datetime | None = None


@dataclass(slots=True)
class Course:
    """A candidacy's stays and ends in order. There is always at least one stay."""

    stays: list[Stay] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)

    @property
    def end(self) -> End | None:
        """The end that holds."""
        return self.ends[-1] if self.ends and self.ends[-1].undone_at is None else None


def course_of(told: Iterable[Told], *, first_step: Callable[[], int]) -> Course:
    """The course that the things told amount to. `first_step` gives the step of one who ended without any."""
    course = Course()
    for one in sorted(told, key=lambda item: (item.at, item.order)):
        if one.step_id is None:
            _end(course, one, first_step)
        else:
            _enter(course, one, one.step_id)
    return course


def _enter(course: Course, one: Told, step_id: int) -> None:
    standing = course.stays[-1] if course.stays else None
    end = course.end
    if end is not None:
        end.undone_at = one.at
    elif standing is not None and standing.step_id == step_id:
        standing.left_at = one.left_at
        return
    if standing is not None:
        standing.close(one.at)
    course.stays.append(Stay(step_id, one.at, None, one.precision, one.left_at))


def _end(course: Course, one: Told, first_step: Callable[[], int]) -> None:
    if not course.stays:
        course.stays.append(Stay(first_step(), one.at, None, one.precision))
    stay, last = course.stays[-1], course.end
    if last is not None and last.status == one.status:
        return
    if last is not None:
        last.undone_at = one.at
    stay.close(one.at)
    course.ends.append(End(one.status, one.reason, one.at, stay.step_id))
