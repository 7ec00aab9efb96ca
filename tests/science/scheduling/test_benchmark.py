"""What the benchmark of scheduling keeps of its long searches, and how it judges a run."""

from __future__ import annotations

import pytest

from benchmarks.scheduling.best_known import joined
from benchmarks.scheduling.measure import judged


def test_a_search_that_found_nothing_better_still_counts_as_the_longer_one() -> None:
    before = {"objective": 100, "bound": 90, "cpu_seconds": 60, "workers": 1, "date": "2026-11-23"}
    found = {"objective": 101, "bound": 95, "cpu_seconds": 600, "workers": 2, "date": "2026-11-24"}
    assert joined(before, found) == {**before, "bound": 95, "cpu_seconds": 600}


def test_a_better_plan_of_a_search_that_goes_on_says_nothing_of_its_length() -> None:
    found = {"objective": 99, "bound": None, "found_at_cpu_seconds": 7.5}
    assert joined({}, found) == found
    assert joined({"objective": 100, "bound": 90, "cpu_seconds": 60}, found) == {
        "objective": 99,
        "bound": 90,
        "cpu_seconds": 60,
        "found_at_cpu_seconds": 7.5,
    }


@pytest.mark.parametrize(
    ("size", "over_best", "over_bound", "is_long", "verdict"),
    [
        ("40x15", 1.0, 7.0, True, "met"),
        ("40x15", 1.0, 7.0, False, "open"),
        ("40x15", None, 7.0, False, "open"),
        ("40x15", 1.01, 7.0, False, "missed"),
        ("40x15", 0.0, 7.01, True, "missed"),
        ("200x30", None, 4.0, False, "met"),
        ("200x30", None, 2.0, False, "met, stretch too"),
        ("200x30", None, 4.01, False, "missed"),
    ],
)
def test_a_target_is_met_to_its_limit_and_open_while_the_best_is_not_known(
    size: str, over_best: float | None, over_bound: float, is_long: bool, verdict: str
) -> None:
    assert judged(size, over_best=over_best, over_bound=over_bound, best_is_long=is_long) == verdict
