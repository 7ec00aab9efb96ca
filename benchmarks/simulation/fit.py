"""Shows how well the hot scenario reproduces the five published rows to which its free parameters were fitted.

`python -m benchmarks.simulation.fit`. Nothing is searched here: parameters were varied by hand, and this is the check.
"""

from __future__ import annotations

import argparse
import sys

from framdrift.cli.language import language
from framdrift.cli.scenario_files import read_scenario
from framdrift.science.simulation.comparing import replicate, summarised
from framdrift.science.simulation.comparison import POLICIES

TARGETS = {
    "todo": ("a", 54.4, 3.0),
    "alert5": ("b", 49.5, 2.0),
    "rush": ("g2", 23.8, 3.0),
    "frontier": ("f3", 16.5, 3.0),
    "zero_wait": ("f", 3.5, 3.0),
}
"""Policy -> (row of the published table, favourites lost in per cent, points that it may be off)."""


def main() -> int:
    """0 when every row is within its tolerance, else 1."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--replications", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    policies = [policy for policy in POLICIES if policy.name in TARGETS]
    scenario = read_scenario("hot", language("en"))
    found = replicate(scenario, policies, replications=args.replications, seed=args.seed)
    print("| policy | row | published | here | 95 % interval | off by | allowed | filled | fit | days |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    wrong = 0
    for policy in policies:
        row, target, allowed = TARGETS[policy.name]
        told = summarised(found[policy.name])
        lost = told["lost_to_slowness"]
        here, low, high = (100 * (value or 0.0) for value in (lost.mean, lost.low, lost.high))
        off = here - target
        wrong += abs(off) > allowed
        others = " | ".join(f"{told[key].mean or 0:.3g}" for key in ("filled", "fit_of_hires", "days_to_hire"))
        told_here = f"{here:.1f} | {low:.1f} to {high:.1f} | {off:+.1f} | {allowed}"
        print(f"| {policy.name} | {row} | {target} | {told_here} | {others} |")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
