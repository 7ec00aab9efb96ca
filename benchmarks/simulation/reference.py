"""Writes the stored run that the tests compare with: `python -m benchmarks.simulation.reference`.

Run it only when a decision page says why the rules or the model may now give something else.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from framdrift.cli.scenario_files import shipped
from framdrift.cli.simulate import known_policies
from framdrift.science.simulation.comparing import replicate, summarised
from framdrift.science.simulation.scenario import scenario_of

WRITTEN = Path(__file__).resolve().parents[2] / "tests" / "cli" / "simulation_reference.json"
SEED = 11
SIZES = {"small": 6, "full": 60}


def stored(replications: int) -> dict[str, Any]:
    """Favourites lost and fit of hires of the product's policy and of the alerts."""
    policies = [known_policies()[name] for name in ("alert5", "framdrift")]
    found = replicate(scenario_of(shipped("hot")), policies, replications=replications, seed=SEED)
    means = {
        name: {key: summarised(rows)[key].mean for key in ("lost_to_slowness", "fit_of_hires")}
        for name, rows in found.items()
    }
    return {"seed": SEED, "replications": replications, **means}


def main() -> int:
    """Write both sizes."""
    document = {name: stored(replications) for name, replications in SIZES.items()}
    WRITTEN.write_text(json.dumps(document, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
