"""Makes one interview problem from a size and a seed, as `framdrift plan` reads it.

    python -m benchmarks.scheduling.generate CANDIDATES INTERVIEWERS [--seed N] > PROBLEM.json

Ten working days of eight hours in half-hour slots. Interviewers are free in 55 %, candidates in 60 % of the two-hour
blocks. Every candidate has an interview of 30 and, at least four hours (half a working day) after it, one of 60
minutes; each takes two of five to seven people drawn for it.
"""

from __future__ import annotations

import argparse
import json
from datetime import datetime, timedelta
from random import Random
from typing import Any

MONDAY = datetime(2026, 3, 2, 9)
DAYS = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]
BLOCK = timedelta(hours=2)
BLOCKS_A_DAY = 4
INTERVIEWERS_FREE, CANDIDATES_FREE = 0.55, 0.60
HALF_A_DAY = 240


def problem(candidates: int, interviewers: int, seed: int) -> dict[str, Any]:
    """The whole problem; the same arguments give the same one."""
    numbers = Random(f"{candidates} x {interviewers}, {seed}")
    panel = [f"interviewer-{one:02}" for one in range(interviewers)]
    applicants = [f"candidate-{one:03}" for one in range(candidates)]
    return {
        "zone": "Europe/Stockholm",
        "grid_minutes": 30,
        "interviewers": [{"id": one, "free": _blocks(numbers, INTERVIEWERS_FREE)} for one in panel],
        "candidates": [{"id": one, "free": _blocks(numbers, CANDIDATES_FREE)} for one in applicants],
        "interviews": [stage for one in applicants for stage in _stages(numbers, one, panel)],
    }


def _blocks(numbers: Random, share: float) -> list[list[str]]:
    starts = (MONDAY + timedelta(days=day) + block * BLOCK for day in DAYS for block in range(BLOCKS_A_DAY))
    return [[start.isoformat(), (start + BLOCK).isoformat()] for start in starts if numbers.random() < share]


def _stages(numbers: Random, candidate: str, panel: list[str]) -> list[dict[str, Any]]:
    first, second = (
        {"from": sorted(numbers.sample(panel, numbers.randint(5, min(7, len(panel))))), "pick": 2} for _ in range(2)
    )
    return [
        {"id": f"{candidate}-first", "candidate": candidate, "minutes": 30, "panel": [first]},
        {
            "id": f"{candidate}-second",
            "candidate": candidate,
            "minutes": 60,
            "panel": [second],
            "after": [f"{candidate}-first"],
            "gap_minutes": HALF_A_DAY,
        },
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("candidates", type=int)
    parser.add_argument("interviewers", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print(json.dumps(problem(args.candidates, args.interviewers, args.seed), indent=1))


if __name__ == "__main__":
    main()
