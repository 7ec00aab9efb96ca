"""What a text table is, found out from its bytes and words, and refused where it could be two things."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from framdrift.integrations.table_files.marks import encoding_at
from framdrift.science.eventlog.instants import from_datetime, read_iso
from framdrift.science.eventlog.refusals import LogRefused, Phrase, gettext_noop

NOT_UTF8 = gettext_noop(
    "{file}: line {line}, byte {byte} (0x{value:02x}) is not UTF-8.{hint} "
    "Save the file as UTF-8, or name its encoding with --encoding."
)
NOT_UTF16 = gettext_noop("{file}: the text is not UTF-16 to its end. Save the file as UTF-8.")
HINT_CP1252 = Phrase(gettext_noop(" It reads as Windows-1252 (cp1252)."))
UNKNOWN_ENCODING = gettext_noop("{encoding!r} is not an encoding known here; try utf-8, cp1252 or latin-1.")
NO_HEADER = gettext_noop("{file}: the table is empty; it has no header line.")
MISSING_COLUMN = gettext_noop("{file}: no column for {role}{asked}. Name it with --{role}; the columns are: {columns}.")
REPEATED_COLUMN = gettext_noop("{file}: the column {column!r} occurs {count} times in the header.")
RAGGED = gettext_noop("{file}: line {line} has {found} cells, the header has {wanted}.")
BROKEN_QUOTES = gettext_noop("{file}: line {line}: a quotation mark is opened and never closed properly.")
NOT_TIMES = gettext_noop(
    "{file}: the column {column!r} holds times that cannot be read (row: text): {examples}. "
    "Write them as ISO 8601, such as 2026-03-01T12:00."
)
MIXED_DATES = gettext_noop(
    "{file}: the column {column!r} mixes several date formats (row: text): {examples}. Write all of them as ISO 8601."
)
AMBIGUOUS_DATES = gettext_noop(
    "{file}: in the column {column!r} it cannot be told which number is the day and which the month: "
    "{examples} (row: text). Write them as ISO 8601."
)
READ_DATES = gettext_noop("The column {column!r} is read as {order} (see row {row}).")
DAY_FIRST = Phrase(gettext_noop("day, month, year"))
MONTH_FIRST = Phrase(gettext_noop("month, day, year"))
YEAR_FIRST = Phrase(gettext_noop("year, month, day"))
CHOSEN_COLUMNS = gettext_noop("Columns read: {columns}.")

KNOWN_NAMES: Mapping[str, tuple[str, ...]] = {
    "case": (
        "case:concept:name", "case_id", "case", "case_key", "case_name", "trace_id", "application_id",
        "candidacy_id", "candidacy", "ocel:oid", "ärende", "ärende_id",
    ),
    "activity": (
        "concept:name", "activity", "activity_name", "event_name", "event", "step", "stage", "stage_name",
        "to_stage", "to_step", "task", "aktivitet", "steg",
    ),
    "timestamp": (
        "time:timestamp", "timestamp", "time", "datetime", "date_time", "event_time", "entered_at",
        "occurred_at", "at", "date", "complete_timestamp", "tidpunkt", "tid", "datum",
    ),
    "resource": ("org:resource", "resource", "user", "actor", "performer", "person", "agent", "resurs"),
}  # fmt: skip
"""Header words by the part they play, likeliest first; compared without case, blanks, - and _."""

DELIMITERS = ",;\t|"
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Roles:
    """The columns that play each part; `resource` may be absent."""

    case: str
    activity: str
    timestamp: str
    resource: str | None

    def described(self) -> str:
        """The choice in one line, for the reader."""
        parts = [f"case={self.case}", f"activity={self.activity}", f"timestamp={self.timestamp}"]
        return ", ".join([*parts, *([f"resource={self.resource}"] if self.resource else [])])


def find_roles(header: Sequence[str], asked: Mapping[str, str | None], *, file_name: str) -> Roles:
    """The columns asked for by name, the others guessed from common names. Raises `LogRefused`."""
    found = {role: _find(role, header, asked.get(role), file_name) for role in KNOWN_NAMES}
    for column in {column for column in found.values() if column is not None}:
        if header.count(column) > 1:
            raise LogRefused(REPEATED_COLUMN, file=file_name, column=column, count=header.count(column))
    case, activity, timestamp = (found[role] for role in ("case", "activity", "timestamp"))
    assert case is not None and activity is not None and timestamp is not None
    return Roles(case=case, activity=activity, timestamp=timestamp, resource=found["resource"])


def _find(role: str, header: Sequence[str], asked: str | None, file_name: str) -> str | None:
    if asked is not None:
        if asked in header:
            return asked
        raise _missing(role, header, f" ({asked!r})", file_name)
    plain = {_plain(column): column for column in reversed(header)}
    for name in KNOWN_NAMES[role]:
        if _plain(name) in plain:
            return plain[_plain(name)]
    if role == "resource":
        return None
    raise _missing(role, header, "", file_name)


def _missing(role: str, header: Sequence[str], asked: str, file_name: str) -> LogRefused:
    shown = [column[:60] if column.isprintable() else ascii(column[:60])[1:-1] for column in header[:40]]
    columns = ", ".join(shown) + (", ..." if len(header) > 40 else "")
    return LogRefused(MISSING_COLUMN, file=file_name, role=role, asked=asked, columns=columns)


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]", "", name).lower()


def encoding_of(beginning: bytes, asked: str | None) -> str:
    """The encoding by name, by what its first bytes show, else UTF-8; never a guess."""
    if asked is not None:
        try:
            "".encode(asked)
        except LookupError as problem:
            raise LogRefused(UNKNOWN_ENCODING, encoding=asked) from problem
        return asked
    return encoding_at(beginning)


def decoding_refusal(content: bytes, problem: UnicodeDecodeError, *, file_name: str) -> LogRefused:
    """Where a text stops being what it should be, by line and byte."""
    if problem.encoding.startswith("utf-16"):
        return LogRefused(NOT_UTF16, file=file_name)
    before = content[: problem.start]
    line_start = before.rfind(b"\n") + 1
    line = content[line_start : content.find(b"\n", problem.start) if b"\n" in content[problem.start :] else None]
    hint = HINT_CP1252 if _reads_as_cp1252(line) else ""
    return LogRefused(
        NOT_UTF8,
        file=file_name,
        line=before.count(b"\n") + 1,
        byte=problem.start - line_start + 1,
        value=content[problem.start],
        hint=hint,
    )


def _reads_as_cp1252(line: bytes) -> bool:
    try:
        text = line.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return any(character in "åäöÅÄÖéèüÜß’“”–" for character in text)


def delimiter_of(header_line: str) -> str:
    """The delimiter that occurs most outside quotation marks in the header line."""
    bare = re.sub(r'"[^"]*"', "", header_line)
    return max(DELIMITERS, key=bare.count)


def ragged_refusal(lines: Iterable[str], delimiter: str, *, file_name: str) -> LogRefused:
    """Find the line for which a table could not be read (only called when it could not)."""
    csv.field_size_limit(1 << 30)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    wanted = 0
    try:
        for row in reader:
            wanted = wanted or len(row)
            if row and len(row) != wanted:
                return LogRefused(RAGGED, file=file_name, line=reader.line_num, found=len(row), wanted=wanted)
    except csv.Error:
        pass
    return LogRefused(BROKEN_QUOTES, file=file_name, line=reader.line_num)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one text was understood: ticks, whether it had an offset, and the order of its numbers."""

    ticks: int
    has_offset: bool


