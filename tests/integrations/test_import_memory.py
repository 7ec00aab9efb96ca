"""Reading a file for import takes the same memory however long it is; `python -m benchmarks.imports.measure` measures
whole imports of 100,000 rows."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.imports import generate
from framdrift.recruiting import import_runs
from tests.integrations.importing import reading


def _peak(kind: str, path: Path, rows: int) -> int:
    """Bytes of Python objects at most while every row is read and told apart from those before."""
    gc.collect()
    tracemalloc.start()
    try:
        assert sum(1 for _one in import_runs.told_by(kind, path, reading(path, kind))) == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("kind", "write"), [("csv", generate.table), ("lever", generate.lever)])
def test_five_times_the_rows_need_no_more_memory(tmp_path: Path, kind: str, write: Callable[[Path, int], None]) -> None:
    peaks = {}
    for rows in (400, 1_000, 5_000):  # the first fills what is kept for good, such as compiled patterns
        path = tmp_path / f"{rows}.{kind}"
        write(path, rows)
        peaks[rows] = _peak(kind, path, rows)
    assert peaks[5_000] < peaks[1_000] + 150_000, peaks
