"""Small groups are drawn towards all: how far is recovered from groups whose truth is known."""

from __future__ import annotations

from random import Random

import pytest

from framdrift.science.proportions import wilson
from framdrift.science.shrinkage import Common, common, shrunk


def test_groups_that_differ_no_more_than_chance_have_the_common_share() -> None:
    groups = [wilson(5, 10), wilson(6, 12), wilson(4, 8)]
    found = common(groups)
    assert found == Common(0.5, None)
    assert shrunk(wilson(1, 1), Common(0.5, None)) == 0.5


def test_few_answers_move_further_than_many() -> None:
    known = Common(0.3, 10.0)
    assert shrunk(wilson(8, 10), known) == pytest.approx(0.55)
    assert shrunk(wilson(80, 100), known) == pytest.approx(83 / 110)
    assert shrunk(wilson(0, 0), known) == pytest.approx(0.3)


def test_the_spread_between_groups_is_found_again() -> None:
    """Shares drawn from Beta(6, 4): the correlation is 1 / 11, and drawn-in shares lie nearer the truth."""
    rng = Random(3)
    truth = [rng.betavariate(6, 4) for _ in range(600)]
    groups = [wilson(sum(rng.random() < share for _ in range(n)), n) for share in truth for n in [rng.randint(5, 30)]]
    found = common(groups)
    assert found is not None
    assert found.weight is not None
    assert 1 / (1 + found.weight) == pytest.approx(1 / 11, abs=0.03)
    raw = sum((group.hits / group.n - share) ** 2 for group, share in zip(groups, truth, strict=True))
    drawn = sum((shrunk(group, found) - share) ** 2 for group, share in zip(groups, truth, strict=True))
    assert drawn < 0.75 * raw


def test_nobody() -> None:
    assert common([wilson(0, 0)]) is None
    assert common([]) is None
