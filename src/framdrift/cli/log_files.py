"""Finds out what kind of log a file is, and reads it with the integration that knows it."""

from __future__ import annotations

import gzip
import importlib
import io
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, cast
from zoneinfo import ZoneInfo

from framdrift.cli.arguments import CallRefused
from framdrift.cli.language import Language
from framdrift.science.eventlog.instants import in_calendar
from framdrift.science.eventlog.log import EventLog
from framdrift.science.eventlog.refusals import LogRefused, Phrase, Remark, gettext_noop
from framdrift.science.refusals import InputRefused

SYSTEMS = ("ashby", "greenhouse", "lever", "teamtailor")
_WITH_COLUMNS = ("csv", "xlsx", "parquet", "xes")
FORMATS = ("auto", "csv", "xlsx", "parquet", "xes", "ocel", *SYSTEMS)

GZIP, ZIP, PARQUET, SQLITE = b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"SQLite format 3\0"

NO_FILE = gettext_noop("{file}: there is no such file.")
UNREADABLE = gettext_noop("{file}: cannot be read ({reason}).")
NO_FILES = gettext_noop("{file}: the folder holds no JSON files.")
EMPTY_FILE = gettext_noop("{file}: the file is empty.")
TRUNCATED = gettext_noop("{file}: the gzip file ends too early; it is cut off or was not copied whole.")
BROKEN_GZIP = gettext_noop("{file}: the gzip file is damaged ({reason}).")
BAD_JSON = gettext_noop("{file}: line {line}, column {column}: not JSON ({reason}).")
JSON_ENCODING = gettext_noop("{file}: byte {byte}: not UTF-8, which JSON must be.")
UNKNOWN_FORMAT = gettext_noop("{file}: cannot tell which format this is. Name it with --format ({formats}).")
LONG_NAME = gettext_noop(
    "{file}: what should be the name of an activity has {length} characters, from {beginning!r}; at most {most} are "
    "read. Choose another column with --activity."
)
NO_TEXT = gettext_noop(
    "{file}: the name of the activity {name!r} holds a character that no text has. Mend the file where it comes from."
)
NO_EVENTS = gettext_noop("{file}: the log holds no events.")
OUT_OF_TIME = gettext_noop("{file}: holds times outside the years 1 to 9999, which cannot be told. Mend them first.")
NOT_OBJECT_CENTRIC = gettext_noop("--object {type!r}: {file} is not an object-centric log (OCEL). Leave --object out.")
NO_EFFECT = gettext_noop("Without effect on this kind of log: {options}.")
NOT_FOR_FOLDER = gettext_noop("{file}: is a folder; only exports of {systems} are read from folders.")


_NOT_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold either (XML 1.0, 2.2): no report could show it."""

MOST_OF_A_NAME = 1_000
"""Characters of an activity's name; what is longer is a text, and no report can show it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a log is to be read: the columns or keys asked for, None where they are to be found."""

    format: str
    case: str | None
    activity: str | None
    timestamp: str | None
    resource: str | None
    object_type: str | None
    zone: ZoneInfo
    encoding: str | None

    @property
    def columns(self) -> dict[str, str | None]:
        """The columns asked for by the part they play."""
        return {
            "case": self.case,
            "activity": self.activity,
            "timestamp": self.timestamp,
            "resource": self.resource,
        }


def read_log(path: Path, reading: Reading, language: Language) -> EventLog:
    """The log at `path`, a file or (for exports of systems) a folder. Raises `CallRefused`."""
    try:
        return _sound(_read(path, reading), path)
    except LogRefused as refusal:
        raise refused(refusal, language) from refusal
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise refused(LogRefused(UNREADABLE, file=path, reason=reason), language) from problem


