"""What people say about when they can meet. Everybody speaks for themselves alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db import IntegrityError, transaction

from framdrift.foundation import lent_secrets
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.events import record
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.organisations.refusals import NotAllowed
from framdrift.planning.availability import events
from framdrift.planning.availability.refusals import ConnectedAlready, HoursReversed, ReadOnly, TooManyCalendars
from framdrift.planning.availability.rules import Hours, instant
from framdrift.planning.models import (
    CalendarConnection,
    FocusTime,
    HandWindow,
    Limits,
    PaintedWeek,
    Weekly,
    WorkingHours,
)
from framdrift.recruiting.models import TravelTime
from framdrift.recruiting.travel import NO_TRAVEL, Travel
from framdrift.science.windows import Window, merged, within

SECRET = "calendar"
MOST_CALENDARS = 5


@dataclass(frozen=True)
class Calendar:
    """A calendar to connect, as its door found it. `secret` is open here and sealed before it is kept."""

    kind: str
    address: str
    user_name: str
    secret: str
    home: str
    may_write: bool


@transaction.atomic
def connect_calendar(*, calendar: Calendar, by: Viewer, at: datetime) -> CalendarConnection:
    """Read this calendar from now on; the first that can be written gets the meetings. Raises ConnectedAlready,
    TooManyCalendars."""
    account = _own_account(by)
    known = CalendarConnection.objects.filter(account=account)
    if known.count() >= MOST_CALENDARS:
        raise TooManyCalendars
    try:
        with transaction.atomic():
            made = CalendarConnection.objects.create(
                account=account,
                company_id=account.company_id,
                kind=calendar.kind,
                address=calendar.address,
                user_name=calendar.user_name,
                secret=lent_secrets.seal(calendar.secret, purpose=SECRET),
                home=calendar.home,
                is_written=calendar.may_write and not known.filter(is_written=True).exists(),
                connected_at=at,
            )
    except IntegrityError:
        raise ConnectedAlready from None
    connected = events.CalendarConnected(account_id=account.pk, company_id=account.company_id, kind=made.kind)
    _record(connected, by=by, at=at)
    return made


@transaction.atomic
def disconnect_calendar(*, connection_id: int, by: Viewer, at: datetime) -> None:
    """Read it no more; its password and what was read of it are gone. Meetings that lie in it stay there. Raises
    CalendarConnection.DoesNotExist for what is not one's own."""
    account = _own_account(by)
    gone = CalendarConnection.objects.select_for_update().get(pk=connection_id, account=account)
    disconnected = events.CalendarDisconnected(account_id=account.pk, company_id=account.company_id, kind=gone.kind)
    gone.delete()
    _record(disconnected, by=by, at=at)


@transaction.atomic
def write_meetings_to(*, connection_id: int, by: Viewer, at: datetime) -> None:
    """Put new meetings into this calendar. Raises ReadOnly; CalendarConnection.DoesNotExist for what is not one's
    own."""
    account = _own_account(by)
    chosen = CalendarConnection.objects.get(pk=connection_id, account=account)
    if chosen.kind == CalendarConnection.Kind.FEED:
        raise ReadOnly
    CalendarConnection.objects.filter(account=account).exclude(pk=chosen.pk).update(is_written=False)
    CalendarConnection.objects.filter(pk=chosen.pk).update(is_written=True)
    chosen_now = events.CalendarChosen(account_id=account.pk, company_id=account.company_id, kind=chosen.kind)
    _record(chosen_now, by=by, at=at)


@transaction.atomic
def set_hours(
    *,
    hours: Sequence[Hours],
    focus: Sequence[Hours],
    max_per_day: int | None,
    buffer_minutes: int,
    travel: Travel = NO_TRAVEL,
    by: Viewer,
    at: datetime,
) -> None:
    """One's ordinary week, whole: as many stretches a day as wanted, with the way to meetings. Raises HoursReversed."""
    account = _own_account(by)
    for kept, wanted in ((WorkingHours, hours), (FocusTime, focus)):
        _refuse_reversed(wanted)
        _replace(kept, account, wanted)
    Limits.objects.update_or_create(
        account=account,
        defaults={"company_id": account.company_id, "max_per_day": max_per_day, "buffer_minutes": buffer_minutes},
    )
    ways = {"before_minutes": travel.before_minutes, "after_minutes": travel.after_minutes}
    TravelTime.objects.update_or_create(account=account, defaults={"company_id": account.company_id, **ways})
    _record(events.HoursChanged(account_id=account.pk, company_id=account.company_id), by=by, at=at)


@transaction.atomic
def paint_week(*, monday_on: date, free: Sequence[Window], by: Viewer, at: datetime) -> None:
    """Say by hand when one can meet in a week, instead of the ordinary hours. What lies outside the week is left out;
    nothing free at all is an answer too."""
    account = _own_account(by)
    PaintedWeek.objects.filter(account=account, monday_on=monday_on).delete()
    week = PaintedWeek.objects.create(
        account=account, company_id=account.company_id, monday_on=monday_on, painted_at=at
    )
    begins = instant(monday_on, time(0), by.zone)
    ends = instant(monday_on + timedelta(days=7), time(0), by.zone)
    HandWindow.objects.bulk_create(
        HandWindow(week=week, account=account, company_id=account.company_id, start_at=start, end_at=end)
        for start, end in within(merged(free), start=begins, end=ends)
    )
    _record(events.WeekPainted(account_id=account.pk, company_id=account.company_id), by=by, at=at)


@transaction.atomic
def rub_out_week(*, monday_on: date, by: Viewer, at: datetime) -> None:
    """Back to the ordinary hours."""
    account = _own_account(by)
    if PaintedWeek.objects.filter(account=account, monday_on=monday_on).delete()[0]:
        _record(events.WeekPainted(account_id=account.pk, company_id=account.company_id), by=by, at=at)


def _own_account(by: Viewer) -> Account:
    """The viewer's own, locked."""
    account = Account.objects.select_for_update().filter(pk=by.account_id or 0, is_active=True).first()
    if account is None:
        raise NotAllowed
    return account


def _refuse_reversed(hours: Sequence[Hours]) -> None:
    ordered = sorted(hours, key=lambda one: (one.weekday, one.from_time))
    reversed_ones = any(one.to_time <= one.from_time for one in ordered)
    pairs = pairwise(ordered)
    if reversed_ones or any(a.weekday == b.weekday and b.from_time < a.to_time for a, b in pairs):
        raise HoursReversed


def _replace(kept: type[WorkingHours] | type[FocusTime], account: Account, hours: Sequence[Hours]) -> None:
    rows: type[Weekly] = kept
    kept.objects.filter(account=account).delete()
    kept.objects.bulk_create(
        rows(  # type: ignore[misc]
            account=account,
            company_id=account.company_id,
            weekday=one.weekday,
            from_time=one.from_time,
            to_time=one.to_time,
        )
        for one in hours
    )


def _record(announcement: Announcement, *, by: Viewer, at: datetime) -> None:
    record(announcement, actor=by.pseudonym, at=at)
