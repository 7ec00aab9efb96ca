"""What speaks against a time that somebody gives by hand: whose time it is, and why; told before it is offered.

Firm       somebody sits in another of our meetings, or is on the way to or from one: booking would refuse it, so it is
           not offered either.
Otherwise  a calendar, an absence, hours or limits speak against it. Those say what somebody usually wants, and whoever
           speaks for them may offer the time all the same: staff for everybody, a client for their own people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from framdrift.foundation.calendar import working_days
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.planning.availability.queries import persons
from framdrift.planning.availability.rules import Person, free_of, hours_of
from framdrift.recruiting.taken import Taken, taken_among
from framdrift.recruiting.travel import Stretch
from framdrift.science.calendars import WorkingDays, local_date
from framdrift.science.windows import covers


class Why(StrEnum):
    """What speaks against a time, the firm reasons first."""

    MEETING = "meeting"
    WAY_FROM = "way_from"
    WAY_TO = "way_to"
    AWAY = "away"
    CALENDAR = "calendar"
    HOURS = "hours"
    FULL_DAY = "full_day"
    BREATH = "breath"


_FIRM = (Why.MEETING, Why.WAY_FROM, Why.WAY_TO)


@dataclass(frozen=True, slots=True)
class Objection:
    """One person's reason against a time. `other` is the meeting that a firm reason is about, `minutes` the way to or
    from it, or what somebody wants free around meetings."""

    when: Stretch
    person: Account
    why: Why
    other: Stretch | None = None
    minutes: int = 0

    @property
    def is_firm(self) -> bool:
        """Whether booking would refuse the time."""
        return self.why in _FIRM

    def may_be_passed_by(self, viewer: Viewer) -> bool:
        """Whether this reader may offer the time all the same."""
        return not self.is_firm and (viewer.kind == "staff" or self.person.company_id == viewer.company_id)


def objections(account_ids: Sequence[int], times: Iterable[Stretch]) -> list[Objection]:
    """Everybody's reasons against these times, one a person and meeting, in order of time. Twelve statements and two a
    time."""
    asked = sorted(set(times), key=lambda one: one.start_at)
    if not asked:
        return []
    who = {account.pk: account for account in Account.objects.filter(pk__in=account_ids).order_by("name", "pk")}
    known = persons(list(who), start=asked[0].start_at, end=max(one.end_at for one in asked))
    days = working_days()
    found: list[Objection] = []
    for when in asked:
        firm = taken_among(who, when)
        found += [_firm(who[one.account_id], when, one) for one in firm]
        rest = [pk for pk in who if pk not in {one.account_id for one in firm}]
        found += [one for pk in rest for one in _soft(who[pk], known[pk], when, days)]
    return found


def _firm(person: Account, when: Stretch, taken: Taken) -> Objection:
    other = taken.meeting
    if other.end_at <= when.start_at:
        why, way = Why.WAY_FROM, taken.travel.between(other.place, when.place)
    elif other.start_at >= when.end_at:
        why, way = Why.WAY_TO, taken.travel.between(when.place, other.place)
    else:
        return Objection(when, person, Why.MEETING, other)
    return Objection(when, person, why, other, int(way.total_seconds()) // 60)


def _soft(person: Account, known: Person, when: Stretch, days: WorkingDays) -> Iterator[Objection]:
    free = free_of(known, start=when.start_at, end=when.end_at, days=days, place=when.place)
    if not covers(free, when.start_at, when.end_at):
        why = _why(known, when.start_at, when.end_at, days)
        yield Objection(when, person, why, minutes=known.buffer_minutes if why is Why.BREATH else 0)


def _why(known: Person, start: datetime, end: datetime, days: WorkingDays) -> Why:
    on = local_date(start, known.zone)
    if any(first <= on <= last for first, last in known.away):
        return Why.AWAY
    if any(low < end and start < high for low, high in known.busy):
        return Why.CALENDAR
    if not covers(hours_of(known, start=start, end=end, days=days), start, end):
        return Why.HOURS
    count = sum(local_date(low, known.zone) == on for low, _high in known.meetings)
    return Why.FULL_DAY if known.max_per_day is not None and count >= known.max_per_day else Why.BREATH
