"""An outsider with a pencil: everything published, the roster with every unit and tenure, and one colluding respondent.

What is published of a set is that its number of hits lies between two limits (equal where a figure was published). The
attacker bounds the hits of every class of people who are in the same published sets by linear programming. Somebody's
answer is known when a class must be all hits or none. This holds all differences of pairs and triples, and any longer
combination, since each is a combination of the same lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

_SLACK = 1e-6


@dataclass(frozen=True)
class Told:
    """Between `least` and `most` of these people are hits."""

    people: frozenset[str]
    least: int
    most: int


def exposed(told: Sequence[Told], *, colluder: str | None = None, own: bool = False) -> frozenset[str]:
    """People, the colluder left out, whose answer follows; the first class found is enough."""
    lines = [*_near(told, colluder), Told(frozenset({colluder}), int(own), int(own))] if colluder else list(told)
    classes = _classes(lines)
    if not classes:
        return frozenset()
    signatures = list(classes)
    table = np.array([[number in signature for signature in signatures] for number in range(len(lines))], dtype=float)
    above, below = [line.most for line in lines], [-line.least for line in lines]
    limits = {"A_ub": np.vstack([table, -table]), "b_ub": np.array(above + below, dtype=float)}
    sizes = [len(classes[signature]) for signature in signatures]
    box = [(0, size) for size in sizes]
    for place in sorted(range(len(sizes)), key=sizes.__getitem__):
        those = classes[signatures[place]] - {colluder}
        if those and _settled(place, sizes[place], limits, box):
            return frozenset(those)
    return frozenset()


def _near(told: Sequence[Told], colluder: str) -> list[Told]:
    """The lines that a colluder's answer can bear on: theirs, those that share people with them, and so on."""
    near, people, rest = [], {colluder}, list(told)
    while found := [line for line in rest if line.people & people]:
        near += found
        people.update(*(line.people for line in found))
        rest = [line for line in rest if line not in found]
    return near


def _classes(lines: Sequence[Told]) -> dict[tuple[int, ...], set[str]]:
    signatures = defaultdict(list)
    for number, line in enumerate(lines):
        for who in line.people:
            signatures[who].append(number)
    classes = defaultdict(set)
    for who, signature in signatures.items():
        classes[tuple(signature)].add(who)
    return classes


def _settled(place: int, size: int, limits: dict, box: list[tuple[int, int]]) -> bool:
    aim = np.zeros(len(box))
    aim[place] = 1
    most = linprog(-aim, bounds=box, method="highs", **limits)
    least = linprog(aim, bounds=box, method="highs", **limits)
    assert most.status == 0, "what was published contradicts itself"
    assert least.status == 0
    return bool(-most.fun < 1 - _SLACK or least.fun > size - 1 + _SLACK)
