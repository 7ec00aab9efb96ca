"""The worker's loop: several rounds side by side, each in a thread of its own, until told to stop.

Side by side because a slow mail server must not delay consequences, and a long job must not silence the heartbeat.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from django.db import InterfaceError, OperationalError, close_old_connections, connection

log = logging.getLogger(__name__)

_AFTER_TROUBLE_SECONDS = 5.0


@dataclass(frozen=True)
class Round:
    """One kind of work. `act` does a little of it and tells whether there may be more; else it rests."""

    name: str
    rest_seconds: float
    act: Callable[[datetime], bool]


def go(rounds: Sequence[Round], *, clock: Callable[[], datetime], stop: Event) -> None:
    """Go the rounds until `stop` is set. What is not expected of a database stops them all and goes up."""
    with ThreadPoolExecutor(len(rounds), thread_name_prefix="round") as pool:
        futures = [pool.submit(_repeat, round_, clock=clock, stop=stop) for round_ in rounds]
        done, _waiting = wait(futures, return_when=FIRST_EXCEPTION)
        stop.set()
    for future in done:
        future.result()


def _repeat(round_: Round, *, clock: Callable[[], datetime], stop: Event) -> None:
    try:
        while not stop.is_set():
            stop.wait(_once(round_, at=clock()))
    finally:
        stop.set()
        connection.close()


def _once(round_: Round, *, at: datetime) -> float:
    """Seconds to rest. A database that is away for a while is waited for."""
    close_old_connections()
    try:
        return 0.0 if round_.act(at) else round_.rest_seconds
    except (OperationalError, InterfaceError):
        log.exception("%s: the database is in trouble; trying again", round_.name)
        connection.close()
        return _AFTER_TROUBLE_SECONDS
