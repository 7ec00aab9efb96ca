"""What may be released when, and how it is written down so that it never changes. Pure.

The figures themselves, their bands, partition and audit, are `science.disclosure`'s; here stand the rules about time
(R7, R9, R10), about what is asked of the gate (which items, which limits), and about the document and its chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from framdrift.insights.kinds import Direction, Weight
from framdrift.science.disclosure.answers import ItemKind, Limits, Round

THEMES_FROM: Final = 10
"""Themes and retold quotes need so many answers, whatever lower limit a programme has for scores (R2)."""
GENESIS: Final = "0" * 64
APART_DAYS, AT_MOST_A_YEAR, YEAR_DAYS = 150, 2, 365
COMPANY: Final = "company"
"""The root of the tree: the company itself."""
_BOTH: Final = Direction.MIXED.value
SIDES: Final = (Direction.HOLDS.value, Direction.PULLS.value)
DECISIVE: Final = Weight.DECISIVE.value
ASKED: Final = (*SIDES, DECISIVE)
"""What is asked of the gate about every theme: who is held by it, who is drawn away, who called it decisive."""


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody whose answers are in the round, by a key that says nothing; `said` holds (theme, direction), `decisive`
    the themes that they called so."""

    key: str
    unit: str | None
    said: frozenset[tuple[str, str]]
    decisive: frozenset[str] = frozenset()


def limits_of(n_min: int) -> Limits:
    """What the gate is asked to keep to: these rounds hold themes alone, so every group is large enough for themes."""
    least = max(n_min, THEMES_FROM)
    return Limits(n_min=least, n_themes=least)


def item(theme: str, side: str) -> str:
    """The gate's name of a theme that holds, pulls, or is called decisive."""
    return f"{theme}:{side}"


def round_of(people: Iterable[Respondent], parents: Mapping[str, str | None], themes: Sequence[str]) -> Round:
    """The gate's input. Everything is asked of every theme whatever was said (R4); somebody whose unit is not in the
    tree belongs to the company itself."""
    those = sorted(people, key=lambda one: one.key)
    tree: dict[str, str | None] = {COMPANY: None}
    tree |= {unit: parent if parent in parents else COMPANY for unit, parent in parents.items()}
    silent = dict.fromkeys((one.key for one in those), 0)
    values = {item(theme, asked): dict(silent) for theme in themes for asked in ASKED}
    for one in those:
        for name in _items_of(one) & values.keys():
            values[name][one.key] = 1
    return Round(
        parents=tree,
        placed={one.key: one.unit if one.unit in tree and one.unit is not None else COMPANY for one in those},
        kinds=dict.fromkeys(values, ItemKind.THEME),
        values=values,
    )


def _items_of(one: Respondent) -> set[str]:
    """A passage that both holds and pulls counts for both."""
    sided = {item(theme, side) for theme, way in one.said for side in (SIDES if way == _BOTH else (way,))}
    return sided | {item(theme, DECISIVE) for theme in one.decisive}


def too_soon(made_on: Iterable[date], on: date) -> date | None:
    """The first day on which stay figures may be released again (R9); None where that is today or was before."""
    days = sorted(made_on, reverse=True)
    again = [date.fromordinal(days[0].toordinal() + APART_DAYS)] if days else []
    if len(days) >= AT_MOST_A_YEAR:
        again.append(date.fromordinal(days[AT_MOST_A_YEAR - 1].toordinal() + YEAR_DAYS))
    return max((day for day in again if day > on), default=None)


def written(document: Mapping[str, Any]) -> str:
    """The one way to write a document: keys sorted, no blanks, letters as they are."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sealed(text: str, *, previous: str) -> str:
    """The digest of a release: its bytes, bound to the release before it (Haber & Stornetta 1991)."""
    return hashlib.sha256((previous + text).encode()).hexdigest()


def first_broken(chain: Iterable[tuple[int, str, str, str]]) -> int | None:
    """The number of the first release whose bytes or link are wrong, of (number, document, previous, digest) in order;
    None where all is as it was released."""
    previous, expected = GENESIS, 1
    for number, text, before, digest in chain:
        if number != expected or before != previous or digest != sealed(text, previous=before):
            return expected
        previous, expected = digest, expected + 1
    return None
