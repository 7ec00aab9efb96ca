"""The door to calendars on CalDAV servers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from urllib.parse import quote, urljoin

from framdrift.foundation.outgoing import host_of
from framdrift.integrations.caldav import protocol
from framdrift.integrations.caldav.protocol import Login, Place
from framdrift.planning.availability.reading import Owner, busy_times
from framdrift.planning.ports import Access, Busy, CalendarDoor, CalendarTrouble, Copy, Found, Reading, Trouble

_WELL_KNOWN: Final = "/.well-known/caldav"


class _CalDav:
    """See CalendarDoor."""

    def find(self, access: Access) -> Found:
        """From whatever address was given to the calendar itself: its own, or the first that holds events in the home
        of whoever signs in."""
        login = _login(access)
        calendars = _calendars(access.address, login)
        if not calendars:
            raise CalendarTrouble(Trouble.NOT_FOUND, host_of(access.address))
        chosen = next((one for one in calendars if one.may_write), calendars[0])
        return Found(home=chosen.address, name=chosen.name, may_write=chosen.may_write)

    def busy(self, access: Access, *, start: datetime, end: datetime) -> Reading:
        """From the events themselves, unfolded here: a server's own free/busy has been seen an hour wrong."""
        home = access.home or self.find(access).home
        owner = Owner(access.zone, (access.email, access.user_name))
        found: list[Busy] = []
        for data in protocol.objects(home, _login(access), start=start, end=end):
            found += busy_times(data, owner=owner, start=start, end=end, host=host_of(home))
        return Reading(sorted(found, key=lambda one: one.start_at))

    def place(self, access: Access, *, uid: str) -> str:
        """The object's name is its UID, so that a second attempt after a lost answer meets itself."""
        return urljoin(_as_folder(access.home), f"{quote(uid, safe='')}.ics")

    def put(self, access: Access, *, uid: str, data: bytes, copy: Copy | None) -> Copy:
        """New only where nothing lies there, else in the version that we know."""
        href = copy.href if copy else self.place(access, uid=uid)
        etag = protocol.put(href, _login(access), data, etag=copy.etag if copy else None)
        return Copy(href, etag)

    def remove(self, access: Access, *, copy: Copy) -> None:
        """Only in the version that we wrote."""
        protocol.delete(copy.href, _login(access), etag=copy.etag)


def _calendars(address: str, login: Login) -> Sequence[Place]:
    """The calendars that hold events, behind an address of any of the four kinds."""
    here = _first(address, login)
    if here.is_calendar and here.holds_events:
        return [here]
    home = here.home or (_first(_trusted(here.principal, address), login).home if here.principal else "")
    below = protocol.places(_trusted(home or here.address, address), login, depth=1)
    return [one for one in below if one.is_calendar and one.holds_events]


def _first(address: str, login: Login) -> Place:
    """The resource at an address; where there is none, the one that the server's well-known address leads to."""
    try:
        found = protocol.places(address, login, depth=0)
    except CalendarTrouble as trouble:
        if trouble.trouble not in {Trouble.NOT_FOUND, Trouble.NOT_A_CALENDAR}:
            raise
        found = protocol.places(urljoin(address, _WELL_KNOWN), login, depth=0)
    if not found:
        raise CalendarTrouble(Trouble.NOT_A_CALENDAR, host_of(address))
    return found[0]


def _trusted(led_to: str, given: str) -> str:
    """Where a server leads to, if the password may go there: the host that was given, or its neighbour in the same
    domain (`caldav.` and `p42-caldav.icloud.com`)."""
    domains = [".".join(host_of(address).split(".")[-2:]) for address in (led_to, given)]
    if domains[0] != domains[1]:
        raise CalendarTrouble(Trouble.NOT_FOUND, host_of(given))
    return led_to


def _login(access: Access) -> Login:
    return Login(access.user_name, access.secret)


def _as_folder(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


CALDAV: Final[CalendarDoor] = _CalDav()
