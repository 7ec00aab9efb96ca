"""When people can meet, read for many at once in a fixed number of statements.

These take ids of accounts, not a viewer: free time is computed for whoever plans a meeting, and says nothing of what
the busy time is about. Pages show a person's own calendar through `desk.calendars` and `portals.client` alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from framdrift.foundation.calendar import working_days
from framdrift.organisations.models import Absence, Account
from framdrift.planning.availability.rules import BUFFER_MINUTES, Basis, Hours, Person, free_of, monday_of
from framdrift.planning.availability.talks import booked_talks
from framdrift.planning.models import (
    BusyTime,
    CalendarConnection,
    CalendarCopy,
    FocusTime,
    HandWindow,
    Limits,
    PaintedWeek,
    Weekly,
    WorkingHours,
)
from framdrift.recruiting.kinds import LIVE_MEETINGS, SeatAnswer
from framdrift.recruiting.models.meetings import MeetingSeat
from framdrift.recruiting.taken import UNBOUND, travel_of
from framdrift.recruiting.travel import NO_TRAVEL, Travel
from framdrift.science.windows import Window, without

FEW_DAYS = timedelta(days=2)
"""Looked beyond both ends, so that a week, a buffer or a zone cannot hide anything."""


@dataclass
class _Facts:
    """What is read of one account."""

    zone: ZoneInfo
    hours: list[Hours] = field(default_factory=list)
    focus: list[Hours] = field(default_factory=list)
    limits: Limits | None = None
    away: list[tuple[date, date]] = field(default_factory=list)
    painted: set[date] = field(default_factory=set)
    drawn: list[Window] = field(default_factory=list)
    busy: list[Window] = field(default_factory=list)
    meetings: list[Window] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    travel: Travel = NO_TRAVEL

    def person(self) -> Person:
        """For the rules."""
        return Person(
            zone=self.zone,
            hours=self.hours,
            focus=self.focus,
            max_per_day=self.limits.max_per_day if self.limits else None,
            buffer_minutes=self.limits.buffer_minutes if self.limits else BUFFER_MINUTES,
            away=self.away,
            painted=frozenset(self.painted),
            drawn=self.drawn,
            busy=self.busy,
            meetings=self.meetings,
            places=self.places,
            travel=self.travel,
        )


def free_windows(
    account_ids: Collection[int],
    *,
    start: datetime,
    end: datetime,
    at: datetime,
    without_meetings: Collection[str] = (),
    place: str = "",
) -> dict[int, list[Window]]:
    """Free windows in UTC, half-open, in order and apart, for each account that exists, none before `at`.

    `without_meetings`: UIDs of meetings of ours that are to be moved, whose time counts as free. `place`: where the
    meeting that is thought of would be held, empty by video; the way there and back is kept free. Twelve statements.
    """
    begin = max(start, at)
    if begin >= end:
        return {account_id: [] for account_id in account_ids}
    days = working_days()
    people = persons(account_ids, start=begin, end=end, without_meetings=without_meetings)
    return {key: free_of(person, start=begin, end=end, days=days, place=place) for key, person in people.items()}


def persons(
    account_ids: Collection[int], *, start: datetime, end: datetime, without_meetings: Collection[str] = ()
) -> dict[int, Person]:
    """All that bears on when these people can meet between two instants. Eleven statements."""
    found = {
        account.pk: _Facts(ZoneInfo(account.zone))
        for account in Account.objects.filter(pk__in=account_ids).only("pk", "zone")
    }
    _add_ways(found)
    low, high = start - FEW_DAYS, end + FEW_DAYS
    _add_time(found, low=low, high=high)
    _add_bookings(found, low=low, high=high, without_meetings=frozenset(without_meetings))
    return {key: facts.person() for key, facts in found.items()}


def _add_ways(found: dict[int, _Facts]) -> None:
    """Hours, focus time, limits and the way to meetings."""
    for hours in WorkingHours.objects.filter(account__in=found):
        found[hours.account_id].hours.append(_hours(hours))
    for focus in FocusTime.objects.filter(account__in=found):
        found[focus.account_id].focus.append(_hours(focus))
    for limits in Limits.objects.filter(account__in=found):
        found[limits.account_id].limits = limits
    for account_id, travel in travel_of(found).items():
        found[account_id].travel = travel


def _add_time(found: dict[int, _Facts], *, low: datetime, high: datetime) -> None:
    """Absences and painted weeks."""
    for row in Absence.objects.filter(account__in=found, last_on__gte=low.date(), first_on__lte=high.date()):
        found[row.account_id].away.append((row.first_on, row.last_on))
    weeks = PaintedWeek.objects.filter(account__in=found, monday_on__range=(monday_of(low.date()), high.date()))
    for week in weeks:
        found[week.account_id].painted.add(week.monday_on)
    for drawn in _touching(HandWindow.objects.filter(account__in=found), low, high):
        found[drawn.account_id].drawn.append((drawn.start_at, drawn.end_at))


def _add_bookings(found: dict[int, _Facts], *, low: datetime, high: datetime, without_meetings: frozenset[str]) -> None:
    """Our own meetings, and what calendars say beside them.

    A calendar that names its events shows which are ours, and those are counted as meetings alone: one that moves frees
    its time. One that tells times alone (Microsoft, Google) is taken to be busy with ours where a meeting of ours lies.
    """
    seats = MeetingSeat.objects.filter(account__in=found, left_at=None, is_alternate=False)
    booked = seats.filter(
        meeting__state__in=LIVE_MEETINGS, meeting__start_at__lt=high, meeting__end_at__gt=low
    ).exclude(Q(answer=SeatAnswer.DECLINED) | UNBOUND)
    ours: dict[int, list[Window]] = defaultdict(list)
    rows = booked.values_list("account_id", "meeting__uid", "meeting__start_at", "meeting__end_at", "meeting__place")
    for account_id, uid, start_at, end_at, place in rows:
        ours[account_id or 0].append((start_at, end_at))
        if uid not in without_meetings:
            found[account_id or 0].meetings.append((start_at, end_at))
            found[account_id or 0].places.append(place)
    for account_id, uid, start_at, end_at in booked_talks(found, start=low, end=high):
        ours[account_id].append((start_at, end_at))
        if uid not in without_meetings:
            found[account_id].meetings.append((start_at, end_at))
            found[account_id].places.append("")
    copies = CalendarCopy.objects.filter(connection__account__in=found).values("meeting_uid")
    busy = _touching(BusyTime.objects.filter(connection__account__in=found).exclude(uid__in=copies), low, high)
    for account_id, uid, start_at, end_at in busy.values_list("connection__account_id", "uid", "start_at", "end_at"):
        window = [(start_at, end_at)]
        found[account_id].busy += window if uid else without(window, ours[account_id])


def _touching(rows: QuerySet[Any], low: datetime, high: datetime) -> QuerySet[Any]:
    return rows.filter(start_at__lt=high, end_at__gt=low)


def _hours(row: Weekly) -> Hours:
    return Hours(row.weekday, row.from_time, row.to_time)


def bases(account_ids: Collection[int]) -> dict[int, Basis]:
    """What is known of when each account can meet, so that a page can say where a guess was made. Four statements."""
    found = dict.fromkeys(Account.objects.filter(pk__in=account_ids).values_list("pk", flat=True), Basis.ASSUMED)
    working = CalendarConnection.objects.filter(account__in=account_ids, last_read_at__isnull=False)
    better: list[tuple[Basis, QuerySet[Any]]] = [
        (Basis.HOURS, WorkingHours.objects.filter(account__in=account_ids)),
        (Basis.PAINTED, PaintedWeek.objects.filter(account__in=account_ids)),
        (Basis.CALENDAR, working),
    ]
    for basis, rows in better:
        found.update(dict.fromkeys(rows.values_list("account_id", flat=True).distinct().order_by(), basis))
    return found


def max_per_day(account_ids: Collection[int]) -> dict[int, int]:
    """The most meetings a day of those who have said so."""
    rows = Limits.objects.filter(account__in=account_ids, max_per_day__isnull=False)
    return {row.account_id: row.max_per_day or 0 for row in rows}
