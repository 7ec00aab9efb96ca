"""Jobs that only tests enqueue. Each leaves a closure, so that doing it is seen, and doing it twice too."""

from __future__ import annotations

import os
import time
from datetime import date, timedelta

from framdrift.foundation.jobs import TryLater, job
from framdrift.foundation.models import Closure


def _mark(number: int) -> bool:
    day = date(2100, 1, 1) + timedelta(days=number)
    return Closure.objects.get_or_create(on=day, defaults={"name": "done"})[1]


@job()
def mark(number: int) -> None:
    """Idempotent by its number."""
    time.sleep(0.01)
    _mark(number)


@job()
def mark_on(at: str) -> None:
    """What the schedule enqueues."""
    Closure.objects.create(on=date.fromisoformat(at[:10]), name="done")


@job(retries=2, first_wait=timedelta(seconds=10))
def not_yet() -> None:
    """Always asks for more time."""
    raise TryLater("the other side is asleep")


@job()
def wrong() -> None:
    """Fails for good."""
    raise ValueError("two and two is five")


@job(queue="heavy")
def heavy_death() -> None:
    """Ends its process without a word."""
    os._exit(9)


@job(queue="heavy")
def heavy_mark(number: int) -> None:
    """Leaves the number of its process."""
    Closure.objects.create(on=date(2100, 1, 1) + timedelta(days=number), name=str(os.getpid()))
