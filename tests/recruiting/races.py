"""Two at once, on real connections: the second begins while the first has acted and not yet committed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, transaction

from framdrift.foundation import events
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.refusals import Refusal

OVERLAP = 0.15
"""Seconds that the first holds its transaction open after it has acted; the second waits that long for its lock."""

Act = Callable[[], Any]


def race(first: Act, second: Act) -> tuple[Any, Any]:
    """What each came to: the value it returned, or the refusal it was told. Anything else is raised."""
    acted = threading.Event()

    def lead() -> Any:
        try:
            with transaction.atomic():
                try:
                    return first()
                finally:
                    acted.set()
                    time.sleep(OVERLAP)
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    def follow() -> Any:
        try:
            assert acted.wait(10)
            return second()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        endings = [pool.submit(lead), pool.submit(follow)]
        return endings[0].result(timeout=30), endings[1].result(timeout=30)


def whole(at: Any) -> bool:
    """Whether ledger and chain stand after the race."""
    assert ledger_faults(at) == ()
    assert events.first_broken(events.everything()) is None
    return True
