"""What a person sees of their own calendar: nobody else's is shown to anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from framdrift.foundation.calendar import working_days
from framdrift.organisations.access import Viewer
from framdrift.planning.availability.queries import bases, persons
from framdrift.planning.availability.refreshing import STALE_AFTER
from framdrift.planning.availability.rules import OFFICE_HOURS, Basis, Hours, Person, instant
from framdrift.planning.availability.week import Week, week_of
from framdrift.planning.models import BusyTime, CalendarConnection
from framdrift.planning.ports import trouble_sentence


@dataclass(frozen=True)
class ConnectionLine:
    """One connected calendar, as its owner sees it. `trouble` is a sentence, empty where all is well."""

    id: int
    kind: str
    kind_name: str
    address: str
    user_name: str
    is_written: bool
    may_be_written: bool
    is_new: bool
    last_read_at: datetime | None
    failing_since: datetime | None
    trouble: str


@dataclass(frozen=True)
class OwnCalendar:
    """One's own week, what it rests on, the ordinary hours and the connected calendars."""

    week: Week
    basis: Basis
    person: Person
    connections: tuple[ConnectionLine, ...]

    @property
    def hours(self) -> tuple[Hours, ...]:
        """The ordinary week, by weekday."""
        return tuple(sorted(self.person.hours or OFFICE_HOURS, key=lambda one: (one.weekday, one.from_time)))

    @property
    def focus(self) -> tuple[Hours, ...]:
        """Focus time, by weekday."""
        return tuple(sorted(self.person.focus, key=lambda one: (one.weekday, one.from_time)))


def own_calendar(viewer: Viewer, *, monday_on: date, at: datetime) -> OwnCalendar:
    """All that one's own page shows of a week."""
    own = viewer.account_id or 0
    start = instant(monday_on, time(0), viewer.zone)
    person = persons([own], start=start, end=start + timedelta(days=7))[own]
    week = week_of(person, monday_on=monday_on, days=working_days(), at=at)
    lines = tuple(_line(one) for one in own_connections(viewer))
    return OwnCalendar(week, bases([own])[own], person, lines)


def own_person(viewer: Viewer, *, at: datetime) -> Person:
    """One's ordinary week and limits."""
    own = viewer.account_id or 0
    return persons([own], start=at, end=at)[own]


def own_connections(viewer: Viewer) -> QuerySet[CalendarConnection]:
    """One's own calendars; none for somebody without an account."""
    return CalendarConnection.objects.filter(account=viewer.account_id or 0).select_related("account")


def own_stale_calendars(viewer: Viewer, *, at: datetime) -> int:
    """How many of one's calendars have failed so long that it is a matter for their owner."""
    return own_connections(viewer).filter(failing_since__lte=at - STALE_AFTER).count()


def busy_ahead(connection: CalendarConnection, *, at: datetime) -> int:
    """How many busy times of a calendar lie ahead."""
    return BusyTime.objects.filter(connection=connection, end_at__gt=at).count()


def _line(row: CalendarConnection) -> ConnectionLine:
    is_feed = row.kind == CalendarConnection.Kind.FEED
    return ConnectionLine(
        id=row.pk,
        kind=row.kind,
        kind_name=str(CalendarConnection.Kind(row.kind).label),
        address=row.address,
        user_name="" if is_feed else row.user_name,
        is_written=row.is_written,
        may_be_written=not is_feed,
        is_new=row.state == CalendarConnection.State.NEW,
        last_read_at=row.last_read_at,
        failing_since=row.failing_since,
        trouble=trouble_sentence(row.last_error, row.error_detail),
    )
