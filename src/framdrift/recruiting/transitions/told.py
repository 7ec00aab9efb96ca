"""What another system tells, in the one shape that every import ends in: who stood where, from when.

A door for such a system (a folder in `integrations`) has a module `importing` with a function `read` that yields
`Transition` and `RefusedRow`, and one line in `settings.IMPORT_READERS`. Nothing else knows the system.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from framdrift.recruiting.kinds import Precision


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an export of JSON something stands: an entry, from 1, of an outermost list of a file, by the list's name
    where it has one; 0 is what stands around the lists. `id` is the source's own of the object, `line` its number in
    the whole export, from 1."""

    file: str
    line: int
    entry: int = 0
    under: str = ""
    id: str = ""

    def in_words(self) -> str:
        """Such as `candidates.json, entry 12 (id 345)`, in the reader's language."""
        where = [self.file, self.under, _("entry %(number)d") % {"number": self.entry} if self.entry else ""]
        return ", ".join(filter(None, where)) + (f" (id {self.id[:60]})" if self.id else "")

    def refused(self, field: str, reason: str) -> Unread:
        """What stands here is not taken."""
        return Unread(self.line, field, reason, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Whose candidacy, in which assignment at which company. `external_id` is the source's own id of it.

    `person_id` and `job_id` are the source's ids of candidate and assignment; without them the person is known by
    address or application, and the assignment by company and title. `recruiter` is an address or a name.
    """

    external_id: str
    name: str
    job: str
    company: str
    person_id: str = ""
    job_id: str = ""
    email: str = ""
    phone: str = ""
    recruiter: str = ""
    found_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One thing that the source tells: `application` came to `to_step` at `entered_at` (aware).

    `to_step` is the source's own word. `ends` is set where the source itself says that the candidacy ended there
    (hired, rejected, withdrew, declined, expired), `reason` is then its word for why. `removed`: told before, and
    taken back. `whole`: the file tells all of this application, so that what it told before and leaves out now is taken
    back too (its ids begin with the application's and a bar). `line` is the row of the file, or the number of the
    object in it, from 1; `place` says where an export of JSON told it.
    """

    source: str
    external_id: str
    application: Application
    to_step: str
    entered_at: datetime
    from_step: str = ""
    left_at: datetime | None = None
    actor: str = ""
    precision: str = Precision.EXACT
    raw: Mapping[str, Any] = field(default_factory=dict)
    ends: str = ""
    reason: str = ""
    removed: bool = False
    whole: bool = False
    line: int = 0
    place: Place | None = None

    def kept(self) -> dict[str, Any]:
        """What is kept of it for later imports: the source's own codes and times, no name and no address."""
        left = self.left_at.isoformat() if self.left_at else None
        told = {"to": self.to_step, "at": self.entered_at.isoformat(), "left": left, "ends": self.ends}
        told |= {"reason": self.reason, "precision": self.precision, "actor": self.actor, "from": self.from_step}
        return {key: value for key, value in told.items() if value} | ({"raw": dict(self.raw)} if self.raw else {})

    def digest(self) -> str:
        """Changes when anything told changes."""
        told = json.dumps([self.kept(), asdict(self.application)], sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()

    def refused(self, field: str, reason: str) -> Unread:
        """This is not taken."""
        return Unread(self.line, field, reason, self.place)


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that is not taken: its line, the field that is wrong, and a sentence in the reader's language.

    What stood in an export of JSON has a place, which says more to people than the number.
    """

    line: int
    field: str
    reason: str
    place: Place | None = None

    def where(self) -> str:
        """The place in words; empty for a row of a table, whose line says it."""
        return self.place.in_words() if self.place else ""


class Unreadable(Exception):
    """The whole file is refused; the sentence names it and says what to do."""


class Misread(Unreadable):
    """Its bytes are not text in the encoding that it was read by; another may be chosen."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read. `mapping` is the confirmed mapping: columns, stages, outcomes, dates, encoding.

    `company` and `assignment` stand in where the file names none; `arrived_at` where a webhook has no time at all. The
    reader notes in `left_out` the files of a folder that it takes nothing from, by name, with a sentence that says why.
    """

    source: str
    arrived_at: datetime
    zone: ZoneInfo
    company: str = ""
    assignment: str = ""
    file_name: str = ""
    mapping: Mapping[str, Any] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


class Reader(Protocol):
    """The module `importing` of an integration."""

    def read(self, path: Path, reading: Reading) -> Iterator[Transition | Unread]:
        """Every transition in the order of the file. Raises `Unreadable` where the file as such cannot be read."""
        ...


def formats() -> tuple[str, ...]:
    """The formats that can be imported, as settings name them."""
    return tuple(settings.IMPORT_READERS)


def reader_of(name: str) -> Reader:
    """The integration that reads a format. Raises KeyError for an unknown name."""
    return cast(Reader, import_module(settings.IMPORT_READERS[name]))
