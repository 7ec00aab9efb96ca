"""One table as CSV (RFC 4180, UTF-8) and as JSON, row by row; and the code book that explains its columns."""

from __future__ import annotations

import base64
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import TextIOWrapper
from typing import IO, Any, Final
from uuid import UUID

from django.db import models

from framdrift.cli.exporting.subject import EVENTS, TEXTS, Subject, chosen, tables
from framdrift.config.privacy_kinds import Kind
from framdrift.config.privacy_registry import REGISTRY
from framdrift.foundation.models import Event
from framdrift.foundation.spreadsheets import plain_cell

_BATCH: Final = 500
_NEVER: Final = {
    "foundation.Letter": frozenset({"body_text", "body_html", "attachments", "content"}),
    "recruiting.Candidate": frozenset({"search_text"}),
}
"""Letters carry personal addresses that open pages; the index for searching repeats other columns."""
CODEBOOK_HEAD: Final = ("table", "column", "type", "in_file", "class", "purpose", "legal_basis", "retention")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table that belong to the subject, with the columns that may be given.

    Free texts are also those that the events which meet `told_by` speak of.
    """

    label: str
    model: type[models.Model]
    condition: models.Q
    columns: tuple[str, ...]
    told_by: models.Q | None = None

    @property
    def file_name(self) -> str:
        """Without its ending, such as `recruiting.candidacy`."""
        return self.label.lower()


def tables_of(subject: Subject) -> list[Table]:
    """The tables of the subject, by label."""
    return [
        Table(
            label,
            model,
            subject.rows[label],
            tuple(_given(subject, label, model)),
            told_by=subject.rows.get(EVENTS) if label == TEXTS else None,
        )
        for label, model in tables().items()
        if label in subject.rows
    ]


def write_csv(table: Table, part: IO[bytes]) -> int:
    """A line of names and a line for each row; how many rows. A cell that a spreadsheet would run begins with '."""
    text = TextIOWrapper(part, encoding="utf-8", newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(table.columns)
    count = 0
    for row in _rows(table):
        lines.writerow([_cell(value) for value in row])
        count += 1
    text.flush()
    text.detach()
    return count


def write_json(table: Table, part: IO[bytes]) -> None:
    """A list of objects, column to value, exactly as they are kept."""
    before = "[\n"
    for row in _rows(table):
        line = json.dumps(dict(zip(table.columns, row, strict=True)), default=plain, ensure_ascii=False)
        part.write((before + line).encode())
        before = ",\n"
    part.write(b"[]\n" if before == "[\n" else b"\n]\n")


def write_codebook(subject: Subject, part: IO[bytes]) -> None:
    """Each column of each table in the file: what it is for and how long it is kept; `in_file` no where withheld."""
    text = TextIOWrapper(part, encoding="utf-8", newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(CODEBOOK_HEAD)
    for table in tables_of(subject):
        lines.writerows(_explained(table))
    text.flush()
    text.detach()


def plain(value: Any) -> Any:
    """A value of a column as JSON takes it: instants and days as ISO 8601, durations in seconds, bytes in base64."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"An export cannot hold a {type(value).__name__}.")


def _rows(table: Table) -> Iterator[Sequence[Any]]:
    rows = chosen(table.model, table.condition)
    if table.told_by is None:
        yield from rows.values_list(*table.columns).iterator(chunk_size=_BATCH)
        return
    keys = set(rows.values_list("pk", flat=True).iterator(chunk_size=_BATCH)) | _spoken_of(table.told_by)
    for batch in _batches(sorted(keys)):  # an UUID sorts alike here and in both databases
        yield from table.model._base_manager.filter(pk__in=batch).order_by("pk").values_list(*table.columns)


def _spoken_of(events: models.Q) -> set[UUID]:
    """The texts that events refer to, as `texts.reference` wrote it; some stand in no other row."""
    told = chosen(Event, events).values_list("data", flat=True).iterator(chunk_size=_BATCH)
    values = (value for data in told for value in data.values() if isinstance(value, dict))
    return {UUID(value["id"]) for value in values if value.keys() == {"id", "digest"}}


def _batches(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (keys[first : first + _BATCH] for first in range(0, len(keys), _BATCH))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return plain_cell(value)
    if isinstance(value, bool | dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value if isinstance(value, int | float) else plain(value))


def _given(subject: Subject, label: str, model: type[models.Model]) -> Iterator[str]:
    kept = _NEVER.get(label, frozenset()) | subject.withheld.get(label, frozenset())
    for column in model._meta.concrete_fields:
        if REGISTRY[label].of(column.name) is not Kind.SECRET and column.name not in kept:
            yield column.attname


def _explained(table: Table) -> Iterator[tuple[str, ...]]:
    entry = REGISTRY[table.label]
    for column in table.model._meta.concrete_fields:
        in_file = "yes" if column.attname in table.columns else "no"
        told = (str(entry.of(column.name).value), entry.purpose, entry.basis, entry.retention)
        yield (table.label.lower(), column.attname, column.get_internal_type(), in_file, *told)
