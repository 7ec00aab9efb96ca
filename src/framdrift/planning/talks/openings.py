"""When a talk can be: what the interviewer's calendar, hours and other meetings leave open, until the round closes."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from framdrift.conversations.kinds import Channel
from framdrift.conversations.models import Invitation
from framdrift.foundation.calendar import agency_zone
from framdrift.planning.availability.queries import bases, free_windows
from framdrift.planning.availability.rules import Basis
from framdrift.planning.availability.talks import talk_uid
from framdrift.planning.booking.openings import GRID, LOOK_AHEAD, NOTICE, common_openings
from framdrift.science.windows import covers

_SHOWN = 8


def has_calendar(invitation: Invitation) -> bool:
    """Whether the interviewer has told when they can meet: nobody's hours are guessed. Four statements."""
    holder = invitation.interviewer_id
    if holder is None or invitation.programme.channel == Channel.WRITTEN:
        return False
    return bases([holder]).get(holder, Basis.ASSUMED) != Basis.ASSUMED


def openings_of(invitation: Invitation, *, at: datetime) -> list[datetime]:
    """A few starts to choose among, spread over the days, soonest first; the talk's own time counts as free."""
    if invitation.interviewer_id is None or not has_calendar(invitation):
        return []
    return [
        start
        for start in common_openings(
            [invitation.interviewer_id],
            minutes=invitation.programme.talk_minutes,
            at=at,
            end=_until(invitation, at=at),
            without_meetings=[talk_uid(invitation.pk)],
            most=_SHOWN,
        )
        if start != invitation.booked_at
    ]


def is_open(invitation: Invitation, start_at: datetime, *, at: datetime) -> bool:
    """Whether this start could have been proposed, and the interviewer is free for the whole talk now."""
    on_grid = not start_at.second and not start_at.microsecond and not start_at.minute % (GRID // timedelta(minutes=1))
    end_at = start_at + timedelta(minutes=invitation.programme.talk_minutes)
    within = at + NOTICE <= start_at and end_at <= _until(invitation, at=at)
    holder = invitation.interviewer_id
    if holder is None or not (on_grid and within and has_calendar(invitation)):
        return False
    own = [talk_uid(invitation.pk)]
    free = free_windows([holder], start=start_at, end=end_at, at=at, without_meetings=own)
    return covers(free.get(holder, []), start_at, end_at)


def _until(invitation: Invitation, *, at: datetime) -> datetime:
    """The end of the round's last day, or as far as is looked ahead."""
    last = datetime.combine(invitation.round.closes_on + timedelta(days=1), time(0), tzinfo=agency_zone())
    return min(last, at + LOOK_AHEAD)
