"""Shares of small groups, drawn towards that of all: a group of few says little by itself.

Beta-binomial: the groups' true shares are taken to spread around a common mean as a beta distribution does. Its mean is
the share of all; how narrow it is (`weight`: as many answers as the common share counts for) is estimated by moments
from how much the groups' shares differ beyond what chance does. A group of n then has the share
(hits + weight * mean) / (n + weight): with groups that differ no more than chance, all the common share.

Source: Kleinman, J. C. (1973), "Proportions with extraneous variance", JASA 68:46-54 (weighted moments).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framdrift.science.proportions import Share


@dataclass(frozen=True, slots=True)
class Common:
    """What all groups have in common. `weight` is None where they differ no more than chance does."""

    mean: float
    weight: float | None


def common(groups: Sequence[Share]) -> Common | None:
    """The common share and how strongly it holds; None where nobody is in any group."""
    people = sum(group.n for group in groups)
    if not people:
        return None
    mean = sum(group.hits for group in groups) / people
    spread = sum(group.n * (group.hits / group.n - mean) ** 2 for group in groups if group.n)
    kept = [group.n for group in groups if group.n]
    chance = mean * (1 - mean) * (len(kept) - 1)
    excess = spread - chance
    room = mean * (1 - mean) * (people - sum(n * n for n in kept) / people - (len(kept) - 1))
    if excess <= 0 or room <= 0:
        return Common(mean, None)
    alike = min(excess / room, 1.0)  # the correlation of two answers in one group
    return Common(mean, (1 - alike) / alike)


def shrunk(group: Share, known: Common) -> float:
    """The group's share, drawn towards the common one the more the fewer are in it."""
    if known.weight is None:
        return known.mean
    together = group.n + known.weight
    return (group.hits + known.weight * known.mean) / together if together else known.mean