def _sound(log: EventLog, path: Path) -> EventLog:
    """The log itself, unless it is empty or holds a name or a time that no report can show. Raises `LogRefused`."""
    if not len(log):
        raise LogRefused(NO_EVENTS, file=path.name)
    if not in_calendar(log.instants):
        raise LogRefused(OUT_OF_TIME, file=path.name)
    for name in filter(_NOT_TEXT.search, log.activity_names):
        raise LogRefused(NO_TEXT, file=path.name, name=name[:40])
    longest = max(log.activity_names, key=len, default="")
    if len(longest) > MOST_OF_A_NAME:
        told = {"length": len(longest), "beginning": longest[:40], "most": MOST_OF_A_NAME}
        raise LogRefused(LONG_NAME, file=path.name, **told)
    return log


def refused(refusal: InputRefused, language: Language) -> CallRefused:
    """The same sentence in the reader's language, as a refusal of the call."""
    return CallRefused(in_words(refusal.template, refusal.values, language))


def in_words(template: str, values: Mapping[str, object], language: Language) -> str:
    """A sentence of ours in the reader's language; what stands in files is shown as it stands."""
    shown = {name: language.gettext(value) if isinstance(value, Phrase) else value for name, value in values.items()}
    return language.gettext(template).format(**shown)


def _read(path: Path, reading: Reading) -> EventLog:
    if not path.exists():
        raise LogRefused(NO_FILE, file=path)
    if path.is_dir():
        return _read_folder(path, reading)
    stream = _opened(path)
    beginning = stream.read(1 << 16)
    stream.seek(0)
    if not beginning:
        raise LogRefused(EMPTY_FILE, file=path.name)
    kind = _kind(path, beginning) if reading.format == "auto" else reading.format
    if kind in SYSTEMS or kind == "json":
        return _read_json(kind, [(path.name, _json(stream, path.name))], reading)
    _refuse_object_type(kind, path.name, reading)
    return _noted(_READERS[kind](path, stream, reading), kind, reading)


def _refuse_object_type(kind: str, file_name: str, reading: Reading) -> None:
    if reading.object_type is not None and kind != "ocel":
        raise LogRefused(NOT_OBJECT_CENTRIC, type=reading.object_type, file=file_name)


def _noted(log: EventLog, kind: str, reading: Reading) -> EventLog:
    """With a remark on what was asked for and means nothing for this kind of log."""
    asked = [] if kind in _WITH_COLUMNS else [f"--{role}" for role, name in reading.columns.items() if name is not None]
    asked += ["--encoding"] if reading.encoding is not None and kind != "csv" else []
    return replace(log, remarks=(*log.remarks, Remark(NO_EFFECT, options=", ".join(asked)))) if asked else log


