"""A released document as pages read it. Pure: nothing is computed that the bytes do not hold.

The company's figures are counted from its published groups (R5): the counts of the release itself, or, where the whole
company is one group, that group's band.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from framdrift.insights.release.rules import ASKED, COMPANY, DECISIVE, item
from framdrift.science.disclosure.bands import HIGH, LOW, MIXED, coarse, sizes_of

LEVELS: Final = (LOW, MIXED, HIGH)


@dataclass(frozen=True, slots=True)
class Group:
    """An atom: `units` are paths of names from the top; empty for people placed at the company itself."""

    code: str
    units: tuple[tuple[str, ...], ...]
    size: str


@dataclass(frozen=True, slots=True)
class CompanyLevel:
    """How many groups are low, mixed and high on one side of a theme; `band` is set where there is one group alone."""

    low: int
    mixed: int
    high: int
    band: str = ""

    @property
    def groups(self) -> int:
        """All groups in which it is told."""
        return self.low + self.mixed + self.high

    @property
    def weight(self) -> tuple[int, int]:
        """To order themes by: high groups first, then mixed ones."""
        return self.high, self.mixed


@dataclass(frozen=True, slots=True)
class CoverageTold:
    """How many of a round's group talked, as size class and band; no units: the whole company."""

    units: tuple[str, ...]
    asked: str
    talked: str


@dataclass(frozen=True)
class Figures:
    """A release of figures. `names` themes by code in the language asked for; `bands` by (group, theme, side), where
    "decisive" stands beside the sides in releases that tell of it.

    `level` is what people were told of confidentiality; `has_rest` that some answers are in no group; `agreed` how far
    two coders agree on each theme (`agreeing.Agreed`), empty where that was not measured.
    """

    kind: str
    programme: str
    opened_on: str
    closed_on: str
    made_on: str
    least: int
    groups: tuple[Group, ...]
    names: Mapping[str, str]
    bands: Mapping[tuple[str, str, str], str]
    company: Mapping[tuple[str, str], CompanyLevel]
    coverage: tuple[CoverageTold, ...]
    level: str
    has_rest: bool
    agreed: Mapping[str, str]

    @property
    def tells_decisive(self) -> bool:
        """Whether it tells what people call decisive: older releases do not."""
        return any(asked == DECISIVE for _group, _theme, asked in self.bands)

    def stands_out(self, theme: str, asked: str) -> bool:
        """Whether more than few say so of a theme in some group."""
        level = self.company.get((theme, asked))
        return level is not None and level.weight > (0, 0)


def figures_of(document: str, *, language: str) -> Figures:
    """A document of figures, with names in a language; Swedish where it is not one of ours."""
    told: dict[str, Any] = json.loads(document)
    spoken = "en" if language == "en" else "sv"
    groups = tuple(_group(atom, told["units"]) for atom in told["atoms"])
    bands = {(cell["atom"], *_theme_and_side(cell["item"])): str(cell["band"]) for cell in told["cells"]}
    return Figures(
        kind=told["kind"],
        programme=told["programme"][spoken],
        opened_on=told["opened_on"],
        closed_on=told["closed_on"],
        made_on=told["made_on"],
        least=told["limits"]["n_min"],
        groups=groups,
        names={code: names[spoken] for code, names in told["themes"].items()},
        bands=bands,
        company=_company(told, groups, bands),
        coverage=tuple(_coverage(told["coverage"])),
        level=told["level"],
        has_rest=told["held_back"]["respondents"] != 0,
        agreed=told.get("agreement", {}),
    )


def least_people(sizes: Iterable[str]) -> int:
    """How many people the groups of these size classes hold at least."""
    return sum(sizes_of(size)[0] for size in sizes)


def units_beside(document: str, unit: str | None) -> frozenset[str]:
    """The ids of the units in the published group that people of this unit are in; empty where they are in none."""
    told = json.loads(document)
    known = {name for atom in told["atoms"] for name in atom["units"]}
    at = unit if unit in known else COMPANY
    return frozenset(next((atom["units"] for atom in told["atoms"] if at in atom["units"]), ()))


def quotes_of(document: str) -> list[dict[str, str]]:
    """The retold quotes of a document of words: `theme`, `side`, `language`, `words`."""
    return list(json.loads(document)["quotes"])


def _company(
    told: Mapping[str, Any], groups: tuple[Group, ...], bands: Mapping[tuple[str, str, str], str]
) -> dict[tuple[str, str], CompanyLevel]:
    if len(groups) == 1:
        return {
            (theme, side): _alone(bands[groups[0].code, theme, side])
            for theme in told["themes"]
            for side in ASKED
            if (groups[0].code, theme, side) in bands
        }
    counted = {cell["item"]: cell for cell in told["parents"] if cell["unit"] == COMPANY}
    return {
        (theme, side): CompanyLevel(cell["atoms_low"], cell["atoms_mixed"], cell["atoms_high"])
        for theme in told["themes"]
        for side in ASKED
        if (cell := counted.get(item(theme, side))) is not None
    }


def _alone(band: str) -> CompanyLevel:
    level = coarse(band)
    return CompanyLevel(int(level == LOW), int(level == MIXED), int(level == HIGH), band)


def _group(atom: Mapping[str, Any], units: Mapping[str, list[str]]) -> Group:
    paths = tuple(tuple(units[unit]) for unit in atom["units"] if unit in units)
    return Group(atom["atom"], paths, atom["size"])


def _theme_and_side(name: str) -> tuple[str, str]:
    theme, _, side = name.partition(":")
    return theme, side


def _coverage(rounds: list[dict[str, Any]]) -> list[CoverageTold]:
    """Told for a release of one round: several rounds' shares cannot be added up from bands."""
    if len(rounds) != 1:
        return []
    lines = [rounds[0]["company"], *rounds[0]["large_units"]] if rounds[0]["company"] else []
    return [CoverageTold(tuple(line["units"]), line["asked"], line["talked"]) for line in lines]
