"""How far two coders agree on each theme of a batch, as a release may tell it: by level, theme by theme.

Krippendorff's own limits. Where few people speak of a theme, its own figure would say so: there the level is that of
all themes together, and nothing tells which of the two it is (R4). Where too little was coded twice, no theme has any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.coding.agreement import GOOD, LEAST_GIVEN, LEAST_PASSAGES, TENTATIVE, twice_coded
from framdrift.insights.coding.queries import drawn_in
from framdrift.insights.kinds import Agreed
from framdrift.insights.release.rules import THEMES_FROM
from framdrift.science.agreement import TwiceCoded, alpha

LEAST_AUTHORS: Final = 3
"""So many must speak of a theme before its own agreement is told, as before it is quoted (R13)."""


def agreed_in(rounds: Sequence[ProgrammeRound], themes: Sequence[str]) -> dict[str, str]:
    """The level of every theme, for a batch that nobody in it is left out of; empty where too little was coded twice.

    Two statements.
    """
    return {theme: str(level) for theme, level in levels(twice_coded(drawn_in(rounds)), themes).items()}


def levels(coded: Sequence[TwiceCoded], themes: Sequence[str]) -> Mapping[str, Agreed]:
    """The level of every theme, or of none: how much was coded twice, and of how many people, alone decides that."""
    if len(coded) < LEAST_PASSAGES or len({one.person for one in coded}) < THEMES_FROM:
        return {}
    counted = {theme: _counted(coded, theme) for theme in themes}
    together = alpha(
        passages=len(coded) * len(themes),
        both=sum(both for both, _one in counted.values()),
        one=sum(one for _both, one in counted.values()),
    )
    return {theme: _level(_own(coded, theme, *counted[theme]), together) for theme in themes}


def _counted(coded: Sequence[TwiceCoded], theme: str) -> tuple[int, int]:
    """How many passages both gave the theme, and how many one alone."""
    given = [(theme in one.first) + (theme in one.second) for one in coded]
    return given.count(2), given.count(1)


def _own(coded: Sequence[TwiceCoded], theme: str, both: int, one: int) -> float | None:
    """The theme's own alpha; None where too few people speak of it."""
    authors = {passage.person for passage in coded if theme in passage.first | passage.second}
    if len(authors) < LEAST_AUTHORS or 2 * both + one < LEAST_GIVEN:
        return None
    return alpha(passages=len(coded), both=both, one=one)


def _level(own: float | None, together: float | None) -> Agreed:
    """Where no alpha exists at all, all was coded alike."""
    found = own if own is not None else 1.0 if together is None else together
    return Agreed.GOOD if found >= GOOD else Agreed.CAREFUL if found >= TENTATIVE else Agreed.WEAK
