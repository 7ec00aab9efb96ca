"""Writes what was measured, beside the goals and whether they were met."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
GOALS: dict[str, dict[str, float]] = {
    "board": {"times_bare": 5, "times_bare_cpu": 5, "statements": 12},
    "candidacy": {"median_ms": 30},
    "move": {"median_ms": 10, "events": 1},
    "move on the board": {"median_ms": 10, "events": 1},
    "today": {"median_ms": 60},
    "waits, a lead's": {"median_ms": 150},
    "waits, a consultant's": {"median_ms": 150},
}
"""At most, by page."""
GROWTH = 1.3
"""At most so many times as long with 100,000 candidates as with 1,000."""
_YES_NO = {True: "yes", False: "**no**"}
SERVER = {"first_page_seconds": 2.0, "web_mb": 120.0, "worker_mb": 120.0}


def write(rows: list[dict[str, Any]]) -> None:
    """RESULTS.md and results.json."""
    about = {
        "commit": commit(),
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "goals": {"pages": GOALS, "growth": GROWTH, "server": SERVER},
    }
    verdicts = _verdicts(rows)
    document = {**about, "rows": rows, "verdicts": verdicts}
    (HERE / "results.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    (HERE / "RESULTS.md").write_text(_page(about, rows, verdicts))


def commit() -> str:
    """The short name of the commit that is measured."""
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _verdicts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        where = f"{row['database']}, {row['size']:,}"
        bare, bare_cpu = (_bare(row, key) for key in ("median_ms", "cpu_ms"))
        for name, goals in GOALS.items():
            seen = dict(row["pages"][name])
            seen["times_bare"] = round(seen["median_ms"] / bare, 2)
            seen["times_bare_cpu"] = round(seen["cpu_ms"] / bare_cpu, 2)
            found += [_verdict(where, f"{name} {key}", seen[key], most) for key, most in goals.items()]
        found += [_verdict(where, key, row["server"][key], most) for key, most in SERVER.items()]
    return found + _growth(rows)


def _bare(row: dict[str, Any], key: str) -> float:
    """The bare table's time, the shorter of before and after."""
    return float(min(row["pages"][name][key] for name in ("bare table", "bare table again")))


def _growth(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The largest size against the smallest of the same database; nothing where only one was run."""
    found = []
    for database in dict.fromkeys(row["database"] for row in rows):
        sizes = sorted((row for row in rows if row["database"] == database), key=lambda row: row["size"])
        small, large = sizes[0], sizes[-1]
        if small is large:
            continue
        for name in ("board", "candidate list", "candidacy", "today", "search", "move", "move on the board"):
            times = round(large["pages"][name]["median_ms"] / small["pages"][name]["median_ms"], 2)
            where = f"{database}, {small['size']:,} to {large['size']:,}"
            found.append(_verdict(where, f"{name} growth", times, GROWTH))
    return found


def _verdict(where: str, what: str, seen: float, most: float) -> dict[str, Any]:
    return {"where": where, "what": what, "seen": seen, "at_most": most, "met": seen <= most}


def _page(about: dict[str, Any], rows: list[dict[str, Any]], verdicts: list[dict[str, Any]]) -> str:
    lines = [
        "# Pages and writes: time, SQL statements, memory",
        "",
        f"{about['date']}, commit {about['commit']}, {about['machine']}. Made by `python -m benchmarks.web.measure`.",
        "Whole requests in process through Django's test client, after two warm requests. Other work may have shared",
        "the cores: wall times are upper bounds, CPU times (ours, and PostgreSQL's own) are hardly lengthened by it,",
        "and the bare table was measured in the same run, before and after. A size is the number of candidates",
        "added to the demonstration's own (about 1,700); the board is of the assignment with most candidates.",
        "",
    ]
    for row in rows:
        lines += _table(row)
    lines += ["## Goals", "", "| where | what | seen | at most | met |", "|---|---|---|---|---|"]
    lines += [
        f"| {one['where']} | {one['what']} | {one['seen']:g} | {one['at_most']:g} | {_YES_NO[one['met']]} |"
        for one in verdicts
    ]
    lines += [
        "",
        '`waits` is the product\'s own query behind "Where the time goes": every holding of a ball, by side and by',
        "type of step, computed live. A lead sees all of it; for a consultant colleagues' confidential assignments are",
        "left out.",
        "A PostgreSQL database was analysed after it was filled, as its own housekeeping does within a minute.",
        "",
    ]
    return "\n".join(lines)


def _table(row: dict[str, Any]) -> list[str]:
    counts, server = row["counts"], row["server"]
    lines = [
        f"## {row['database']}, {row['size']:,} candidates",
        "",
        f"{counts['candidates_on_board']:,} on the board, {counts['candidacies']:,} candidacies and "
        f"{counts['balls']:,} holdings of a ball in {counts['assignments']:,} assignments.",
        f"Filled in {row['fill_seconds']:g} s.",
        f"First page {server['first_page_seconds']:g} s after start; web process "
        f"{server['web_mb']:g} MB (its watcher {server['web_watcher_mb']:g} MB), worker {server['worker_mb']:g} MB.",
        "",
        "| | median ms | p95 ms | CPU ms | PostgreSQL's CPU ms | statements |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {seen['median_ms']:g} | {seen['p95_ms']:g} | {seen['cpu_ms']:g} | {seen['server_cpu_ms']:g} "
        f"| {seen['statements']} |"
        for name, seen in row["pages"].items()
    ]
    return [*lines, ""]
