"""The codebook that ships with the product: themes with their names, and what belongs to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CODEBOOK = Path(__file__).resolve().parent / "codebook.yaml"

SERIOUS = "T90"
"""Harassment, threats, danger: in no statistic, and never withheld."""

UNPLACED = "T99"
"""Cannot be placed: given by a person, never suggested."""


@dataclass(frozen=True, slots=True)
class Theme:
    """`names` and `anchors` by language; an anchor is a sentence that the theme certainly holds."""

    code: str
    names: Mapping[str, str]
    include: str
    exclude: str
    anchors: Mapping[str, tuple[str, ...]]


@cache
def themes() -> Mapping[str, Theme]:
    """Every theme by its code, in the codebook's order."""
    book = yaml.safe_load(CODEBOOK.read_text(encoding="utf-8"))
    return {
        entry["code"]: Theme(
            code=entry["code"],
            names={language: entry[language] for language in ("sv", "en")},
            include=entry["include"],
            exclude=entry["exclude"],
            anchors={
                language: tuple(entry[side][language] for side in ("holds", "pulls_away") if side in entry)
                for language in ("sv", "en")
            },
        )
        for entry in book["themes"]
    }


def suggestible() -> tuple[str, ...]:
    """The codes that may be suggested."""
    return tuple(code for code in themes() if code != UNPLACED)
