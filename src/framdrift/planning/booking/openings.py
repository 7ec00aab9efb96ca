"""When a whole panel can meet: a few openings, spread over the days, for one meeting or for candidates to choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from framdrift.foundation.calendar import agency_zone
from framdrift.planning.availability.queries import free_windows
from framdrift.recruiting.models import Meeting, MeetingSeat
from framdrift.science.windows import Window

GRID = timedelta(minutes=15)
LOOK_AHEAD = timedelta(days=28)
NOTICE = timedelta(hours=3)
"""How soon from now a time may be proposed."""


def openings_for(meeting: Meeting, *, at: datetime, most: int = 8, a_day: int = 2) -> list[datetime]:
    """Other times for a meeting when everybody whom it needs can come, soonest first; its own time counts as free."""
    seats = MeetingSeat.objects.filter(
        meeting=meeting, account__isnull=False, is_alternate=False, is_optional=False, left_at=None
    )
    people = [pk for pk in seats.values_list("account_id", flat=True) if pk is not None]
    found = common_openings(
        people,
        minutes=meeting.minutes,
        at=at,
        place=meeting.place,
        without_meetings=[meeting.uid],
        most=most + 1,
        a_day=a_day,
    )
    return [start for start in found if start != meeting.start_at][:most]


def common_openings(
    account_ids: Sequence[int],
    *,
    minutes: int,
    at: datetime,
    place: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
    without_meetings: Collection[str] = (),
    most: int = 8,
    a_day: int = 2,
) -> list[datetime]:
    """Up to `most` starts, `a_day` at most and never overlapping, at which all of them are free for so long; for
    a meeting at `place`, with the way there and back."""
    begin = max(start or at, at + NOTICE)
    until = end or begin + LOOK_AHEAD
    free = free_windows(account_ids, start=begin, end=until, at=at, without_meetings=without_meetings, place=place)
    windows = common([free.get(pk, []) for pk in account_ids])
    return list(_spread(windows, timedelta(minutes=minutes), most=most, a_day=a_day))


def common(several: Sequence[Sequence[Window]]) -> list[Window]:
    """The time that lies in all of them; each in order and apart."""
    if not several:
        return []
    found = list(several[0])
    for others in several[1:]:
        found = [
            (max(low, start), min(high, end))
            for low, high in found
            for start, end in others
            if max(low, start) < min(high, end)
        ]
    return found


def _spread(windows: Sequence[Window], length: timedelta, *, most: int, a_day: int) -> Iterator[datetime]:
    """Morning and afternoon rather than one after the other: the next opening of a day is half a day later if it can
    be, so that whoever cannot come at one time may come at another."""
    zone = agency_zone()
    on_day: Counter[object] = Counter()
    last: datetime | None = None
    given = 0
    for low, high in windows:
        start = _on_grid(low)
        while start + length <= high and given < most:
            day = start.astimezone(zone).date()
            far_enough = last is None or start - last >= max(length, timedelta(hours=3))
            if on_day[day] < a_day and far_enough:
                yield start
                given, last = given + 1, start
                on_day[day] += 1
            start += GRID


def _on_grid(instant: datetime) -> datetime:
    past = timedelta(minutes=instant.minute % 15, seconds=instant.second, microseconds=instant.microsecond)
    return instant if not past else instant - past + GRID
