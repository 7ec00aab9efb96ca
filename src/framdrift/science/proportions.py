"""Shares of a count, with honest intervals."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`, as a share from 0 to 1 with the limits of its interval; all None where n is 0."""

    hits: int
    n: int
    share: float | None
    low: float | None
    high: float | None


def wilson(hits: int, n: int, *, confidence: float = 0.95) -> Share:
    """The score interval of a share. 0 <= hits <= n; ValueError otherwise.

    Source: Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22:209-212.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no share")
    if n == 0:
        return Share(0, 0, None, None, None)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = hits / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    low = middle - half if hits else 0.0
    high = middle + half if hits < n else 1.0
    return Share(hits, n, share, low, high)
