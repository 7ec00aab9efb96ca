"""A large installation from a small one: the demonstration's recruitments, copied with ids of their own.

Balls, steps, candidacies, promises, work and events stand in the proportions of the demonstration (about 290,000 balls
for 1,000,000 events). The copied events have digests of their own, which link to nothing: a ledger to read from, not a
chain to check. SQLite only.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

TABLES = (
    "recruiting_candidate",
    "recruiting_assignment",
    "recruiting_planstep",
    "recruiting_candidacy",
    "recruiting_firstchoice",
    "recruiting_step",
    "recruiting_ball",
    "recruiting_pause",
    "recruiting_promise",
    "recruiting_touchtime",
)
_CHANGED = {
    ("recruiting_candidate", "pseudonym"): "lower(hex(randomblob(16)))",
    ("recruiting_assignment", "apply_key"): "substr(apply_key || '-{copy}', -32)",
    ("recruiting_touchtime", "event_seq"): "NULL",
    ("recruiting_promise", "moved_to_id"): "NULL",
}
_IDS = {"assignment_id": "recruiting_assignment", "candidacy_id": "recruiting_candidacy"}


def multiply(path: Path, *, events: int) -> int:
    """Copy until there are at least `events` events; how many there are then."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    steps = {table: _one(connection, f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}") for table in TABLES}
    own = _one(connection, "SELECT MAX(seq) FROM foundation_event")
    rows = {table: steps[table] - 1 for table in TABLES}
    for copy in range(1, -(-events // own)):
        with connection:
            for table in TABLES:
                _copy(connection, table, copy, steps, rows[table])
            _copy_events(connection, copy, steps, own)
    connection.execute("ANALYZE")
    connection.commit()
    return _one(connection, "SELECT COUNT(*) FROM foundation_event")


def _one(connection: sqlite3.Connection, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])


def _copy(connection: sqlite3.Connection, table: str, copy: int, steps: dict[str, int], last: int) -> None:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    linked = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
    values = []
    for name in names:
        moved = table if name == "id" else linked.get(name)
        shifted = f"{name} + {copy * steps[moved]}" if moved in steps else name
        values.append(_CHANGED.get((table, name), shifted).format(copy=copy))
    columns = ", ".join(f'"{name}"' for name in names)
    connection.execute(f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {table} WHERE id <= {last}")


def _copy_events(connection: sqlite3.Connection, copy: int, steps: dict[str, int], own: int) -> None:
    data = "data"
    for name, table in _IDS.items():
        place = f"'$.{name}'"
        moved = f"json_extract(data, {place}) + {copy * steps[table]}"
        data = f"CASE WHEN json_extract(data, {place}) IS NULL THEN {data} ELSE json_set({data}, {place}, {moved}) END"
    connection.execute(
        "INSERT INTO foundation_event (seq, at, code, actor, subject, context, company_id, data, previous, digest) "
        f"SELECT seq + {copy * own}, at, code, actor, {_key('subject', copy, steps)}, {_key('context', copy, steps)}, "
        f"company_id, {data}, previous, lower(hex(randomblob(32))) FROM foundation_event WHERE seq <= {own}"
    )


def _key(column: str, copy: int, steps: dict[str, int]) -> str:
    cases = " ".join(
        f"WHEN {column} LIKE '{kind}:%' THEN '{kind}:' || (CAST(substr({column}, {len(kind) + 2}) AS INTEGER) + "
        f"{copy * steps['recruiting_' + kind]})"
        for kind in ("assignment", "candidacy")
    )
    return f"CASE {cases} ELSE {column} END"
