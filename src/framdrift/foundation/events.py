"""The log of events: append-only, each row sealed with the hash of the one before.

Sealing follows the idea of a hash chain (Haber & Stornetta 1991, "How to time-stamp a digital document"):
change or remove a row and every later digest is wrong. `first_broken` names the first bad row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from framdrift.foundation.announcement import Announcement
from framdrift.foundation.models import Event

GENESIS = "0" * 64
_CHAIN_LOCK = 0x66_72_61_6D  # "fram": one writer at a time appends, so that seq order is commit order


def record(announcement: Announcement, *, actor: str, at: datetime) -> Event:
    """Append one event in the transaction at hand. `actor` is a pseudonym, `at` an aware instant."""
    return record_many([(announcement, actor, at)])[0]


def record_many(rows: Sequence[tuple[Announcement, str, datetime]]) -> list[Event]:
    """Append several events in the order given: (announcement, actor's pseudonym, instant)."""
    _take_the_chain()
    last, seq = head()
    previous = last or GENESIS
    events = []
    for announcement, actor, at in rows:
        seq += 1
        event = _event(announcement, actor=actor, at=at, seq=seq, previous=previous)
        previous = event.digest
        events.append(event)
    Event.objects.bulk_create(events, batch_size=500)
    return events


def seal(event: Event) -> str:
    """The digest that `event` must carry, from its own fields and the digest before it."""
    content = {
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "code": event.code,
        "actor": event.actor,
        "subject": event.subject,
        "context": event.context,
        "company": event.company_id,
        "data": event.data,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((event.previous + text).encode()).hexdigest()


def first_broken(events: Iterable[Event]) -> int | None:
    """The `seq` of the first row whose seal or link is wrong, reading in order from the first; else None."""
    previous, expected = GENESIS, 1
    for event in events:
        if event.seq != expected or event.previous != previous or event.digest != seal(event):
            return event.seq
        previous, expected = event.digest, expected + 1
    return None


def everything() -> Iterator[Event]:
    """Every event in order, in bounded memory."""
    return Event.objects.order_by("seq").iterator(chunk_size=2000)


def head() -> tuple[str, int]:
    """(digest, seq) of the last event; ("", 0) where nothing has happened."""
    return Event.objects.order_by("-seq").values_list("digest", "seq").first() or ("", 0)


def of_subject(key: str, *, newest_first: bool = True) -> QuerySet[Event]:
    """The events of one subject, such as `candidacy:12`."""
    return Event.objects.filter(subject=key).order_by("-seq" if newest_first else "seq")


def of_context(key: str, *, newest_first: bool = True) -> QuerySet[Event]:
    """The events within one context, such as `assignment:7`."""
    return Event.objects.filter(context=key).order_by("-seq" if newest_first else "seq")


def _event(announcement: Announcement, *, actor: str, at: datetime, seq: int, previous: str) -> Event:
    event = Event(
        seq=seq,
        at=at,
        code=announcement.code,
        actor=actor,
        subject=announcement.subject_key(),
        context=announcement.context_key(),
        company_id=announcement.company_key(),
        data=announcement.data(),
        previous=previous,
    )
    event.digest = seal(event)
    return event


def _take_the_chain() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of what it announces.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
