"""Raw findings for the agency's interviewers: who mentions what, with n and interval, and how it stands. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from framdrift.insights.coding.coded import CodedPerson
from framdrift.insights.kinds import Direction, Weight
from framdrift.science.comparisons import Difference, difference, standing
from framdrift.science.proportions import Share, wilson
from framdrift.science.saturation import Saturation, saturation

TOO_FEW: Final = 10
_WIDE, _NARROW = 0.4, 0.25
_HEARD, _MOSTLY_HEARD = 0.5, 0.7
_AGREED, _TENTATIVE = 0.8, 0.667
BY_A_PERSON: Final = "person"


class Grade(StrEnum):
    """How well a finding stands: `too_few` says nothing, `weak` is a lead, `fair` holds, `strong` holds well."""

    TOO_FEW = "too_few"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Sides:
    """One theme among the people of one kind of talks. `decisive`: how many called it decisive."""

    holds: Share
    pulls: Share
    decisive: int


@dataclass(frozen=True, slots=True)
class Apart:
    """How much more of those who left than of those who stay are drawn away by a theme, and whether that stands among
    all themes that were compared."""

    difference: Difference
    stands: bool


@dataclass(frozen=True, slots=True)
class ThemeFinding:
    """A theme with both kinds of talks beside each other; None where no such talk has been held."""

    theme: str
    stay: Sides | None
    leave: Sides | None
    apart: Apart | None = None

    @property
    def weight(self) -> int:
        """To order themes by: how many people speak of it."""
        return sum(max(side.holds.hits, side.pulls.hits) for side in (self.stay, self.leave) if side is not None)


@dataclass(frozen=True, slots=True)
class Heard:
    """How many were heard of those asked, and whether new ones still add themes. `asked` is None at level D."""

    people: int
    asked: int | None
    share: Share | None
    saturation: Saturation


def findings(
    stay: Sequence[CodedPerson], leave: Sequence[CodedPerson], themes: Iterable[str]
) -> tuple[ThemeFinding, ...]:
    """Every theme, those that most people speak of first. Counted by persons, from what people have coded."""
    of_stay, of_leave = counted_by_side(stay), counted_by_side(leave)
    found = [
        ThemeFinding(theme, _sides(of_stay, theme, len(stay)), _sides(of_leave, theme, len(leave))) for theme in themes
    ]
    return tuple(sorted(_set_apart(found), key=lambda one: (-one.weight, one.theme)))


def _set_apart(found: Sequence[ThemeFinding]) -> list[ThemeFinding]:
    """With the difference between the two kinds of talks, where both have been heard enough."""
    apart = [_apart(one.stay, one.leave) if one.weight else None for one in found]
    stands = standing([one.p_value if one else None for one in apart])
    return [
        replace(one, apart=Apart(away, holds) if away else None)
        for one, away, holds in zip(found, apart, stands, strict=True)
    ]


def _apart(stay: Sides | None, leave: Sides | None) -> Difference | None:
    if stay is None or leave is None or min(stay.pulls.n, leave.pulls.n) < TOO_FEW:
        return None
    if not (stay.pulls.hits or leave.pulls.hits):
        return None
    return difference(stay.pulls, leave.pulls)


def heard(people: Sequence[CodedPerson], *, asked: int | None) -> Heard:
    """In the order in which the people are given: that of their talks, where it is known."""
    share = wilson(min(len(people), asked), asked) if asked else None
    return Heard(len(people), asked, share, saturation([{said.theme for said in one.mentions} for one in people]))


def grade(share: Share, *, coverage: float | None, alpha: float | None) -> Grade:
    """How well a share stands: by n, the width of its interval, how many of those asked were heard (None: unknown),
    and how far two coders agree on the theme (None: not measured, which is never strong)."""
    if share.n < TOO_FEW or share.low is None or share.high is None:
        return Grade.TOO_FEW
    width = share.high - share.low
    if width > _WIDE or (coverage is not None and coverage < _HEARD) or (alpha is not None and alpha < _TENTATIVE):
        return Grade.WEAK
    sure = coverage is not None and coverage >= _MOSTLY_HEARD and alpha is not None and alpha >= _AGREED
    return Grade.STRONG if sure and width <= _NARROW else Grade.FAIR


BySide = Mapping[tuple[str, str], int]
"""How many persons by (theme, side)."""
_DECISIVE = "decisive"


def counted_by_side(people: Iterable[CodedPerson]) -> BySide:
    """Persons by (theme, "holds" | "pulls" | "decisive"), from what people have coded; mixed counts for both sides."""
    found: Counter[tuple[str, str]] = Counter()
    for person in people:
        for said in person.mentions:
            if said.origin != BY_A_PERSON:
                continue
            found[said.theme, Direction.HOLDS] += said.direction in (Direction.HOLDS, Direction.MIXED)
            found[said.theme, Direction.PULLS] += said.direction in (Direction.PULLS, Direction.MIXED)
            found[said.theme, _DECISIVE] += said.weight == Weight.DECISIVE
    return found


def _sides(counted: BySide, theme: str, n: int) -> Sides | None:
    if not n:
        return None
    return Sides(
        wilson(counted.get((theme, Direction.HOLDS), 0), n),
        wilson(counted.get((theme, Direction.PULLS), 0), n),
        counted.get((theme, _DECISIVE), 0),
    )
