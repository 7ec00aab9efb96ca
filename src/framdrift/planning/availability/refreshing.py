"""Reading connected calendars again, one after the other, each in a transaction of its own after the network is done.

Nothing is held locked while a server thinks. What fails keeps the busy times that were last read: an old answer is
nearer the truth than an empty one, and the owner is told since when it has failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from framdrift.foundation import lent_secrets
from framdrift.planning.availability.actions import SECRET
from framdrift.planning.models import BusyTime, CalendarConnection
from framdrift.planning.ports import PASSING, Access, CalendarTrouble, Reading, Trouble, Unchanged, door

AHEAD: Final = timedelta(days=120)
BEHIND: Final = timedelta(days=1)
_WHOLE_AGAIN: Final = timedelta(days=7)
"""An unchanged calendar is read whole again so often: what repeats reaches into the days that have come since."""
STALE_AFTER: Final = timedelta(days=2)
"""A calendar that has failed so long is a matter for its owner."""
_AFTER_REFUSAL: Final = timedelta(hours=24)
_MOST: Final = 5000


def due_calendars(*, at: datetime) -> list[int]:
    """The calendars to read now, of people who still have an account. One that refused us is asked once a day alone:
    a password that is tried again and again can lock its owner out."""
    known = CalendarConnection.objects.filter(account__is_active=True).order_by("tried_at", "pk")
    lately = Q(tried_at__gt=at - _AFTER_REFUSAL)
    return list(known.exclude(lately & ~Q(last_error__in=["", *PASSING])).values_list("pk", flat=True))


def refresh_some(connection_ids: Sequence[int], *, at: datetime) -> int:
    """Read these calendars; how many could be read. One that is gone since is passed by."""
    rows = CalendarConnection.objects.filter(pk__in=connection_ids).select_related("account").order_by("pk")
    return sum(refresh(connection, at=at) for connection in rows)


def refresh(connection: CalendarConnection, *, at: datetime) -> bool:
    """Read one calendar; whether it could be read."""
    until = at + AHEAD
    try:
        reading = door(connection.kind).busy(access_of(connection, until=until), start=at - BEHIND, end=until)
    except Unchanged:
        return _well(connection, at=at)
    except CalendarTrouble as trouble:
        return _failed(connection, trouble, at=at)
    return _read(connection, reading, until=until, at=at)


def access_of(connection: CalendarConnection, *, until: datetime | None = None) -> Access:
    """What the door is told, with the secret open. Raises CalendarTrouble where it cannot be opened here."""
    try:
        secret = lent_secrets.unseal(connection.secret, purpose=SECRET)
    except lent_secrets.SealBroken:
        raise CalendarTrouble(Trouble.SECRET_LOST) from None
    known_until = connection.read_until
    still_reaches = until is not None and known_until is not None and known_until >= until - _WHOLE_AGAIN
    return Access(
        address=connection.address,
        user_name=connection.user_name,
        secret=secret,
        zone=ZoneInfo(connection.account.zone),
        email=connection.account.email,
        home=connection.home,
        mark=connection.mark if still_reaches else "",
    )


@transaction.atomic
def _read(connection: CalendarConnection, reading: Reading, *, until: datetime, at: datetime) -> bool:
    known = CalendarConnection.objects.select_for_update().filter(pk=connection.pk).first()
    if known is None:  # disconnected while its server was thinking
        return False
    BusyTime.objects.filter(connection=known).delete()
    BusyTime.objects.bulk_create(
        BusyTime(
            connection=known,
            company_id=known.company_id,
            start_at=one.start_at,
            end_at=one.end_at,
            uid=one.uid,
            is_tentative=one.is_tentative,
        )
        for one in reading.busy[:_MOST]
    )
    known.mark, known.read_until = reading.mark, until
    if reading.secret:
        known.secret = lent_secrets.seal(reading.secret, purpose=SECRET)
    known.save(update_fields=["mark", "read_until", "secret"])
    return _well(known, at=at)


def _well(connection: CalendarConnection, *, at: datetime) -> bool:
    CalendarConnection.objects.filter(pk=connection.pk).update(
        state=CalendarConnection.State.WORKING,
        tried_at=at,
        last_read_at=at,
        last_error="",
        error_detail="",
        failing_since=None,
    )
    return True


def _failed(connection: CalendarConnection, trouble: CalendarTrouble, *, at: datetime) -> bool:
    CalendarConnection.objects.filter(pk=connection.pk).update(
        state=CalendarConnection.State.FAILING,
        tried_at=at,
        last_error=trouble.trouble,
        error_detail=trouble.detail[:120],
        failing_since=connection.failing_since or at,
    )
    return False
