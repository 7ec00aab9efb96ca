"""Runs the whole open benchmark and writes `results.json` and `RESULTS.md`: two markets, ablations, nineteen worlds.

`python -m benchmarks.simulation.measure` (about a quarter of an hour on one core); `--only worlds` for one part.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.simulation.report import report
from framdrift.cli.scenario_files import shipped
from framdrift.cli.simulate import REFERENCE, SHOWN, known_policies
from framdrift.science.simulation.comparing import Estimate, Measured, paired, replicate, summarised
from framdrift.science.simulation.scenario import changed, scenario_of

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
SEED = 1
VARIANTS = tuple(name for name in known_policies() if name.startswith("framdrift"))
Content = Mapping[str, Any]


def compared(content: Content, names: Sequence[str], *, replications: int) -> dict[str, Any]:
    """Policies in the same worlds: means with intervals, and differences from the five-day alerts."""
    known = known_policies()
    policies = [known[name] for name in dict.fromkeys([REFERENCE, *names])]
    found = replicate(scenario_of(content), policies, replications=replications, seed=SEED)
    return {
        "replications": replications,
        "policies": {name: plain(summarised(rows)) for name, rows in found.items()},
        "versus": {name: plain(paired(rows, found[REFERENCE])) for name, rows in found.items() if name != REFERENCE},
        "fewer": {name: fewer(rows, found[REFERENCE]) for name, rows in found.items() if name != REFERENCE},
    }


def plain(estimates: Mapping[str, Estimate]) -> dict[str, Any]:
    """[mean, low, high] by key."""
    return {key: [one.mean, one.low, one.high] for key, one in estimates.items()}


def fewer(rows: Sequence[Measured], reference: Sequence[Measured]) -> float:
    """By which share fewer favourites are lost than under the reference."""
    ours, theirs = (summarised(one)["lost_to_slowness"].mean or 0.0 for one in (rows, reference))
    return 1 - ours / theirs if theirs else 0.0


def hot() -> dict[str, Any]:
    """Every policy of the contract, and the yardsticks, in the hot market."""
    return compared(shipped("hot"), [*SHOWN, "planned_well", "no_queue", "frontier"], replications=60)


def calm() -> dict[str, Any]:
    """The policies of the contract in the calm market."""
    return compared(shipped("calm"), SHOWN, replications=24)


def ablations() -> dict[str, Any]:
    """The product's policy with one part left out each, with scorecards, and without optional evidence."""
    return compared(shipped("hot"), VARIANTS, replications=24)


def worlds() -> dict[str, Any]:
    """The nineteen sensitivity worlds, by name."""
    listed = yaml.safe_load((HERE / "worlds.yaml").read_text())
    found = {}
    for world in listed:
        print(world["name"], file=sys.stderr)
        found[world["name"]] = compared(changed(shipped("hot"), world["changes"]), ["framdrift"], replications=12)
    return found


PARTS: dict[str, Callable[[], dict[str, Any]]] = {"hot": hot, "calm": calm, "ablations": ablations, "worlds": worlds}


def main() -> int:
    """Run the parts asked for, keep the others' last results, write both files."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=list(PARTS), action="append")
    args = parser.parse_args()
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in args.only or list(PARTS):
        print(f"-- {name}", file=sys.stderr)
        results[name] = PARTS[name]()
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    (HERE / "RESULTS.md").write_text(report(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
