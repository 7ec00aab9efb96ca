"""Counts the SQL statements of a page against `statement_counts.yaml`, and proves that a list does not make them grow.

def test_today(statements, as_account, cast):
    client = as_account(cast.owner)
    statements("desk/today", ask=lambda: client.get("/"), grow=lambda: add_balls(50))
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

COUNTS = Path(__file__).with_name("statement_counts.yaml")
_MACHINERY = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET ", "PRAGMA", "SELECT PG_ADVISORY")
_SHOWN = 40


def count(ask: Callable[[], object]) -> list[str]:
    """The statements that `ask` makes, less those that only open and close transactions (they differ by database)."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    made = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in made if not sql.lstrip().upper().startswith(_MACHINERY)]


def judge(name: str, few: list[str], many: list[str], known: dict[str, int]) -> str | None:
    """What is wrong with a page that made `few` statements, and `many` after its lists grew; None when nothing is."""
    if len(many) != len(few):
        grown = "\n".join(many[:_SHOWN])
        return f"{name}: {len(few)} statements became {len(many)} when the lists grew.\n{grown}"
    if name not in known:
        return f"{name}: not in {COUNTS.name}; write the line `{name}: {len(few)}` there."
    if known[name] != len(few):
        made = "\n".join(few[:_SHOWN])
        return f"{name}: {len(few)} statements, {COUNTS.name} says {known[name]}.\n{made}"
    return None


@pytest.fixture
def statements(db: None) -> Callable[..., None]:
    """`statements(name, ask=..., grow=...)`: ask once to warm, count, grow the lists, count again, compare."""

    def check(name: str, *, ask: Callable[[], object], grow: Callable[[], object]) -> None:
        ask()
        few = count(ask)
        grow()
        wrong = judge(name, few, count(ask), yaml.safe_load(COUNTS.read_text()) or {})
        if wrong:
            pytest.fail(wrong, pytrace=False)

    return check
