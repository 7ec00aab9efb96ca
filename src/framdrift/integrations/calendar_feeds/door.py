"""The door to calendar feeds. The whole address is the key, so it is the connection's secret; nothing else is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from framdrift.foundation.outgoing import host_of
from framdrift.planning.availability.asking import asked, well
from framdrift.planning.availability.reading import Owner, busy_times
from framdrift.planning.ports import (
    Access,
    CalendarDoor,
    CalendarTrouble,
    Copy,
    Found,
    Reading,
    Trouble,
    Unchanged,
)

_NOT_MODIFIED: Final = 304
_ETAG, _DATE = "etag ", "date "
_MAX_MARK: Final = 300


class _Feed:
    """See CalendarDoor."""

    def find(self, access: Access) -> Found:
        """Whether a calendar is published at the address."""
        answer = well(asked("GET", _https(access.secret), headers=_ACCEPT))
        if not answer.body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"BEGIN:VCALENDAR"):
            raise CalendarTrouble(Trouble.NOT_A_CALENDAR, host_of(answer.address))
        return Found(home="", name="", may_write=False)

    def busy(self, access: Access, *, start: datetime, end: datetime) -> Reading:
        """The feed, unless it is the one that was read last (RFC 9110, 13.1.2 and 13.1.3)."""
        answer = asked("GET", _https(access.secret), headers=_ACCEPT | _condition(access.mark))
        if answer.status == _NOT_MODIFIED:
            raise Unchanged
        host = host_of(well(answer).address)
        owner = Owner(access.zone, (access.email,))
        data = answer.body.removeprefix(b"\xef\xbb\xbf")
        found = busy_times(data, owner=owner, start=start, end=end, host=host)
        return Reading(found, mark=_mark(answer.headers.get("etag", ""), answer.headers.get("last-modified", "")))

    def place(self, access: Access, *, uid: str) -> str:
        """A feed cannot be written."""
        return ""

    def put(self, access: Access, *, uid: str, data: bytes, copy: Copy | None) -> Copy:
        """A feed cannot be written."""
        raise CalendarTrouble(Trouble.READ_ONLY, host_of(access.secret))

    def remove(self, access: Access, *, copy: Copy) -> None:
        """A feed cannot be written."""
        raise CalendarTrouble(Trouble.READ_ONLY, host_of(access.secret))


_ACCEPT: Final = {"Accept": "text/calendar, text/plain;q=0.5"}


def _https(address: str) -> str:
    """webcal:// is https:// by another name."""
    scheme, mark, rest = address.partition("://")
    return f"https://{rest}" if mark and scheme.lower() in {"webcal", "webcals"} else address


def _mark(etag: str, modified: str) -> str:
    mark = f"{_ETAG}{etag}" if etag else f"{_DATE}{modified}" if modified else ""
    return mark if len(mark) <= _MAX_MARK and mark.isprintable() else ""


def _condition(mark: str) -> dict[str, str]:
    if mark.startswith(_ETAG):
        return {"If-None-Match": mark.removeprefix(_ETAG)}
    return {"If-Modified-Since": mark.removeprefix(_DATE)} if mark else {}


FEED: Final[CalendarDoor] = _Feed()
