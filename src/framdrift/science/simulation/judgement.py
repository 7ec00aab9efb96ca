"""What pieces of evidence say about fit, and who is the favourite.

Fit is standard normal. A piece of evidence with validity r (its correlation with fit) is fit + noise of variance
(1 - r^2) / r^2; the best estimate from several independent pieces weighs each by its precision r^2 / (1 - r^2) and
shrinks towards 0 (normal-normal updating). All five pieces together (.20, .42, .30, .30, .26) correlate .59 with
fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framdrift.science.simulation.scenario import Evidence

Floats = npt.NDArray[np.float64]

SCREEN, INTERVIEW, FIRST_CLIENT, SECOND_CLIENT, REFERENCES = range(5)
"""Places of the pieces of evidence."""


@dataclass(frozen=True, eq=False)
class Signals:
    """`weighted` (A, C, 5): each piece times its precision; `precision` (5,)."""

    weighted: Floats
    precision: Floats


def signals_of(fit: Floats, noise: Floats, evidence: Evidence, *, client: float) -> Signals:
    """The pieces of evidence about everybody. `fit` (A, C), `noise` (A, C, 5) standard normal, `client` the validity
    of a client interview.

    A validity of 0 says nothing: its precision is 0 and so is its weight.
    """
    validity = np.array([evidence.screen, evidence.interview, client, client, evidence.references])
    precision = validity**2 / (1 - validity**2)
    return Signals(precision * fit[:, :, None] + np.sqrt(precision) * noise, precision)


def estimate(signals: Signals, *, pieces: int) -> Floats:
    """(A, C): the estimate of fit from the first `pieces` pieces."""
    total = signals.weighted[:, :, :pieces].sum(axis=2)
    return np.asarray(total / (1 + signals.precision[:pieces].sum()))


def estimate_one(signals: Signals, row: int, place: int, have: tuple[int, ...]) -> float:
    """The estimate for one candidate from the pieces that are in."""
    total = sum(float(signals.weighted[row, place, piece]) for piece in have)
    return total / (1 + sum(float(signals.precision[piece]) for piece in have))


def favourites(full: Floats, stays: npt.NDArray[np.bool_], *, first_wave: int) -> npt.NDArray[np.int64]:
    """(A,): who has the best estimate on all evidence among those who stay unless time drives them away; -1 if nobody.

    The second wave is asked for where the first holds nobody.
    """
    masked = np.where(stays, full, -np.inf)
    first = masked[:, :first_wave]
    chosen = np.where(np.isfinite(first.max(axis=1)), first.argmax(axis=1), masked.argmax(axis=1))
    return np.asarray(np.where(stays.any(axis=1), chosen, -1))
