"""Searches long for the best plans that are known, and keeps them: best_known.json is what measure.py compares with.

    python -m benchmarks.scheduling [--seconds 600] [--only 40x15] [--seeds 1 2 3 4 5] [--workers 1]

It gives way to everything else on the machine. An instance that has been searched that long before is passed over, so
that a run which was broken off goes on where it was; what is searched again replaces an entry by a better one only.
`seconds` is the longest search of the instance by the clock, with `cpu_seconds` and `workers` of the search that found
the plan, and the load average at its end. Every plan's interviews are all held.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.scheduling.generate import problem
from framdrift.science.scheduling.effort import Effort
from framdrift.science.scheduling.reading import problem_of
from framdrift.science.scheduling.search import Search
from framdrift.science.scheduling.tasks import tasks_of

FILE = Path(__file__).resolve().parent / "best_known.json"
SIZES = {"40x15": (40, 15), "200x30": (200, 30)}
SEEDS = (1, 2, 3, 4, 5)


def known() -> dict[str, dict[str, Any]]:
    """Instance -> its best objective, with the bound, the seconds and the date it comes from."""
    return json.loads(FILE.read_text()) if FILE.exists() else {}


def searched(size: str, seed: int, *, seconds: float, workers: int) -> dict[str, Any]:
    tasks = tasks_of(problem_of(problem(*SIZES[size], seed)))
    cpu = time.process_time()
    found = Search(tasks, Effort(seconds=seconds, workers=workers, seed=seed), clock=time.monotonic).run()
    if len(found.plan) < len(tasks.tasks):
        raise SystemExit(f"{size}, seed {seed}: not everything is held")
    return {
        "objective": found.objective,
        "bound": found.bound,
        "seconds": round(seconds),
        "cpu_seconds": round(time.process_time() - cpu),
        "workers": workers,
        "load": round(os.getloadavg()[0], 1),
        "date": datetime.now(UTC).date().isoformat(),
    }


def keep(name: str, found: dict[str, Any]) -> None:
    """Write an entry if it is new or better; a better bound and a longer search are kept in any case."""
    entries = known()
    before = entries.get(name, {})
    better = found if found["objective"] < before.get("objective", float("inf")) else before
    entries[name] = better | {
        "bound": max(found["bound"], before.get("bound", 0)),
        "seconds": max(found["seconds"], before.get("seconds", 0)),
    }
    FILE.write_text(json.dumps(entries, indent=1, sort_keys=True) + "\n")


def is_searched(name: str, seconds: float) -> bool:
    """Whether an instance has been searched that long."""
    return bool(known().get(name, {}).get("seconds", 0) >= seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--only", choices=SIZES)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    os.nice(19)
    for size in [args.only] if args.only else SIZES:
        for seed in args.seeds:
            if is_searched(f"{size}-{seed}", args.seconds):
                print(size, seed, "searched that long before", flush=True)
                continue
            found = searched(size, seed, seconds=args.seconds, workers=args.workers)
            print(size, seed, found, flush=True)
            keep(f"{size}-{seed}", found)


if __name__ == "__main__":
    main()
