"""Intervals and pairing."""

from __future__ import annotations

import pytest

from framdrift.science.simulation.comparing import Estimate, estimate, paired, replicate, t_975
from framdrift.science.simulation.comparison import Alert5, Longest, ToDo
from framdrift.science.simulation.outcomes import KEYS
from tests.science.simulation.worlds import short


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [
        (1, 12.70620),
        (2, 4.30265),
        (10, 2.22814),
        (11, 2.20099),
        (15, 2.13145),
        (30, 2.04227),
        (60, 2.00030),
        (1000, 1.96234),
    ],
)
def test_quantiles_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    """Tables of Student's t, 0.975, as R's `qt` prints them."""
    assert t_975(freedom) == pytest.approx(quantile, abs=2e-4)


def test_an_interval_by_hand() -> None:
    """1, 2, 3: mean 2, standard deviation 1, t(2) = 4.3027, half width 4.3027 / sqrt(3)."""
    found = estimate([1.0, 2.0, None, 3.0])
    assert (found.mean, found.low, found.high) == pytest.approx((2, 2 - 2.48416, 2 + 2.48416), abs=1e-4)


def test_few_replications_have_no_interval() -> None:
    assert estimate([1.0]) == Estimate(1.0, None, None)
    assert estimate([None]) == Estimate(None, None, None)


def test_differences_are_paired() -> None:
    rows = [dict.fromkeys(KEYS, value) for value in (1.0, 5.0, 9.0)]
    others = [dict.fromkeys(KEYS, value) for value in (0.0, 4.0, 8.0)]
    assert paired(rows, others)["filled"] == Estimate(1.0, 1.0, 1.0)


def test_the_order_of_policies_and_their_company_change_nothing() -> None:
    policies = [ToDo(), Alert5(), Longest()]
    one = replicate(short(), policies, replications=2, seed=4)
    other = replicate(short(), policies[::-1], replications=2, seed=4)
    assert one == other
    assert replicate(short(), [Longest()], replications=2, seed=4)["longest"] == one["longest"]
    assert one["todo"] != one["longest"]


def test_a_replication_is_told_as_it_is_done() -> None:
    said: list[int] = []
    replicate(short(), [ToDo()], replications=2, seed=4, say=said.append)
    assert said == [1, 2]
