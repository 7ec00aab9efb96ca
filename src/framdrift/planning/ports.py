"""What planning needs of calendars outside, whoever keeps them. The doors are named in settings.CALENDAR_DOORS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Trouble(StrEnum):
    """Why a calendar cannot be used, in a word."""

    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    NOT_A_CALENDAR = "not_a_calendar"
    TOO_LARGE = "too_large"
    INSIDE = "inside"
    NOT_SECURE = "not_secure"
    UNKNOWN_ZONE = "unknown_zone"
    CONSENT_ENDED = "consent_ended"
    SECRET_LOST = "secret_lost"
    READ_ONLY = "read_only"
    SERVER_FAULT = "server_fault"


SENTENCES: Mapping[Trouble, str | Promise] = {
    Trouble.NO_ANSWER: _("%(detail)s did not answer. Check the address; otherwise it is tried again in a while."),
    Trouble.REFUSED: _("%(detail)s did not let us in. Check name and password; many services want an app password."),
    Trouble.NOT_FOUND: _("There is no calendar at this address at %(detail)s."),
    Trouble.NOT_A_CALENDAR: _("What %(detail)s answered is no calendar. Check that the whole address is there."),
    Trouble.TOO_LARGE: _("The calendar at %(detail)s is larger than is read. Share a smaller calendar."),
    Trouble.INSIDE: _("%(detail)s lies inside the network of this installation, where calendars are not read."),
    Trouble.NOT_SECURE: _("The connection to %(detail)s is not secure. The address must begin with https://"),
    Trouble.UNKNOWN_ZONE: _("The calendar names a time zone that nobody knows: %(detail)s. Its times are not used."),
    Trouble.CONSENT_ENDED: _("%(detail)s no longer lets us in. Connect the calendar again."),
    Trouble.SECRET_LOST: _("The stored password cannot be opened on this installation. Connect the calendar again."),
    Trouble.READ_ONLY: _("The calendar at %(detail)s can be read but not written."),
    Trouble.SERVER_FAULT: _("%(detail)s answered with a fault of its own. It is tried again in a while."),
}
PASSING = frozenset({Trouble.NO_ANSWER, Trouble.SERVER_FAULT})
"""What may be well again at the next attempt without anybody doing anything."""


def trouble_sentence(code: str, detail: str) -> str:
    """What went wrong, in the reader's language; empty for no code."""
    return str(SENTENCES[Trouble(code)]) % {"detail": detail} if code else ""


class CalendarTrouble(Exception):
    """A calendar could not be used. `detail` is a host, or the name of a zone: never an address or a password."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        self.trouble, self.detail = trouble, detail
        super().__init__(f"{trouble}: {detail}")

    def sentence(self) -> str:
        """See trouble_sentence."""
        return trouble_sentence(self.trouble, self.detail)


class ChangedElsewhere(Exception):
    """The copy in the calendar is not the one we wrote: its owner, or another program, has changed or removed it."""


class Unchanged(Exception):
    """Nothing has changed since the connection's `mark`."""


@dataclass(frozen=True)
class Busy:
    """A busy time, in UTC, half-open."""

    start_at: datetime
    end_at: datetime
    uid: str = ""
    is_tentative: bool = False


@dataclass(frozen=True)
class Copy:
    """Where a copy of ours lies, and the server's name for this version of it."""

    href: str
    etag: str


@dataclass(frozen=True)
class Reading:
    """What a calendar said. `mark` is given back with the next question; a `secret` that the service changed (a
    refresh token that was replaced) is kept instead of the one before."""

    busy: Sequence[Busy]
    mark: str = ""
    secret: str = ""


@dataclass(frozen=True)
class Found:
    """What an address led to: the calendar's own place and name, and whether it can be written."""

    home: str
    name: str
    may_write: bool


@dataclass(frozen=True)
class Access:
    """What a door is told of a connection: `secret` is open here and nowhere else. `zone`, `email`: the owner's."""

    address: str
    user_name: str
    secret: str
    zone: ZoneInfo
    email: str
    home: str = ""
    mark: str = ""


class CalendarDoor(Protocol):
    """One sort of calendar. Every method raises CalendarTrouble; network waits are short and end."""

    def find(self, access: Access) -> Found:
        """The calendar behind an address: the answer to "does it work?"."""
        ...

    def busy(self, access: Access, *, start: datetime, end: datetime) -> Reading:
        """Busy times that touch [start, end). Raises Unchanged where `access.mark` still holds."""
        ...

    def place(self, access: Access, *, uid: str) -> str:
        """Where a new object of this UID will lie; empty where the service chooses."""
        ...

    def put(self, access: Access, *, uid: str, data: bytes, copy: Copy | None) -> Copy:
        """Write an object: new where `copy` is None, else in place of that copy. Raises ChangedElsewhere."""
        ...

    def remove(self, access: Access, *, copy: Copy) -> None:
        """Take a copy away; one that is gone already is well. Raises ChangedElsewhere."""
        ...


def door(kind: str) -> CalendarDoor:
    """The door for a kind of calendar. Imported when it is needed: a page that shows settings needs no door."""
    place, _dot, name = settings.CALENDAR_DOORS[kind].rpartition(".")
    return cast("CalendarDoor", getattr(import_module(place), name))
