"""Measures the page "Where the time went" at growing numbers of events, and that no number on it is stale.

    python -m benchmarks.reports.measure [--events 0 100000 1000000] [--home FOLDER] [--folder FOLDER]

HOME holds a filled demonstration to copy from; without it one is filled. Each size is a web process of its own: the
lead opens the page of the last year until the report is there, again (median of nine), a ball is passed on and the page
opened once more, and its numbers are compared with those read from nothing. Writes RESULTS.md and results.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SIZES = (0, 100_000, 1_000_000)
"""0: the demonstration as it is, about 38,000."""
TARGET_SECONDS = 1.0
TARGET_MB = 120


def measured() -> dict[str, Any]:
    """What one installation takes; run in a process of its own with FRAMDRIFT_HOME set."""
    import django

    django.setup()
    from benchmarks import signed_in
    from framdrift.foundation.models import Event
    from framdrift.recruiting.models import Ball

    lead, client = signed_in.lead()
    answered, first = _first_seconds(client)
    worked = _processor_seconds()
    again = sorted(_seconds(client, {}) for _ in range(9))
    worked = (_processor_seconds() - worked) / 9
    _pass_a_ball(lead)
    found = {
        "events": Event.objects.count(),
        "balls": Ball.objects.count(),
        "answered_seconds": round(answered, 3),
        "first_seconds": round(first, 3),
        "median_seconds": round(statistics.median(again), 3),
        "slowest_seconds": round(again[-1], 3),
        "cpu_seconds": round(worked, 3),
        "after_change_seconds": round(_seconds(client, {}), 3),
        "list_seconds": round(_seconds(client, {"cases": "side:client"}), 3),
        "pdf_seconds": round(_seconds(client, {"form": "pdf"}), 3),
        "web_mb": _highest_mb(os.getpid()),
        "counting_mb": _highest_mb(_counting()),
    }
    if "numpy" in sys.modules:
        raise SystemExit("the web process has loaded numpy")
    _prove_fresh(lead)
    return found


def _first_seconds(client: Any) -> tuple[float, float]:
    """(until a page answered, until the page with the report): between them it says how much has been read."""
    begun = time.perf_counter()
    answered = 0.0
    while True:
        page = client.get("/reports/time/").content
        answered = answered or time.perf_counter() - begun
        if b'id="reading"' not in page:
            return answered, time.perf_counter() - begun


def _seconds(client: Any, query: dict[str, str]) -> float:
    begun = time.perf_counter()
    answer = client.get("/reports/time/", query)
    took = time.perf_counter() - begun
    if answer.status_code != 200 or b'id="reading"' in answer.content:
        raise SystemExit(f"{query}: {answer.status_code}")
    return took


def _counting() -> int:
    """The number of the counting process."""
    from framdrift.momentum.reporting.apart import asking

    return asking.counting_pid()


def _processor_seconds() -> float:
    """Of this process and of the counting process."""
    fields = Path(f"/proc/{_counting()}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _highest_mb(pid: int) -> int:
    """Of the process since its program began; what getrusage says holds what its parent had at that moment."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return round(int(found.group(1)) / 1024) if found else 0


def _pass_a_ball(lead: Any) -> None:
    from framdrift.organisations.access import viewer_of
    from framdrift.recruiting import actions
    from framdrift.recruiting.models import Ball

    ball = Ball.objects.filter(ended_at=None, side="agency", assignment__status="open", candidacy__isnull=False)[0]
    actions.pass_ball(
        ball=ball, side="agency", account=lead, reason="do_step", by=viewer_of(lead), at=datetime.now(UTC)
    )


def _prove_fresh(lead: Any) -> None:
    """Every word and number that the counting process tells is that of one read from nothing, in this process. Where a
    bar of a chart ends may differ in its sixteenth digit, since sums are taken in another order."""
    from django.conf import settings

    from framdrift.foundation.calendar import agency_zone
    from framdrift.momentum.reporting.period import chosen_period
    from framdrift.momentum.reporting.queries import staff_report
    from framdrift.organisations.access import viewer_of

    period = chosen_period("year", as_of=datetime.now(UTC), zone=agency_zone())

    def told() -> list[Any]:
        return [
            (part.sentence, part.notes, part.table, [mark.said for mark in (part.chart.marks if part.chart else ())])
            for part in staff_report(viewer_of(lead), period).parts
        ]

    before = told()
    settings.REPORTS_COUNTED_APART = False
    if before != told():
        raise SystemExit("a number was stale")


