"""The file of an export: one zip that appears when it is whole, readable by its owner alone, replacing nothing."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from framdrift.cli.exporting import readme, table_files
from framdrift.cli.exporting.subject import Subject, chosen, tables
from framdrift.foundation.tables import snapshot
from framdrift.recruiting.papers import path_of

_KEEPERS: Final = {"recruiting.MessageFile": "message-files", "recruiting.Upload": "uploads"}
_LONGEST: Final = 100
_OWN_COPY: Final = "own_data.json"
Tell = Callable[[str], None]


class TargetExists(Exception):
    """A file of that name appeared while this one was written."""


@dataclass(slots=True)
class Written:
    """What the file holds: rows by table, how many uploads, and the names of those that lie nowhere."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    missing: list[str] = field(default_factory=list)


def write(subject: Subject, target: Path, *, language: str, at: datetime, tell: Tell) -> Written:
    """Write it beside `target` and rename it when it is whole. `tell` hears each table. OSError, TargetExists."""
    half = target.with_name(f".{target.name}.{os.getpid()}.half-written")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, snapshot():
                written = _fill(_Parts(archive, at), subject, language=language, at=at, tell=tell)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            raise TargetExists
        half.rename(target)
    finally:
        half.unlink(missing_ok=True)
    return written


@dataclass(frozen=True, slots=True)
class _Parts:
    """Opens a part of the zip under a name, dated when the export was asked for."""

    archive: zipfile.ZipFile
    at: datetime

    def open(self, name: str) -> IO[bytes]:
        entry = zipfile.ZipInfo(name, date_time=self.at.timetuple()[:6])
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        return self.archive.open(entry, "w", force_zip64=True)


def _fill(parts: _Parts, subject: Subject, *, language: str, at: datetime, tell: Tell) -> Written:
    written = Written()
    for table in table_files.tables_of(subject):
        tell(table.file_name)
        with parts.open(f"tables/{table.file_name}.csv") as part:
            written.rows[table.file_name] = table_files.write_csv(table, part)
        with parts.open(f"tables/{table.file_name}.json") as part:
            table_files.write_json(table, part)
    for name, path in _uploads(subject):
        _copy(parts, name, path, written)
    if subject.own_copy:
        with parts.open(_OWN_COPY) as part:
            part.write(_as_json(subject.own_copy(language, at)))
    with parts.open("codebook.csv") as part:
        table_files.write_codebook(subject, part)
    with parts.open("README.txt") as part:
        part.write(readme.text(subject, rows=written.rows, missing=written.missing, at=at).encode())
    return written


def _uploads(subject: Subject) -> Iterator[tuple[str, Path]]:
    """Name in the zip and place on disk; the number in the name is the row's id."""
    for label, folder in _KEEPERS.items():
        if label in subject.rows:
            rows = chosen(tables()[label], subject.rows[label]).values_list("pk", "name", "stored_as")
            for pk, name, stored_as in rows.iterator(chunk_size=500):
                yield f"files/{folder}/{pk}-{_safe(name)}", path_of(stored_as)


def _copy(parts: _Parts, name: str, path: Path, written: Written) -> None:
    try:
        source = path.open("rb")
    except FileNotFoundError:
        written.missing.append(name)
        return
    with source, parts.open(name) as part:
        shutil.copyfileobj(source, part)
    written.files += 1


def _safe(name: str) -> str:
    """No separators or signs that a file system refuses; the end, with its kind, is kept."""
    return "".join(sign if sign.isalnum() or sign in "-_. " else "_" for sign in name)[-_LONGEST:]


def _as_json(found: Mapping[str, Any]) -> bytes:
    def shown(value: Any) -> Any:
        return value.isoformat() if hasattr(value, "isoformat") else str(value)

    return (json.dumps(found, ensure_ascii=False, indent=2, default=shown) + "\n").encode()
