"""How good were forecasts that were given as quantiles: did the interval hold, and were they near?

Coverage is the share of cases whose outcome lies within the interval, limits included. The pinball (check) loss of a
quantile q at level p, when y came, is p (y - q) where y >= q and (1 - p)(q - y) where not; it is least on average for
the true quantile, so nobody gains by saying other than what they believe. Averaged over the levels it is half of an
approximation of the continuous ranked probability score, in the unit of the outcome. Two forecasts of the same cases
are compared case by case, resampled over the cases.

Sources: Koenker & Bassett (1978), Econometrica 46:33-50; Gneiting & Raftery (2007), Journal of the American
Statistical Association 102:359-378; Wilson (1927) for the interval of a share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from framdrift.science.hazards.verdicts import Verdict
from framdrift.science.refusals import InputRefused

RESAMPLES = 1000
FEWEST = 10
"""With fewer cases than this nothing is said of better or worse."""


def pinball(levels: Sequence[float], quantiles: Sequence[float], came: float) -> float:
    """The mean loss over the levels (each between 0 and 1), in the unit of `came`; lower is better."""
    if len(levels) != len(quantiles) or not levels:
        raise InputRefused("Each level needs its quantile.")
    return sum(_loss(level, came - q) for level, q in zip(levels, quantiles, strict=True)) / len(levels)


def _loss(level: float, error: float) -> float:
    return level * error if error >= 0 else (level - 1) * error


@dataclass(frozen=True, slots=True)
class Compared:
    """Mean losses of the forecast and of its rival over `n` cases, and the 95 % interval of the gain (rival less
    forecast); None where there is no case."""

    n: int
    loss: float | None
    rival_loss: float | None
    gain_low: float | None
    gain_high: float | None
    verdict: Verdict


def compare(losses: Sequence[float], rival_losses: Sequence[float], *, seed: int) -> Compared:
    """Case by case; both in the same order and of the same length."""
    if len(losses) != len(rival_losses):
        raise InputRefused("Each case needs both losses.")
    n = len(losses)
    if not n:
        return Compared(0, None, None, None, None, Verdict.TOO_FEW)
    gains = [rival - own for own, rival in zip(losses, rival_losses, strict=True)]
    low, high = _limits(tuple(gains), seed)
    return Compared(n, sum(losses) / n, sum(rival_losses) / n, low, high, _verdict(low, high, n))


@lru_cache(maxsize=64)
def _limits(gains: tuple[float, ...], seed: int) -> tuple[float, float]:
    """The middle 95 % of the resampled means; the same gains are asked for at every page until one more is judged."""
    rng = Random(seed)
    means = sorted(sum(rng.choices(gains, k=len(gains))) / len(gains) for _ in range(RESAMPLES))
    return means[round(0.025 * RESAMPLES)], means[round(0.975 * RESAMPLES) - 1]


def _verdict(low: float, high: float, n: int) -> Verdict:
    if n < FEWEST:
        return Verdict.TOO_FEW
    if low > 0:
        return Verdict.BETTER
    return Verdict.WORSE if high < 0 else Verdict.NO_BETTER
