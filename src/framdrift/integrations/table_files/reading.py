"""The rows of a CSV file or a workbook, one at a time in bounded memory, with the line each stands in."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from framdrift.integrations.table_files.marks import LOOKED_AT, encoding_at
from framdrift.recruiting.transitions.documents import broken_archive, unpacked
from framdrift.recruiting.transitions.told import Misread, Unreadable

DELIMITERS = ",;\t|"
CELL_LIMIT = 100_000
"""A cell with more characters than this is no value of a table but a broken quotation."""
UNPACKED_LIMIT = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it: (line, cells). Lines count as a spreadsheet does; the header is line 1."""

    header: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[Any]]]

    @property
    def digest(self) -> str:
        """The same for every file with this header."""
        return header_digest(self.header)


def header_digest(header: Sequence[str]) -> str:
    """What a remembered mapping is found by."""
    return hashlib.sha256("\x1f".join(header).encode("utf-8", "surrogatepass")).hexdigest()


def open_table(path: Path, *, encoding: str = "", delimiter: str = "", file_name: str = "") -> Table:
    """The table in a file. Raises Unreadable with a sentence that names the file, and the line where there is one."""
    name = file_name or path.name
    try:
        with unpacked(path) as stream:
            beginning = stream.read(LOOKED_AT)
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise broken_archive(problem, name) from None
    except OSError as problem:
        raise Unreadable(
            _("%(file)s: cannot be read (%(reason)s).") % {"file": name, "reason": problem.strerror}
        ) from None
    if not beginning:
        raise Unreadable(_("%(file)s: the file is empty.") % {"file": name})
    if beginning.startswith(b"PK"):
        rows = _sheet(path, name)
    elif beginning.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("%(file)s: an old or locked workbook. Save it as XLSX without a password.") % {"file": name})
    else:
        rows = _lines(path, encoding or encoding_at(beginning), delimiter, name)
    return _headed(rows, name)


def _headed(rows: Iterator[tuple[int, Sequence[Any]]], name: str) -> Table:
    first = next((cells for _line, cells in rows if any(str(cell or "").strip() for cell in cells)), None)
    if first is None:
        raise Unreadable(_("%(file)s: the table is empty; it has no header line.") % {"file": name})
    header = tuple("" if cell is None else str(cell).strip() for cell in first)
    while header and not header[-1]:
        header = header[:-1]
    doubled = sorted({column for column in header if column and header.count(column) > 1})
    if doubled:
        raise Unreadable(
            _("%(file)s: the column %(column)s occurs more than once in the header.")
            % {"file": name, "column": doubled[0]}
        )
    return Table(header, rows)


def _lines(path: Path, encoding: str, delimiter: str, name: str) -> Iterator[tuple[int, Sequence[Any]]]:
    csv.field_size_limit(CELL_LIMIT)
    try:
        with io.TextIOWrapper(unpacked(path), encoding=encoding, newline="") as stream:
            first = stream.readline(1 << 20)
            if "\0" in first:
                raise Unreadable(_("%(file)s: holds bytes that no text has. Save it as CSV in UTF-8.") % {"file": name})
            chosen = delimiter or _delimiter(first)
            if len(chosen) != 1:
                raise Unreadable(_("delimiter: write one character, such as ; or a tab."))
            reader = csv.reader(itertools.chain([first], stream), delimiter=chosen, strict=True)
            for cells in reader:
                yield reader.line_num, cells
    except LookupError:
        raise Unreadable(_("%(name)s is no encoding known here.") % {"name": encoding}) from None
    except UnicodeDecodeError:
        if encoding.startswith("utf-16"):
            raise Unreadable(_not_to_its_end(encoding, name)) from None
        raise Misread(_misread(path, encoding, name)) from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise broken_archive(problem, name) from None
    except csv.Error as problem:
        raise Unreadable(
            _("%(file)s: line %(line)d: a cell is far too long or a quotation mark is never closed (%(reason)s).")
            % {"file": name, "line": reader.line_num, "reason": problem}
        ) from None


def _delimiter(line: str) -> str:
    bare = re.sub(r'"[^"]*"', "", line)
    return max(DELIMITERS, key=bare.count)


def _misread(path: Path, encoding: str, name: str) -> str:
    """The sentence for a file that is not in the encoding it should be: which line, and what it may be instead."""
    with unpacked(path) as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError as problem:
                told = {"file": name, "line": number, "byte": f"0x{line[problem.start]:02x}", "encoding": encoding}
                sentence = _("%(file)s: line %(line)d holds the byte %(byte)s, which is not %(encoding)s.") % told
                if _reads_as_cp1252(line):
                    sentence += " " + _("It reads as Windows-1252: choose the encoding cp1252, or save as UTF-8.")
                return sentence
    return _not_to_its_end(encoding, name)


def _not_to_its_end(encoding: str, name: str) -> str:
    return _("%(file)s: the text is not %(encoding)s to its end.") % {"file": name, "encoding": encoding}


def _reads_as_cp1252(line: bytes) -> bool:
    try:
        return any(letter in "åäöÅÄÖéèüÜß’“”–" for letter in line.decode("cp1252"))
    except UnicodeDecodeError:
        return False


def _sheet(path: Path, name: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """The first sheet. Formulas give the values that were stored with them."""
    import openpyxl  # slow to load, and only workbooks need it

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > UNPACKED_LIMIT:
                raise Unreadable(_("%(file)s: the workbook unpacks to more than is allowed.") % {"file": name})
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        yield from enumerate(book.worksheets[0].iter_rows(values_only=True), start=1)
    except Unreadable:
        raise
    except Exception as problem:  # openpyxl raises whatever the broken part of the file makes it raise
        reason = str(problem).split("\n")[0][:120] or type(problem).__name__
        raise Unreadable(
            _("%(file)s: not a readable XLSX workbook (%(reason)s).") % {"file": name, "reason": reason}
        ) from problem
