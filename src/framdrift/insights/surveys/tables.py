"""The lines of a survey's file: CSV of any usual delimiter, or the first sheet of an XLSX workbook.

Read from memory: an old survey's rows are written down nowhere.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from django.utils.translation import gettext as _

from framdrift.insights.surveys.refusals import SurveyUnreadable

MOST_BYTES: Final = 50 * 1024**2
_MOST_UNPACKED: Final = 500 * 1024**2
_LONGEST_CELL: Final = 100_000
_DELIMITERS: Final = ",;\t"
_ZIPPED: Final = b"PK\x03\x04"

Line = tuple[int, list[str]]


def lines_of(content: bytes, *, encoding: str) -> Iterator[Line]:
    """(line, cells) with the header first; blanks around cells are no part of them. Raises SurveyUnreadable."""
    if len(content) > MOST_BYTES:
        raise SurveyUnreadable(_("it is larger than %(n)s MB.") % {"n": MOST_BYTES // 1024**2})
    found = False
    for number, cells in _sheet(content) if content.startswith(_ZIPPED) else _text(content, encoding):
        found = True
        yield number, cells
    if not found:
        raise SurveyUnreadable(_("it is empty."))


def _text(content: bytes, encoding: str) -> Iterator[Line]:
    try:
        text = content.decode(encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError) as error:
        raise SurveyUnreadable(_("it is in another encoding than %(name)s.") % {"name": encoding or "UTF-8"}) from error
    if "\0" in text:
        raise SurveyUnreadable(_("it is no text."))
    csv.field_size_limit(_LONGEST_CELL)
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=header.count), strict=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise SurveyUnreadable(_("line %(line)s is not CSV.") % {"line": reader.line_num}) from error
        if cells is None:
            return
        yield reader.line_num, [cell.strip() for cell in cells]


def _sheet(content: bytes) -> Iterator[Line]:
    import openpyxl  # slow to load, and only workbooks need it

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MOST_UNPACKED:
                raise SurveyUnreadable(_("the workbook unpacks to more than is allowed."))
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_cell(cell) for cell in cells]
    except SurveyUnreadable:
        raise
    except Exception as problem:  # openpyxl raises whatever the broken part of the file makes it raise
        raise SurveyUnreadable(_("it is not a readable XLSX workbook.")) from problem


def _cell(cell: Any) -> str:
    """As the cell would stand in a CSV file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (date, datetime, time)):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
