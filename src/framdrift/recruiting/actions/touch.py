"""Minutes of work written down from what was done. Derived from an event, hence none of its own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Assignment, TouchTime


@transaction.atomic
def note_touch_time(
    *,
    assignment: Assignment,
    candidacy_id: int | None,
    account: Account,
    what: str,
    minutes: int,
    is_booked: bool,
    event_seq: int,
    by: Viewer,
    at: datetime,
) -> TouchTime:
    """`minutes` of work told of by the event `event_seq`; the same event again changes nothing, and a person's own
    correction stays."""
    row, _is_new = TouchTime.objects.get_or_create(
        event_seq=event_seq,
        defaults={
            "assignment": assignment,
            "company_id": assignment.company_id,
            "candidacy_id": candidacy_id,
            "account": account,
            "what": what,
            "minutes": minutes,
            "origin": TouchTime.Origin.BOOKED if is_booked else TouchTime.Origin.DEFAULT,
            "at": at,
        },
    )
    return row


@transaction.atomic
def drop_touch_time(*, event_seqs: Collection[int], by: Viewer, at: datetime) -> None:
    """Work that was taken back took no time, unless the person who did it has said how long it took."""
    rows = TouchTime.objects.filter(event_seq__in=event_seqs)
    rows.exclude(origin=TouchTime.Origin.CORRECTED).delete()
