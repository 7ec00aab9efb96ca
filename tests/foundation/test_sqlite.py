"""A SQLite connection that could lose what was written is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from framdrift.foundation.sqlite.base import DatabaseWrapper

SAFE = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"


def _connect(path: Path, init: str, timeout: float = 20) -> None:
    settings = dict(connections["default"].settings_dict)
    settings |= {"NAME": str(path), "OPTIONS": {"init_command": init, "timeout": timeout}}
    wrapper = DatabaseWrapper(settings, "trial")
    line = wrapper.get_new_connection(wrapper.get_connection_params())
    try:
        assert line.execute("PRAGMA foreign_keys").fetchone() == (1,)
    finally:
        line.close()


def test_the_settings_of_the_product_are_accepted(tmp_path: Path) -> None:
    _connect(tmp_path / "a.sqlite3", SAFE)


@pytest.mark.parametrize(
    ("init", "timeout", "fault"),
    [
        ("PRAGMA synchronous=FULL;", 20, "journal_mode is delete"),
        (SAFE + "PRAGMA synchronous=NORMAL;", 20, "synchronous"),
        (SAFE + "PRAGMA foreign_keys=OFF;", 20, "foreign keys"),
        (SAFE + "PRAGMA secure_delete=OFF;", 20, "stays in the file"),
        (SAFE, 0.1, "busy timeout"),
    ],
)
def test_each_unsafe_connection_is_refused(tmp_path: Path, init: str, timeout: float, fault: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=fault):
        _connect(tmp_path / "a.sqlite3", init, timeout)
