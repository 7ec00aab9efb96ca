"""Searches long for the best plans that are known, and keeps them: best_known.json is what measure.py compares with.

    python -m benchmarks.scheduling [--cpu-seconds 600] [--only 40x15] [--seeds 1 2 3 4 5] [--workers 1]

Time is the process's own CPU time, all threads together, so that other work on the machine shortens no search. Every
better plan's objective is written as soon as it is found. An instance that has been searched that long before is
passed over, so that a run which was broken off goes on with the instance where it was; what is searched again replaces
an objective by a better one only. Several may run at once, for different seeds. It gives way to everything else.

`objective` is the best known, found by a search after `found_at_cpu_seconds` of it by `workers`; `cpu_seconds` is the
longest search of the instance that came to its end, absent where none has. Every plan's interviews are all held.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.scheduling.generate import problem
from framdrift.science.scheduling.effort import Effort
from framdrift.science.scheduling.incumbent import Standing
from framdrift.science.scheduling.reading import problem_of
from framdrift.science.scheduling.search import Search
from framdrift.science.scheduling.tasks import tasks_of

FILE = Path(__file__).resolve().parent / "best_known.json"
SIZES = {"40x15": (40, 15), "200x30": (200, 30)}
SEEDS = (1, 2, 3, 4, 5)
LONG_CPU_SECONDS = 600
"""What the target names: the best known plan is one of ten minutes."""

Entry = dict[str, Any]


def known() -> dict[str, Entry]:
    """Instance -> its best objective, with the bound, and how long it was searched for."""
    return json.loads(FILE.read_text()) if FILE.exists() else {}


def is_searched(name: str, cpu_seconds: float) -> bool:
    """Whether an instance has been searched that long, to the end, or its plan is proven best."""
    entry = known().get(name, {})
    proven = entry.get("bound") is not None and entry["bound"] >= entry["objective"]
    return proven or bool(entry.get("cpu_seconds", 0) >= cpu_seconds)


def joined(before: Entry, found: Entry) -> Entry:
    """An entry with what was found: the better objective with how it came, the higher bound, the longer search."""
    better = found if found["objective"] < before.get("objective", float("inf")) else before
    bounds = [one["bound"] for one in (before, found) if one.get("bound") is not None]
    longest = max(before.get("cpu_seconds", 0), found.get("cpu_seconds", 0))
    return better | {"bound": max(bounds, default=None)} | ({"cpu_seconds": longest} if longest else {})


def keep(name: str, found: Entry) -> None:
    """Join what was found to the file, beside others who do the same."""
    with _alone():
        entries = known()
        entries[name] = joined(entries.get(name, {}), found)
        FILE.write_text(json.dumps(entries, indent=1, sort_keys=True) + "\n")


@contextmanager
def _alone() -> Iterator[None]:
    folder = os.open(FILE.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def searched(size: str, seed: int, *, cpu_seconds: float, workers: int, told: Callable[[Entry], None]) -> Entry:
    """One whole search; `told` hears of each better plan that holds every interview."""
    tasks = tasks_of(problem_of(problem(*SIZES[size], seed)))
    began = time.process_time()
    best: list[Entry] = []

    def hear(standing: Standing) -> None:
        if len(standing.plan) < len(tasks.tasks) or (best and standing.objective >= best[-1]["objective"]):
            return
        best.append(
            {
                "objective": standing.objective,
                "bound": standing.bound,
                "found_at_cpu_seconds": round(time.process_time() - began, 1),
                "workers": workers,
                "date": datetime.now(UTC).date().isoformat(),
            }
        )
        told(best[-1])

    effort = Effort(seconds=cpu_seconds, workers=workers, seed=seed)
    found = Search(tasks, effort, clock=time.process_time, told=hear).run()
    if not best:
        raise SystemExit(f"{size}, seed {seed}: not everything is held")
    return best[-1] | {"bound": found.bound, "cpu_seconds": round(time.process_time() - began)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cpu-seconds", type=float, default=LONG_CPU_SECONDS)
    parser.add_argument("--only", choices=SIZES)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    os.nice(19)
    for size in [args.only] if args.only else SIZES:
        for seed in args.seeds:
            _search(size, seed, args)


def _search(size: str, seed: int, args: argparse.Namespace) -> None:
    name = f"{size}-{seed}"
    if is_searched(name, args.cpu_seconds):
        print(name, "searched that long before", flush=True)
        return

    def told(found: Entry) -> None:
        print(name, found["objective"], "after", found["found_at_cpu_seconds"], "CPU s", flush=True)
        keep(name, found)

    found = searched(size, seed, cpu_seconds=args.cpu_seconds, workers=args.workers, told=told)
    print(name, found, flush=True)
    keep(name, found)


if __name__ == "__main__":
    main()
