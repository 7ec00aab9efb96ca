"""Rows of the database as columns of numbers, one chunk at a time. Instants are seconds since 1970, UTC."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from django.db.models import Case, FloatField, Func, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

Column = npt.NDArray[Any]
Table = dict[str, Column]
"""Columns of one length, by name."""
Spec = Mapping[str, tuple[type, Any]]

MISSING = -1.0
"""An instant that is not there, where 1970 is long before anything was recorded."""
_CHUNK = 20_000


class Seconds(Func):
    """An instant, or a date at its midnight UTC, as seconds since 1970; to the millisecond, counted by the database."""

    output_field = FloatField()
    template = "EXTRACT(EPOCH FROM %(expressions)s)"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        """From Julian days, which SQLite reads without calling back into Python."""
        template = "((julianday(%(expressions)s) - 2440587.5) * 86400.0)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        """EXTRACT gives a numeric there."""
        return self.as_sql(compiler, connection, template=f"({self.template})::float8", **context)


def instant(name: str) -> Coalesce:
    """An instant that may be missing."""
    return Coalesce(Seconds(name), Value(MISSING), output_field=FloatField())


def number(name: str) -> Coalesce:
    """An id that may be missing: 0 then."""
    return Coalesce(name, Value(0))


def coded(name: str, words: list[str]) -> Case:
    """A column of words as the place of each in `words`; -1 for any other."""
    whens = [When(**{name: word}, then=Value(place)) for place, word in enumerate(words)]
    return Case(*whens, default=Value(-1), output_field=IntegerField())


def table_of(rows: QuerySet[Any], spec: Spec, *, more: Callable[[int], None]) -> Table:
    """The rows as columns: what each is called, its type, and the field or expression that it holds.

    `more` is told after each chunk how many rows it had.
    """
    read = rows.order_by().values_list(*(what for _kind, what in spec.values()))
    found = list(_chunks(read.iterator(chunk_size=_CHUNK), spec, more))
    if not found:
        return {name: np.zeros(0, dtype=kind) for name, (kind, _what) in spec.items()}
    return {name: np.concatenate([part[name] for part in found]) for name in spec}


def _chunks(rows: Iterator[tuple[Any, ...]], spec: Spec, more: Callable[[int], None]) -> Iterator[Table]:
    while chunk := list(islice(rows, _CHUNK)):
        columns = zip(*chunk, strict=True)
        named = zip(spec.items(), columns, strict=True)
        yield {name: _column(column, kind) for (name, (kind, _what)), column in named}
        more(len(chunk))


def _column(values: tuple[Any, ...], kind: type) -> Column:
    """Instants to the millisecond, as the database counts them: Julian days leave some millionths of a second."""
    found: Column = np.array(values, dtype=kind)
    return np.round(found, 3) if kind is float else found


def chosen(table: Table, where: Column) -> Table:
    """The rows that a mask, or an array of places, chooses."""
    return {name: column[where] for name, column in table.items()}


def picked(table: Table, where: Column, *names: str) -> Table:
    """The rows that a mask or places choose, in some columns only: of a large table that is most of the work."""
    return {name: table[name][where] for name in names}


def groups(column: Column) -> Iterator[tuple[int, Column]]:
    """(value, the places that have it, in order) for each value, ascending. One sort, however many values there are."""
    order = np.argsort(column, kind="stable")
    ordered = column[order]
    edges = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    for places in np.split(order, edges) if len(order) else ():
        yield int(column[places[0]]), places


def runs(column: Column) -> int:
    """How many things a column names, where the rows of each stand together."""
    return int((column[1:] != column[:-1]).sum()) + 1 if len(column) else 0


def joined(first: Table, second: Table) -> Table:
    """The rows of both."""
    return {name: np.concatenate((column, second[name])) for name, column in first.items()}
