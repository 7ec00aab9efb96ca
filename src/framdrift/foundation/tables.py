"""Every table of the installation as plain lines, whatever the database: what backups are made of."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

_LEFT_OUT = frozenset({"contenttypes", "auth", "sessions"})
"""Made anew by `migrate`, or worth nothing on another machine: after a restore everybody signs in again."""
MACHINERY = frozenset({"foundation.heartbeat", "foundation.scheduledjob", "foundation.cursor"})
"""Tables that a worker fills on an installation that holds nothing yet."""
_BATCH = 500


def kept() -> list[type[models.Model]]:
    """The models whose rows are kept in a backup, by label."""
    found = (model for model in apps.get_models(include_auto_created=True) if _is_table(model))
    return sorted(found, key=lambda model: model._meta.label_lower)


@contextmanager
def snapshot() -> Iterator[None]:
    """Read as of one instant while others go on writing. Nothing is written within."""
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # Django's own transactions are IMMEDIATE: they would stop the writers
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines(model: type[models.Model], others: Mapping[str, Mapping[str, Any] | None] = {}) -> Iterator[str]:
    """Each row as a JSON object of column name to value, ordered by primary key, in bounded memory.

    `others`: primary key as text -> columns that stand as given here, None for a row that is left out.
    """
    columns = _columns(model)
    rows = model._base_manager.order_by("pk").values_list("pk", *(field.attname for field in columns))
    for pk, *row in rows.iterator(chunk_size=_BATCH):
        changed = others.get(str(pk), {})
        if changed is not None:
            values = dict(zip((field.attname for field in columns), row, strict=True)) | dict(changed)
            yield json.dumps(values, default=_plain, ensure_ascii=False)


def load(model: type[models.Model], found: Iterable[str]) -> int:
    """Insert rows as `lines` gave them; how many. In the transaction at hand, foreign keys checked at its end."""
    columns = _columns(model)
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"
    count, remaining = 0, iter(found)
    with connection.cursor() as cursor:
        while batch := [_values(columns, json.loads(line)) for line in islice(remaining, _BATCH)]:
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def empty(chosen: Iterable[type[models.Model]]) -> None:
    """Delete every row of these tables, foreign keys checked at the end of the transaction."""
    with connection.cursor() as cursor:
        for model in chosen:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def continue_numbering(chosen: Iterable[type[models.Model]]) -> None:
    """Let new rows be numbered after the loaded ones (PostgreSQL; SQLite sees to it itself)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(chosen)):
            cursor.execute(statement)


def with_rows(chosen: Iterable[type[models.Model]]) -> list[str]:
    """The labels of those tables that hold any row."""
    return [model._meta.label_lower for model in chosen if model._base_manager.exists()]


def _is_table(model: type[models.Model]) -> bool:
    meta = model._meta
    return meta.managed and not meta.proxy and not meta.swapped and meta.app_label not in _LEFT_OUT


def _columns(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def _values(columns: list[Any], row: dict[str, Any]) -> list[Any]:
    return [field.get_db_prep_save(_python(field, row[field.attname]), connection) for field in columns]


def _python(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.DurationField):
        return timedelta(microseconds=value)
    return field.to_python(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"A backup cannot hold a {type(value).__name__}.")
