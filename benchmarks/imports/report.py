"""Writes what was measured of imports, and whether memory stays where it was."""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.web.report import commit

HERE = Path(__file__).resolve().parent
GROWTH_MB = 16.0
"""At most so much more memory for the largest file than for the smallest."""
_YES_NO = {True: "yes", False: "**no**"}


def write(rows: list[dict[str, Any]]) -> None:
    """RESULTS.md and results.json."""
    about = {
        "commit": commit(),
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "growth_mb": GROWTH_MB,
    }
    verdicts = _verdicts(rows)
    document = {**about, "rows": rows, "verdicts": verdicts}
    (HERE / "results.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    (HERE / "RESULTS.md").write_text(_page(about, rows, verdicts))


def _verdicts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for database, kind in dict.fromkeys((row["database"], row["kind"]) for row in rows):
        ours = sorted(
            (row for row in rows if (row["database"], row["kind"]) == (database, kind)), key=lambda row: row["rows"]
        )
        if len(ours) > 1:
            grown = round(ours[-1]["peak_mb"] - ours[0]["peak_mb"], 1)
            where = f"{database}, {kind}, {ours[0]['rows']:,} to {ours[-1]['rows']:,} rows"
            found.append({"where": where, "grown_mb": grown, "met": grown <= GROWTH_MB})
    return found


def _page(about: dict[str, Any], rows: list[dict[str, Any]], verdicts: list[dict[str, Any]]) -> str:
    lines = [
        "# Imports: time and memory",
        "",
        f"{about['date']}, commit {about['commit']}, {about['machine']}.",
        "Made by `python -m benchmarks.imports.measure`: `framdrift import` of invented files into an empty database,",
        "four rows for each person, a hundred assignments. `csv` is a table with one row for each step, `lever` one",
        "JSON document as Lever exports it. The peak is that of the process's resident memory. Other work may have",
        "shared the cores: wall times are upper bounds.",
        "",
        "| database | format | rows | file MB | wall s | CPU s | CPU s for 1,000 rows | peak MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row['database']} | {row['kind']} | {row['rows']:,} | {row['file_mb']:g} | {row['wall_seconds']:g} "
        f"| {row['cpu_seconds']:g} | {1000 * row['cpu_seconds'] / row['rows']:.2f} | {row['peak_mb']:g} |"
        for row in rows
    ]
    lines += ["", f"Memory may grow by {about['growth_mb']:g} MB at most:", ""]
    lines += ["| where | grown by MB | met |", "|---|---|---|"]
    lines += [f"| {one['where']} | {one['grown_mb']:g} | {_YES_NO[one['met']]} |" for one in verdicts]
    lines += [
        "",
        "Exports of Ashby, Greenhouse and Teamtailor tell of one application in several places of a file and are held",
        "whole while they are read; their memory follows the file.",
        "",
    ]
    return "\n".join(lines)
