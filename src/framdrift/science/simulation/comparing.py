"""Many replications of several policies in the same worlds, and what may be said about their differences.

A replication is the unit: its assignments share consultants and clients and are not independent. Intervals are
Student t over replications; differences are paired, because every policy meets the same people (common random numbers).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from framdrift.science.simulation.outcomes import KEYS, measured, play
from framdrift.science.simulation.policy import Policy
from framdrift.science.simulation.scenario import Scenario
from framdrift.science.simulation.world import world_of

Measured = Mapping[str, float | None]
_T_975 = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281)
_Z_975 = 1.959963984540054


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval; None where nothing was measured, or fewer than two replications."""

    mean: float | None
    low: float | None
    high: float | None


def t_975(freedom: int) -> float:
    """The 0.975 quantile of Student's t: tabled up to 10 degrees, then Fisher's expansion (error below 2e-4)."""
    if freedom <= len(_T_975):
        return _T_975[freedom - 1]
    z = _Z_975
    first = (z**3 + z) / (4 * freedom)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    return z + first + second + third


def estimate(values: Sequence[float | None]) -> Estimate:
    """Mean and interval over replications; those without a value are left out."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Estimate(known[0] if known else None, None, None)
    mean, half = fmean(known), t_975(len(known) - 1) * stdev(known) / sqrt(len(known))
    return Estimate(mean, mean - half, mean + half)


def replicate(
    scenario: Scenario,
    policies: Sequence[Policy],
    *,
    replications: int,
    seed: int,
    say: Callable[[int], None] = lambda done: None,
) -> dict[str, list[Measured]]:
    """Every policy in the same worlds: by policy, one mapping of measures for each replication.

    `say` is told how many replications are done. The order of the policies changes nothing.
    """
    found: dict[str, list[Measured]] = {policy.name: [] for policy in policies}
    for replication in range(replications):
        world = world_of(scenario, seed=seed, replication=replication)
        for policy in policies:
            found[policy.name].append(measured(play(world, policy)))
        say(replication + 1)
    return found


def summarised(rows: Sequence[Measured]) -> dict[str, Estimate]:
    """Each key's mean and interval."""
    return {key: estimate([row[key] for row in rows]) for key in KEYS}


def paired(rows: Sequence[Measured], reference: Sequence[Measured]) -> dict[str, Estimate]:
    """Each key's difference from the reference in the same worlds, with its interval."""
    return {key: estimate([_less(a[key], b[key]) for a, b in zip(rows, reference, strict=True)]) for key in KEYS}


def _less(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value - other
