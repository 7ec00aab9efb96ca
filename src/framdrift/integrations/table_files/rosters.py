"""Tables of employees, row by row, as `organisations.roster.told` wants them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from framdrift.integrations.table_files.dates import DAY_FIRST, MONTH_FIRST, UnreadableDate, read_instant
from framdrift.integrations.table_files.proposing import plain, propose
from framdrift.integrations.table_files.reading import Table, open_table
from framdrift.integrations.table_files.roster_words import EXITS, LANGUAGES, NAMES
from framdrift.organisations.roster import personal_numbers
from framdrift.organisations.roster.told import Look, Told, Unread, Unreadable
from framdrift.recruiting.transitions.told import Unreadable as TableUnreadable

_LONGEST: Mapping[str, int] = {
    "external_id": 80, "name": 120, "email": 254, "private_email": 254, "phone": 40, "title": 120, "unit": 120,
    "manager": 254,
}  # fmt: skip
_PREVIEWED, _SHOWN = 5, 80
_LEVELS = ("division", "department", "unit")
_BETWEEN_LEVELS = re.compile(r"\s*(?:>|›|\\)\s*|\s+/\s+")
_NO_ZONE = ZoneInfo("UTC")


class _Refused(Exception):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


def meanings() -> tuple[str, ...]:
    """What a column can mean."""
    return tuple(NAMES)


def look_at(path: Path, *, encoding: str = "", file_name: str = "") -> Look:
    """The header, what each column seems to mean, and the first rows with personal identity numbers masked."""
    table = _open(path, encoding=encoding, file_name=file_name)
    first: list[tuple[str, ...]] = []
    try:
        for _line, cells in table.rows:
            if len(first) == _PREVIEWED:
                break
            first.append(tuple(_shown(*one) for one in zip(table.header, cells, strict=False)))
    except TableUnreadable as no:
        raise Unreadable(str(no)) from None
    masked = tuple(column for column in table.header if personal_numbers.is_named_so(column))
    readable = [column for column in table.header if column not in masked]
    return Look(table.header, table.digest, propose(readable, NAMES), tuple(first), masked)


def read(path: Path, *, mapping: Mapping[str, Any], file_name: str) -> Iterator[Told | Unread]:
    """Every row; one that cannot be read gives an Unread and nothing else. Raises Unreadable."""
    table = _open(path, encoding=str(mapping.get("encoding") or ""), file_name=file_name)
    rows = _Rows(_columns(table, mapping, file_name), mapping)
    try:
        for line, cells in table.rows:
            if not any(_text(cell) for cell in cells):
                continue
            yield rows.told(line, cells, width=len(table.header))
    except TableUnreadable as no:
        raise Unreadable(str(no)) from None


def _open(path: Path, *, encoding: str, file_name: str) -> Table:
    try:
        return open_table(path, encoding=encoding, file_name=file_name)
    except TableUnreadable as no:
        raise Unreadable(str(no)) from None


def _shown(column: str, cell: Any) -> str:
    text = _text(cell)
    if text and personal_numbers.is_named_so(column):
        return personal_numbers.MASK
    return personal_numbers.masked(text)[:_SHOWN]


def _columns(table: Table, mapping: Mapping[str, Any], file_name: str) -> dict[str, int]:
    """The place of each column that means something. Raises Unreadable naming what is wrong."""
    asked = mapping.get("columns")
    readable = [column for column in table.header if not personal_numbers.is_named_so(column)]
    chosen = {key: column for key, column in dict(asked).items() if column} if asked else propose(readable, NAMES)
    unknown = [f"{key}: {column}" for key, column in chosen.items() if column not in table.header or key not in NAMES]
    listed = ", ".join(table.header[:40])
    if unknown:
        raise Unreadable(
            _("%(file)s: the mapping names what is not there: %(entries)s. The columns are: %(columns)s.")
            % {"file": file_name, "entries": ", ".join(unknown), "columns": listed}
        )
    for column in chosen.values():
        if personal_numbers.is_named_so(column):
            sentence = _("%(file)s: the column %(column)s holds personal identity numbers, which are never taken in.")
            raise Unreadable(sentence % {"file": file_name, "column": column})
    missing = [words for words in _missing(chosen) if words]
    if missing:
        raise Unreadable(
            _("%(file)s: no column is known for %(missing)s. Name it in a mapping; the columns are: %(columns)s.")
            % {"file": file_name, "missing": ", ".join(missing), "columns": listed}
        )
    return {meaning: table.header.index(column) for meaning, column in chosen.items()}


def _missing(chosen: Mapping[str, str]) -> Iterator[str]:
    if "name" not in chosen and not {"first_name", "last_name"} <= chosen.keys():
        yield "name"
    if not {"external_id", "email"} & chosen.keys():
        yield "external_id"
    if "started_on" not in chosen:
        yield "started_on"


class _Rows:
    """Reads rows by the chosen columns."""

    def __init__(self, columns: Mapping[str, int], mapping: Mapping[str, Any]) -> None:
        self._columns = columns
        self._width = max(columns.values()) + 1
        self._order = str(mapping.get("dates") or "")
        if self._order not in ("", DAY_FIRST, MONTH_FIRST):
            raise Unreadable(_("dates: write %(one)s or %(other)s.") % {"one": DAY_FIRST, "other": MONTH_FIRST})
        own = {plain(str(word)): str(code) for word, code in dict(mapping.get("exits") or {}).items()}
        if wrong := sorted(set(own.values()) - EXITS.keys()):
            raise Unreadable(_("The mapping says nothing known here: %(entries)s.") % {"entries": ", ".join(wrong)})
        self._exits = _by_word(EXITS) | own
        self._languages = _by_word(LANGUAGES)

    def told(self, line: int, cells: Sequence[Any], *, width: int) -> Told | Unread:
        """What one row tells, or why it is not taken."""
        if any(_text(cell) for cell in cells[width:]) or len(cells) < self._width:
            sentence = _("The row has %(found)d cells, the header has %(wanted)d.")
            return Unread(line, "", sentence % {"found": len(cells), "wanted": width})
        words = {meaning: _text(cells[place]) for meaning, place in self._columns.items()}
        number = words.get("external_id") or words.get("email", "").lower()
        try:
            return self._read(line, cells, words, number)
        except _Refused as no:
            known = "" if personal_numbers.holds_number(number) else number
            return Unread(line, no.field, no.reason, known, (words.get("email", ""), _name(words)))

    def _read(self, line: int, cells: Sequence[Any], words: dict[str, str], number: str) -> Told:
        if not number:
            raise _Refused("external_id", _("The cell is empty."))
        if personal_numbers.holds_number(number):
            sentence = _("This is a personal identity number, which is never kept. Use the company's own number.")
            raise _Refused("external_id", sentence)
        remarks = tuple(self._mask(words))
        name = _name(words)
        if not name:
            raise _Refused("name", _("The cell is empty."))
        for field in ("email", "private_email"):
            _check_address(field, words.get(field, ""))
        _check_length({**words, "external_id": number, "name": name})
        started, ended = self._date("started_on", cells), self._date("ended_on", cells)
        if started and ended and ended < started:
            raise _Refused("ended_on", _("The last day is before the first."))
        return Told(
            line=line,
            external_id=number,
            name=name,
            email=words.get("email", "").lower(),
            private_email=words.get("private_email", "").lower(),
            phone=words.get("phone", ""),
            title=words.get("title", ""),
            language=self._word("language", words, self._languages),
            unit=_path(words),
            manager=words.get("manager", ""),
            started_on=started,
            ended_on=ended,
            exit_type=self._word("exit_type", words, self._exits) if ended else "",
            remarks=remarks,
        )

    def _mask(self, words: dict[str, str]) -> Iterator[str]:
        for meaning, text in words.items():
            if text and (clean := personal_numbers.masked(text)) != text:
                words[meaning] = clean
                yield _("%(field)s: a personal identity number was masked.") % {"field": meaning}

    def _word(self, field: str, words: Mapping[str, str], known: Mapping[str, str]) -> str:
        text = words.get(field, "")
        if text and plain(text) not in known:
            sentence = _("%(word)s is not known; say in the mapping what it means, or leave the cell empty.")
            raise _Refused(field, sentence % {"word": f"“{text[:40]}”"})
        return known[plain(text)] if text else ""

    def _date(self, name: str, cells: Sequence[Any]) -> date | None:
        place = self._columns.get(name)
        cell = None if place is None else cells[place]
        if cell is None or not str(cell).strip():
            return None
        try:
            return read_instant(cell, zone=_NO_ZONE, order=self._order)[0].astimezone(UTC).date()
        except UnreadableDate as no:
            raise _Refused(name, str(no)) from None


def _path(words: Mapping[str, str]) -> tuple[str, ...]:
    """The unit from the top: the levels in columns of their own, the last one perhaps a path itself."""
    levels = [part for level in _LEVELS for part in _BETWEEN_LEVELS.split(words.get(level, "")) if part]
    return tuple(part for place, part in enumerate(levels) if place == 0 or part != levels[place - 1])


def _name(words: Mapping[str, str]) -> str:
    return words.get("name") or f"{words.get('first_name', '')} {words.get('last_name', '')}".strip()


def _by_word(known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {plain(word): code for code, words in known.items() for word in (code, *words)}


def _check_address(field: str, text: str) -> None:
    if text and (text.count("@") != 1 or " " in text or text.startswith("@") or text.endswith("@") or len(text) > 254):
        raise _Refused(field, _("%(text)s is no mail address.") % {"text": f"“{text[:40]}”"})


def _check_length(words: Mapping[str, str]) -> None:
    for field, most in _LONGEST.items():
        if len(words.get(field, "")) > most:
            raise _Refused(field, _("The text is longer than %(most)d characters.") % {"most": most})


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).replace("\0", "").split())
