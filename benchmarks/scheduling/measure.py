"""Measures `framdrift plan` on the problems of generate.py, seeds 1-5; writes RESULTS.md and results.json.

    python -m benchmarks.scheduling.measure [--only 40x15] [--seeds 1 2 3 4 5]

Each line is one run of the whole command, start and imports included, with as many workers as there are cores; it is
written as soon as it is there, and the lines of other problems stay as they were measured, each with its own date.
`over best` compares with best_known.json, `over bound` with the command's own bound, which is that of the
time-indexed relaxation. Each line is judged by the targets: one that names the best known is open until that comes
from a search of ten minutes of CPU time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.scheduling.best_known import LONG_CPU_SECONDS, SEEDS, SIZES, is_searched, known
from benchmarks.scheduling.generate import problem

HERE = Path(__file__).resolve().parent
SECONDS = {"40x15": 10, "200x30": 60}
TARGETS = {
    "40x15": "at most 1 % over the best known and 7 % over the bound in 10 s",
    "200x30": "at most 4 % over the bound in 60 s, the bound's own time included (stretch: 2 %)",
}
OVER_BEST, OVER_BOUND, STRETCH = {"40x15": 1.0}, {"40x15": 7.0, "200x30": 4.0}, {"200x30": 2.0}
"""The targets in per cent, limits included."""


def judged(size: str, *, over_best: float | None, over_bound: float, best_is_long: bool) -> str:
    """`met`, `met, stretch too`, `missed`, or `open` where the best known has not been searched for long enough."""
    if over_bound > OVER_BOUND[size]:
        return "missed"
    if size in OVER_BEST:
        if over_best is None:
            return "open"
        if over_best > OVER_BEST[size]:
            return "missed"
        if not best_is_long:
            return "open"
    return "met, stretch too" if over_bound <= STRETCH.get(size, -1.0) else "met"


def measured(size: str, seed: int, folder: str) -> dict[str, Any]:
    """One run of the command."""
    path = Path(folder) / f"{size}-{seed}.json"
    path.write_text(json.dumps(problem(*SIZES[size], seed)))
    line = [sys.executable, "-m", "framdrift.cli.main", "plan", str(path), "--json", "--seconds", str(SECONDS[size])]
    begun, load = datetime.now(UTC), round(os.getloadavg()[0], 1)
    process = subprocess.Popen(line, stdout=subprocess.PIPE)
    assert process.stdout is not None
    answer = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    if status or answer["not_held"]:
        raise SystemExit(f"{path.name}: status {status}, {len(answer['not_held'])} not held")
    name = f"{size}-{seed}"
    best = known().get(name)
    over_bound = 100 * answer["gap"]
    over_best = 100 * (answer["objective"] / best["objective"] - 1) if best else None
    long = is_searched(name, LONG_CPU_SECONDS)
    return {
        "problem": f"{size}, seed {seed}",
        "objective": answer["objective"],
        "bound": answer["bound"],
        "over_bound_percent": round(over_bound, 2),
        "best_known": best["objective"] if best else None,
        "best_known_cpu_seconds": best.get("cpu_seconds") if best else None,
        "over_best_percent": None if over_best is None else round(over_best, 2),
        "target": judged(size, over_best=over_best, over_bound=over_bound, best_is_long=long),
        "search_seconds": round(answer["seconds"], 1),
        "wall_seconds": round((datetime.now(UTC) - begun).total_seconds(), 1),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_mb": round(usage.ru_maxrss / 1024),
        "load": load,
        "date": begun.date().isoformat(),
        "commit": _commit(),
    }


def _commit() -> str:
    line = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(line, cwd=HERE, capture_output=True, text=True, check=True).stdout.strip()


_HEADS = {
    "problem": "problem",
    "objective": "objective",
    "bound": "bound",
    "over_bound_percent": "% over bound",
    "best_known": "best known",
    "best_known_cpu_seconds": "searched, CPU s",
    "over_best_percent": "% over it",
    "target": "target",
    "search_seconds": "search s",
    "wall_seconds": "wall s",
    "cpu_seconds": "CPU s",
    "peak_mb": "peak MB",
    "load": "load",
    "commit": "commit",
}


def as_text(result: dict[str, Any]) -> str:
    lines = result["results"]
    table = [list(_HEADS.values()), ["---"] * len(_HEADS)]
    table += [["-" if line.get(key) is None else str(line[key]) for key in _HEADS] for line in lines]
    rows = "\n".join(f"| {' | '.join(cells)} |" for cells in table)
    targets = "\n".join(f"- {size}: {target}: {_tally(size, lines)}." for size, target in TARGETS.items())
    return (
        "# framdrift plan: how good the plans are\n\n"
        f"{result['date']}, {result['machine']}. Made by `python -m benchmarks.scheduling.measure`; the best known "
        "plans by `python -m benchmarks.scheduling`, which counts CPU time. `load` is the machine's load average as a "
        "run began: where it is above the number of cores, the run had less than its share of them.\n\n"
        f"{rows}\n\n"
        f"Targets, and how many seeds meet them:\n\n{targets}\n\n"
        "Open: the best known plan of that seed has not been searched for with ten minutes of CPU time yet. Objectives "
        "are sums of ends in elapsed minutes, nights and a weekend included, so a step of one working day weighs far "
        "more than in a benchmark that counts working slots.\n"
    )


def _tally(size: str, lines: list[dict[str, Any]]) -> str:
    mine = [line for line in lines if line["problem"].startswith(f"{size},")]
    counts = Counter(line["target"] for line in mine)
    words = ", ".join(f"{verdict} {counts[verdict]}" for verdict in sorted(counts)) or "not measured"
    return f"{words} (of {len(mine)} measured)" if mine else words


def write(lines: list[dict[str, Any]]) -> None:
    """Put these lines in place of older ones of the same problems."""
    path = HERE / "results.json"
    before = json.loads(path.read_text())["results"] if path.exists() else []
    merged = {line["problem"]: line for line in [*before, *lines]}
    names = [f"{size}, seed {seed}" for size in SIZES for seed in SEEDS]
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "targets": TARGETS,
        "results": [merged[name] for name in names if name in merged],
    }
    path.write_text(json.dumps(result, indent=2) + "\n")
    (HERE / "RESULTS.md").write_text(as_text(result))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=SIZES)
    parser.add_argument("--seeds", type=int, nargs="+", choices=SEEDS, default=SEEDS)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-scheduling-") as folder:
        for size in [args.only] if args.only else SIZES:
            for seed in args.seeds:
                line = measured(size, seed, folder)
                print({key: line[key] for key in _HEADS}, file=sys.stderr, flush=True)
                write([line])


if __name__ == "__main__":
    main()
