"""A talk as its interviewer's calendar shows it, which colleagues may see too: whose it is stands there at level A
alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from framdrift.conversations.kinds import Level
from framdrift.conversations.models import Invitation
from framdrift.foundation import invitations as calendars
from framdrift.organisations.models import Account
from framdrift.planning.availability.talks import talk_uid
from framdrift.planning.booking.calendar_objects import calendar_name


def hold_of(
    row: Invitation,
    holder: Account,
    *,
    start_at: datetime,
    sequence: int,
    method: calendars.Method | None,
    at: datetime,
    address: str = "",
) -> calendars.Invitation:
    """The time for one who holds the talk. `address` is the talk's page, which asks who is there."""
    name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return calendars.Invitation(
        uid=calendar_name(talk_uid(row.pk)),
        sequence=sequence,
        method=method,
        start_at=start_at,
        end_at=start_at + timedelta(minutes=row.programme.talk_minutes),
        zone=ZoneInfo(holder.zone),
        summary=title_of(row, holder.language),
        organiser=calendars.Attendee(sender, name),
        stamped_at=at,
        description=address,
        place=row.place if row.programme.level == Level.OPEN else "",
        attendees=(calendars.Attendee(holder.email, holder.name, "accepted"),),
    )


def title_of(row: Invitation, language: str) -> str:
    """At level A the programme and the person; elsewhere neither, nor the place, which may be somebody's number."""
    with translation.override(language):
        if row.programme.level != Level.OPEN:
            return _("A conversation")
        return _("%(programme)s with %(person)s") % {
            "programme": row.programme.name_in(language),
            "person": row.employment.name,
        }
