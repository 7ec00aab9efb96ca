"""The codebook as codes of REFI-QDA: a theme, and below it the same theme for each way it can pull.

The standard has no place for the direction of a coding, so a direction is a code below its theme: any program can then
count with and without it. Everything else that is said of a code goes along as its note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from framdrift.insights.codebook.queries import Book, ThemeLine
from framdrift.insights.exchange.shapes import QdaCode
from framdrift.insights.kinds import Direction

SPACE: Final = UUID("6f1d9d5e-53a4-5f0e-9f2c-0b8a3f4c7d21")
"""Names of this product's themes for good: the same theme has the same GUID in every installation."""
WAYS: Final[Mapping[str, str | Promise]] = {
    Direction.HOLDS: gettext_lazy("holds"),
    Direction.PULLS: gettext_lazy("draws away"),
    Direction.MIXED: gettext_lazy("both ways"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code of a file stands for; `direction` is empty where it says none."""

    theme: str
    direction: str


def code_guid(theme: str, direction: str = "") -> UUID:
    """The GUID of a theme, or of a theme in one direction."""
    return uuid5(SPACE, f"{theme}:{direction}" if direction else theme)


def codes_of(book: Book, language: str) -> tuple[QdaCode, ...]:
    """The themes in use, in the codebook's order. A serious matter is no theme to code with elsewhere."""
    return tuple(_code(line, language) for line in book.open_to_all)


def meanings(book: Book) -> dict[UUID, Meaning]:
    """What every GUID of this codebook stands for."""
    themes = [line.code for line in book.open_to_all]
    return {code_guid(theme, way): Meaning(theme, way) for theme in themes for way in ("", *WAYS)}


def unknown(codes: Iterable[QdaCode], book: Book) -> tuple[str, ...]:
    """The names of codes that this codebook does not have."""
    known = meanings(book)
    return tuple(one.name for top in codes for one in top.all() if one.is_codable and one.guid not in known)


def _code(line: ThemeLine, language: str) -> QdaCode:
    words = line.in_language(language)
    rules = [words.include, f"– {words.exclude}" if words.exclude else ""]
    return QdaCode(
        guid=code_guid(line.code),
        name=f"{line.code} {words.name}",
        description="\n".join(rule for rule in rules if rule),
        below=tuple(QdaCode(code_guid(line.code, way), f"{line.code} {name}") for way, name in WAYS.items()),
    )
