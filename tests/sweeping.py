"""Between transactional tests every table is emptied; released rows refuse to be deleted, which SQLite would do."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.db import connection

_MIGRATION = "framdrift.insights.migrations.0002_releases"


class _Editor:
    """As much of a schema editor as the migration's two steps need."""

    connection = connection

    def execute(self, statement: str, params: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def sweeping_released(teardown: Callable[[Any], None]) -> Callable[[Any], None]:
    """The teardown with the triggers put aside meanwhile."""

    def swept(case: Any) -> None:
        migration = import_module(_MIGRATION)
        if connection.vendor == "sqlite":
            migration.let_go(None, _Editor())
        teardown(case)
        if connection.vendor == "sqlite":
            migration.keep(None, _Editor())

    return swept
