"""How good the shipped suggestions are, in words and rows: as a whole, by language, by theme; missed aims are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.components.words import joined_words, percent_words
from framdrift.insights.codebook.queries import Book
from framdrift.science.themes.measured import AIMS, MOST_APART, Figures, Measured, ThemeFigures

_NAMES: Final[Mapping[str, str | Promise]] = {
    "top1": gettext_lazy("The first suggestion is right"),
    "top3": gettext_lazy("One of three is right"),
    "micro_f1": gettext_lazy("What it would code by itself, against what a person codes (F1)"),
    "answered": gettext_lazy("Passages it can answer so that 8 of 10 are right"),
}
_WEAK: Final = 0.5


@dataclass(frozen=True, slots=True)
class AimRow:
    """One measure: what was aimed for, and what came of it in all and by language; shares from 0 to 1."""

    name: str | Promise
    aim: float
    everything: float
    swedish: float
    english: float
    is_met: bool


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme on the test set, and whether it is too weak to lean on."""

    name: str
    figures: ThemeFigures
    is_weak: bool


@dataclass(frozen=True)
class Limits:
    """The whole, ready for the page. `said` says in sentences what was missed and what follows from it."""

    aims: tuple[AimRow, ...]
    said: tuple[str, ...]
    themes: tuple[ThemeRow, ...]
    n: int
    swedish: int
    english: int


def limits_of(found: Measured, known: Book, *, language: str) -> Limits:
    """The figures in the active language, weakest themes first."""
    codes = sorted(found.themes, key=lambda code: _together(found.themes[code]))
    themes = tuple(ThemeRow(known.name(code, language), found.themes[code], _is_weak(found, code)) for code in codes)
    return Limits(
        aims=tuple(_aim_row(found, name) for name in AIMS),
        said=(*_missed(found), *_languages(found), *_weakest(themes), _spelling(found.spelling)),
        themes=themes,
        n=found.test.n,
        swedish=found.swedish.n,
        english=found.english.n,
    )


def _aim_row(found: Measured, name: str) -> AimRow:
    return AimRow(
        name=_NAMES[name],
        aim=AIMS[name],
        everything=found.test.shares[name],
        swedish=found.swedish.shares[name],
        english=found.english.shares[name],
        is_met=name not in found.test.missed(),
    )


def _missed(found: Measured) -> tuple[str, ...]:
    """Each aim that was missed; of codes by itself what that means at the desk."""
    said = [
        _("Missed: %(measure)s. %(share)s against an aim of %(aim)s.")
        % {
            "measure": _NAMES[name],
            "share": percent_words(found.test.shares[name], 1),
            "aim": percent_words(AIMS[name], 0),
        }
        for name in found.test.missed()
    ]
    whole = found.altogether
    by_itself = _(
        "Left to itself it would be right in %(rightly)s of its codes and find %(found)s of those that a person gives. "
        "That is too little to count on, and nothing is counted on it: a figure rests on what people have coded."
    ) % {"rightly": percent_words(whole.rightly), "found": percent_words(whole.found)}
    return (*said, by_itself)


def _languages(found: Measured) -> tuple[str, ...]:
    swedish, english = (one.shares["top1"] for one in (found.swedish, found.english))
    if abs(swedish - english) <= MOST_APART:
        return ()
    told = (
        _("Weaker in English: the first suggestion is right for %(english)s, in Swedish %(swedish)s.")
        if swedish > english
        else _("Weaker in Swedish: the first suggestion is right for %(swedish)s, in English %(english)s.")
    )
    return (told % {"swedish": percent_words(swedish), "english": percent_words(english)},)


def _weakest(themes: tuple[ThemeRow, ...]) -> tuple[str, ...]:
    weak = [one.name for one in themes if one.is_weak]
    if not weak:
        return ()
    return (_("Weakest themes, to look for yourself: %(themes)s.") % {"themes": joined_words(weak)},)


def _spelling(found: Figures) -> str:
    return _(
        "On a machine that cannot run the language model it goes by spelling alone, and the first suggestion is right "
        "for %(share)s."
    ) % {"share": percent_words(found.shares["top1"])}


def _is_weak(found: Measured, code: str) -> bool:
    """On the test set, or on the larger corpus where each author was judged unseen."""
    both = [part[code] for part in (found.themes, found.themes_unseen) if code in part]
    return any(_together(one) < _WEAK for one in both)


def _together(one: ThemeFigures) -> float:
    """F1: 0 where neither gave any."""
    either = one.given + one.assigned
    return 2 * one.right / either if either else 0.0
