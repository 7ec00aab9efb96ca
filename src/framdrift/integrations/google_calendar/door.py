"""The door to calendars at Google. Free/busy tells times alone: no titles ever come over the wire."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

from framdrift.planning.availability.json_calls import Caller
from framdrift.planning.availability.oauth import provider, refreshed
from framdrift.planning.availability.own_events import PlainEvent, plain_event
from framdrift.planning.ports import Access, Busy, CalendarDoor, CalendarTrouble, Copy, Found, Reading, Trouble

NAME: Final = "Google Calendar"
_PRIMARY: Final = "primary"
_NO_LETTERS: Final = "?sendUpdates=none"
"""Invitations are our own letters."""


class _Google:
    """See CalendarDoor."""

    def find(self, access: Access) -> Found:
        """The person's own calendar; its id is their address."""
        told = _caller(access).call("GET", f"/calendars/{_PRIMARY}")
        found = told.get("id")
        if not isinstance(found, str) or not found:
            raise CalendarTrouble(Trouble.SERVER_FAULT, NAME)
        return Found(home=found, name=found, may_write=True)

    def busy(self, access: Access, *, start: datetime, end: datetime) -> Reading:
        """What Google counts as busy; it does not tell tentative apart."""
        caller = _caller(access)
        body = {"timeMin": _instant(start), "timeMax": _instant(end), "items": [{"id": access.home}]}
        told = caller.call("POST", "/freeBusy", body).get("calendars")
        calendar = told.get(access.home) if isinstance(told, dict) else None
        if not isinstance(calendar, dict):
            raise CalendarTrouble(Trouble.SERVER_FAULT, NAME)
        if calendar.get("errors"):
            raise CalendarTrouble(Trouble.NOT_FOUND, NAME)
        found = [Busy(_read(one.get("start")), _read(one.get("end"))) for one in calendar.get("busy") or []]
        return Reading(found, secret=caller.tokens.refresh)

    def place(self, access: Access, *, uid: str) -> str:
        """See event_id."""
        return event_id(uid)

    def put(self, access: Access, *, uid: str, data: bytes, copy: Copy | None) -> Copy:
        """A new event gets an id made from its UID: Google refuses to make the same one twice."""
        body = _body(plain_event(data))
        if copy is None:
            return _copy(_caller(access).call("POST", _events(access) + _NO_LETTERS, body | {"id": event_id(uid)}))
        return _copy(_caller(access).change(_place(access, copy), body, etag=copy.etag))

    def remove(self, access: Access, *, copy: Copy) -> None:
        """Only in the version that we wrote."""
        _caller(access).remove(_place(access, copy), etag=copy.etag)


def event_id(uid: str) -> str:
    """Letters a to v and digits, as Google wants them (base32hex); hexadecimal is part of that."""
    return hashlib.sha256(uid.encode()).hexdigest()[:40]


def _body(event: PlainEvent) -> dict[str, Any]:
    return {
        "summary": event.summary,
        "description": event.description,
        "location": event.place,
        "start": {"dateTime": _instant(event.start_at)},
        "end": {"dateTime": _instant(event.end_at)},
        "status": "confirmed",
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(given: Any) -> datetime:
    try:
        read = datetime.fromisoformat(str(given))
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise CalendarTrouble(Trouble.SERVER_FAULT, NAME)
    return read.astimezone(UTC)


def _caller(access: Access) -> Caller:
    return Caller("google", NAME, refreshed(provider("google"), access.secret), {})


def _events(access: Access) -> str:
    return f"/calendars/{quote(access.home or _PRIMARY, safe='')}/events"


def _place(access: Access, copy: Copy) -> str:
    return f"{_events(access)}/{quote(copy.href, safe='')}{_NO_LETTERS}"


def _copy(told: Mapping[str, Any]) -> Copy:
    if not isinstance(told.get("id"), str):
        raise CalendarTrouble(Trouble.SERVER_FAULT, NAME)
    return Copy(href=told["id"], etag=str(told.get("etag") or ""))


GOOGLE: Final[CalendarDoor] = _Google()
