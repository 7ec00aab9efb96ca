"""What a survey's file looks like before anybody has said what its columns mean. Nothing of it is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from framdrift.insights.surveys.tables import lines_of

MOST_VALUES: Final = 30
"""A column of more different values, or of values that hardly come twice, is no question with answers to choose among:
an id, a day, somebody's own words."""
_MOST_COLUMNS: Final = 400


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name as the header has it, and its different values, empty where it is no choice."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyLook:
    """The columns that have a name, each name once, and how many rows there are."""

    columns: tuple[Column, ...]
    rows: int


def look_at(content: bytes, *, encoding: str = "") -> SurveyLook:
    """The file's columns. Raises SurveyUnreadable."""
    lines = lines_of(content, encoding=encoding)
    _line, header = next(lines)
    places = {name: place for place, name in reversed(list(enumerate(header))) if name}
    kept = dict(sorted(places.items(), key=lambda one: one[1])[:_MOST_COLUMNS])
    seen: dict[str, Counter[str]] = {name: Counter() for name in kept}
    rows = 0
    for _line, cells in lines:
        rows += any(cells)
        for name, place in kept.items():
            if len(seen[name]) <= MOST_VALUES and place < len(cells) and cells[place]:
                seen[name][cells[place]] += 1
    return SurveyLook(tuple(Column(name, _choices(values)) for name, values in seen.items()), rows)


def _choices(values: Counter[str]) -> tuple[str, ...]:
    is_choice = len(values) <= MOST_VALUES and 2 * len(values) <= values.total()
    return tuple(values) if is_choice else ()