def _opened(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked into memory when it is gzip, seekable."""
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
    if not packed:
        return path.open("rb")
    try:
        return io.BytesIO(gzip.decompress(path.read_bytes()))
    except EOFError as problem:
        raise LogRefused(TRUNCATED, file=path.name) from problem
    except (gzip.BadGzipFile, zlib.error) as problem:
        raise LogRefused(BROKEN_GZIP, file=path.name, reason=problem) from problem


def _kind(path: Path, beginning: bytes) -> str:
    """The format by what the bytes say; `json` when only the content of the document can tell."""
    for mark, kind in ((PARQUET, "parquet"), (ZIP, "xlsx"), (SQLITE, "ocel")):
        if beginning.startswith(mark):
            return kind
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<") or beginning[:4] in (b"\xff\xfe<\0", b"\xfe\xff\0<"):
        plain = beginning.replace(b"\0", b"")
        return "ocel" if b"<object-types" in plain or b"<event-types" in plain else "xes"
    if text[:1] in (b"{", b"["):
        return "json"
    suffixes = {suffix.lower() for suffix in path.suffixes}
    if suffixes & {".json", ".jsonl"}:
        return "json"
    return "xes" if ".xes" in suffixes else "csv"


def _read_folder(path: Path, reading: Reading) -> EventLog:
    if reading.format not in (*SYSTEMS, "auto"):
        raise LogRefused(NOT_FOR_FOLDER, file=path, systems=", ".join(SYSTEMS))
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in (".json", ".jsonl"))
    if not files:
        raise LogRefused(NO_FILES, file=path)
    documents = []
    for file in files:
        with file.open("rb") as stream:
            documents.append((file.name, _json(stream, file.name)))
    kind = "json" if reading.format == "auto" else reading.format
    return _read_json(kind, documents, reading)


def _json(stream: BinaryIO, file_name: str) -> Any:
    """One JSON document, or JSON Lines as a list."""
    content = stream.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise LogRefused(JSON_ENCODING, file=file_name, byte=problem.start + 1) from problem
    try:
        return json.loads(text)
    except RecursionError as problem:
        raise LogRefused(BAD_JSON, file=file_name, line=1, column=1, reason="nested too deeply") from problem
    except json.JSONDecodeError as problem:
        lines = [line for line in text.splitlines() if line.strip()]
        if problem.msg == "Extra data" and len(lines) > 1:
            return [_json_line(line, number, file_name) for number, line in enumerate(lines, start=1)]
        raise LogRefused(
            BAD_JSON, file=file_name, line=problem.lineno, column=problem.colno, reason=problem.msg
        ) from problem


def _json_line(line: str, number: int, file_name: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as problem:
        raise LogRefused(BAD_JSON, file=file_name, line=number, column=problem.colno, reason=problem.msg) from problem


def _read_json(kind: str, documents: list[tuple[str, Any]], reading: Reading) -> EventLog:
    """Hand the documents to the system named, or to the one that recognises them."""
    for name in ("ocel", *SYSTEMS) if kind == "json" else (kind,):
        integration = importlib.import_module(f"framdrift.integrations.{name}.log")
        if kind != "json" or integration.recognises([content for _, content in documents]):
            _refuse_object_type(name, documents[0][0], reading)
            options = {"object_type": reading.object_type} if name == "ocel" else {}
            log = cast(EventLog, integration.read_documents(documents, zone=reading.zone, **options))
            return _noted(log, name, reading)
    raise LogRefused(UNKNOWN_FORMAT, file=documents[0][0], formats=", ".join(FORMATS))


def _read_csv(path: Path, stream: BinaryIO, reading: Reading) -> EventLog:
    from framdrift.integrations.table_files.columns import read_csv

    return read_csv(stream, asked=reading.columns, zone=reading.zone, encoding=reading.encoding, file_name=path.name)


def _read_xlsx(path: Path, stream: BinaryIO, reading: Reading) -> EventLog:
    from framdrift.integrations.table_files.columns import read_xlsx

    return read_xlsx(stream, asked=reading.columns, zone=reading.zone, file_name=path.name)


def _read_parquet(path: Path, stream: BinaryIO, reading: Reading) -> EventLog:
    from framdrift.integrations.table_files.columns import read_parquet

    stream.close()
    return read_parquet(path, asked=reading.columns, zone=reading.zone, file_name=path.name)


def _read_xes(path: Path, stream: BinaryIO, reading: Reading) -> EventLog:
    from framdrift.integrations.xes.attributes import Attributes
    from framdrift.integrations.xes.log import read_xes

    asked = {name: key for name, key in reading.columns.items() if key is not None}
    return read_xes(stream, attributes=Attributes(**asked), zone=reading.zone, file_name=path.name)


def _read_ocel(path: Path, stream: BinaryIO, reading: Reading) -> EventLog:
    from framdrift.integrations.ocel.log import read_documents, read_sqlite, read_xml

    beginning = stream.read(64)
    stream.seek(0)
    if beginning.startswith(SQLITE):
        return read_sqlite(path, object_type=reading.object_type, zone=reading.zone)
    if beginning.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return read_xml(stream, object_type=reading.object_type, zone=reading.zone, file_name=path.name)
    documents = [(path.name, _json(stream, path.name))]
    return read_documents(documents, object_type=reading.object_type, zone=reading.zone)


_READERS = {
    "csv": _read_csv,
    "xlsx": _read_xlsx,
    "parquet": _read_parquet,
    "xes": _read_xes,
    "ocel": _read_ocel,
}
