"""A person picks a time for their talk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.conversations.invitations import actions as invitations
from framdrift.conversations.invitations.holding import hold_interviewer
from framdrift.conversations.models import Invitation
from framdrift.organisations.access import Viewer
from framdrift.planning.talks.openings import is_open


@transaction.atomic
def take_time(*, invitation: Invitation, start_at: datetime, by: Viewer, at: datetime) -> Invitation:
    """Take a time that was offered by hand, or that the interviewer's calendar leaves open.

    Of two who take the same time one gets it: the interviewer is held while it is looked whether it is free. Raises
    TimeIsTaken, TimeHasPassed, TalkEnded, AnonymousLeavesNoTrace, NotAllowed.
    """
    hold_interviewer(invitation)
    found_free = is_open(invitation, start_at, at=at)
    return invitations.book_time(invitation=invitation, start_at=start_at, found_free=found_free, by=by, at=at)
