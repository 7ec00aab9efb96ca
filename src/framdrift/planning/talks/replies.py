"""Answers to a talk's invitation that come by mail: whoever says no to the time gives it back, as on their own page.

A no is to the time and not to the talk, and is kept nowhere but as a time that is free again. A yes changes nothing:
the time was picked already. Each counts only from the address that the invitation went to, and for the time that it
told: an answer to an earlier time says nothing about the one that was agreed since.
"""

from __future__ import annotations

import re
from datetime import datetime

from framdrift.conversations.events import TalkTimeAgreed
from framdrift.conversations.invitations.actions import unbook_time
from framdrift.conversations.invitations.queries import viewer_of_person
from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation
from framdrift.conversations.programmes.people import address_of
from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.invitations import Reply
from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.refusals import Refused
from framdrift.planning.booking.calendar_objects import own_uid
from framdrift.planning.booking.replies import Applied
from framdrift.science.calendars import local_date

_TALKS = re.compile(r"talk-(\d{1,12})")


def is_to_a_talk(reply: Reply) -> bool:
    """Whether a reply answers a talk's invitation, from whomever it comes."""
    return _TALKS.fullmatch(own_uid(reply.uid)) is not None


def apply_talk_reply(reply: Reply, *, sender: str, at: datetime) -> Applied:
    """Do what a reply asks for. `sender`: the address that the mail came from; it must be the one that answers."""
    found = _TALKS.fullmatch(own_uid(reply.uid))
    if found is None or reply.email != sender.strip().lower():
        return Applied.NOT_OURS
    rows = Invitation.objects.filter(pk=int(found[1]), is_anonymous=False)
    row = rows.select_related("programme", "employment", "interviewer").first()
    by = _who_answers(row, reply.email, at=at) if row is not None else None
    if row is None or by is None:
        return Applied.NOT_OURS
    if row.state != InvitationState.BOOKED or reply.sequence < _told(row):
        return Applied.TOO_LATE
    if reply.answer != "declined":
        return Applied.DONE
    try:
        unbook_time(invitation=row, by=by, at=at)
    except Refused:
        return Applied.TOO_LATE
    return Applied.DONE


def _who_answers(row: Invitation, email: str, *, at: datetime) -> Viewer | None:
    """The person, at the address that letters about the talk go to, or who holds it."""
    today = local_date(at, agency_zone())
    if address_of(row.employment, kind=row.programme.kind, on=today).lower() == email:
        return viewer_of_person(row.employment)
    holder = row.interviewer
    if holder is not None and holder.is_active and holder.email.lower() == email:
        return viewer_of(holder)
    return None


def _told(row: Invitation) -> int:
    """The version of the invitation that tells the time that holds."""
    agreed = Event.objects.filter(code=TalkTimeAgreed.code, subject=f"invitation:{row.pk}")
    return agreed.order_by("-seq").values_list("seq", flat=True).first() or 0
