"""Who is taken when: by the meetings they sit in, and by the way there and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from framdrift.recruiting.kinds import LIVE_MEETINGS, SeatAnswer
from framdrift.recruiting.models import MeetingSeat, Step, TravelTime
from framdrift.recruiting.travel import NO_TRAVEL, Stretch, Travel, clashes

UNBOUND = Q(is_optional=True) & ~Q(answer=SeatAnswer.ACCEPTED)
"""Optional seats whose people have not said yes: their time is their own."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One person's live meeting that leaves no room for a time: they sit in it then, or are on the way."""

    account_id: int
    meeting: Stretch
    travel: Travel


def busy_among(account_ids: Iterable[int], when: Stretch, *, but: Iterable[int] = ()) -> list[int]:
    """Those of the accounts who sit in another live meeting then, or would be on their way. See `taken_among`."""
    return sorted({one.account_id for one in taken_among(account_ids, when, but=but)})


def taken_among(account_ids: Iterable[int], when: Stretch, *, but: Iterable[int] = ()) -> list[Taken]:
    """The live meetings of these accounts that leave no room for a time, by account and start. `but`: meetings that do
    not count. Two statements.

    A meeting whose candidate has left its step binds nobody, unless it is a slot, which another may take. An optional
    seat binds whoever has said yes to it.
    """
    found = taken_between(account_ids, when.start_at, when.end_at, but=but)
    return [one for one in found if clashes(when, one.meeting, one.travel)]


def taken_between(account_ids: Iterable[int], low: datetime, high: datetime, *, but: Iterable[int] = ()) -> list[Taken]:
    """What `taken_among` chooses from, for whoever asks of several times at once. Two statements."""
    ways = travel_of(account_ids)
    margin = timedelta(minutes=max((way.longest for way in ways.values()), default=0))
    seats = MeetingSeat.objects.filter(
        account_id__in=set(account_ids),
        is_alternate=False,
        left_at=None,
        meeting__state__in=LIVE_MEETINGS,
        meeting__start_at__lt=high + margin,
        meeting__end_at__gt=low - margin,
    ).exclude(meeting_id__in=list(but))
    seats = seats.exclude(UNBOUND).filter(
        Q(meeting__candidacy=None) | Q(meeting__is_slot=True) | Exists(booked_stays("meeting__"))
    )
    rows = seats.values_list("account_id", "meeting__start_at", "meeting__end_at", "meeting__place")
    return [
        Taken(pk or 0, Stretch(start_at, end_at, place), ways.get(pk or 0, NO_TRAVEL))
        for pk, start_at, end_at, place in rows.order_by("account_id", "meeting__start_at", "meeting_id")
    ]


def travel_of(account_ids: Iterable[int]) -> dict[int, Travel]:
    """The way to meetings of those who have said how long it is. One statement."""
    rows = TravelTime.objects.filter(account_id__in=set(account_ids))
    return {row.account_id: Travel(row.before_minutes, row.after_minutes) for row in rows}


def booked_stays(prefix: str = "") -> QuerySet[Step]:
    """The open stay that is booked for a meeting, for a subquery on meetings or on what has one at `prefix`."""
    return Step.objects.filter(
        candidacy=OuterRef(f"{prefix}candidacy"),
        plan_step=OuterRef(f"{prefix}plan_step"),
        closed_at=None,
        booked_at=OuterRef(f"{prefix}start_at"),
    )
