"""How a company's themes have moved from release to release: from the sealed bytes alone, for everybody who may see
them.

Told by level (few, some, many in so many groups), as each release tells it. Whether it is more or less than before is
computed from those levels alone: what is within a level is not told, and so no movement within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from framdrift.conversations.kinds import TalkKind
from framdrift.insights.kinds import Direction
from framdrift.insights.release.queries import Told
from framdrift.insights.release.reading import CompanyLevel
from framdrift.insights.release.telling import SideShown, side_shown
from framdrift.science.disclosure.bands import HIGH, LOW, MIXED

_LEVELS = (LOW, MIXED, HIGH)
_MOVED = 0.5
_SHOWN = 4
"""So many releases stand beside each other."""


class Movement(StrEnum):
    """Against the release before; `untold` where one of the two says nothing of it."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class ReleasedCourse:
    """One side of a theme, release by release in time order."""

    name: str
    side: str
    cells: tuple[SideShown, ...]
    movement: Movement


@dataclass(frozen=True, slots=True)
class ReleasedTrend:
    """The releases of one kind of talks in time order, by the last day of their talks, and what moved."""

    kind: str
    closed_on: tuple[date, ...]
    courses: tuple[ReleasedCourse, ...]

    def moved(self, side: str, movement: Movement) -> tuple[str, ...]:
        """The names of the themes whose side has moved so."""
        return tuple(one.name for one in self.courses if (one.side, one.movement) == (side, movement))


def released_trends(told: Sequence[Told]) -> tuple[ReleasedTrend, ...]:
    """Stay and exit, where there are at least two releases of the kind. `told` is newest first."""
    kinds = (
        (kind, [one for one in told if one.figures.kind == kind][:_SHOWN]) for kind in (TalkKind.STAY, TalkKind.EXIT)
    )
    return tuple(_trend(kind, own[::-1]) for kind, own in kinds if len(own) > 1)


def _trend(kind: str, told: Sequence[Told]) -> ReleasedTrend:
    names = {code: name for one in told for code, name in one.figures.names.items()}
    found = [
        _course(told, code, name, side) for code, name in names.items() for side in (Direction.HOLDS, Direction.PULLS)
    ]
    spoken = [one for one in found if any(cell.level in (MIXED, HIGH) for cell in one.cells)]
    return ReleasedTrend(
        kind, tuple(date.fromisoformat(one.figures.closed_on) for one in told), tuple(sorted(spoken, key=_foremost))
    )


def _course(told: Sequence[Told], code: str, name: str, side: str) -> ReleasedCourse:
    cells = tuple(side_shown(one, code, side) for one in told)
    before, after = (one.figures.company.get((code, side)) for one in told[-2:])
    return ReleasedCourse(name, side, cells, _movement(before, after))


def _movement(before: CompanyLevel | None, after: CompanyLevel | None) -> Movement:
    """More or less where the groups have moved half a level or further, taken together."""
    if before is None or after is None or not before.groups or not after.groups:
        return Movement.UNTOLD
    step = _mean_level(after) - _mean_level(before)
    return Movement.MORE if step >= _MOVED else Movement.LESS if step <= -_MOVED else Movement.SAME


def _mean_level(told: CompanyLevel) -> float:
    return (told.mixed + 2 * told.high) / told.groups


def _foremost(one: ReleasedCourse) -> tuple[object, ...]:
    """What holds first, then what draws away; in each the highest now, then before."""
    levels = [-_LEVELS.index(cell.level) if cell.level else 1 for cell in reversed(one.cells)]
    return one.side != Direction.HOLDS, levels, one.name
