"""Bands and size classes: what is told instead of figures, in integers so that no rounding decides."""

from __future__ import annotations

from itertools import pairwise

LOW, MIXED, HIGH = "low", "mixed", "high"
VERY_LOW, VERY_HIGH = "very_low", "very_high"
TENS = tuple(str(ten) for ten in range(10, 100, 10))

FIVE_BANDS_FROM, TENS_FROM = 16, 60


def band(hits: int, n: int) -> str:
    """The band of `hits` of `n`, limits included: three below 16, five below 60, then the nearest ten.

    Low is at most 30 %, high at least 70 %, very low and very high at most 15 % and at least 85 %. From 60 exact fives
    go towards 50, and 0 and 100 are told as 10 and 90. 0 <= hits <= n and n > 0; ValueError otherwise.
    """
    if not 0 <= hits <= n or n == 0:
        raise ValueError(f"{hits} of {n} is no share")
    if n >= TENS_FROM:
        return _nearest_ten(hits, n)
    if n >= FIVE_BANDS_FROM and 20 * hits <= 3 * n:
        return VERY_LOW
    if n >= FIVE_BANDS_FROM and 20 * hits >= 17 * n:
        return VERY_HIGH
    if 10 * hits <= 3 * n:
        return LOW
    return HIGH if 10 * hits >= 7 * n else MIXED


def coarse(published: str) -> str:
    """Low, mixed or high from a published band alone."""
    if published in (VERY_LOW, LOW, *TENS[:3]):
        return LOW
    return HIGH if published in (VERY_HIGH, HIGH, *TENS[6:]) else MIXED


def coarse_share(share: float) -> str:
    """Low, mixed or high for a share from 0 to 1 that is nobody's count, such as a drawn one."""
    return LOW if share <= 0.3 else HIGH if share >= 0.7 else MIXED


def size_class(n: int, *, n_min: int) -> str:
    """The class of an atom of `n`, such as `7-15`, `16-59` or `60+`; the first class starts at `n_min`."""
    starts = [n_min, *(start for start in (FIVE_BANDS_FROM, TENS_FROM) if start > n_min)]
    for start, following in pairwise(starts):
        if n < following:
            return f"{start}-{following - 1}"
    return f"{starts[-1]}+"


def sizes_of(label: str) -> tuple[int, int | None]:
    """Smallest and largest size that a size class may hide; None where there is no largest."""
    first, _, last = label.rstrip("+").partition("-")
    return int(first), int(last) if last else None


def _nearest_ten(hits: int, n: int) -> str:
    tens, rest = divmod(10 * hits, n)
    up = 2 * rest > n or (2 * rest == n and tens < 5)
    return str(10 * min(9, max(1, tens + up)))
