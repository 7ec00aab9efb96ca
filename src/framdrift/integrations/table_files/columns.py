"""CSV, XLSX and Parquet tables of events as columns, read by Polars and openpyxl.

Texts become codes while the file is read, so that ten million rows never stand in memory as texts. A case
is recognised by two independent 64-bit fingerprints of its text, checked against each other.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

# Read by Polars when it is imported: without it a Parquet file with a column of intervals panics.
os.environ.setdefault("POLARS_IMPORT_INTERVAL_AS_STRUCT", "1")

import numpy as np
import numpy.typing as npt
import polars as pl
from polars.exceptions import PolarsError

from framdrift.integrations.table_files.marks import LOOKED_AT
from framdrift.integrations.table_files.sniffing import (
    CHOSEN_COLUMNS,
    NO_HEADER,
    READ_DATES,
    Roles,
    decoding_refusal,
    delimiter_of,
    encoding_of,
    find_roles,
    ragged_refusal,
    read_times,
)
from framdrift.science.eventlog.instants import WITHOUT_OFFSET, place_in_utc
from framdrift.science.eventlog.log import NO_RESOURCE, Codes, EventLog, Rows, Ticks
from framdrift.science.eventlog.ordering import bits_for
from framdrift.science.eventlog.refusals import LogRefused, Remark, gettext_noop

MISSING_VALUES = gettext_noop("{file}: row {row}: the column {column!r} is empty (rows like it: {count}).")
BLANK_ROWS = gettext_noop("Rows that are empty throughout and not counted: {count}.")
NOT_PARQUET = gettext_noop("{file}: not a readable Parquet file ({reason}).")
NOT_XLSX = gettext_noop("{file}: not a readable XLSX workbook ({reason}).")
NOT_A_TIME_COLUMN = gettext_noop(
    "{file}: the column {column!r} holds {kind}, not times. Choose another with --timestamp."
)
NOT_A_TEXT_COLUMN = gettext_noop(
    "{file}: the column {column!r} holds {kind}, which is no text. Choose another with --{role}."
)
TOO_FINE = gettext_noop("Instants finer than a microsecond are cut to microseconds.")

ISO_FORMATS = (
    ("%Y-%m-%dT%H:%M:%S%.f%#z", True),
    ("%Y-%m-%d %H:%M:%S%.f%#z", True),
    ("%Y-%m-%d %H:%M:%S%.f", False),
    ("%Y-%m-%dT%H:%M:%S%.f", False),
)
"""The shapes Polars reads by itself, and whether they carry an offset; the rest is read text by text."""

FIRST_DATA_ROW = 2
"""Rows are counted as a spreadsheet does: the header is row 1."""


def read_csv(
    stream: BinaryIO, *, asked: Mapping[str, str | None], zone: ZoneInfo, encoding: str | None, file_name: str
) -> EventLog:
    """A table of delimited text with a header. Raises `LogRefused` naming line, byte, column or row."""
    content = stream.read()
    codec = encoding_of(content[:LOOKED_AT], encoding)
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as problem:
        raise decoding_refusal(content, problem, file_name=file_name) from problem
    if codec not in ("utf-8", "utf-8-sig"):
        content = text.encode("utf-8")
    elif codec == "utf-8-sig":
        content = content[3:]
    header_line = text[: text.find("\n") if "\n" in text else None]
    if not header_line.strip():
        raise LogRefused(NO_HEADER, file=file_name)
    delimiter = delimiter_of(header_line)
    roles, frame = _csv_frame(content, text, delimiter, asked, file_name)
    return _log(frame.lazy(), roles, zone=zone, file_name=file_name)


def _csv_frame(
    content: bytes, text: str, delimiter: str, asked: Mapping[str, str | None], file_name: str
) -> tuple[Roles, pl.DataFrame]:
    try:
        first = pl.read_csv(content, separator=delimiter, infer_schema=False, n_rows=1, has_header=False)
        header = ["" if cell is None else str(cell).strip() for cell in first.row(0)]
        roles = find_roles(header, asked, file_name=file_name)
        frame = pl.read_csv(content, separator=delimiter, infer_schema=False)
    except PolarsError as problem:
        raise ragged_refusal(io.StringIO(text, newline=""), delimiter, file_name=file_name) from problem
    if frame.width != len(header):
        raise ragged_refusal(io.StringIO(text, newline=""), delimiter, file_name=file_name)
    wanted = {column: header.index(column) for column in _columns(roles)}
    return roles, frame.select(frame.to_series(place).alias(column) for column, place in wanted.items())


def read_parquet(path: Path, *, asked: Mapping[str, str | None], zone: ZoneInfo, file_name: str) -> EventLog:
    """A Parquet file; texts are turned into codes while they are read."""
    try:
        scan = pl.scan_parquet(path)
        roles = find_roles(list(scan.collect_schema()), asked, file_name=file_name)
        return _log(scan, roles, zone=zone, file_name=file_name)
    except (PolarsError, OSError) as problem:
        raise LogRefused(NOT_PARQUET, file=file_name, reason=_first_line(problem)) from problem


def read_xlsx(stream: BinaryIO, *, asked: Mapping[str, str | None], zone: ZoneInfo, file_name: str) -> EventLog:
    """The first sheet of a workbook, its first row the header. Times may be date cells or texts."""
    import openpyxl  # slow to load, and only workbooks need it

    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    except Exception as problem:  # openpyxl raises whatever the broken part of the file makes it raise
        raise LogRefused(NOT_XLSX, file=file_name, reason=_first_line(problem)) from problem
    if not rows or not any(cell is not None for cell in rows[0]):
        raise LogRefused(NO_HEADER, file=file_name)
    header = ["" if cell is None else str(cell).strip() for cell in rows[0]]
    roles = find_roles(header, asked, file_name=file_name)
    columns = {
        column: pl.Series([_cell(row, header.index(column)) for row in rows[1:]], dtype=pl.String)
        for column in _columns(roles)
    }
    return _log(pl.LazyFrame(columns), roles, zone=zone, file_name=file_name)


def _log(table: pl.LazyFrame, roles: Roles, *, zone: ZoneInfo, file_name: str) -> EventLog:
    """Codes and ticks of a table that has the columns of `roles`, in any type."""
    schema = table.collect_schema()
    _refuse_no_text(schema, roles, file_name)
    frame = table.select(_coded(schema, roles)).collect()
    remarks = [Remark(CHOSEN_COLUMNS, columns=roles.described())]
    frame, rows = _without_blank_rows(frame, remarks)
    _refuse_missing(frame, rows, roles, file_name)
    cases = codes_of_fingerprints(*(frame[name].to_numpy() for name in (_CASE, _CASE_AGAIN)))
    frame = frame.drop(_CASE, _CASE_AGAIN, _NO_CASE)
    activities, names = _codes(frame[_ACTIVITY])
    resources = _codes(frame[_RESOURCE])[0] if roles.resource else np.full(len(frame), NO_RESOURCE, np.int32)
    frame = frame.select(_TIMESTAMP)
    instants, local = _instants(frame[_TIMESTAMP], rows, roles.timestamp, file_name, remarks)
    if len(local):
        remarks.append(Remark(WITHOUT_OFFSET, count=len(local), zone=zone.key))
    return EventLog(
        cases=cases,
        activities=activities,
        instants=place_in_utc(instants, local, zone),
        resources=resources,
        activity_names=names,
        remarks=tuple(remarks),
    )


def _refuse_no_text(schema: pl.Schema, roles: Roles, file_name: str) -> None:
    for role, column in (("case", roles.case), ("activity", roles.activity), ("resource", roles.resource)):
        if column is not None and (schema[column].is_nested() or schema[column] == pl.Binary):
            kind = str(schema[column]).partition("(")[0].lower()
            raise LogRefused(NOT_A_TEXT_COLUMN, file=file_name, column=column, kind=kind, role=role)


_CASE, _CASE_AGAIN, _NO_CASE = "case", "case again", "no case"
_ACTIVITY, _RESOURCE, _TIMESTAMP = "activity", "resource", "timestamp"


def _coded(schema: pl.Schema, roles: Roles) -> list[pl.Expr]:
    """Fingerprints of the case, codes of the other texts, the time as it is."""
    case = pl.col(roles.case).cast(pl.String)
    texts = [(_ACTIVITY, roles.activity), *([(_RESOURCE, roles.resource)] if roles.resource else [])]
    time = pl.col(roles.timestamp)
    if schema[roles.timestamp] == pl.Categorical:
        time = time.cast(pl.String)
    return [
        case.hash(seed=1).alias(_CASE),
        case.hash(seed=2).alias(_CASE_AGAIN),
        pl.col(roles.case).is_null().alias(_NO_CASE),
        time.alias(_TIMESTAMP),
        *(pl.col(column).cast(pl.String).cast(pl.Categorical).alias(name) for name, column in texts),
    ]


def _without_blank_rows(frame: pl.DataFrame, remarks: list[Remark]) -> tuple[pl.DataFrame, Rows | None]:
    """The rows that hold anything, with their places in the table (None: all of them)."""
    if not frame[_NO_CASE].any():
        return frame, None
    blank = frame[_NO_CASE] & frame[_ACTIVITY].is_null() & frame[_TIMESTAMP].is_null()
    if not blank.any():
        return frame, None
    remarks.append(Remark(BLANK_ROWS, count=int(blank.sum())))
    return frame.filter(~blank), np.flatnonzero(~blank.to_numpy())


def _refuse_missing(frame: pl.DataFrame, rows: Rows | None, roles: Roles, file_name: str) -> None:
    absent = {
        roles.case: frame[_NO_CASE],
        roles.activity: frame[_ACTIVITY].is_null(),
        roles.timestamp: frame[_TIMESTAMP].is_null(),
    }
    for column, flags in absent.items():
        if flags.any():
            place = int(flags.arg_max() or 0)
            raise LogRefused(
                MISSING_VALUES,
                file=file_name,
                column=column,
                count=int(flags.sum()),
                row=_row(rows, place),
            )


def _row(rows: Rows | None, place: int) -> int:
    return FIRST_DATA_ROW + (place if rows is None else int(rows[place]))


def codes_of_fingerprints(first: npt.NDArray[np.uint64], second: npt.NDArray[np.uint64]) -> Codes:
    """One code per distinct (first, second), from 0.

    Rows are grouped by sorting (fingerprint above, row below) packed into one number; the few fingerprints
    that then share their upper part are told apart by the whole of it. Should two cases share the whole of
    one fingerprint, the two have different numbers of distinct values, and both are used together.
    """
    if not len(first):
        return np.zeros(0, dtype=np.int32)
    row_bits = np.uint64(bits_for(len(first) - 1))
    packed = (first >> row_bits) << row_bits
    packed |= np.arange(len(first), dtype=np.uint64)
    packed.sort()
    grouped = np.sort(first)
    changes = grouped[1:] != grouped[:-1]
    if np.count_nonzero(changes) != _distinct_but_one(second):
        return _codes_of_both(first, second)
    crowded = changes & ((grouped[1:] ^ grouped[:-1]) >> row_bits == 0)
    rows = packed.view(np.int64)
    rows &= (1 << int(row_bits)) - 1
    if crowded.any():
        upper = grouped >> row_bits
        places = np.flatnonzero(np.isin(upper, upper[1:][crowded]))
        rows[places] = rows[places][np.argsort(first[rows[places]], kind="stable")]
    codes = np.zeros(len(first), dtype=np.int32)
    codes[rows[1:]] = np.cumsum(changes, dtype=np.int32)
    return codes


def _distinct_but_one(fingerprints: npt.NDArray[np.uint64]) -> int:
    ordered = np.sort(fingerprints)
    return int(np.count_nonzero(ordered[1:] != ordered[:-1]))


def _codes_of_both(first: npt.NDArray[np.uint64], second: npt.NDArray[np.uint64]) -> Codes:
    rows = np.lexsort((second, first))
    changes = (first[rows][1:] != first[rows][:-1]) | (second[rows][1:] != second[rows][:-1])
    codes = np.zeros(len(first), dtype=np.int32)
    codes[rows[1:]] = np.cumsum(changes, dtype=np.int32)
    return codes


def _codes(texts: pl.Series) -> tuple[Codes, tuple[str, ...]]:
    """Codes from 0 in the order of the distinct texts given; -1 for none."""
    distinct = texts.drop_nulls().unique()
    names = tuple(distinct.cast(pl.String).to_list())
    physical = distinct.to_physical().to_numpy()
    code_of = np.full(int(physical.max(initial=0)) + 2, NO_RESOURCE, dtype=np.int32)
    code_of[physical] = np.arange(len(names), dtype=np.int32)
    return code_of[texts.to_physical().fill_null(len(code_of) - 1).to_numpy()], names


def _instants(
    times: pl.Series, rows: Rows | None, column: str, file_name: str, remarks: list[Remark]
) -> tuple[Ticks, Rows]:
    """(ticks, places of those without offset) of a column of times in any type."""
    kind = times.dtype
    if isinstance(kind, pl.Datetime):
        micros = times.cast(pl.Datetime("us", kind.time_zone))
        if kind.time_unit == "ns" and bool((micros.cast(kind) != times).any()):
            remarks.append(Remark(TOO_FINE))
        local = np.arange(len(times) if kind.time_zone is None else 0, dtype=np.int64)
        return micros.to_physical().to_numpy(writable=True), local
    if kind == pl.Date:
        return times.cast(pl.Datetime("us")).to_physical().to_numpy(writable=True), np.arange(len(times))
    if kind != pl.String:
        raise LogRefused(NOT_A_TIME_COLUMN, file=file_name, column=column, kind=str(kind).lower())
    return _read_texts(times, rows, column, file_name, remarks)


def _read_texts(
    times: pl.Series, rows: Rows | None, column: str, file_name: str, remarks: list[Remark]
) -> tuple[Ticks, Rows]:
    ticks = np.zeros(len(times), dtype=np.int64)
    local = np.zeros(len(times), dtype=bool)
    left = np.arange(len(times), dtype=np.int64)
    for shape, has_offset in ISO_FORMATS:
        if not len(left):
            break
        read = times.gather(left).str.to_datetime(shape, time_unit="us", strict=False, exact=True)
        done = read.is_not_null().to_numpy()
        ticks[left[done]] = read.drop_nulls().to_physical().to_numpy()
        local[left[done]] = not has_offset
        left = left[~done]
    if len(left):
        _read_others(times, left, ticks, local, rows, column, file_name, remarks)
    return ticks, np.flatnonzero(local)


def _read_others(
    times: pl.Series,
    left: Rows,
    ticks: Ticks,
    local: npt.NDArray[np.bool_],
    rows: Rows | None,
    column: str,
    file_name: str,
    remarks: list[Remark],
) -> None:
    """What Polars did not read as ISO 8601, distinct text by distinct text."""
    texts = times.gather(left).to_list()
    seen: dict[str, int] = {}
    if len(left) < len(times):
        done = int(np.flatnonzero(~np.isin(np.arange(len(times)), left))[0])
        seen[str(times[done])] = _row(rows, done)
    for text, place in zip(texts, left.tolist(), strict=True):
        seen.setdefault(text, _row(rows, place))
    readings, proven = read_times(seen, column=column, file_name=file_name)
    if proven is not None:
        remarks.append(Remark(READ_DATES, column=column, order=proven[0], row=proven[1]))
    ticks[left] = [readings[text].ticks for text in texts]
    local[left] = [not readings[text].has_offset for text in texts]


def _cell(row: Sequence[object], place: int) -> str | None:
    value = row[place] if place < len(row) else None
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None or value == "" else str(value)


def _first_line(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or [type(problem).__name__])[0][:200]


def _columns(roles: Roles) -> list[str]:
    """The distinct columns needed (one column may play two parts)."""
    named = (roles.case, roles.activity, roles.timestamp, roles.resource)
    return list(dict.fromkeys(column for column in named if column is not None))
