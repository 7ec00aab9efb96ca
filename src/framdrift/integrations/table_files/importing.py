"""Tables of candidates or of their steps, as transitions. One row tells of one candidate at one step, or of their whole
way: when they applied, where they stand since when, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from framdrift.integrations.table_files.dates import DAY_FIRST, MONTH_FIRST, UnreadableDate, read_instant
from framdrift.integrations.table_files.proposing import NAMES, propose
from framdrift.integrations.table_files.reading import Table, open_table
from framdrift.recruiting.kinds import Precision
from framdrift.recruiting.transitions.stages import Words
from framdrift.recruiting.transitions.told import Application, Reading, Transition, Unread, Unreadable

_LONGEST = 120
_DATES = ("applied", "entered", "left", "ended")


class _Refused(Exception):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table looks like before it is read: its header, first rows, and what each column seems to mean."""

    header: tuple[str, ...]
    digest: str
    proposed: dict[str, str]
    rows: tuple[tuple[str, ...], ...]


def look_at(path: Path, *, encoding: str = "", file_name: str = "", rows: int = 5) -> Preview:
    """The header and the first rows of a table. Raises Unreadable."""
    table = open_table(path, encoding=encoding, file_name=file_name)
    first = [tuple(_text(cell)[:80] for cell in cells) for _line, cells in _up_to(table.rows, rows)]
    return Preview(table.header, table.digest, propose(table.header), tuple(first))


def meanings() -> tuple[str, ...]:
    """What a column can mean."""
    return tuple(NAMES)


def read(path: Path, reading: Reading) -> Iterator[Transition | Unread]:
    """The transitions of every row; a row that cannot be read gives one Unread and nothing else."""
    mapping = reading.mapping
    table = open_table(
        path,
        encoding=str(mapping.get("encoding") or ""),
        delimiter=str(mapping.get("delimiter") or ""),
        file_name=reading.file_name,
    )
    columns = _columns(table, mapping, reading)
    rows = _Rows(columns, reading)
    is_empty = True
    for line, cells in table.rows:
        if not any(_text(cell) for cell in cells):
            continue
        is_empty = False
        if any(_text(cell) for cell in cells[len(table.header) :]) or len(cells) < len(columns):
            told = {"found": len(cells), "wanted": len(table.header)}
            yield Unread(line, "", _("The row has %(found)d cells, the header has %(wanted)d.") % told)
            continue
        try:
            yield from rows.read(line, cells)
        except _Refused as no:
            yield Unread(line, no.field, no.reason)
    if is_empty:
        raise Unreadable(_("%(file)s: the table has a header and no rows.") % {"file": reading.file_name})


def _columns(table: Table, mapping: Mapping[str, Any], reading: Reading) -> dict[str, int]:
    """The place of each column that means something. Raises Unreadable where one that is needed is missing."""
    asked = mapping.get("columns")
    chosen = {key: column for key, column in dict(asked).items() if column} if asked else propose(table.header)
    unknown = [f"{meaning}: {column}" for meaning, column in chosen.items() if column not in table.header]
    unknown += [str(meaning) for meaning in chosen if meaning not in NAMES]
    if unknown:
        raise Unreadable(
            _("%(file)s: the mapping names what is not there: %(entries)s. The columns are: %(columns)s.")
            % {"file": reading.file_name, "entries": ", ".join(unknown), "columns": ", ".join(table.header[:40])}
        )
    missing = [words for words in _missing(chosen, reading) if words]
    if missing:
        raise Unreadable(
            _("%(file)s: no column is known for %(missing)s. Name it in a mapping; the columns are: %(columns)s.")
            % {"file": reading.file_name, "missing": ", ".join(missing), "columns": ", ".join(table.header[:40])}
        )
    return {meaning: table.header.index(column) for meaning, column in chosen.items()}


def _missing(chosen: Mapping[str, str], reading: Reading) -> Iterator[str]:
    if not {"candidate", "first_name", "last_name", "email", "candidate_id", "application_id"} & chosen.keys():
        yield "candidate"
    if "job" not in chosen and not reading.assignment:
        yield "job"
    if "company" not in chosen and not reading.company:
        yield "company"
    if "stage" not in chosen and "applied" not in chosen:
        yield "stage"
    if not {"entered", "applied"} & chosen.keys():
        yield "entered"


