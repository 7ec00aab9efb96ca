"""What holds for units, managers and days of employment. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date


def tenure_days(started_on: date, ended_on: date | None, *, on: date) -> int:
    """Days employed by `on`, both ends counted; 0 before the first day."""
    last = on if ended_on is None else min(ended_on, on)
    return max((last - started_on).days + 1, 0)


def path_of(node: int | None, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """From the top down to `node`, itself included; a loop is walked once."""
    path: list[int] = []
    while node is not None and node not in path:
        path.append(node)
        node = parents.get(node)
    return tuple(reversed(path))


def loop_in(above: Mapping[int, int | None]) -> tuple[int, ...]:
    """The first loop in who lies under whom, as its members in order; empty where there is none."""
    settled: set[int] = set()
    for start in above:
        walked: dict[int, None] = {}
        node: int | None = start
        while node is not None and node not in settled:
            if node in walked:
                members = list(walked)
                return tuple(members[members.index(node) :])
            walked[node] = None
            node = above.get(node)
        settled.update(walked)
    return ()


def below(node: int, parents: Mapping[int, int | None]) -> frozenset[int]:
    """`node` and everything under it."""
    children: dict[int | None, list[int]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    found: set[int] = set()
    waiting: list[int] = [node]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += children.get(one, ())
    return frozenset(found)


def in_tree_order(parents: Mapping[int, int | None], names: Mapping[int, str]) -> Iterable[tuple[int, int]]:
    """(node, depth), each after the one it lies under, siblings by name; depth 0 is the top."""
    children: dict[int | None, list[int]] = {}
    for child, parent in parents.items():
        children.setdefault(parent if parent in parents else None, []).append(child)
    for siblings in children.values():
        siblings.sort(key=lambda one: (names[one].casefold(), one), reverse=True)
    waiting = [(top, 0) for top in children.get(None, ())]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in children.get(node, ())]
