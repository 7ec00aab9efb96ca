"""The rows of an old survey as answers: only the columns that its mapping names, one pass, all or nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from framdrift.insights.surveys.mapping import ANY, SurveyMapping
from framdrift.insights.surveys.refusals import SurveyUnreadable
from framdrift.insights.surveys.tables import lines_of

_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class OldAnswer:
    """One leaver. `unit` from the top, empty where it is not known; `left` a year or None."""

    respondent: str
    unit: tuple[str, ...]
    left: int | None
    exit_type: str
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A line of the file that was not taken, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Survey:
    """A survey read. `header` and `digest` tell the same columns and the same file from others."""

    answers: tuple[OldAnswer, ...]
    refused: tuple[RefusedRow, ...]
    rows: int
    header: str
    digest: str


def header_of(content: bytes, *, encoding: str = "") -> str:
    """What a remembered mapping is found by. Raises SurveyUnreadable."""
    return _digest("\x1f".join(next(lines_of(content, encoding=encoding))[1]).encode())


def read_survey(content: bytes, mapping: SurveyMapping, *, encoding: str = "") -> Survey:
    """Every row as an answer, or refused with its reason. Raises SurveyUnreadable for the file as a whole."""
    lines = lines_of(content, encoding=encoding)
    _line, header = next(lines)
    places = _places(header, mapping)
    answers: list[OldAnswer] = []
    refused: list[RefusedRow] = []
    seen: set[str] = set()
    rows = 0
    for line, cells in lines:
        if not any(cells):
            continue
        rows += 1
        row = {column: cells[place] if place < len(cells) else "" for column, place in places.items()}
        if reason := _why_not(row, mapping, seen):
            refused.append(RefusedRow(line, reason))
            continue
        seen.add(row[mapping.respondent])
        answers.append(_answer(row, mapping))
    return Survey(tuple(answers), tuple(refused), rows, _digest("\x1f".join(header).encode()), _digest(content))


def _places(header: Sequence[str], mapping: SurveyMapping) -> dict[str, int]:
    known = {column: place for place, column in reversed(list(enumerate(header)))}
    wanted = dict.fromkeys(column.strip() for column in mapping.columns())
    if missing := [column for column in wanted if column not in known]:
        raise SurveyUnreadable(_("there is no column %(column)s.") % {"column": missing[0] or "respondent"})
    return {column: known[column] for column in wanted}


def _why_not(row: Mapping[str, str], mapping: SurveyMapping, seen: set[str]) -> str:
    if not row[mapping.respondent]:
        return _("it says of nobody")
    if row[mapping.respondent] in seen:
        return _("the respondent has answered already")
    kind = row.get(mapping.exit_column, "")
    if mapping.exit_column and kind not in mapping.exit_values:
        return _("the kind of exit is not in the mapping: %(value)s") % {"value": kind or "–"}
    if not any(row[column.strip()] for columns in mapping.themes.values() for column in columns):
        return _("no question about reasons was answered")
    return ""


def _answer(row: Mapping[str, str], mapping: SurveyMapping) -> OldAnswer:
    year = _YEAR.search(row.get(mapping.left, ""))
    path = tuple(row[column] for column in mapping.unit)
    return OldAnswer(
        respondent=row[mapping.respondent],
        unit=() if any(not name or name in mapping.nowhere for name in path) else path,
        left=int(year.group()) if year else None,
        exit_type=mapping.exit_values.get(row.get(mapping.exit_column, ""), ""),
        themes=frozenset(
            theme
            for theme, columns in mapping.themes.items()
            if any(_ticked(row[column.strip()], ticks, mapping) for column, ticks in columns.items())
        ),
    )


def _ticked(cell: str, ticks: Sequence[str], mapping: SurveyMapping) -> bool:
    if ANY in ticks:
        return bool(cell) and cell not in mapping.unticked
    return cell in ticks


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
