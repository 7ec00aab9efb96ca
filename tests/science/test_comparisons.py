"""Newcombe's intervals as he published them, Fisher and Benjamini-Hochberg as in SciPy, on random tables."""

from __future__ import annotations

from random import Random

import pytest
from scipy.stats import false_discovery_control, fisher_exact

from framdrift.science.comparisons import difference, fisher, standing
from framdrift.science.proportions import wilson

PUBLISHED = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]
"""Newcombe (1998), table II, method 10: the first share less the second."""


@pytest.mark.parametrize(("hits", "n", "other_hits", "other_n", "low", "high"), PUBLISHED)
def test_limits_as_published(hits: int, n: int, other_hits: int, other_n: int, low: float, high: float) -> None:
    found = difference(wilson(other_hits, other_n), wilson(hits, n))
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))
    assert found.value == pytest.approx(hits / n - other_hits / other_n)


def test_nobody_differs_from_nobody() -> None:
    assert difference(wilson(0, 0), wilson(3, 4)) is None
    assert difference(wilson(3, 4), wilson(0, 0)) is None


def test_fisher_as_in_scipy() -> None:
    rng = Random(7)
    for _ in range(400):
        n, m = rng.randint(1, 60), rng.randint(1, 60)
        a, b = rng.randint(0, n), rng.randint(0, m)
        theirs = fisher_exact([[a, n - a], [b, m - b]]).pvalue
        assert fisher(wilson(a, n), wilson(b, m)) == pytest.approx(theirs, rel=1e-9)


def test_standing_as_in_scipy() -> None:
    rng = Random(11)
    for _ in range(200):
        values = [rng.random() ** rng.choice((1, 4)) for _ in range(rng.randint(1, 40))]
        theirs = [bool(adjusted <= 0.05) for adjusted in false_discovery_control(values)]
        assert list(standing(values)) == theirs


def test_what_was_not_tested_neither_stands_nor_counts() -> None:
    assert standing([None, 0.04, None]) == (False, True, False)
    assert standing([0.9, 0.04, 0.9]) == (False, False, False)  # three looked at: 0.04 is no longer enough
    assert standing([]) == ()
