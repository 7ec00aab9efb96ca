"""From what a person typed, or a provider answered, to a calendar that works: it is asked before it is kept."""

from __future__ import annotations

import hashlib

from framdrift.foundation.outgoing import host_of
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.planning.availability import oauth
from framdrift.planning.availability.actions import Calendar
from framdrift.planning.models import CalendarConnection
from framdrift.planning.ports import Access, CalendarTrouble, Trouble, door

_Kind = CalendarConnection.Kind


def caldav_calendar(*, address: str, user_name: str, password: str, by: Viewer) -> Calendar:
    """The calendar behind an address. Raises CalendarTrouble."""
    given = address if "://" in address else f"https://{address}"
    found = door(_Kind.CALDAV).find(_access(by, address=given, user_name=user_name, secret=password))
    return Calendar(_Kind.CALDAV, given, user_name, password, found.home, found.may_write)


def feed_calendar(*, address: str, by: Viewer) -> Calendar:
    """The feed at an address, which is its own key: it is told apart by its host and a digest. Raises
    CalendarTrouble."""
    found = door(_Kind.FEED).find(_access(by, address=host_of(address), user_name="", secret=address))
    digest = hashlib.sha256(address.encode()).hexdigest()[:12]
    return Calendar(_Kind.FEED, host_of(address), digest, address, found.home, may_write=False)


def provider_calendar(*, kind: str, code: str, state: str, back_to: str, by: Viewer) -> Calendar:
    """The calendar that a person has given leave to use. Raises CalendarTrouble, oauth.StateRefused."""
    asked = oauth.provider(kind)
    tokens = oauth.exchange(asked, code=code, state=state, account_id=by.account_id or 0, back_to=back_to)
    if not tokens.refresh:
        raise CalendarTrouble(Trouble.CONSENT_ENDED, asked.name)
    found = door(kind).find(_access(by, address=asked.name, user_name="", secret=tokens.refresh))
    return Calendar(kind, asked.name, found.home, tokens.refresh, found.home, found.may_write)


def _access(by: Viewer, *, address: str, user_name: str, secret: str) -> Access:
    email = Account.objects.values_list("email", flat=True).get(pk=by.account_id or 0)
    return Access(address=address, user_name=user_name, secret=secret, zone=by.zone, email=email)
