"""Windows of time against a slow and simple truth: one minute after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from framdrift.science.windows import Window, covers, merged, widened, within, without

ZERO = datetime(2026, 11, 24, tzinfo=UTC)
LENGTH = 60


def at(minute: int) -> datetime:
    return ZERO + timedelta(minutes=minute)


windows = st.lists(st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda w: (at(w[0]), at(w[1]))))


def minutes(found: list[Window]) -> set[int]:
    return {one for one in range(-LENGTH, 2 * LENGTH) for start, end in found if start <= at(one) < end}


def is_in_order_and_apart(found: list[Window]) -> bool:
    return all(a[1] < b[0] for a, b in pairwise(found)) and all(a < b for a, b in found)


@given(windows, windows)
def test_what_is_left_is_what_is_in_the_first_and_not_in_the_second(some: list[Window], taken: list[Window]) -> None:
    found = without(some, taken)
    assert minutes(found) == minutes(some) - minutes(taken)
    assert is_in_order_and_apart(found)


@given(windows)
def test_merging_changes_no_minute(some: list[Window]) -> None:
    assert minutes(merged(some)) == minutes(some)
    assert is_in_order_and_apart(merged(some))


@given(windows, st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_within(some: list[Window], low: int, high: int) -> None:
    assert minutes(within(some, start=at(low), end=at(high))) == {one for one in minutes(some) if low <= one < high}


@given(windows, st.integers(0, 10))
def test_widened_by_so_many_minutes(some: list[Window], by: int) -> None:
    expected = {near for one in minutes(some) for near in range(one - by, one + by + 1)}
    assert minutes(widened(some, timedelta(minutes=by))) == expected


def test_covers_wants_one_window_for_the_whole() -> None:
    assert covers([(at(0), at(30))], at(0), at(30))
    assert not covers([(at(0), at(15)), (at(20), at(30))], at(10), at(25))
