"""ANSWERS.csv and UNITS.csv of `framdrift release`: read whole, or refused with file and line."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from framdrift.science.disclosure.answers import ItemKind, Round
from framdrift.science.refusals import InputRefused, Remark, gettext_noop

UNREADABLE = gettext_noop("{file}: cannot be read ({reason}).")
NOT_TEXT = gettext_noop("{file}: not UTF-8 text. Save it as CSV UTF-8.")
NOT_CSV = gettext_noop("{file}: line {line}: not CSV ({reason}).")
EMPTY = gettext_noop("{file}: the file is empty; its first line must name the columns {columns}.")
NO_COLUMN = gettext_noop("{file}: line 1: there is no column {column!r}; the columns are {columns}.")
TWICE_COLUMN = gettext_noop("{file}: line 1: the column {column!r} stands there twice.")
RAGGED = gettext_noop("{file}: line {line}: {found} fields where the first line names {expected}.")
BLANK = gettext_noop("{file}: line {line}: {column} is empty.")
TWICE_UNIT = gettext_noop("{file}: line {line}: the unit {unit!r} stands there already.")
NO_PARENT = gettext_noop("{file}: line {line}: the parent {unit!r} of {child!r} is not among the units.")
TWO_ROOTS = gettext_noop("{file}: line {line}: {unit!r} has no parent, and neither has {root!r}; write one root.")
NO_ROOT = gettext_noop("{file}: no unit is the root; leave the parent of one unit empty.")
CYCLE = gettext_noop("{file}: line {line}: {unit!r} is its own parent, directly or through others.")
UNKNOWN_UNIT = gettext_noop("{file}: line {line}: the unit {unit!r} is not in {units}.")
TWO_UNITS = gettext_noop("{file}: line {line}: {respondent!r} is in {unit!r} here and in {before!r} above.")
REPEATED = gettext_noop("{file}: line {line}: the respondent {respondent!r} has answered {item!r} already.")
BAD_KIND = gettext_noop("{file}: line {line}: kind {kind!r} is neither theme nor score.")
TWO_KINDS = gettext_noop("{file}: line {line}: {item!r} is a {kind} here and a {before} above.")
NOT_WHOLE = gettext_noop("{file}: line {line}: value {value!r}: write 0 or 1 for a theme, 1 to 5 for a score.")
NOT_THEME = gettext_noop("{file}: line {line}: value {value}: {item!r} is a theme, which is 0 or 1.")
NOT_SCORE = gettext_noop("{file}: line {line}: value {value}: {item!r} is a score, which is 1 to 5.")
ONLY_ONES = gettext_noop("{item!r} has only ones and is read as a theme; add the column kind with score if it is one.")

_UNIT_COLUMNS = ("unit", "parent")
_ANSWER_COLUMNS = ("respondent", "unit", "item", "value")


@dataclass(slots=True)
class _Answers:
    """What has been read so far; `lines` (item, respondent) -> line, for refusals that only the whole item shows."""

    file: str
    placed: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, ItemKind] = field(default_factory=dict)
    values: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    lines: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))


def read_round(answers: Path, units: Path) -> tuple[Round, list[Remark]]:
    """The round in two files, and what the reader must know of how it was read. Raises `InputRefused`."""
    parents = _parents(units)
    found = _Answers(answers.name)
    for line, row in _rows(answers, _ANSWER_COLUMNS):
        _take(found, line, row, parents, units.name)
    remarks = [_settle_kind(found, item) for item in found.lines]
    kinds = {item: found.kinds[item] for item in found.lines}
    read = Round(parents, found.placed, kinds, {item: found.values[item] for item in found.lines})
    return read, [remark for remark in remarks if remark is not None]


def _parents(path: Path) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    lines: dict[str, int] = {}
    root = None
    for line, row in _rows(path, _UNIT_COLUMNS):
        unit, parent = row["unit"], row["parent"] or None
        if not unit:
            raise InputRefused(BLANK, file=path.name, line=line, column="unit")
        if unit in found:
            raise InputRefused(TWICE_UNIT, file=path.name, line=line, unit=unit)
        if parent is None and root is not None:
            raise InputRefused(TWO_ROOTS, file=path.name, line=line, unit=unit, root=root)
        root = unit if parent is None else root
        found[unit], lines[unit] = parent, line
    for unit, parent in found.items():
        if parent is not None and parent not in found:
            raise InputRefused(NO_PARENT, file=path.name, line=lines[unit], unit=parent, child=unit)
    _refuse_cycles(path.name, found, lines)
    if root is None:
        raise InputRefused(NO_ROOT, file=path.name)
    return found


def _refuse_cycles(file: str, parents: Mapping[str, str | None], lines: Mapping[str, int]) -> None:
    reaches_root: set[str | None] = {None}
    for start in parents:
        way: dict[str, None] = {}
        unit: str | None = start
        while unit not in reaches_root:
            assert unit is not None  # None is in reaches_root
            if unit in way:
                raise InputRefused(CYCLE, file=file, line=lines[unit], unit=unit)
            way[unit] = None
            unit = parents[unit]
        reaches_root.update(way)


def _take(found: _Answers, line: int, row: Mapping[str, str], parents: Mapping[str, str | None], units: str) -> None:
    for column in ("respondent", "unit", "item"):
        if not row[column]:
            raise InputRefused(BLANK, file=found.file, line=line, column=column)
    who, unit, item = row["respondent"], row["unit"], row["item"]
    if unit not in parents:
        raise InputRefused(UNKNOWN_UNIT, file=found.file, line=line, unit=unit, units=units)
    before = found.placed.setdefault(who, unit)
    if before != unit:
        raise InputRefused(TWO_UNITS, file=found.file, line=line, respondent=who, unit=unit, before=before)
    if who in found.lines[item]:
        raise InputRefused(REPEATED, file=found.file, line=line, respondent=who, item=item)
    found.lines[item][who] = line
    _note_kind(found, line, item, row.get("kind", ""))
    if row["value"]:  # an empty value is an answer that was not given
        found.values[item][who] = _value(found.file, line, row["value"])


def _note_kind(found: _Answers, line: int, item: str, kind: str) -> None:
    if not kind:
        return
    if kind not in tuple(ItemKind):
        raise InputRefused(BAD_KIND, file=found.file, line=line, kind=kind)
    before = found.kinds.setdefault(item, ItemKind(kind))
    if before != kind:
        raise InputRefused(TWO_KINDS, file=found.file, line=line, item=item, kind=kind, before=before.value)


def _value(file: str, line: int, text: str) -> int:
    if len(text) > 1 or text not in "012345":
        raise InputRefused(NOT_WHOLE, file=file, line=line, value=text[:40])
    return int(text)


def _settle_kind(found: _Answers, item: str) -> Remark | None:
    """The item's kind, given or from its values, and a refusal of the first value that does not fit it."""
    said = found.values[item]
    given = found.kinds.get(item)
    kind = given or (ItemKind.SCORE if any(value > 1 for value in said.values()) else ItemKind.THEME)
    found.kinds[item] = kind
    allowed, sentence = ((0, 1), NOT_THEME) if kind is ItemKind.THEME else (range(1, 6), NOT_SCORE)
    for who, value in said.items():
        if value not in allowed:
            raise InputRefused(sentence, file=found.file, line=found.lines[item][who], value=value, item=item)
    only_ones = given is None and said and set(said.values()) == {1}
    return Remark(ONLY_ONES, item=item) if only_ones else None


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line; surrounding spaces do not count, nor do empty lines, nor how an accent was written."""
    reader = None
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=";" if ";" in first and "," not in first else ",", strict=True)
            header = _header(path.name, next(reader, []), columns)
            for row in reader:
                if not any(cell.strip() for cell in row):
                    continue
                if len(row) != len(header):
                    raise InputRefused(
                        RAGGED, file=path.name, line=reader.line_num, found=len(row), expected=len(header)
                    )
                yield reader.line_num, dict(zip(header, map(_named, row), strict=True))
    except OSError as problem:
        raise InputRefused(UNREADABLE, file=path.name, reason=problem.strerror or problem) from problem
    except UnicodeDecodeError as problem:
        raise InputRefused(NOT_TEXT, file=path.name) from problem
    except csv.Error as problem:
        line = reader.line_num if reader is not None else 1
        raise InputRefused(NOT_CSV, file=path.name, line=line, reason=problem) from problem


def _header(file: str, row: list[str], columns: tuple[str, ...]) -> list[str]:
    header = [cell.strip().lower() for cell in row]
    if not any(header):
        raise InputRefused(EMPTY, file=file, columns=", ".join(columns))
    for column in (*columns, "kind"):
        if header.count(column) > 1:
            raise InputRefused(TWICE_COLUMN, file=file, column=column)
        if column in columns and column not in header:
            raise InputRefused(NO_COLUMN, file=file, column=column, columns=", ".join(header))
    return header


def _named(cell: str) -> str:
    """One spelling of a name however its file was written: some systems write å as a with a ring after it."""
    return unicodedata.normalize("NFC", cell).strip()
