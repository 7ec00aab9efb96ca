"""How themes move from round to round: raw shares with their intervals, and whether the last change stands. Pure.

A change is told between the two latest rounds that enough people have told something in, with Newcombe's interval. It
stands where it does among all themes and sides that were compared (Benjamini & Hochberg). The interval takes the
people of the two rounds for others: of people who talk in both it is rather too wide than too narrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framdrift.insights.coding.coded import CodedPerson
from framdrift.insights.findings.rules import TOO_FEW, BySide, counted_by_side
from framdrift.insights.kinds import Direction
from framdrift.science.comparisons import Difference, difference, standing
from framdrift.science.proportions import Share, wilson

SIDES = (Direction.PULLS, Direction.HOLDS)


@dataclass(frozen=True, slots=True)
class Change:
    """From the latest round but one to the latest, and whether it stands among all that were compared."""

    difference: Difference
    stands: bool


@dataclass(frozen=True, slots=True)
class Course:
    """One side of a theme: its share in each round, None where too few told something; `change` where it is known."""

    theme: str
    side: str
    shares: tuple[Share | None, ...]
    change: Change | None

    @property
    def latest(self) -> Share | None:
        """In the last round in which enough were heard."""
        return next((share for share in reversed(self.shares) if share is not None), None)

    @property
    def weight(self) -> int:
        """To order by: how many speak of it in all rounds."""
        return sum(share.hits for share in self.shares if share is not None)


def courses(rounds: Sequence[Sequence[CodedPerson]], themes: Iterable[str]) -> tuple[Course, ...]:
    """Both sides of every theme over rounds in time order, those most spoken of first."""
    counted = [counted_by_side(people) if len(people) >= TOO_FEW else None for people in rounds]
    sizes = [len(people) for people in rounds]
    drawn = [
        (theme, side, tuple(_share(one, theme, side, n) for one, n in zip(counted, sizes, strict=True)))
        for theme in themes
        for side in SIDES
    ]
    spoken = [one for one in drawn if any(share is not None and share.hits for share in one[2])]
    changes = [_last_change(shares) for _theme, _side, shares in spoken]
    stands = standing([change.p_value if change else None for change in changes])
    found = [
        Course(theme, side, shares, Change(change, holds) if change else None)
        for (theme, side, shares), change, holds in zip(spoken, changes, stands, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.theme, one.side)))


def _share(counted: BySide | None, theme: str, side: str, n: int) -> Share | None:
    return wilson(counted.get((theme, side), 0), n) if counted is not None else None


def _last_change(shares: Sequence[Share | None]) -> Difference | None:
    known = [share for share in shares if share is not None]
    return difference(known[-2], known[-1]) if len(known) > 1 else None
