"""Addresses that letters to employees and leavers carry: each with a fresh token, shown there and never kept."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse

from framdrift.conversations.invitations.queries import PURPOSE, subject_of
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import EchoWish, Invitation
from framdrift.foundation import calendar, links

LIVES_AFTER_CLOSE = timedelta(days=30)
"""The person can read their own copy for a while after the round has closed."""


def talk_address(invitation: Invitation, *, at: datetime) -> str:
    """The page of this invitation (levels A to C), by a new link."""
    close = datetime.combine(invitation.round.closes_on, time(23, 59), tzinfo=calendar.agency_zone())
    token = links.make(
        purpose=PURPOSE,
        subject_key=subject_of(invitation),
        expires_at=max(close, at) + LIVES_AFTER_CLOSE,
        at=at,
    )
    return settings.FRAMDRIFT_ADDRESS + reverse("employee-home", kwargs={"token": token})


def address_for(invitation: Invitation) -> str:
    """Where letters to the person go: at echo the address given for it, else a leaver's private one, else at work."""
    who = invitation.employment
    if invitation.programme.kind == TalkKind.ECHO:
        return EchoWish.objects.filter(employment=who).values_list("address", flat=True).first() or ""
    return who.private_email or who.email


def answers_to(invitation: Invitation) -> str:
    """Where what the person mails in answer goes: to the agency's interviewer who holds the talk, as the person was
    promised, and not to a mailbox that others read. Empty where a seat of the company holds it: what the person says
    of being asked is not the seat's to know."""
    holder = invitation.interviewer
    return holder.email if holder is not None and holder.company_id is None and holder.is_active else ""


def anonymous_address(code: str) -> str:
    """The page that a one-time code opens (level D). Nobody keeps which letter it stood in."""
    return settings.FRAMDRIFT_ADDRESS + reverse("employee-home", kwargs={"token": code})
