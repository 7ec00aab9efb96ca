"""Rows that the database itself neither changes nor takes away: triggers that a migration sets on both databases.

SQLite drops a table's triggers when a later migration rebuilds the table; that migration must set them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_SQLITE = """CREATE TRIGGER {table}_stays_{what} BEFORE {what} ON {table} BEGIN
    SELECT RAISE(ABORT, '{why}');
END"""
_POSTGRES_FUNCTION = """CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation';
END $$"""
_POSTGRES = """CREATE TRIGGER {table}_stays_{what} BEFORE {what} ON {table}
    FOR EACH ROW EXECUTE FUNCTION {function}()"""
_WHAT = ("update", "delete")


def keep(schema_editor: Any, tables: Iterable[str], *, function: str, why: str) -> None:
    """Refuse every UPDATE and DELETE of these tables with the words `why`; `function` names PostgreSQL's function."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    if not is_sqlite:
        schema_editor.execute(_POSTGRES_FUNCTION.format(function=function, why=why), params=None)
    trigger = _SQLITE if is_sqlite else _POSTGRES
    for table in tables:
        for what in _WHAT:
            schema_editor.execute(trigger.format(table=table, what=what, function=function, why=why), params=None)


def let_go(schema_editor: Any, tables: Iterable[str], *, function: str) -> None:
    """Take the triggers away again."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in tables:
        for what in _WHAT:
            on = "" if is_sqlite else f" ON {table}"
            schema_editor.execute(f"DROP TRIGGER {table}_stays_{what}{on}", params=None)
    if not is_sqlite:
        schema_editor.execute(f"DROP FUNCTION {function}()", params=None)
