"""An outsider who knows besides that whoever calls a theme decisive has spoken of it: three bands are read together.

Somebody in a group of `n` is held by a theme or not, drawn away or not, calls it decisive or not; the last only with
one of the first two. Told are limits of how many there are of each. The others of the group can be anything that keeps
within what is left of them: as many as `holds + pulls` can have spoken, and any of those may call it decisive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

Person = tuple[int, int, int]
"""Held, drawn away, calls it decisive."""
KINDS: tuple[Person, ...] = tuple(one for one in product((0, 1), repeat=3) if not one[2] or one[0] or one[1])
Limits = tuple[int, int]


@dataclass(frozen=True)
class Group:
    """`n` people, and the least and the most of each of the three."""

    n: int
    holds: Limits
    pulls: Limits
    decisive: Limits


def possible(group: Group, known: Iterable[Person]) -> bool:
    """Whether these people can be in the group."""
    those = tuple(known)
    rest = group.n - len(those)
    left = []
    for place, (least, most) in enumerate((group.holds, group.pulls, group.decisive)):
        here = sum(one[place] for one in those)
        lower, upper = max(0, least - here), min(rest, most - here)
        if lower > upper:
            return False
        left.append((lower, upper))
    return left[2][0] <= min(rest, left[0][1] + left[1][1])


def settled(group: Group, own: Person) -> bool:
    """Whether somebody who said `own` can exclude an answer of another to any of the three."""
    others = [one for one in KINDS if possible(group, (own, one))]
    return any(len({one[place] for one in others}) < 2 for place in range(3))
