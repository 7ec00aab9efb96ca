"""The door to calendars at Microsoft 365. Times alone are kept of what getSchedule tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from framdrift.planning.availability.json_calls import Caller
from framdrift.planning.availability.oauth import provider, refreshed
from framdrift.planning.availability.own_events import PlainEvent, plain_event
from framdrift.planning.ports import Access, Busy, CalendarDoor, CalendarTrouble, Copy, Found, Reading, Trouble

NAME: Final = "Microsoft 365"
_AT_A_TIME: Final = timedelta(days=30)
"""getSchedule answers for a limited period at a time."""
_BUSY: Final = frozenset({"busy", "oof", "tentative", "unknown"})
_PREFER: Final = 'IdType="ImmutableId", outlook.timezone="UTC"'


class _Graph:
    """See CalendarDoor."""

    def find(self, access: Access) -> Found:
        """Whose calendar the leave is for; `home` is the address that getSchedule asks about."""
        told = _caller(access).call("GET", "/me?$select=mail,userPrincipalName")
        address = told.get("mail") or told.get("userPrincipalName")
        if not isinstance(address, str) or not address:
            raise CalendarTrouble(Trouble.SERVER_FAULT, NAME)
        return Found(home=address, name=address, may_write=True)

    def busy(self, access: Access, *, start: datetime, end: datetime) -> Reading:
        """Busy, tentative and out of office; "working elsewhere" and free are not busy."""
        caller = _caller(access)
        found: list[Busy] = []
        low = start
        while low < end:
            high = min(low + _AT_A_TIME, end)
            found += _schedule(access.home, caller, low, high)
            low = high
        return Reading(sorted(set(found), key=lambda one: one.start_at), secret=caller.tokens.refresh)

    def place(self, access: Access, *, uid: str) -> str:
        """Microsoft gives events their ids."""
        return ""

    def put(self, access: Access, *, uid: str, data: bytes, copy: Copy | None) -> Copy:
        """`transactionId` keeps a second attempt after a lost answer from making a second event."""
        body = _body(plain_event(data))
        if copy is None:
            return _copy(_caller(access).call("POST", "/me/events", body | {"transactionId": uid}))
        return _copy(_caller(access).change(_place(copy), body, etag=copy.etag))

    def remove(self, access: Access, *, copy: Copy) -> None:
        """Only in the version that we wrote."""
        _caller(access).remove(_place(copy), etag=copy.etag)


def _schedule(address: str, caller: Caller, start: datetime, end: datetime) -> Iterator[Busy]:
    body = {
        "schedules": [address],
        "startTime": _instant(start),
        "endTime": _instant(end),
        "availabilityViewInterval": 30,
    }
    told = caller.call("POST", "/me/calendar/getSchedule", body)
    for schedule in told.get("value") or []:
        if schedule.get("error"):
            raise CalendarTrouble(Trouble.NOT_FOUND, NAME)
        for item in schedule.get("scheduleItems") or []:
            status = str(item.get("status", "")).lower()
            begins, ends = _read(item.get("start")), _read(item.get("end"))
            if status in _BUSY and ends > begins:
                yield Busy(begins, ends, is_tentative=status == "tentative")


def _body(event: PlainEvent) -> dict[str, Any]:
    return {
        "subject": event.summary,
        "body": {"contentType": "text", "content": event.description},
        "start": _instant(event.start_at),
        "end": _instant(event.end_at),
        "location": {"displayName": event.place},
        "showAs": "busy",
    }


def _instant(at: datetime) -> dict[str, str]:
    return {"dateTime": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}


def _read(given: Any) -> datetime:
    """A dateTimeTimeZone in UTC, as we ask for it; seven decimals are more than datetime reads."""
    try:
        text, zone = str(given["dateTime"])[:19], given.get("timeZone", "UTC")
        read = datetime.fromisoformat(text)
    except (TypeError, KeyError, ValueError, AttributeError):
        raise CalendarTrouble(Trouble.SERVER_FAULT, NAME) from None
    if zone not in {"UTC", "Etc/UTC", "tzone://Microsoft/Utc"}:
        raise CalendarTrouble(Trouble.UNKNOWN_ZONE, str(zone)[:100])
    return read.replace(tzinfo=UTC)


def _caller(access: Access) -> Caller:
    return Caller("graph", NAME, refreshed(provider("graph"), access.secret), {"Prefer": _PREFER})


def _place(copy: Copy) -> str:
    return f"/me/events/{quote(copy.href, safe='')}"


def _copy(told: Mapping[str, Any]) -> Copy:
    if not isinstance(told.get("id"), str):
        raise CalendarTrouble(Trouble.SERVER_FAULT, NAME)
    return Copy(href=told["id"], etag=str(told.get("@odata.etag") or ""))


GRAPH: Final[CalendarDoor] = _Graph()
