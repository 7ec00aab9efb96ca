"""Between transactional tests every table is emptied; rows that stay for good refuse to be deleted, which SQLite would
do."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.core.management import CommandError
from django.db import connection

_MIGRATIONS = ("framdrift.insights.migrations.0002_releases", "framdrift.momentum.migrations.0005_forecasts_stay")
"""Each with the triggers of its tables: `keep` and `let_go`."""


class _Editor:
    """As much of a schema editor as the migration's two steps need."""

    connection = connection

    def execute(self, statement: str, params: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


TRIES, PAUSE_SECONDS = 5, 0.5


def _once_nobody_reads(empty: Callable[[], None]) -> None:
    """A page that was left may still be read by the live server's thread, which locks the tables the other way round:
    PostgreSQL then ends the emptying, and it is tried again."""
    for tried in range(TRIES):
        try:
            return empty()
        except CommandError:
            if tried == TRIES - 1:
                raise
            time.sleep(PAUSE_SECONDS)
    return None


def sweeping_released(teardown: Callable[[Any], None]) -> Callable[[Any], None]:
    """The teardown with the triggers put aside meanwhile."""

    def swept(case: Any) -> None:
        kept = [import_module(name) for name in _MIGRATIONS] if connection.vendor == "sqlite" else []
        for migration in kept:
            migration.let_go(None, _Editor())
        _once_nobody_reads(lambda: teardown(case))
        for migration in kept:
            migration.keep(None, _Editor())

    return swept