_NUMERIC = re.compile(
    r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})"
    r"(?:[T,\s]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.(\d{1,6}))?)?(?:\s*([AaPp])\.?[Mm]\.?)?)?"
)


def read_times(
    texts: Mapping[str, int], *, column: str, file_name: str
) -> tuple[dict[str, Reading], tuple[str, int] | None]:
    """Understand the distinct texts of a column (each with the row it first stands in).

    All must be ISO 8601, or all numeric dates with one separator whose order is proven by a number above
    12 or a year in front. Gives the readings, and for numeric dates (order, row that shows it). Anything
    mixed, doubtful or unreadable raises `LogRefused` with rows: nothing is guessed.
    """
    iso = {text: read_iso(text) for text in texts}
    readings = {text: Reading(*read) for text, read in iso.items() if read is not None}
    others = {text: row for text, row in texts.items() if iso[text] is None}
    if not others:
        return readings, None
    matches = {text: _NUMERIC.fullmatch(text.strip()) for text in others}
    unread = {text: others[text] for text, match in matches.items() if match is None or not _plausible(match)}
    if unread:
        raise LogRefused(NOT_TIMES, file=file_name, column=column, examples=_examples(unread))
    shapes = {_shape(match): text for text, match in matches.items() if match is not None}
    if readings:
        shapes["ISO 8601"] = min(readings, key=texts.__getitem__)
    order, row = _order(shapes, matches, texts, column, file_name)
    read = {text: _numeric(match, order) for text, match in matches.items() if match is not None}
    failed = {text: others[text] for text, reading in read.items() if reading is None}
    if failed:
        raise LogRefused(NOT_TIMES, file=file_name, column=column, examples=_examples(failed))
    return {text: reading for text, reading in read.items() if reading is not None}, (order, row)


