"""Files that nothing points to: left by a rollback or a stopped machine, or put in for an import that nobody began.

A database can take a row back and not a file. So bytes are written first and what no row claims is removed here, a
day later, when no transaction can still be about to claim it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from framdrift.recruiting import import_runs
from framdrift.recruiting.models import ImportRun, MessageFile, Upload
from framdrift.recruiting.papers import papers_folder

GRACE = timedelta(days=1)
"""How old a file is before it is looked at."""
KEPT_WAITING = timedelta(days=7)
"""How long a file that was put in waits for somebody to begin, or to look at why it could not be read."""


def remove_unclaimed_papers(*, at: datetime) -> int:
    """Remove files about people that no row claims; returns how many."""
    claimed = {name for rows in (Upload, MessageFile) for name in rows.objects.values_list("stored_as", flat=True)}
    return _remove(path for path in _older(papers_folder(), at - GRACE) if path.name not in claimed)


def remove_idle_import_files(*, at: datetime) -> int:
    """Remove imports' files that nobody came back for, and those that no run claims; returns how many.

    A run that never began is told to have ended, with the reason. One under way keeps its file.
    """
    idle = ImportRun.objects.filter(started_at__lte=at - KEPT_WAITING).exclude(state=import_runs.RUNNING)
    reason = _("Nobody began this import within a week, so its file was removed.")
    idle.filter(state=import_runs.WAITING).update(state=import_runs.FAILED, ended_at=at, error=reason)
    claimed = set(ImportRun.objects.exclude(pk__in=idle.values("pk")).values_list("stored_as", flat=True))
    return _remove(path for path in _older(import_runs.files_folder(), at - GRACE) if path.name not in claimed)


def _older(folder: Path, before: datetime) -> Iterator[Path]:
    limit = before.timestamp()
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_mtime < limit)


def _remove(paths: Iterator[Path]) -> int:
    count = 0
    for path in paths:
        path.unlink(missing_ok=True)
        count += 1
    return count
