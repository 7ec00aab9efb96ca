"""Talks with employees that take somebody's time, as the hiring side may know them: when, and not with whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation

_LONGEST = timedelta(hours=8)


def talk_uid(invitation_id: int) -> str:
    """What a talk is called in calendars, for ever; without the domain."""
    return f"talk-{invitation_id}"


def booked_talks(
    account_ids: Collection[int], *, start: datetime, end: datetime
) -> Iterator[tuple[int, str, datetime, datetime]]:
    """(account, UID, start, end) of the talks that these people hold between two instants. One statement."""
    rows = Invitation.objects.filter(
        interviewer__in=account_ids,
        state=InvitationState.BOOKED,
        booked_at__gt=start - _LONGEST,
        booked_at__lt=end,
    )
    for row in rows.values_list("interviewer_id", "pk", "booked_at", "programme__talk_minutes"):
        account_id, invitation_id, begins_at, minutes = row
        if account_id is not None and begins_at is not None:
            yield account_id, talk_uid(invitation_id), begins_at, begins_at + timedelta(minutes=minutes)
