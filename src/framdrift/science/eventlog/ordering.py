"""Puts events in order within their cases, and sees nothing after the as-of instant.

Sorting ten million rows by two keys is where the time goes, so keys are packed into one 64-bit number
(case above, row below) whenever they fit: NumPy sorts plain integers several times faster than it sorts
positions. The slow road (`lexsort`) gives the same answer and is taken when the numbers are too wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from framdrift.science.eventlog.log import TICKS_PER_SECOND, Codes, EventLog, Rows, Ticks

Flags = npt.NDArray[np.bool_]
Numbers = TypeVar("Numbers", bound=npt.NDArray[np.signedinteger[Any]])


@dataclass(frozen=True, slots=True, eq=False)
class OrderedLog:
    """n seen events, by case and within it by time; equal times in the order of the file.

    `starts` (length c) is the position of each case's first event, `lasts` of its last.
    `appearance` lists the activity codes that occur, by first appearance in time order.
    """

    cases: Codes
    activities: Codes
    instants: Ticks
    resources: Codes
    starts: Rows
    lasts: Rows
    is_last: Flags
    appearance: Rows
    activity_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.instants)


def in_order(log: EventLog) -> OrderedLog:
    """Order a log (at least one event) by case, then time, then row."""
    rows = _rows_by_case_and_time(log.cases, log.instants)
    cases, activities, instants, resources = log.cases, log.activities, log.instants, log.resources
    if rows is not None:
        cases, instants = _taken(cases, rows), _taken(instants, rows)
        activities, resources = _taken_together(activities, resources, rows)
    changes = np.flatnonzero(cases[1:] != cases[:-1])
    lasts = np.append(changes, len(cases) - 1)
    is_last = np.zeros(len(cases), dtype=bool)
    is_last[lasts] = True
    return OrderedLog(
        cases=cases,
        activities=activities,
        instants=instants,
        resources=resources,
        starts=np.concatenate((np.zeros(1, dtype=np.int64), changes + 1)),
        lasts=lasts,
        is_last=is_last,
        appearance=_by_first_appearance(log),
        activity_names=log.activity_names,
    )


def _taken(column: Numbers, rows: Rows) -> Numbers:
    """column[rows], without the checked copy that indexing makes."""
    return cast(Numbers, column.take(rows, mode="clip"))


def _taken_together(upper: Codes, lower: Codes, rows: Rows) -> tuple[Codes, Codes]:
    """Both columns at `rows`: one walk through memory out of order instead of two."""
    pairs = np.empty((len(upper), 2), dtype=np.int32)
    pairs[:, 0], pairs[:, 1] = upper, lower
    walked = _taken(pairs.view(np.int64)[:, 0], rows).view(np.int32).reshape(-1, 2)
    return np.ascontiguousarray(walked[:, 0]), np.ascontiguousarray(walked[:, 1])


def seen_until(log: EventLog, as_of: int) -> EventLog:
    """The events at or before `as_of` (ticks)."""
    seen = log.instants <= as_of
    if seen.all():
        return log
    return EventLog(
        cases=log.cases[seen],
        activities=log.activities[seen],
        instants=log.instants[seen],
        resources=log.resources[seen],
        activity_names=log.activity_names,
        remarks=log.remarks,
    )


def surplus_duplicates(ordered: OrderedLog) -> int:
    """Events that repeat another in case, activity, instant and resource, beyond the first of each."""
    repeats = np.zeros(len(ordered), dtype=bool)
    repeats[1:] = (ordered.instants[1:] == ordered.instants[:-1]) & ~ordered.is_last[:-1]
    if not repeats.any():
        return 0
    tied = repeats.copy()
    tied[:-1] |= repeats[1:]
    moments = np.cumsum(~repeats[tied])
    rows = np.lexsort((ordered.resources[tied], ordered.activities[tied], moments))
    same = np.ones(len(rows) - 1, dtype=bool)
    for column in (moments, ordered.activities[tied], ordered.resources[tied]):
        same &= column[rows[1:]] == column[rows[:-1]]
    return int(np.count_nonzero(same))


def bits_for(largest: int) -> int:
    """How many bits hold 0 .. largest."""
    return max(int(largest), 1).bit_length()


def _rows_by_case_and_time(cases: Codes, instants: Ticks) -> Rows | None:
    """The rows in order, or None when the file already is."""
    if _already_ordered(cases, instants):
        return None
    by_time = _rows_by_time(instants)
    codes = cases if by_time is None else cases[by_time]
    row_bits = bits_for(len(codes) - 1)
    if bits_for(int(codes.max())) + row_bits > 63:
        chosen = np.argsort(codes, kind="stable")
    else:
        packed = codes.astype(np.int64)
        packed <<= row_bits
        packed |= np.arange(len(codes), dtype=np.int64)
        packed.sort()
        packed &= (1 << row_bits) - 1
        chosen = packed
    return chosen if by_time is None else by_time[chosen]


def _already_ordered(cases: Codes, instants: Ticks) -> bool:
    steps = np.diff(cases)
    return bool(((steps > 0) | ((steps == 0) & (instants[1:] >= instants[:-1]))).all())


def _rows_by_time(instants: Ticks) -> Rows | None:
    """Rows by time, equal times in file order; None when they already are."""
    if bool((instants[1:] >= instants[:-1]).all()):
        return None
    earliest = int(instants.min())
    span = int(instants.max()) - earliest
    row_bits = bits_for(len(instants) - 1)
    for unit in (TICKS_PER_SECOND, 1_000, 1):
        if bits_for(span // unit) + row_bits <= 63 and not (instants % unit).any():
            packed = (instants - earliest) // unit
            packed <<= row_bits
            packed |= np.arange(len(instants), dtype=np.int64)
            packed.sort()
            packed &= (1 << row_bits) - 1
            return packed
    return np.argsort(instants, kind="stable")


def _by_first_appearance(log: EventLog) -> Rows:
    """The activity codes that occur, by the time and then the row of their first event."""
    count = len(log.activity_names)
    never = np.iinfo(np.int64).max
    earliest = np.full(count, never, dtype=np.int64)
    np.minimum.at(earliest, log.activities, log.instants)
    candidates = np.flatnonzero(log.instants <= earliest[earliest != never].max())
    at_first = log.instants[candidates] == earliest[log.activities[candidates]]
    firsts = candidates[at_first]
    row = np.full(count, never, dtype=np.int64)
    np.minimum.at(row, log.activities[firsts], firsts)
    occurring = np.flatnonzero(row != never)
    order: Rows = occurring[np.lexsort((row[occurring], earliest[occurring]))]
    return order
