"""The few requests of CalDAV that are needed, over the careful requests of planning. XML from servers is hostile.

PROPFIND finds (RFC 4918, 9.1), REPORT reads (RFC 4791, 7.8), PUT and DELETE write under a condition (RFC 4791, 5.3.2):
`If-None-Match: *` makes a new object or nothing, `If-Match` replaces the version that we know or nothing.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError  # the types alone: defusedxml parses

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from framdrift.foundation.outgoing import Answer, host_of
from framdrift.planning.availability.asking import asked, well
from framdrift.planning.ports import CalendarTrouble, ChangedElsewhere, Trouble

DAV, CAL = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_NAMES: Final = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
_WHO_AND_WHAT: Final = f"""<?xml version="1.0" encoding="utf-8"?><d:propfind {_NAMES}><d:prop><d:resourcetype/>
<d:displayname/><d:current-user-principal/><c:calendar-home-set/><c:supported-calendar-component-set/>
<d:current-user-privilege-set/></d:prop></d:propfind>"""
_OBJECTS: Final = """<?xml version="1.0" encoding="utf-8"?><c:calendar-query {names}><d:prop><d:getetag/>
<c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
<c:time-range start="{start}" end="{end}"/></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"""


@dataclass(frozen=True)
class Login:
    """Who asks. The password stands in no message and no error."""

    user_name: str
    password: str

    def headers(self) -> dict[str, str]:
        """Basic authentication (RFC 7617), in UTF-8."""
        pair = f"{self.user_name}:{self.password}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


@dataclass(frozen=True)
class Place:
    """One resource on a server, as it describes itself. `principal` and `home` are addresses, empty where not told."""

    address: str
    name: str
    is_calendar: bool
    holds_events: bool
    may_write: bool
    principal: str
    home: str


def places(address: str, login: Login, *, depth: int) -> list[Place]:
    """What lies at an address (depth 0) and directly below it (depth 1). Raises CalendarTrouble."""
    headers = login.headers() | {"Depth": str(depth), "Content-Type": "application/xml; charset=utf-8"}
    answer = asked("PROPFIND", address, headers=headers, body=_WHO_AND_WHAT.encode())
    return [_place(one, answer.address) for one in _responses(well(answer))]


def objects(address: str, login: Login, *, start: datetime, end: datetime) -> list[bytes]:
    """The calendar objects that touch [start, end), whole: repeats are unfolded here, not by the server."""
    headers = login.headers() | {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
    query = _OBJECTS.format(names=_NAMES, start=_instant(start), end=_instant(end))
    answer = well(asked("REPORT", address, headers=headers, body=query.encode()))
    found = (one.findtext(f".//{CAL}calendar-data") for one in _responses(answer))
    return [text.encode() for text in found if text]


def put(address: str, login: Login, data: bytes, *, etag: str | None) -> str:
    """Write an object, new where `etag` is None; the new etag, asked for where the server does not say it. Raises
    ChangedElsewhere where there is another version, or already one."""
    headers = login.headers() | {"Content-Type": "text/calendar; charset=utf-8"} | _condition(etag)
    answer = asked("PUT", address, headers=headers, body=data, follows=False)
    if answer.status == 412 or (answer.status == 404 and etag is not None):
        raise ChangedElsewhere
    if answer.status in {403, 405}:
        raise CalendarTrouble(Trouble.READ_ONLY, host_of(address))
    return well(answer).headers.get("etag", "") or etag_of(address, login)


def delete(address: str, login: Login, *, etag: str) -> None:
    """Take an object away; one that is gone is well. Raises ChangedElsewhere."""
    headers = login.headers() | (_condition(etag) if etag else {})
    answer = asked("DELETE", address, headers=headers, follows=False)
    if answer.status == 412:
        if not etag_of(address, login):
            return
        raise ChangedElsewhere
    if answer.status not in {404, 410}:
        well(answer)


def etag_of(address: str, login: Login) -> str:
    """The version that lies there now; empty where there is none."""
    return asked("HEAD", address, headers=login.headers()).headers.get("etag", "")


def _condition(etag: str | None) -> dict[str, str]:
    return {"If-None-Match": "*"} if etag is None else {"If-Match": etag or "*"}


def _responses(answer: Answer) -> Iterator[Element]:
    try:
        root = fromstring(answer.body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise CalendarTrouble(Trouble.NOT_A_CALENDAR, host_of(answer.address)) from None
    yield from root.iter(f"{DAV}response")


def _place(response: Element, base: str) -> Place:
    kinds = response.find(f".//{DAV}resourcetype")
    parts = [one.get("name", "") for one in response.iterfind(f".//{CAL}supported-calendar-component-set/{CAL}comp")]
    privileges = {one.tag for one in response.iterfind(f".//{DAV}current-user-privilege-set/{DAV}privilege/*")}
    return Place(
        address=_joined(base, response.findtext(f"{DAV}href")),
        name=" ".join((response.findtext(f".//{DAV}displayname") or "").split())[:100],
        is_calendar=kinds is not None and kinds.find(f"{CAL}calendar") is not None,
        holds_events=not parts or "VEVENT" in parts,
        may_write=not privileges or not privileges.isdisjoint({f"{DAV}write", f"{DAV}all", f"{DAV}write-content"}),
        principal=_joined(base, response.findtext(f".//{DAV}current-user-principal/{DAV}href")),
        home=_joined(base, response.findtext(f".//{CAL}calendar-home-set/{DAV}href")),
    )


def _joined(base: str, href: str | None) -> str:
    return urljoin(base, href.strip()) if href and href.strip() else ""


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
