"""Arithmetic of windows of time: half-open intervals [start, end), kept in order and apart from each other.

Any ordered instants will do; all functions are linear in the number of windows once those are sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Window = tuple[datetime, datetime]


def merged(windows: Iterable[Window]) -> list[Window]:
    """The same time, in order, overlapping and touching windows made one; empty ones dropped."""
    found: list[Window] = []
    for start, end in sorted(window for window in windows if window[0] < window[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def without(windows: Iterable[Window], taken: Iterable[Window]) -> list[Window]:
    """What is left of `windows` outside `taken`."""
    found: list[Window] = []
    holes = merged(taken)
    first = 0
    for start, end in merged(windows):
        while first < len(holes) and holes[first][1] <= start:
            first += 1
        at = start
        for hole_start, hole_end in holes[first:]:
            if hole_start >= end:
                break
            if hole_start > at:
                found.append((at, hole_start))
            at = max(at, hole_end)
        if at < end:
            found.append((at, end))
    return found


def within(windows: Iterable[Window], *, start: datetime, end: datetime) -> list[Window]:
    """What of `windows` lies in [start, end)."""
    return merged((max(low, start), min(high, end)) for low, high in windows)


def widened(windows: Iterable[Window], by: timedelta) -> list[Window]:
    """Each window longer by `by` at both ends."""
    return merged((start - by, end + by) for start, end in merged(windows))


def covers(windows: Sequence[Window], start: datetime, end: datetime) -> bool:
    """Whether one of `windows` holds the whole of [start, end)."""
    return any(low <= start and end <= high for low, high in windows)
