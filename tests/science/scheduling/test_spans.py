"""Sets of numbers as spans, beside plain Python sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from framdrift.science.scheduling import spans as s

pairs = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6)
sets = pairs.map(s.merged)


def members(spans: s.Spans) -> set[int]:
    return {number for first, past in spans for number in range(first, past)}


def canonical(spans: s.Spans) -> bool:
    """Sorted, not empty, apart from each other."""
    edges = [edge for span in spans for edge in span]
    return edges == sorted(set(edges))


@given(pairs)
def test_merged(given_pairs: list[tuple[int, int]]) -> None:
    found = s.merged(given_pairs)
    assert canonical(found)
    assert members(found) == {number for first, past in given_pairs for number in range(first, past)}


@given(sets, sets)
def test_both_and_without(left: s.Spans, right: s.Spans) -> None:
    both, rest = s.intersection(left, right), s.without(left, right)
    assert members(both) == members(left) & members(right)
    assert members(rest) == members(left) - members(right)
    assert canonical(both)
    assert canonical(rest)


@given(st.integers(1, 4), st.lists(sets, min_size=1, max_size=4))
def test_at_least(count: int, many: list[s.Spans]) -> None:
    found = s.at_least(count, many)
    assert canonical(found)
    assert members(found) == {n for n in range(31) if sum(n in members(one) for one in many) >= count}


@given(sets, st.integers(-1, 31))
def test_looking_up(spans: s.Spans, number: int) -> None:
    there = members(spans)
    assert s.holds(spans, number) == (number in there)
    assert s.first_from(spans, number) == min((n for n in there if n >= number), default=None)
    assert members(s.from_on(spans, number)) == {n for n in there if n >= number}
    assert members(s.below(spans, number)) == {n for n in there if n < number}
    assert s.size(spans) == len(there)
