"""Measures `framdrift plan` on the problems of generate.py, seeds 1-5; writes RESULTS.md and results.json.

    python -m benchmarks.scheduling.measure [--only 40x15] [--seeds 1 2 3 4 5]

Each line is one run of the whole command, start and imports included, with as many workers as there are cores.
`over best` compares with best_known.json, `over bound` with the command's own bound, which is that of the
time-indexed relaxation.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.scheduling.best_known import SEEDS, SIZES, known
from benchmarks.scheduling.generate import problem

HERE = Path(__file__).resolve().parent
SECONDS = {"40x15": 10, "200x30": 60}
TARGETS = {
    "40x15": "at most 1 % over the best known and 7 % over the bound in 10 s",
    "200x30": "at most 4 % over the bound in 60 s (stretch: 2 %)",
}


def measured(size: str, seed: int, folder: str) -> dict[str, Any]:
    """One run of the command."""
    path = Path(folder) / f"{size}-{seed}.json"
    path.write_text(json.dumps(problem(*SIZES[size], seed)))
    line = [sys.executable, "-m", "framdrift.cli.main", "plan", str(path), "--json", "--seconds", str(SECONDS[size])]
    begun = datetime.now(UTC)
    process = subprocess.Popen(line, stdout=subprocess.PIPE)
    assert process.stdout is not None
    answer = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    if status or answer["not_held"]:
        raise SystemExit(f"{path.name}: status {status}, {len(answer['not_held'])} not held")
    best = known().get(f"{size}-{seed}")
    return {
        "problem": f"{size}, seed {seed}",
        "objective": answer["objective"],
        "bound": answer["bound"],
        "over_bound_percent": round(100 * answer["gap"], 2),
        "over_best_percent": round(100 * (answer["objective"] / best["objective"] - 1), 2) if best else None,
        "wall_seconds": round((datetime.now(UTC) - begun).total_seconds(), 1),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_mb": round(usage.ru_maxrss / 1024),
    }


def as_text(result: dict[str, Any]) -> str:
    rows = "\n".join(
        "| {problem} | {objective} | {bound} | {over_bound_percent} | {over_best_percent} | {wall_seconds} | "
        "{cpu_seconds} | {peak_mb} |".format(**{key: "-" if cell is None else cell for key, cell in line.items()})
        for line in result["results"]
    )
    targets = "; ".join(f"{size}: {target}" for size, target in TARGETS.items())
    return (
        "# framdrift plan: how good the plans are\n\n"
        f"{result['date']}, commit {result['commit']}, {result['machine']}; load average at the start "
        f"{result['load']}. Made by `python -m benchmarks.scheduling.measure`; the best known plans by "
        "`python -m benchmarks.scheduling`, whose file says how long each was searched for.\n\n"
        "| problem | objective | bound | % over bound | % over best known | wall s | CPU s | peak MB |\n"
        "|---|---|---|---|---|---|---|---|\n"
        f"{rows}\n\n"
        f"Targets: {targets}. Objectives are sums of ends in elapsed minutes, nights and a weekend included, so a "
        "step of one working day weighs far more than in a benchmark that counts working slots.\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=SIZES)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    args = parser.parse_args()
    load = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory(prefix="bench-scheduling-") as folder:
        lines = [measured(size, seed, folder) for size in ([args.only] if args.only else SIZES) for seed in args.seeds]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit.stdout.strip(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load": load,
        "targets": TARGETS,
        "results": lines,
    }
    (HERE / "results.json").write_text(json.dumps(result, indent=2) + "\n")
    (HERE / "RESULTS.md").write_text(as_text(result))


if __name__ == "__main__":
    main()
