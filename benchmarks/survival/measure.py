"""CPU seconds of each survival method at 10,000 and 1,000,000 waits; written to RESULTS.md beside this file."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from framdrift.science.proportional_hazards import cox
from framdrift.science.survival import aalen_johansen, incidence_limits, kaplan_meier
from framdrift.science.survival_comparison import gray, log_rank

SIZES = (10_000, 1_000_000)
REPEATS = 3


def methods(size: int, *, resolution: int) -> dict[str, Callable[[], object]]:
    """Each method on the same random waits: about 60 % end, by two causes, in three groups."""
    numbers = np.random.default_rng(size)
    waits = np.ceil(numbers.exponential(resolution, size)).astype(np.int64)
    causes = numbers.choice([-1, 0, 1], size, p=[0.4, 0.4, 0.2])
    groups = numbers.integers(0, 3, size)
    properties = {"x": numbers.normal(size=size), "y": numbers.integers(0, 2, size).astype(float)}
    return {
        "Kaplan-Meier with limits": lambda: kaplan_meier(waits[causes >= 0], waits[causes < 0]),
        "Aalen-Johansen": lambda: aalen_johansen(waits, causes, cause_count=2),
        "its limits": lambda: incidence_limits(waits, causes, cause_count=2),
        "log-rank, 3 groups": lambda: log_rank(waits, causes >= 0, groups),
        "Gray, 3 groups": lambda: gray(waits, causes, groups, cause=0),
        "Cox, 2 properties (lifelines)": lambda: cox(waits, causes >= 0, properties),
    }


def cpu_seconds(run: Callable[[], object]) -> float:
    """The least of some runs."""
    taken = []
    for _ in range(REPEATS):
        began = time.process_time()
        run()
        taken.append(time.process_time() - began)
    return min(taken)


def main() -> None:
    """Measure, print, and write down."""
    columns = {
        (size, kind): methods(size, resolution=resolution)
        for size in SIZES
        for kind, resolution in (("days", 40), ("seconds", 3_456_000))
    }
    heads = [f"{size:,} in {kind}" for size, kind in columns]
    lines = [f"| method | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for name in next(iter(columns.values())):
        found = [cpu_seconds(methods[name]) for methods in columns.values()]
        lines.append(f"| {name} | {' | '.join(f'{seconds:.3f}' for seconds in found)} |")
        print(lines[-1], flush=True)
    head = (
        "# Survival methods\n\n"
        f"CPU seconds, least of {REPEATS}; `python -m benchmarks.survival.measure`. In days there are some 400\n"
        f"distinct times, in seconds nearly as many as waits.\n"
        f"Python {platform.python_version()}, NumPy {np.__version__}, "
        f"{datetime.now(UTC).date()}.\n\n"
    )
    (Path(__file__).parent / "RESULTS.md").write_text(head + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
