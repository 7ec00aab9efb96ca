"""What a roster file tells, in the one shape that every reader of rosters ends in.

`settings.ROSTER_READER` names the module that reads tables; it has `look_at` and `read` as `RosterReader` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One row. Texts are empty, and days None, where the file has no column or the cell is empty.

    `unit` is the path from the top; `manager` a number, an address or a name. `remarks` say what was masked.
    """

    line: int
    external_id: str
    name: str
    email: str = ""
    private_email: str = ""
    phone: str = ""
    title: str = ""
    language: str = ""
    unit: tuple[str, ...] = ()
    manager: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    exit_type: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that is not taken, or what is wrong with the file at it: line (0: the whole file), field, sentence.

    `external_id` is whose row it is, and `words` what else the person is known by, where that could be read.
    """

    line: int
    field: str
    reason: str
    external_id: str = ""
    words: tuple[str, ...] = ()


class Unreadable(Exception):
    """The whole file is refused; the sentence names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a table looks like before it is read. `masked`: columns of personal identity numbers, never read."""

    header: tuple[str, ...]
    digest: str
    proposed: dict[str, str]
    rows: tuple[tuple[str, ...], ...]
    masked: tuple[str, ...]


class RosterReader(Protocol):
    """The module that reads tables of employees."""

    def look_at(self, path: Path, *, encoding: str = "", file_name: str = "") -> Look:
        """The header and the first rows. Raises Unreadable."""
        ...

    def meanings(self) -> Sequence[str]:
        """What a column can mean."""
        ...

    def read(self, path: Path, *, mapping: Mapping[str, Any], file_name: str) -> Iterator[Told | Unread]:
        """Every row in the order of the file. Raises Unreadable where the file as such cannot be read."""
        ...


def reader() -> RosterReader:
    """The reader that settings name."""
    return cast(RosterReader, import_module(settings.ROSTER_READER))
