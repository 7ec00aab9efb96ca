"""One round of answers, and why it may be refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

FAVOURABLE = 4
"""A score of this or more counts as favourable."""


class ItemKind(StrEnum):
    """What the values of an item mean."""

    THEME = "theme"
    SCORE = "score"


@dataclass(frozen=True)
class Round:
    """Checked input: `parents` unit -> parent (None at the one root), `placed` respondent -> unit, `kinds` item ->
    kind, `values` item -> respondent -> value (0/1 of a theme, 1-5 of a score; absent where nothing was said)."""

    parents: Mapping[str, str | None]
    placed: Mapping[str, str]
    kinds: Mapping[str, ItemKind]
    values: Mapping[str, Mapping[str, int]]

    def __post_init__(self) -> None:
        if strangers := set(self.placed.values()) - set(self.parents):
            raise ValueError(f"unknown units: {sorted(strangers)}")
        if set(self.kinds) != set(self.values):
            raise ValueError("every item has a kind and values")

    @property
    def root(self) -> str:
        """The unit above all others."""
        return next(unit for unit, parent in self.parents.items() if parent is None)

    @cached_property
    def hits(self) -> Mapping[str, frozenset[str]]:
        """By item, who mentioned the theme or scored favourably."""
        least = {ItemKind.THEME: 1, ItemKind.SCORE: FAVOURABLE}
        return {
            item: frozenset(who for who, value in said.items() if value >= least[self.kinds[item]])
            for item, said in self.values.items()
        }

    def asked(self, item: str, people: frozenset[str]) -> frozenset[str]:
        """Those who count for an item: everybody for a theme, which may go unmentioned; for a score who gave one."""
        return people if self.kinds[item] is ItemKind.THEME else people & self.values[item].keys()

    def flipped(self) -> Round:
        """The same round with every answer turned to its opposite: what is published where must not change."""
        turn = {
            item: {who: (1 - value if self.kinds[item] is ItemKind.THEME else 6 - value) for who, value in said.items()}
            for item, said in self.values.items()
        }
        return Round(self.parents, self.placed, self.kinds, turn)


@dataclass(frozen=True, slots=True)
class Limits:
    """`n_min` respondents make an atom (5 at least), `n_themes` are needed to tell of themes."""

    n_min: int = 7
    n_themes: int = 10

    def __post_init__(self) -> None:
        if self.n_min < FLOOR:
            raise ValueError(f"n_min {self.n_min} is below {FLOOR}")


FLOOR = 5
"""No agreement goes below this."""
