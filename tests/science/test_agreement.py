"""Krippendorff's alpha: against the library of that name, and what it says where nothing can be said."""

from __future__ import annotations

from random import Random

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framdrift.science.agreement import TwiceCoded, agreements, alpha

_PAIRS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=60)


@given(_PAIRS)
def test_as_the_library_says(pairs: list[tuple[bool, bool]]) -> None:
    both, one = sum(a and b for a, b in pairs), sum(a != b for a, b in pairs)
    found = alpha(passages=len(pairs), both=both, one=one)
    values = np.array(pairs, dtype=float).T
    if len(set(values.flat)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(krippendorff.alpha(values, level_of_measurement="nominal"))


def test_where_all_agree_and_where_none_does() -> None:
    assert alpha(passages=10, both=4, one=0) == 1
    assert alpha(passages=10, both=0, one=0) is None
    assert alpha(passages=0, both=0, one=0) is None
    assert (alpha(passages=10, both=0, one=10) or 0) < 0


def _coded(rng: Random, persons: int, agree: float) -> list[TwiceCoded]:
    found = []
    for person in range(persons):
        for _ in range(3):
            first = frozenset({"T06"}) if rng.random() < 0.4 else frozenset[str]()
            second = first if rng.random() < agree else frozenset({"T06"}) - first
            found.append(TwiceCoded(person, first, second))
    return found


def test_the_interval_holds_the_value_and_narrows_with_persons() -> None:
    rng = Random(4)
    few, many = (agreements(_coded(rng, persons, 0.85), ["T06"], seed=1)[0] for persons in (15, 240))
    for line in (few, many):
        assert line.alpha is not None and line.interval is not None
        assert line.interval[0] < line.alpha < line.interval[1]
    assert few.interval and many.interval
    assert few.interval[1] - few.interval[0] > 2 * (many.interval[1] - many.interval[0])


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    truth = agreements(_coded(Random(0), 20_000, 0.85), ["T06"], seed=1, replicates=2)[0].alpha
    assert truth is not None
    rng, hits, times = Random(7), 0, 120
    for _ in range(times):
        interval = agreements(_coded(rng, 40, 0.85), ["T06"], seed=2, replicates=200)[0].interval
        assert interval is not None
        hits += interval[0] <= truth <= interval[1]
    assert hits / times > 0.87


def test_passages_of_one_person_are_drawn_together() -> None:
    alike = [TwiceCoded(person, frozenset({"T06"}), frozenset({"T06"})) for person in (1, 2)] * 40
    apart = [TwiceCoded(person, frozenset({"T06"}), frozenset()) for person in (3, 4)] * 40
    line = agreements([*alike, *apart], ["T06"], seed=3)[0]
    assert line.interval is not None and line.interval[1] - line.interval[0] > 0.5


def test_the_same_seed_gives_the_same_interval() -> None:
    coded = _coded(Random(9), 30, 0.8)
    assert agreements(coded, ["T06", "T11"], seed=5) == agreements(coded, ["T06", "T11"], seed=5)
    assert agreements(coded, ["T11"], seed=5)[0].alpha is None
    assert agreements([], ["T06"], seed=5)[0].alpha is None