def _plausible(match: re.Match[str]) -> bool:
    """One of the outer numbers is a four-digit year; two digits could be any century or a day."""
    return (len(match[1]) == 4) != (len(match[4]) == 4)


def _shape(match: re.Match[str]) -> str:
    return ("year first" if len(match[1]) == 4 else "year last") + match[2]


def _order(
    shapes: Mapping[str, str],
    matches: Mapping[str, re.Match[str] | None],
    rows: Mapping[str, int],
    column: str,
    file_name: str,
) -> tuple[str, int]:
    """Which number is the day, with a row that proves it."""
    if len(shapes) > 1:
        examples = {text: rows[text] for text in shapes.values()}
        raise LogRefused(MIXED_DATES, file=file_name, column=column, examples=_examples(examples))
    if next(iter(shapes)).startswith("year first"):
        return YEAR_FIRST, min(rows.values())
    days = [text for text, match in matches.items() if match is not None and int(match[1]) > 12]
    months = [text for text, match in matches.items() if match is not None and int(match[3]) > 12]
    if days and months:
        examples = {text: rows[text] for text in (days[0], months[0])}
        raise LogRefused(MIXED_DATES, file=file_name, column=column, examples=_examples(examples))
    if not days and not months:
        raise LogRefused(AMBIGUOUS_DATES, file=file_name, column=column, examples=_examples(rows))
    return (DAY_FIRST, rows[days[0]]) if days else (MONTH_FIRST, rows[months[0]])


def _numeric(match: re.Match[str], order: str) -> Reading | None:
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    orders: dict[str, tuple[int, int, int]] = {
        YEAR_FIRST: (first, second, third),
        DAY_FIRST: (third, second, first),
        MONTH_FIRST: (third, first, second),
    }
    year, month, day = orders[order]
    hour = int(match[5] or 0)
    if match[9]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[9] in "Pp" else 0)
    micros = int((match[8] or "").ljust(6, "0"))
    try:
        wall = datetime(year, month, day, hour, int(match[6] or 0), int(match[7] or 0), micros)  # noqa: DTZ001
    except ValueError:
        return None
    return Reading(ticks=from_datetime(wall), has_offset=False)


def _examples(texts: Mapping[str, int]) -> str:
    first = sorted(texts.items(), key=lambda item: item[1])[:SHOWN]
    listed = ", ".join(f"{row}: {_short(text)!r}" for text, row in first)
    return listed + (f" (+{len(texts) - SHOWN})" if len(texts) > SHOWN else "")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
