"""Cox's proportional hazards: how much faster an ending comes per unit of each property of the *process*.

The idea in prose. At each ending, ask how likely it was that exactly this wait ended, among those still waiting, if the
pace is multiplied by exp(b x). The b that makes all the endings likeliest are the answer; the pace itself need not be
known. Tied endings by Efron's approximation.

The fit is that of the library lifelines, imported on first use. Here stands what must hold around it: what is refused,
and that the intervals come with the number of endings they rest on. Source: Cox (1972); Efron (1977).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framdrift.science.survival import Z_95, Durations, Floats

EVENTS_PER_PROPERTY = 10
"""Fewer endings than this per property say too little (Peduzzi et al. 1996): `HazardRatios.is_enough` is then false."""


class NoFit(Exception):
    """The properties cannot be told apart, or one of them foretells the ending wholly: there is no finite answer."""


@dataclass(frozen=True, slots=True)
class HazardRatio:
    """exp(coefficient) with its 95 % Wald limits: 2.0 means twice the pace per unit."""

    name: str
    coefficient: float
    standard_error: float

    @property
    def ratio(self) -> float:
        """How many times the pace."""
        return float(np.exp(self.coefficient))

    @property
    def ci95(self) -> tuple[float, float]:
        """Its limits."""
        reach = Z_95 * self.standard_error
        return float(np.exp(self.coefficient - reach)), float(np.exp(self.coefficient + reach))


@dataclass(frozen=True, slots=True)
class HazardRatios:
    """The ratios in the order given; n waits of which `events` ended; the log partial likelihood at the fit."""

    ratios: tuple[HazardRatio, ...]
    n: int
    events: int
    log_likelihood: float

    @property
    def is_enough(self) -> bool:
        """Whether there are endings enough for so many properties."""
        return self.events >= EVENTS_PER_PROPERTY * len(self.ratios)


def cox(durations: Durations, is_finished: npt.NDArray[np.bool_], properties: Mapping[str, Floats]) -> HazardRatios:
    """Fit on n waits; each property is an array of length n, in its own unit.

    Raises ValueError for lengths that differ, no property, or no ending; NoFit when no finite answer exists.
    """
    if not properties or any(len(column) != len(durations) for column in (*properties.values(), is_finished)):
        raise ValueError("durations, endings and properties differ in length, or there is no property")
    if not is_finished.any():
        raise ValueError("nothing ended: there is nothing to compare")
    fit = _fitted(durations, is_finished, properties)
    ratios = tuple(
        HazardRatio(name, float(fit.params_[f"x{place}"]), float(fit.standard_errors_[f"x{place}"]))
        for place, name in enumerate(properties)
    )
    return HazardRatios(ratios, len(durations), int(np.count_nonzero(is_finished)), float(fit.log_likelihood_))


def _fitted(durations: Durations, is_finished: npt.NDArray[np.bool_], properties: Mapping[str, Floats]) -> Any:
    import pandas
    from lifelines import CoxPHFitter
    from lifelines.exceptions import ConvergenceError, ConvergenceWarning

    frame = pandas.DataFrame({f"x{place}": column for place, column in enumerate(properties.values())})
    frame["duration"], frame["ended"] = durations, is_finished
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # a property that foretells the ending wholly only makes the library warn that it stopped half-way
        warnings.filterwarnings("error", message="Newton-Raphson", category=ConvergenceWarning)
        try:
            return CoxPHFitter().fit(frame, "duration", "ended", fit_options={"precision": 1e-12})
        except (ConvergenceError, ConvergenceWarning) as error:
            raise NoFit("two properties go together, or one foretells the ending wholly") from error
