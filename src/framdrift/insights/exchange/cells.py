"""The figures of a release as a table for a statistics program: its sealed cells and nothing else (R12).

A cell that the release does not tell has no row. Every variable and value is labelled in Swedish and in English, since
whoever analyses may read another language than whoever released.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from framdrift.insights.kinds import Direction
from framdrift.insights.models import Release
from framdrift.insights.release.reading import Figures, Group, figures_of
from framdrift.insights.release.rules import DECISIVE
from framdrift.insights.release.telling import BANDS, band_words, group_title
from framdrift.science.disclosure.bands import TENS

BAND_CODES: Final[Mapping[str, int]] = {band: number for number, band in enumerate(BANDS, start=1)} | {
    ten: int(ten) for ten in TENS
}
"""1 to 5 from very few to nearly everybody; tens as they are."""
SIDE_CODES: Final[Mapping[str, int]] = {Direction.HOLDS: 1, Direction.PULLS: 2, DECISIVE: 3}
Both = tuple[str, str]
"""Swedish and English."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A column: its label and those of its values, empty where values say what they are."""

    name: str
    label: Both
    values: Mapping[int, Both]


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of numbers, a row for each told cell, and what they mean."""

    title: Both
    variables: tuple[Variable, ...]
    rows: tuple[tuple[int, ...], ...]


def cells_of(release: Release) -> Cells:
    """The cells of a release of figures, from its bytes."""
    swedish, english = (figures_of(release.document, language=language) for language in ("sv", "en"))
    groups = {group.code: number for number, group in enumerate(swedish.groups, start=1)}
    rows = [
        (release.number, groups[group], _theme_code(theme), SIDE_CODES[side], BAND_CODES[band])
        for (group, theme, side), band in swedish.bands.items()
    ]
    return Cells(
        title=(swedish.programme, english.programme),
        variables=_variables(swedish, english, groups),
        rows=tuple(sorted(rows)),
    )


def _variables(swedish: Figures, english: Figures, groups: Mapping[str, int]) -> tuple[Variable, ...]:
    themes = {
        _theme_code(code): (f"{code} {name}", f"{code} {english.names[code]}") for code, name in swedish.names.items()
    }
    units = {groups[group.code]: _in_both(partial(_group_words, group, swedish.groups)) for group in swedish.groups}
    sides = {1: _in_both(lambda: _("holds")), 2: _in_both(lambda: _("draws away"))}
    if swedish.tells_decisive:
        sides[SIDE_CODES[DECISIVE]] = _in_both(lambda: _("called decisive"))
    bands = {number: _in_both(partial(band_words, band)) for band, number in BAND_CODES.items()}
    return (
        Variable("release", _in_both(lambda: _("Release")), {}),
        Variable("group", _in_both(lambda: _("Group, with its size class")), units),
        Variable("theme", _in_both(lambda: _("Theme")), themes),
        Variable("side", _in_both(lambda: _("Which way")), sides),
        Variable("band", _in_both(lambda: _("Share of the group, as a band")), _told(bands, swedish.bands.values())),
    )


def _group_words(group: Group, groups: Sequence[Group]) -> str:
    return f"{group_title(group, groups)} ({group.size})"


def _told(bands: Mapping[int, Both], found: Iterable[str]) -> dict[int, Both]:
    """Words and tens are not mixed up where the release has one of them alone."""
    used = {BAND_CODES[band] for band in found}
    has_tens, has_words = any(code >= 10 for code in used), any(code < 10 for code in used)
    return {code: words for code, words in bands.items() if (has_tens if code >= 10 else has_words)}


def _in_both(say: Callable[[], str]) -> Both:
    found = []
    for language in ("sv", "en"):
        with translation.override(language):
            found.append(say())
    return found[0], found[1]


def _theme_code(theme: str) -> int:
    return int(theme[1:])
