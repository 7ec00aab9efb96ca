"""Roster files on the disk: under a random name, from when they are put in until they are taken in or put away."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from framdrift.organisations.models import RosterRun

GRACE = timedelta(days=1)
"""How old a file that no run claims is before it is removed: a transaction may be about to claim it."""
KEPT_WAITING = timedelta(days=7)
"""How long a file that was put in waits for somebody to take it in."""


def folder() -> Path:
    """Where they lie."""
    return Path(settings.MEDIA_ROOT) / "rosters"


def path_of(run: RosterRun) -> Path:
    """Where a run's file lies; never under the name it came with."""
    return folder() / run.stored_as


def store(blocks: Iterable[bytes]) -> str:
    """Write the bytes down under a random name; returns it."""
    name = secrets.token_hex(16)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder() / name
    with path.open("xb") as kept:
        for block in blocks:
            kept.write(block)
    path.chmod(0o600)
    return name


def remove_idle(at: datetime) -> int:
    """Remove the files of runs that nobody took in for a week, and files that no run claims; returns how many."""
    idle = RosterRun.objects.filter(state="waiting", put_in_at__lte=at - KEPT_WAITING)
    idle.update(state="put_away")
    claimed = set(RosterRun.objects.filter(state="waiting").values_list("stored_as", flat=True))
    removed = 0
    for path in folder().glob("*"):
        if path.name not in claimed and path.stat().st_mtime <= (at - GRACE).timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed
