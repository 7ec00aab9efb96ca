"""Wilson's interval against the definition it solves, and the values in textbooks."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from framdrift.science.proportions import wilson


def test_limits_are_where_the_score_test_turns() -> None:
    """At a limit p, |hits/n - p| is exactly 1.96 standard errors under p."""
    for n in (1, 5, 20, 300):
        for hits in range(0, n + 1, max(n // 5, 1)):
            found = wilson(hits, n)
            for limit in (found.low, found.high):
                assert limit is not None
                if 1e-9 < limit < 1 - 1e-9:
                    error = sqrt(limit * (1 - limit) / n)
                    assert abs(hits / n - limit) / error == pytest.approx(1.959964, abs=1e-5)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.999))
def test_random_shares_as_in_scipy(counted: tuple[int, int], confidence: float) -> None:
    found = wilson(*counted, confidence=confidence)
    theirs = binomtest(*counted).proportion_ci(confidence, method="wilson")
    assert (found.low, found.high) == (pytest.approx(theirs.low, abs=1e-9), pytest.approx(theirs.high, abs=1e-9))


def test_known_values_and_edges() -> None:
    """7 of 9: 0.4526 to 0.9368 (R's prop.test without continuity correction)."""
    found = wilson(7, 9)
    assert (found.low, found.high) == (pytest.approx(0.4526, abs=1e-4), pytest.approx(0.9368, abs=1e-4))
    assert wilson(0, 0).share is None
    assert wilson(0, 10).low == 0.0
    assert wilson(10, 10).high == 1.0
    with pytest.raises(ValueError, match="no share"):
        wilson(3, 2)
