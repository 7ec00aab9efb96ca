"""Brings recorded events to what reacts to them. The table is config/wiring.py, passed in by the door.

The cursor and the reactions to one event are one transaction, and the cursor's row is locked: two workers never
deliver the same event twice, and events arrive in the order they were recorded. Each reaction has a savepoint of its
own; one that fails is written down, tried again with growing waits, and at last shown to a person.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from framdrift.foundation.announcement import Announcement
from framdrift.foundation.models import Cursor, Event, MissedReaction

log = logging.getLogger(__name__)

UNHEARD = "import"
"""The actor of history that was brought in from elsewhere: no reaction hears of it, so that nobody gets a letter."""

_CURSOR = "reactions"
_WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200))


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as reactions receive it. `actor` is a pseudonym; `data` holds ids, codes and times only."""

    seq: int
    at: datetime
    code: str
    actor: str
    subject: str
    context: str
    company_id: int | None
    data: Mapping[str, Any]

    @property
    def subject_id(self) -> int:
        """The number in `subject`."""
        return int(self.subject.partition(":")[2])

    @property
    def context_id(self) -> int | None:
        """The number in `context`, if there is one."""
        number = self.context.partition(":")[2]
        return int(number) if number else None


Reaction = Callable[[Recorded], None]
Wiring = Mapping[type[Announcement], tuple[Reaction, ...]]


def deliver_pending(wiring: Wiring, *, at: datetime, limit: int = 100) -> int:
    """Deliver up to `limit` events in order; how many were delivered to at least one reaction."""
    codes = {announcement.code: reactions for announcement, reactions in wiring.items() if reactions}
    delivered = 0
    while delivered < limit and _is_behind():
        if not _deliver_next(codes, at=at):
            break
        delivered += 1
    return delivered


def deliver_all(wiring: Wiring, *, at: datetime) -> int:
    """Deliver until nothing is pending, also what reactions record themselves; how many were delivered."""
    delivered = 0
    while more := deliver_pending(wiring, at=at):
        delivered += more
    return delivered


def retry_missed(wiring: Wiring, *, at: datetime, limit: int = 20) -> int:
    """Try failed reactions whose wait is over; how many succeeded."""
    by_name = {name_of(reaction): reaction for reactions in wiring.values() for reaction in reactions}
    due = MissedReaction.objects.filter(settled_at__isnull=True, next_try_at__lte=at).order_by("next_try_at")
    return sum(_retry(pk, by_name, at=at) for pk in list(due.values_list("pk", flat=True)[:limit]))


def skip_to_end() -> int:
    """Move the cursor past everything without reacting, as after filling in history; the new position."""
    with transaction.atomic():
        cursor = _locked_cursor()
        cursor.position = Event.objects.aggregate(last=Max("seq"))["last"] or 0
        cursor.save(update_fields=["position"])
    return cursor.position


def position() -> int:
    """The seq of the last event that has been delivered."""
    return Cursor.objects.filter(name=_CURSOR).values_list("position", flat=True).first() or 0


def failures() -> QuerySet[MissedReaction]:
    """Reactions that failed and are not settled, newest event first; `next_try_at` is None where none more is made."""
    return MissedReaction.objects.filter(settled_at__isnull=True).select_related("event").order_by("-event_id")


def try_again(missed_id: int, *, at: datetime) -> bool:
    """Have a failed reaction tried at once with fresh patience; whether there was one."""
    mine = MissedReaction.objects.filter(pk=missed_id, settled_at__isnull=True)
    return bool(mine.update(next_try_at=at, attempts=0))


def set_aside(missed_id: int, *, at: datetime) -> bool:
    """Leave a failed reaction undone for good; whether there was one."""
    mine = MissedReaction.objects.filter(pk=missed_id, settled_at__isnull=True)
    return bool(mine.update(settled_at=at, next_try_at=None))


def name_of(reaction: Reaction) -> str:
    """The stable name of a reaction: module and function."""
    return f"{reaction.__module__}.{reaction.__qualname__}"


def recorded(event: Event) -> Recorded:
    """The event as reactions receive it."""
    return Recorded(
        seq=event.seq,
        at=event.at,
        code=event.code,
        actor=event.actor,
        subject=event.subject,
        context=event.context,
        company_id=event.company_id,
        data=event.data,
    )


def _is_behind() -> bool:
    last = Event.objects.aggregate(last=Max("seq"))["last"] or 0
    return last > position()


def _deliver_next(codes: Mapping[str, tuple[Reaction, ...]], *, at: datetime) -> bool:
    """Deliver the next event that anything reacts to; past the others the cursor just moves."""
    with transaction.atomic():
        cursor = _locked_cursor()
        ahead = Event.objects.filter(seq__gt=cursor.position)
        last = ahead.aggregate(last=Max("seq"))["last"] or cursor.position
        event = ahead.filter(code__in=codes, seq__lte=last).exclude(actor=UNHEARD).order_by("seq").first()
        if event:
            for reaction in codes[event.code]:
                _react(reaction, event, at=at)
        Cursor.objects.filter(pk=cursor.pk).update(position=event.seq if event else last)
    return event is not None


def _react(reaction: Reaction, event: Event, *, at: datetime) -> None:
    error = _attempt(reaction, event)
    if error:
        MissedReaction.objects.create(event=event, reaction=name_of(reaction), next_try_at=at + _WAITS[0], error=error)


def _attempt(reaction: Reaction, event: Event) -> str:
    """Run it in a savepoint; empty when it went well, else why not."""
    try:
        with transaction.atomic():
            reaction(recorded(event))
    except Exception as error:
        log.exception("Reaction %s failed for event %s", name_of(reaction), event.seq)
        return f"{type(error).__name__}: {error}"
    return ""


def _retry(pk: int, by_name: Mapping[str, Reaction], *, at: datetime) -> bool:
    with transaction.atomic():
        waiting = MissedReaction.objects.select_for_update(of=("self",)).select_related("event")
        missed = waiting.filter(pk=pk, settled_at__isnull=True, next_try_at__lte=at).first()
        if missed is None:
            return False
        reaction = by_name.get(missed.reaction)
        missed.error = _attempt(reaction, missed.event) if reaction else "This reaction is no longer in the wiring."
        missed.attempts += 1
        missed.settled_at = None if missed.error else at
        more = bool(missed.error and reaction and missed.attempts <= len(_WAITS))
        missed.next_try_at = at + _WAITS[missed.attempts - 1] if more else None
        missed.save(update_fields=["error", "attempts", "settled_at", "next_try_at"])
    return not missed.error


@transaction.atomic
def leave_undelivered() -> None:
    """Let no reaction hear of the events recorded so far, such as an invented history: nobody gets a letter of it."""
    cursor = _locked_cursor()
    last = Event.objects.aggregate(last=Max("seq"))["last"]
    Cursor.objects.filter(pk=cursor.pk).update(position=last or cursor.position)


def _locked_cursor() -> Cursor:
    Cursor.objects.get_or_create(name=_CURSOR)
    return Cursor.objects.select_for_update().get(name=_CURSOR)