class _Rows:
    """Reads rows by the chosen columns."""

    def __init__(self, columns: Mapping[str, int], reading: Reading) -> None:
        self._columns = columns
        self._reading = reading
        self._words = Words(reading.mapping)
        self._order = _order(reading)
        self._zone = _zone(reading)

    def read(self, line: int, cells: Sequence[Any]) -> Iterator[Transition]:
        """Everything that one row tells; all of it is understood before the first is given."""
        values = {meaning: _text(cells[place]) for meaning, place in self._columns.items() if place < len(cells)}
        dates = {name: self._date(name, cells) for name in _DATES}
        told = list(self._told(line, self._application(values), values, dates))
        if not told:
            raise _Refused("stage", _("The row tells of no step and no end."))
        yield from told

    def _told(
        self,
        line: int,
        application: Application,
        values: Mapping[str, str],
        dates: Mapping[str, tuple[datetime, Precision] | None],
    ) -> Iterator[Transition]:
        owner, stage = application.external_id, values.get("stage", "")
        status = self._status(values.get("outcome", ""))
        shared: dict[str, Any] = {"source": self._reading.source, "application": application, "line": line}
        shared["actor"] = values.get("actor", "")
        if applied := dates["applied"]:
            yield Transition(
                **shared, external_id=f"{owner}|applied", to_step="Applied", entered_at=applied[0], precision=applied[1]
            )
        if stage:
            entered, precision = dates["entered"] or self._only_current(dates["applied"])
            left = dates["left"] or (None, "")
            told = values.get("event_id") or f"{stage.casefold()}|{entered.isoformat()}"
            is_end = bool(self._words.stage(stage).status)
            yield Transition(
                **shared,
                external_id=f"{owner}|{told}",
                to_step=stage,
                entered_at=entered,
                left_at=left[0],
                precision=precision,
                reason=values.get("reason", "") if is_end else "",
                raw={"outcome": values["outcome"]} if values.get("outcome") else {},
            )
        if status and not (stage and self._words.stage(stage).status == status):
            ended = dates["ended"] or dates["left"]
            if ended is None:
                raise _Refused("ended", _("The outcome has no date."))
            yield Transition(
                **shared,
                external_id=f"{owner}|ended",
                to_step=values["outcome"],
                entered_at=ended[0],
                precision=ended[1],
                ends=status,
                reason=values.get("reason", ""),
            )

    def _only_current(self, applied: tuple[datetime, Precision] | None) -> tuple[datetime, Precision]:
        """A table without dates of its steps tells only where somebody stands now."""
        if "entered" in self._columns or applied is None:
            raise _Refused("entered", _("The date is missing."))
        return applied[0], Precision.CURRENT_ONLY

    def _status(self, outcome: str) -> str:
        status = self._words.outcome(outcome)
        if status is None:
            sentence = _("The outcome %(word)s is not known; say in the mapping what it means.")
            raise _Refused("outcome", sentence % {"word": f"“{outcome[:40]}”"})
        return status

    def _application(self, values: Mapping[str, str]) -> Application:
        name = values.get("candidate") or f"{values.get('first_name', '')} {values.get('last_name', '')}".strip()
        email = values.get("email", "")
        if email and ("@" not in email or " " in email or len(email) > 254):
            raise _Refused("email", _("%(text)s is no mail address.") % {"text": f"“{email[:40]}”"})
        if len(name) > _LONGEST:
            raise _Refused("candidate", _("The name is longer than %(most)d characters.") % {"most": _LONGEST})
        person = values.get("candidate_id") or email.lower() or name.casefold()
        if not person and not values.get("application_id"):
            raise _Refused("candidate", _("The row names no candidate."))
        job, company = (
            values.get("job") or self._reading.assignment,
            values.get("company") or self._reading.company,
        )
        for field, value in (("job", job), ("company", company)):
            self._require(field, value)
        place = f"{company.casefold()}|{values.get('job_id') or job.casefold()}"
        return Application(
            external_id=f"{place}|{values.get('application_id') or person}",
            person_id=values.get("candidate_id", ""),
            name=name or email or person or values["application_id"],
            email=email,
            phone=values.get("phone", "")[:40],
            job_id=f"{company.casefold()}|{values['job_id']}" if values.get("job_id") else "",
            job=job,
            company=company,
            recruiter=values.get("recruiter", ""),
            found_by=values.get("found_by", ""),
        )

    def _require(self, field: str, value: str) -> None:
        if not value:
            raise _Refused(field, _("The cell is empty."))
        if len(value) > _LONGEST:
            raise _Refused(field, _("The text is longer than %(most)d characters.") % {"most": _LONGEST})

    def _date(self, name: str, cells: Sequence[Any]) -> tuple[datetime, Precision] | None:
        place = self._columns.get(name)
        cell = cells[place] if place is not None and place < len(cells) else None
        if cell is None or not str(cell).strip():
            return None
        try:
            return read_instant(cell, zone=self._zone, order=self._order)
        except UnreadableDate as no:
            raise _Refused(name, str(no)) from None


def _order(reading: Reading) -> str:
    order = str(reading.mapping.get("dates") or "")
    if order not in ("", DAY_FIRST, MONTH_FIRST):
        raise Unreadable(_("dates: write %(one)s or %(other)s.") % {"one": DAY_FIRST, "other": MONTH_FIRST})
    return order


def _zone(reading: Reading) -> ZoneInfo:
    asked = reading.mapping.get("zone")
    try:
        return ZoneInfo(str(asked)) if asked else reading.zone
    except (ZoneInfoNotFoundError, ValueError):
        raise Unreadable(_("%(zone)s is no time zone known here.") % {"zone": asked}) from None


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).replace("\0", "").split())


def _up_to(rows: Iterator[tuple[int, Sequence[Any]]], most: int) -> Iterator[tuple[int, Sequence[Any]]]:
    for number, row in enumerate(rows):
        if number >= most:
            return
        yield row
