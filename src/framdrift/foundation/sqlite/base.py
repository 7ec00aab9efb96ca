"""Django's SQLite backend, which refuses a connection that could lose or corrupt what was written.

A pragma that cannot be honoured (no shared memory on a network disk, a read-only folder) is silently ignored by
SQLite; hence each is read back. Django finds this module by its name, `base`.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base

_FULL, _EXTRA = 2, 3
_LEAST_WAIT_MS = 1000


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's own, asserting after each connect."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Connect, set the pragmas, and read them back."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        faults = _faults(connection, in_memory=self.is_in_memory_db())
        if faults:
            connection.close()
            raise ImproperlyConfigured(f"The SQLite connection is not safe: {'; '.join(faults)}.")
        return connection


def _faults(connection: sqlite3.Connection, *, in_memory: bool) -> list[str]:
    mode = str(_pragma(connection, "journal_mode")).lower()
    checks = {
        f"journal_mode is {mode}, not wal (a network disk?)": mode == "wal" or (in_memory and mode == "memory"),
        "synchronous is not full": _pragma(connection, "synchronous") in {_FULL, _EXTRA},
        "what is deleted stays in the file (secure_delete)": _pragma(connection, "secure_delete") == 1,
        "foreign keys are off": _pragma(connection, "foreign_keys") == 1,
        "busy timeout is too short": int(_pragma(connection, "busy_timeout")) >= _LEAST_WAIT_MS,
    }
    return [sentence for sentence, good in checks.items() if not good]


def _pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


__all__ = ["DatabaseWrapper"]
