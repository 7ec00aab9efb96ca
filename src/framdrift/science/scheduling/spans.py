"""Sets of whole numbers as sorted, disjoint half-open spans [first, past)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
Spans = tuple[Span, ...]


def merged(spans: Iterable[Span]) -> Spans:
    """The same set; overlapping and touching spans become one, empty ones vanish."""
    found: list[Span] = []
    for first, past in sorted(spans):
        if first >= past:
            continue
        if found and first <= found[-1][1]:
            if past > found[-1][1]:
                found[-1] = (found[-1][0], past)
        else:
            found.append((first, past))
    return tuple(found)


def intersection(left: Spans, right: Spans) -> Spans:
    """The numbers in both."""
    found: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        first, past = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if first < past:
            found.append((first, past))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def without(spans: Spans, taken: Spans) -> Spans:
    """The numbers in `spans` that are not in `taken`."""
    if not taken or not spans:
        return spans
    found: list[Span] = []
    j = max(0, bisect_right(taken, (spans[0][0], spans[0][0])) - 1)
    for first, past in spans:
        while j < len(taken) and taken[j][1] <= first:
            j += 1
        k = j
        while k < len(taken) and taken[k][0] < past:
            if taken[k][0] > first:
                found.append((first, taken[k][0]))
            first = max(first, taken[k][1])
            k += 1
        if first < past:
            found.append((first, past))
    return tuple(found)


def at_least(count: int, sets: Sequence[Spans]) -> Spans:
    """The numbers that lie in at least `count` (1 or more) of the sets."""
    if count > len(sets):
        return ()
    if len(sets) == 1:
        return sets[0]
    edges: list[tuple[int, int]] = []
    for spans in sets:
        for first, past in spans:
            edges.append((first, 1))
            edges.append((past, -1))
    edges.sort()
    found: list[Span] = []
    depth = 0
    for place, step in edges:
        before, depth = depth, depth + step
        if before < count <= depth:
            found.append((place, place))
        elif depth < count <= before:
            found[-1] = (found[-1][0], place)
    return merged(found)


def first_from(spans: Spans, least: int) -> int | None:
    """The smallest number of the set that is not below `least`."""
    place = bisect_right(spans, least, key=lambda span: span[0]) - 1
    if place >= 0 and spans[place][1] > least:
        return least
    return spans[place + 1][0] if place + 1 < len(spans) else None


def from_on(spans: Spans, least: int) -> Spans:
    """The part of the set that is not below `least`."""
    return tuple((max(first, least), past) for first, past in spans if past > least)


def below(spans: Spans, limit: int) -> Spans:
    """The part of the set below `limit`."""
    return tuple((first, min(past, limit)) for first, past in spans if first < limit)


def holds(spans: Spans, number: int) -> bool:
    """Whether `number` is in the set."""
    place = bisect_right(spans, number, key=lambda span: span[0]) - 1
    return place >= 0 and number < spans[place][1]


def size(spans: Spans) -> int:
    """How many numbers the set holds."""
    return sum(past - first for first, past in spans)
