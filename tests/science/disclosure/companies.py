"""Made-up companies to attack: a unit tree, people with a tenure class, and what they answered."""

from __future__ import annotations

import random
from dataclasses import dataclass

from framdrift.science.disclosure.answers import ItemKind, Round

DECISIVE = "T01:decisive"
"""Whoever calls the theme decisive has spoken of it."""


@dataclass(frozen=True)
class Company:
    """`round_` holds one theme, who called it decisive, and one score; `tenure` is a second thing to filter by."""

    round_: Round
    tenure: dict[str, str]

    def beneath(self, unit: str) -> frozenset[str]:
        """Everybody in a unit and under it."""
        return frozenset(who for who, at in self.round_.placed.items() if unit in self.way_up(at))

    def way_up(self, unit: str | None) -> list[str]:
        """A unit and all above it."""
        way = []
        while unit is not None:
            way.append(unit)
            unit = self.round_.parents[unit]
        return way


def company(seed: int) -> Company:
    """Two to five divisions of two to six teams of one to eighteen people; some sit at a division itself."""
    chance = random.Random(seed)
    parents: dict[str, str | None] = {"R": None}
    placed: dict[str, str] = {}
    for division in range(chance.randint(2, 5)):
        above = f"D{division}"
        parents[above] = "R"
        _place(placed, above, chance.randint(0, 4))
        for team in range(chance.randint(2, 6)):
            parents[f"{above}T{team}"] = above
            _place(placed, f"{above}T{team}", chance.randint(1, 18))
    values = {"T01": {who: int(chance.random() < 0.4) for who in placed}}
    values["S1"] = {who: chance.randint(1, 5) for who in placed if chance.random() < 0.9}
    weighs = random.Random(f"{seed} decisive")
    values[DECISIVE] = {who: int(said and weighs.random() < 0.5) for who, said in values["T01"].items()}
    kinds = {"T01": ItemKind.THEME, DECISIVE: ItemKind.THEME, "S1": ItemKind.SCORE}
    tenure = {who: chance.choice(["under 1", "1-3", "3-10", "over 10"]) for who in placed}
    return Company(Round(parents, placed, kinds, values), tenure)


def _place(placed: dict[str, str], unit: str, people: int) -> None:
    for _ in range(people):
        placed[f"p{len(placed):04}"] = unit
