"""Answers to invitations that come by mail: read back onto the seat of whoever answered.

A reply counts only from the address that was invited. One to an older version of the invitation is out of date, except
a no: whoever cannot come at all says so once.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from framdrift.foundation.invitations import Reply
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.planning.booking.calendar_objects import own_uid
from framdrift.planning.booking.declining import decline
from framdrift.recruiting.actions.meeting_seats import answer_seat
from framdrift.recruiting.actions.times import give_back_time
from framdrift.recruiting.kinds import SeatAnswer
from framdrift.recruiting.models import Candidacy, Meeting, MeetingSeat
from framdrift.recruiting.refusals import Refusal

_CANDIDATES = re.compile(r"candidacy-(\d{1,12})-step-(\d{1,12})")


class Applied(StrEnum):
    """What became of a reply."""

    DONE = "done"
    NOT_OURS = "not_ours"
    TOO_LATE = "too_late"


def apply_reply(reply: Reply, *, sender: str, at: datetime) -> Applied:
    """Put a reply on its seat. `sender`: the address that the mail came from; it must be the one that answers."""
    uid = own_uid(reply.uid)
    if not uid or reply.email != sender.strip().lower():
        return Applied.NOT_OURS
    try:
        if found := _CANDIDATES.fullmatch(uid):
            return _candidates_reply(int(found[1]), int(found[2]), reply, at=at)
        return _accounts_reply(uid, reply, at=at)
    except Refusal:
        return Applied.TOO_LATE


def _accounts_reply(uid: str, reply: Reply, *, at: datetime) -> Applied:
    rows = MeetingSeat.objects.filter(meeting__uid=uid, account__email__iexact=reply.email)
    seat = rows.select_related("meeting__assignment", "account").first()
    if seat is None or seat.account is None:
        return Applied.NOT_OURS
    by = viewer_of(seat.account)
    if reply.answer == "declined":
        decline(meeting=seat.meeting, account_id=seat.account.pk, reason="", by=by, at=at)
    elif seat.told_sequence is not None and reply.sequence < seat.told_sequence:
        return Applied.TOO_LATE
    else:
        answer_seat(seat=seat, answer=SeatAnswer(reply.answer), by=by, at=at)
    return Applied.DONE


def _candidates_reply(candidacy_id: int, step_id: int, reply: Reply, *, at: datetime) -> Applied:
    rows = Candidacy.objects.filter(pk=candidacy_id, candidate__email__iexact=reply.email)
    candidacy = rows.select_related("candidate", "assignment").first()
    if candidacy is None:
        return Applied.NOT_OURS
    who = candidacy.candidate
    by = Viewer(kind="candidate", pseudonym=who.pseudonym, person_id=who.pk, language=who.language)
    meetings = Meeting.objects.live().filter(candidacy=candidacy, plan_step_id=step_id)
    meeting = meetings.select_related("plan_step").first()
    if meeting is None:
        return Applied.TOO_LATE
    if reply.answer == "declined":
        give_back_time(candidacy=candidacy, plan_step=meeting.plan_step, by=by, at=at)
    else:
        seat = MeetingSeat.objects.get(meeting=meeting, candidacy=candidacy)
        answer_seat(seat=seat, answer=SeatAnswer(reply.answer), by=by, at=at)
    return Applied.DONE
