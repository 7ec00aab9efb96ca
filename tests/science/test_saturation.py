"""Thematic saturation: worked by hand after Guest, Namey & Chen (2020), and Good's coverage."""

from __future__ import annotations

import pytest

from framdrift.science.saturation import saturation


def test_a_run_that_adds_nothing_is_enough() -> None:
    heard = [{"a", "b"}, {"c"}, {"d"}, {"e"}, {"f"}, {"a"}, {"b"}, {"a", "c"}]
    found = saturation(heard)
    assert (found.interviews, found.themes) == (8, 6)
    assert found.last_run == 0
    assert found.enough_after == 8  # the first run brought f: 1 / 5


def test_the_first_run_counts_over_the_base() -> None:
    found = saturation([{"a"}, {"b"}, {"c"}, {"d"}, {"e"}, {"f"}])
    assert found.last_run == pytest.approx(2 / 4)
    assert found.enough_after is None


def test_coverage_is_what_is_not_heard_once() -> None:
    assert saturation([{"a", "b"}, {"a"}, {"a"}]).coverage == pytest.approx(1 - 1 / 4)


def test_nobody_and_silence() -> None:
    assert saturation([]).coverage is None
    silent = saturation([set()] * 8)
    assert (silent.last_run, silent.enough_after, silent.coverage) == (None, None, None)


def test_no_base_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        saturation([], base=0)
