"""Imports 10,000 and 100,000 rows of a table and of an export, each into an empty database, and writes RESULTS.md.

    python -m benchmarks.imports.measure [--sizes 10000 100000] [--databases sqlite] [--folder FOLDER]

Every import is the command `framdrift import` in a process of its own, whose peak of resident memory the kernel tells.
A smaller one goes before, so that setting up the tables is in none. About ten minutes on a quiet machine with two
cores.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.imports import generate
from benchmarks.imports.report import write
from benchmarks.web.measure import DATABASES, postgres

ROOT = Path(__file__).resolve().parents[2]
SIZES = (10_000, 100_000)
WRITERS: dict[str, Callable[[Path, int], None]] = {"csv": generate.table, "lever": generate.lever}
_WARM_UP = 40


def main() -> None:
    """One row of results for every database, format and size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=["sqlite"])
    parser.add_argument("--folder", type=Path, help="where the databases are made (default: a temporary folder)")
    arguments = parser.parse_args()
    os.environ.pop("FRAMDRIFT_DATABASE_URL", None)  # each row names its own database
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-imports-", dir=arguments.folder) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as a user of its own and must reach its folder
        for database in arguments.databases:
            for kind in WRITERS:
                for size in arguments.sizes:
                    rows.append(_one(database, kind, size, Path(folder) / f"{database}-{kind}-{size}"))
                    write(rows)


def _one(database: str, kind: str, size: int, home: Path) -> dict[str, Any]:
    home.mkdir()
    home.chmod(0o755)
    environment = {"FRAMDRIFT_HOME": str(home), "FRAMDRIFT_SECRET_KEY": "benchmarks only"}
    server = postgres(home) if database == "postgres" else None
    try:
        if server is not None:
            environment["FRAMDRIFT_DATABASE_URL"] = server[1]
        _imported(kind, _WARM_UP, home, environment)
        print(f"{time.strftime('%H:%M:%S')} {database}, {kind}, {size:,} rows", file=sys.stderr, flush=True)
        return {"database": database, "kind": kind, "rows": size, **_imported(kind, size, home, environment)}
    finally:
        if server is not None:
            server[0].cleanup()


def _imported(kind: str, size: int, home: Path, environment: dict[str, str]) -> dict[str, Any]:
    path = home / f"{size}.{kind}"
    WRITERS[kind](path, size)
    line = [sys.executable, "-m", "framdrift.cli.main", "import", kind, str(path), "--company", "Kund AB", "--json"]
    begun = time.perf_counter()
    with subprocess.Popen(line, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = process.stdout.read()
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or (report := json.loads(told))["rows"] != size or report["refused"]:
        raise SystemExit(f"{kind}, {size} rows: {told.decode()[:500]}")
    return {
        "file_mb": round(path.stat().st_size / 1e6, 1),
        "wall_seconds": round(time.perf_counter() - begun, 1),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_mb": round(used.ru_maxrss / 1024, 1),
    }


if __name__ == "__main__":
    main()
