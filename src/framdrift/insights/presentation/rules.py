"""How well a released finding stands, and which themes belong to the organisational and social work environment. Pure.

Only what a release's bytes hold is used: size classes, bands and coverage. Their limits are those of raw findings: the
95 % interval of a half is 0.4 wide at twenty people (Wilson), and where fewer than about a third of those asked
talked, the silent ones could turn any finding round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from framdrift.insights.release.reading import CompanyLevel
from framdrift.science.disclosure.bands import LOW, coarse, sizes_of

ENOUGH_PEOPLE: Final = 20


class Standing(StrEnum):
    """How well a released finding stands: `too_few` says nothing, `lead` is to be followed up, `stands` holds."""

    TOO_FEW = "too_few"
    LEAD = "lead"
    STANDS = "stands"


class Area(StrEnum):
    """What AFS 2023:2 (before 2025: AFS 2015:4) asks an employer to look after in the organisational and social work
    environment. Degrading treatment is in no figure here: it is acted on person by person."""

    LOAD = "load"
    HOURS = "hours"
    LEADING = "leading"
    SOCIAL = "social"


AREAS: Final[Mapping[Area, tuple[str, ...]]] = {
    Area.LOAD: ("T12", "T02"),
    Area.HOURS: ("T13",),
    Area.LEADING: ("T07", "T03"),
    Area.SOCIAL: ("T06", "T08", "T09", "T10"),
}
"""Themes of the codebook by area. Other themes (pay, market, ties) are no matter of the work environment."""


def least_people(sizes: Iterable[str]) -> int:
    """How many people the groups of these size classes hold at least."""
    return sum(sizes_of(size)[0] for size in sizes)


def standing(level: CompanyLevel | None, *, sizes: Iterable[str], talked: str) -> Standing:
    """How well one side of a theme stands at company level.

    `sizes` are the size classes of the release's groups, `talked` the band of those asked who talked ("" unknown).
    """
    if level is None:
        return Standing.TOO_FEW
    few_talked = not talked or coarse(talked) == LOW
    return Standing.LEAD if few_talked or least_people(sizes) < ENOUGH_PEOPLE else Standing.STANDS


def best(found: Iterable[Standing]) -> Standing:
    """The best of several standings."""
    return max(found, key=list(Standing).index, default=Standing.TOO_FEW)
