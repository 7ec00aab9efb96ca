"""Work on a private copy of the database, so that what only tries something out stops nobody who writes.

SQLite has one writer at a time: a trial that is rolled back at its end keeps the whole product waiting until then. The
copy is made by SQLite's backup interface, which lets writers go on, into its unnamed database: it spills to disk,
nobody else can open it, and it is gone with the process however that ends (SQLite, "In-Memory Databases": "Temporary
Databases").
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3 import base

_PRAGMAS = "PRAGMA synchronous=OFF;PRAGMA cache_size=-4000;"


@contextmanager
def on_a_copy() -> Iterator[None]:
    """Until the end, this thread's database is a copy of it as it is now; then the copy is gone.

    Where there is no database yet, the copy is empty and none is made. On PostgreSQL, whose writers do not wait for
    each other, this does nothing; nor within a transaction, which is the writer already if it has written, and whose
    writes SQLite copies for nobody until they are done.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    alias = connection.alias
    original = connections[alias]
    copy = _Copy(original)
    connections[alias] = copy
    try:
        yield
    finally:
        connections[alias] = original
        copy.vanish()


class _Copy(base.DatabaseWrapper):
    """An unnamed database that holds what `original` held when it was first asked."""

    def __init__(self, original: BaseDatabaseWrapper) -> None:
        options = {**original.settings_dict["OPTIONS"], "init_command": _PRAGMAS}
        super().__init__({**original.settings_dict, "NAME": ":memory:", "OPTIONS": options}, original.alias)
        self._original = original

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open it, and fill it in one step: a single instant of the original."""
        copy: sqlite3.Connection = super().get_new_connection({**conn_params, "database": ""})
        if _exists(self._original):
            self._original.ensure_connection()
            self._original.connection.backup(copy)
        return copy

    def vanish(self) -> None:
        """Close it for good: Django keeps a database that lives only as long as its connection."""
        BaseDatabaseWrapper.close(self)


def _exists(original: BaseDatabaseWrapper) -> bool:
    return original.connection is not None or Path(original.settings_dict["NAME"]).exists()
