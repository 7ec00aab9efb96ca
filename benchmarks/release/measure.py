"""How long `framdrift release` takes for a company of 5,000 with 30 items, process start included.

`python benchmarks/release/measure.py FOLDER [--people N ...]` writes RESULTS.md beside it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import random
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
THEMES, SCORES = 20, 10
GOAL_SECONDS, GOAL_PEOPLE = 2.0, 5000


def write_company(folder: Path, people: int) -> tuple[Path, Path]:
    """A tree of three levels with teams of 3 to 17; everybody answers every score and three themes of twenty."""
    chance = random.Random(people)
    answers, units = folder / f"answers-{people}.csv", folder / f"units-{people}.csv"
    with answers.open("w", newline="") as told, units.open("w", newline="") as tree:
        out, places = csv.writer(told), csv.writer(tree)
        out.writerow(["respondent", "unit", "item", "value", "kind"])
        places.writerows([["unit", "parent"], ["company", ""]])
        placed, team = 0, 0
        while placed < people:
            if team % 8 == 0:
                places.writerow([f"division{team // 8}", "company"])
            places.writerow([f"team{team}", f"division{team // 8}"])
            for _ in range(min(chance.randint(3, 17), people - placed)):
                _person(out, f"p{placed}", f"team{team}", chance)
                placed += 1
            team += 1
    return answers, units


def _person(out: object, who: str, unit: str, chance: random.Random) -> None:
    for theme in chance.sample(range(THEMES), 3):
        out.writerow([who, unit, f"T{theme:02}", 1, "theme"])  # type: ignore[attr-defined]
    for score in range(SCORES):
        out.writerow([who, unit, f"S{score:02}", chance.randint(1, 5), "score"])  # type: ignore[attr-defined]


def measured(answers: Path, units: Path) -> dict[str, float]:
    """Wall and CPU seconds of the whole command, and how much it told."""
    line = [sys.executable, "-m", "framdrift.cli.main", "release", str(answers), str(units), "--json"]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    ran = subprocess.run(line, capture_output=True, check=True)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    made = json.loads(ran.stdout)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": cpu, "atoms": len(made["atoms"]), "cells": len(made["cells"])}


def main() -> int:
    """Exit status 1 where the goal is missed, and the page says so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, nargs="+", default=[500, GOAL_PEOPLE, 50_000])
    chosen = parser.parse_args()
    found = {people: measured(*write_company(chosen.folder, people)) for people in chosen.people}
    rows = [
        f"| {people:,} | {one['wall']:.2f} | {one['cpu']:.2f} | {one['atoms']} | {one['cells']:,} |"
        for people, one in found.items()
    ]
    met = all(one["wall"] < GOAL_SECONDS for people, one in found.items() if people <= GOAL_PEOPLE)
    page = [
        "# Releasing a round of answers",
        "",
        f"`python -m benchmarks release`, {date.today()}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}. Whole command, from files to JSON, audit included.",
        "",
        "| people | seconds | CPU seconds | groups | cells |",
        "|---|---|---|---|---|",
        *rows,
        "",
        f"Goal: {GOAL_PEOPLE:,} people in under {GOAL_SECONDS:g} s: {'met' if met else 'MISSED'}.",
    ]
    (HERE / "RESULTS.md").write_text("\n".join(page) + "\n")
    print("\n".join(page))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
