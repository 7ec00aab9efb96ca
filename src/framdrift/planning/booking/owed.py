"""What people's calendars have been told of their meetings, against what holds: the difference is owed as a letter.

Told by seats and not by events, so that a meeting that is moved twice before anybody could be told is told once, and
nobody who has left it is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from framdrift.foundation.dispatch import Recorded
from framdrift.organisations.models import Account
from framdrift.recruiting.kinds import MeetingState
from framdrift.recruiting.models import Meeting, MeetingSeat


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing to tell one person. `is_off`: the meeting is no longer theirs; `moved_from` where they knew another
    time of it; `sequence` is newer than whatever they were told before."""

    seat: MeetingSeat
    account: Account
    meeting: Meeting
    is_off: bool
    moved_from: datetime | None
    sequence: int


def concerned(event: Recorded) -> list[Meeting]:
    """The meetings that an event may have changed something of."""
    data = event.data
    ids = [*data.get("meeting_ids", ()), *data.get("unsuitable_ids", ())]
    if data.get("meeting_id"):
        ids.append(data["meeting_id"])
    which = Q(pk__in=ids)
    if not ids and data.get("candidacy_id") and data.get("plan_step_id"):
        which = Q(candidacy_id=data["candidacy_id"], plan_step_id=data["plan_step_id"])
    rows = Meeting.objects.filter(which).select_related("assignment__owner", "plan_step")
    return list(rows.order_by("start_at", "pk"))


def owed_of(meetings: Sequence[Meeting], *, to_clients: bool) -> list[tuple[Account, list[Owed]]]:
    """What is owed to each person of one side, in order of time."""
    by_id = {meeting.pk: meeting for meeting in meetings}
    seats = MeetingSeat.objects.filter(meeting__in=by_id, account__company__isnull=not to_clients)
    rows = seats.select_for_update(of=("self",), no_key=True).select_related("account").order_by("account_id", "pk")
    found = [one for seat in rows if (one := _owed(seat, by_id[seat.meeting_id])) is not None]
    by_person = groupby(found, key=lambda one: one.account)
    return [(account, sorted(theirs, key=lambda one: one.meeting.start_at)) for account, theirs in by_person]


def _owed(seat: MeetingSeat, meeting: Meeting) -> Owed | None:
    comes = meeting.state == MeetingState.CONFIRMED and seat.left_at is None and not seat.is_alternate
    knows = seat.told_sequence is not None and not seat.told_off
    same = knows and (seat.told_start_at, seat.told_minutes) == (meeting.start_at, meeting.minutes)
    if seat.account is None or (comes == knows and (same or not comes)):
        return None
    sequence = max(meeting.sequence, (seat.told_sequence or 0) + (seat.told_sequence is not None))
    return Owed(seat, seat.account, meeting, not comes, seat.told_start_at if knows and comes else None, sequence)


def mark_told(owed: Iterable[Owed]) -> None:
    """They are told: in the transaction of the letter that tells them."""
    for one in owed:
        row = MeetingSeat.objects.filter(pk=one.seat.pk)
        row.update(told_sequence=one.sequence, told_off=one.is_off)
        if not one.is_off:
            row.update(told_start_at=one.meeting.start_at, told_minutes=one.meeting.minutes)
