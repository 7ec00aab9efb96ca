"""Who asks on which criterion, pure: the work is shared evenly, and everybody still assesses all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Weighed(Protocol):
    """A criterion with its weight from 1 to 5."""

    @property
    def pk(self) -> int: ...
    @property
    def weight(self) -> int: ...


def dealt(criteria: Sequence[Weighed], panel: Sequence[int]) -> dict[int, int]:
    """Criterion id -> account id: the heaviest first, each to whoever has least so far; the panel's order breaks ties.

    Nobody asks twice as much as the evenest possible share and the heaviest criterion together (Graham 1969). Nothing
    is dealt where nobody sits on the panel.
    """
    if not panel:
        return {}
    load = dict.fromkeys(panel, 0)
    found = {}
    for criterion in sorted(criteria, key=lambda one: -one.weight):
        asker = min(load, key=lambda account: load[account])
        found[criterion.pk] = asker
        load[asker] += criterion.weight
    return found
