"""Bears workers quickly: one warm process that forks a sender of letters for every line it reads.

Writes the sender's process id, waits until it is dead, writes "gone". Each sender is a process group of its own and
does what the worker's letters round does, with the product's own postman, until somebody kills it.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta

import django

LEASE = timedelta(minutes=5)
REST_SECONDS = 0.002


def main() -> None:
    """Fork at each line until the input ends."""
    django.setup()
    _warm()

    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.setsid()
            _send_for_ever()
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


def _warm() -> None:
    """Load and compute once what every sender needs, and leave no line to the database open across the fork."""
    from django.db import connections

    from framdrift.foundation import calendar, postman, workers

    with postman.postman():
        workers.name_of_this_process()
    calendar.working_days().add(datetime.now(UTC).date(), 1)
    connections.close_all()
    for connection in connections.all():
        getattr(connection, "close_pool", lambda: None)()  # PostgreSQL's pool would be shared across the fork


def _send_for_ever() -> None:
    from framdrift.foundation import bundling, outbox, postman, workers

    name = workers.name_of_this_process()
    with postman.postman() as carrier:
        while True:
            now = datetime.now(UTC)
            outbox.give_up_on_lost(lease=LEASE, at=now, known=frozenset({name}))
            if not bundling.send_round(carrier, worker=name, at=now):
                time.sleep(REST_SECONDS)


if __name__ == "__main__":
    main()
