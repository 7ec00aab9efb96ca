"""An old survey through the gate: bands of whole groups, as of any other round. What is not in it is told to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from framdrift.insights.release.rules import COMPANY, limits_of
from framdrift.insights.surveys.mapping import EXIT_TYPES, SurveyMapping
from framdrift.insights.surveys.reading import OldAnswer
from framdrift.science.disclosure.answers import ItemKind, Round
from framdrift.science.disclosure.release import document_of, release

LEAST: Final = 10
EXIT: Final = "exit:"


def told(answers: Sequence[OldAnswer], mapping: SurveyMapping) -> dict[str, Any]:
    """What may be told: the gate's document, the span of years, the names of units. Raises AuditFailed.

    Items are themes, and kinds of exit as `exit:KIND`; every one that the mapping names, whatever was answered (R4).
    """
    names, parents = _tree(answers)
    codes = {path: code for code, path in names.items()}
    keys = {one.respondent: str(number) for number, one in enumerate(answers)}
    items = _items(mapping)
    values = {
        item: {keys[one.respondent]: int(_has(one, item)) for one in answers} for item in items
    }  # fmt: skip
    round_ = Round(
        parents=parents,
        placed={keys[one.respondent]: codes.get(one.unit, COMPANY) for one in answers},
        kinds=dict.fromkeys(items, ItemKind.THEME),
        values=values,
    )
    years = sorted(one.left for one in answers if one.left is not None)
    return {
        **document_of(release(round_, limits_of(LEAST))),
        "source": mapping.source,
        "units": {code: list(path) for code, path in names.items()},
        "years": [years[0], years[-1]] if len(years) >= LEAST else [],
    }


def _tree(answers: Iterable[OldAnswer]) -> tuple[dict[str, tuple[str, ...]], dict[str, str | None]]:
    """Units by code, and each one's parent; codes follow the names, not the answers."""
    paths = sorted({one.unit[:depth] for one in answers for depth in range(1, len(one.unit) + 1)})
    codes = {path: f"u{number}" for number, path in enumerate(paths, start=1)}
    parents: dict[str, str | None] = {COMPANY: None}
    parents |= {code: codes.get(path[:-1], COMPANY) for path, code in codes.items()}
    return {code: path for path, code in codes.items()}, parents


def _items(mapping: SurveyMapping) -> list[str]:
    kinds = EXIT_TYPES & set(mapping.exit_values.values())
    return [*sorted(mapping.themes), *(f"{EXIT}{kind}" for kind in sorted(kinds))]


def _has(one: OldAnswer, item: str) -> bool:
    return one.exit_type == item.removeprefix(EXIT) if item.startswith(EXIT) else item in one.themes


def band_lines(document: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """(group, size class, item, band) of every told cell, group by group."""
    units = document["units"]
    titles = {
        atom["atom"]: ", ".join(" – ".join(units[unit]) for unit in atom["units"] if unit in units)
        or _("people whose unit is not told")
        for atom in document["atoms"]
    }
    sizes = {atom["atom"]: atom["size"] for atom in document["atoms"]}
    return [
        (titles[cell["atom"]], sizes[cell["atom"]], cell["item"], cell["band"]) for cell in document["cells"]
    ]  # fmt: skip