def _one(size: int, source: Path, folder: Path) -> dict[str, Any]:
    from benchmarks.reports.generate import multiply

    home = folder / str(size)
    home.mkdir()
    for name in ("framdrift.sqlite3", "secret-key"):
        if (source / name).exists():
            shutil.copy(source / name, home / name)
    multiply(home / "framdrift.sqlite3", events=size)
    line = [sys.executable, "-m", "benchmarks.reports.measure", "--one"]
    done = subprocess.run(line, env={**os.environ, **_environment(home)}, stdout=subprocess.PIPE, check=True)
    shutil.rmtree(home)
    return dict(json.loads(done.stdout))


def _fill(home: Path) -> None:
    line = [sys.executable, "-m", "framdrift.cli.main", "demo"]
    subprocess.run(line, env={**os.environ, **_environment(home)}, stdout=subprocess.DEVNULL, check=True)


def _environment(home: Path) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "framdrift.config.settings", "FRAMDRIFT_DEMO": "1"}
    return {"FRAMDRIFT_HOME": str(home), "FRAMDRIFT_SECRET_KEY": "benchmarks only", **settings}


def write(rows: list[dict[str, Any]]) -> None:
    """RESULTS.md and results.json."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    heads = (
        "events",
        "balls",
        "first answer s",
        "first report s",
        "again, median s",
        "again, slowest s",
        "again, processor s",
        "after a change s",
        "a list s",
        "PDF s",
        "web process MB",
        "counting process MB",
    )
    lines = [f"| {' | '.join(f'{value:,}' for value in row.values())} |" for row in rows]
    worst = max(max(row["slowest_seconds"], row["after_change_seconds"]) for row in rows)
    heaviest = max(row["web_mb"] for row in rows)
    (HERE / "RESULTS.md").write_text(
        "# How long the report on time takes\n\n"
        f"{datetime.now(UTC).date().isoformat()}, commit {commit.stdout.strip()}, {os.cpu_count()} cores, "
        f"{platform.machine()}, Python {platform.python_version()}, SQLite; load average at the end "
        f"{os.getloadavg()[0]:.1f}. Made by `python -m benchmarks.reports.measure`: whole pages for the agency's lead, "
        "last year, through middleware, view, counting process and template. The first answer says how much has been "
        "read where the report takes longer. After a change: a ball was passed on, and every number of the next page "
        "equals the one read from nothing.\n\n"
        f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n" + "\n".join(lines) + "\n\n"
        "Processor seconds are what one page takes of one core, in both processes together; the rest of the time is "
        "other work on the machine. Megabytes are the highest that each process came to; the web process is to stay "
        f"within {TARGET_MB} and has {heaviest}.\n\n"
        f"Target: under {TARGET_SECONDS:.0f} second after the first, with no stale number. "
        f"{'Met' if worst < TARGET_SECONDS else 'Missed'}: the slowest took {worst:.2f} s.\n"
    )
    (HERE / "results.json").write_text(json.dumps(rows, indent=1) + "\n")


def main() -> None:
    """Measure every size, or, with `--one`, this process's installation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--home", type=Path, help="a filled demonstration to copy from")
    parser.add_argument("--folder", type=Path, help="where the databases are made (default: a temporary folder)")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measured()))
        return
    with tempfile.TemporaryDirectory(prefix="bench-reports-", dir=arguments.folder) as name:
        source = arguments.home or Path(name) / "source"
        if arguments.home is None:
            source.mkdir()
            _fill(source)
        rows = []
        for size in arguments.events:
            print(f"{time.strftime('%H:%M:%S')} at least {size:,} events", file=sys.stderr, flush=True)
            rows.append(_one(size, source, Path(name)))
    write(rows)


if __name__ == "__main__":
    main()
