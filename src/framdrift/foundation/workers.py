"""Who works: the name of a process, its sign of life, and whether it is gone.

A job or a letter carries the name of the process that claimed it, so that what a killed process left behind is
found at once by the next one on the same machine, and after the lease by anyone.
"""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime, timedelta

from framdrift.foundation.models import Heartbeat

ALIVE_WITHIN = timedelta(seconds=60)
_KEPT = timedelta(days=1)


def name_of_this_process() -> str:
    """`host:pid:random`, at most 64 characters; a new name at each call."""
    return f"{_host()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(name: str, *, known: frozenset[str]) -> bool:
    """Whether the process called `name` surely lives no more; `known` are the names this process goes by.

    Only a process of this machine can be known to be gone. A number taken over by a stranger looks alive: then
    the lease decides.
    """
    if name in known:
        return False
    host, _, rest = name.rpartition(":")[0].rpartition(":")
    if host != _host() or not rest.isdigit():
        return False
    if int(rest) == os.getpid():
        return True
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def beat(name: str, *, at: datetime) -> None:
    """Leave a sign of life; signs older than a day are swept."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})
    Heartbeat.objects.filter(at__lt=at - _KEPT).delete()


def leave(name: str) -> None:
    """Take the sign of life away when a worker ends in good order."""
    Heartbeat.objects.filter(name=name).delete()


def last_beat() -> datetime | None:
    """The newest sign of life of any worker."""
    return Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()


def alive(*, at: datetime) -> frozenset[str]:
    """The workers that gave a sign of life within a minute before `at`."""
    return frozenset(Heartbeat.objects.filter(at__gt=at - ALIVE_WITHIN).values_list("name", flat=True))


def _host() -> str:
    return socket.gethostname()[:36].replace(":", "-")
