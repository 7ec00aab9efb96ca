"""Do two shares differ, and which of many differences stand up?

The difference is told with Newcombe's interval: each share's own Wilson limits are joined as hypotenuses, so the
interval is not symmetric, stays within -1 and 1, and covers as it says with few people. Whether chance alone explains
the difference is Fisher's exact test: of all ways to deal the hits over the two groups, how many are as unlikely as
what was seen. Where many differences are looked at, some stand out by chance; Benjamini and Hochberg's rule keeps the
expected part of false ones among those that are shown as standing at a level.

Sources: Newcombe, R. G. (1998), Statistics in Medicine 17:873-890, method 10. Fisher, R. A. (1935), JRSS 98:39-82.
Benjamini, Y. & Hochberg, Y. (1995), JRSS B 57:289-300.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, sqrt

from framdrift.science.proportions import Share, wilson

FALSE_AT_MOST = 0.05
"""The expected part of false differences among those shown as standing."""
_AS_UNLIKELY = 1 + 1e-7
"""Two tables whose chances differ less than this are as unlikely: rounding decides nothing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The second share minus the first, from -1 to 1, with its limits. `p_value`: Fisher's exact, two-sided."""

    value: float
    low: float
    high: float
    p_value: float


def difference(before: Share, after: Share, *, confidence: float = 0.95) -> Difference | None:
    """How much two shares of different people differ; None where one of them has nobody.

    The people of the two must not be the same: the interval of people asked twice would be narrower.
    """
    if not before.n or not after.n:
        return None
    one, two = (wilson(share.hits, share.n, confidence=confidence) for share in (before, after))
    first, second = one.hits / one.n, two.hits / two.n
    value = second - first
    return Difference(
        value,
        value - sqrt((second - _known(two.low)) ** 2 + (_known(one.high) - first) ** 2),
        value + sqrt((_known(two.high) - second) ** 2 + (first - _known(one.low)) ** 2),
        fisher(before, after),
    )


def fisher(one: Share, other: Share) -> float:
    """The two-sided p-value of Fisher's exact test; 1 where nobody or everybody is a hit."""
    hits, people = one.hits + other.hits, one.n + other.n
    ways = [comb(one.n, k) * comb(other.n, hits - k) for k in range(max(0, hits - other.n), min(hits, one.n) + 1)]
    seen = comb(one.n, one.hits) * comb(other.n, other.hits)
    rare = sum(way for way in ways if way <= seen * _AS_UNLIKELY)
    return min(rare / comb(people, hits), 1.0)


def standing(p_values: Sequence[float | None], *, false_at_most: float = FALSE_AT_MOST) -> tuple[bool, ...]:
    """Which differences stand up among all that were looked at, in their order. None: not tested, does not count."""
    tested = sorted(value for value in p_values if value is not None)
    passed = [value for rank, value in enumerate(tested, 1) if value <= false_at_most * rank / len(tested)]
    limit = max(passed, default=-1.0)
    return tuple(value is not None and value <= limit for value in p_values)


def _known(limit: float | None) -> float:
    assert limit is not None, "a share of somebody has limits"
    return limit
