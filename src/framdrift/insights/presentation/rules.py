"""How well a released finding stands, and which themes belong to the organisational and social work environment. Pure.

Only what a release's bytes hold is used: size classes, bands, coverage, and how far two coders agree. Their limits are
those of raw findings: the 95 % interval of a half is 0.4 wide at twenty people and 0.25 at sixty (Wilson), where fewer
than about a third of those asked talked, the silent ones could turn any finding round, and what two coders do not agree
on (Krippendorff's alpha under 0.667) is nobody's finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from framdrift.insights.kinds import Agreed
from framdrift.insights.release.reading import CompanyLevel, least_people
from framdrift.science.disclosure.bands import HIGH, LOW, coarse

ENOUGH_PEOPLE: Final = 20
MANY_PEOPLE: Final = 60


class Standing(StrEnum):
    """How well a released finding stands: `too_few` says nothing, `lead` is to be followed up, `stands` holds, `firm`
    holds well."""

    TOO_FEW = "too_few"
    LEAD = "lead"
    STANDS = "stands"
    FIRM = "firm"


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


def standing(level: CompanyLevel | None, *, sizes: Iterable[str], talked: str, agreed: str) -> Standing:
    """How well one side of a theme stands at company level.

    `sizes` are the size classes of the release's groups, `talked` the band of those asked who talked ("" unknown),
    `agreed` how far two coders agree on the theme ("" not measured, which is never firm).
    """
    if level is None:
        return Standing.TOO_FEW
    people = least_people(sizes)
    few_talked = not talked or coarse(talked) == LOW
    if few_talked or people < ENOUGH_PEOPLE or agreed == Agreed.WEAK:
        return Standing.LEAD
    sure = coarse(talked) == HIGH and people >= MANY_PEOPLE and agreed == Agreed.GOOD
    return Standing.FIRM if sure else Standing.STANDS


def best(found: Iterable[Standing]) -> Standing:
    """The best of several standings."""
    return max(found, key=list(Standing).index, default=Standing.TOO_FEW)
