"""Log-rank, Gray and Cox against R (recipe beside the values), and the tests against a count by hand."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framdrift.science.proportional_hazards import NoFit, cox
from framdrift.science.survival import incidence_limits
from framdrift.science.survival_comparison import gray, log_rank

REFERENCE = json.loads((Path(__file__).parent / "r_reference/comparison.json").read_text())


def _columns(sample):
    return np.array(sample["time"]), np.array(sample["cause"]) - 1, np.array(sample["group"]) - 1


@pytest.mark.parametrize("sample", REFERENCE["comparisons"], ids=lambda sample: sample["name"])
def test_groups_differ_as_much_as_in_r(sample):
    time, cause, group = _columns(sample)
    found = log_rank(time, cause >= 0, group)
    assert [found.statistic, found.p_value] == pytest.approx(sample["log_rank"], rel=1e-9)
    for place, expected in enumerate(sample["gray"]):
        found = gray(time, cause, group, cause=place)
        assert [found.statistic, found.p_value] == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("sample", REFERENCE["comparisons"], ids=lambda sample: sample["name"])
def test_the_incidence_has_the_limits_of_r(sample):
    time, cause, _ = _columns(sample)
    lower, upper = incidence_limits(time, cause, cause_count=int(cause.max()) + 1)
    steps = np.unique(time[cause >= 0])
    for at, low, high in zip(sample["at"], sample["lower"], sample["upper"], strict=True):
        place = int(np.searchsorted(steps, at, side="right")) - 1
        if place >= 0 and low is not None:
            assert (lower[0, place], upper[0, place]) == pytest.approx((low, high), rel=1e-8)


@pytest.mark.parametrize("sample", REFERENCE["cox"], ids=lambda sample: sample["name"])
def test_hazard_ratios_as_in_r(sample):
    columns = {f"x{place}": np.array(column, dtype=float) for place, column in enumerate(sample["columns"])}
    found = cox(np.array(sample["time"]), np.array(sample["status"]) == 1, columns)
    assert [line.coefficient for line in found.ratios] == pytest.approx(sample["coefficients"], rel=1e-6)
    assert [line.standard_error for line in found.ratios] == pytest.approx(sample["errors"], rel=1e-6)
    assert found.log_likelihood == pytest.approx(sample["log_likelihood"], rel=1e-9)
    assert found.events == sum(sample["status"])


def _by_hand(time, ended, group):
    """The log-rank test of two groups as one table an instant (Mantel 1966)."""
    excess = variance = 0.0
    for at in sorted({t for t, e in zip(time, ended, strict=True) if e}):
        risk = [sum(t >= at and g == k for t, g in zip(time, group, strict=True)) for k in (0, 1)]
        dead = [sum(t == at and e and g == k for t, e, g in zip(time, ended, group, strict=True)) for k in (0, 1)]
        n, d = sum(risk), sum(dead)
        excess += dead[0] - d * risk[0] / n
        if n > 1:
            variance += d * (risk[0] / n) * (risk[1] / n) * (n - d) / (n - 1)
    return excess, variance


waits = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 1)), min_size=2, max_size=30)


@settings(max_examples=60)
@given(waits)
def test_log_rank_counted_by_hand(sample):
    time, ended, group = (np.array(column) for column in zip(*sample, strict=True))
    if len(set(group.tolist())) < 2:
        group[0] = 1 - group[0]
    found = log_rank(time, ended, group)
    excess, variance = _by_hand(time.tolist(), ended.tolist(), group.tolist())
    assert found.excess[0] == pytest.approx(excess, abs=1e-9)
    if variance > 1e-9:
        assert found.statistic == pytest.approx(excess**2 / variance)
    else:
        assert found.p_value is None


def test_without_a_competitor_and_with_equal_groups_nothing_is_found():
    time = np.tile(np.arange(1, 40), 2)
    group = np.repeat([0, 1], 39)
    found = gray(time, np.zeros(78, dtype=np.int64), group, cause=0)
    assert (found.statistic, found.p_value) == (pytest.approx(0, abs=1e-20), pytest.approx(1))


def test_what_no_event_can_tell():
    time, group = np.array([3, 4, 5]), np.array([0, 1, 1])
    for found in (log_rank(time, np.zeros(3, dtype=bool), group), gray(time, np.full(3, -1), group, cause=0)):
        assert (found.statistic, found.degrees, found.p_value) == (0.0, 1, None)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(ValueError, match="two groups"):
        log_rank(np.array([1]), np.array([True]), np.array([0]))
    with pytest.raises(ValueError, match="length"):
        gray(np.array([1, 2]), np.array([0]), np.array([0, 1]), cause=0)
    with pytest.raises(ValueError, match="negative"):
        log_rank(np.array([-1, 2]), np.array([True, True]), np.array([0, 1]))
    with pytest.raises(ValueError, match="nothing ended"):
        cox(np.array([1, 2]), np.array([False, False]), {"x": np.array([0.0, 1.0])})
    with pytest.raises(ValueError, match="no property"):
        cox(np.array([1, 2]), np.array([True, False]), {})


def test_properties_without_a_finite_answer_are_said():
    numbers = np.random.default_rng(3)
    time, ended, x = numbers.integers(1, 90, 80), numbers.random(80) < 0.7, numbers.normal(size=80)
    for properties in ({"x": x, "twice": 2 * x}, {"told": (time < 30) * 1.0}, {"same": np.ones(80)}):
        with pytest.raises(NoFit):
            cox(time, ended, properties)
    assert not cox(time, ended, {f"x{k}": numbers.normal(size=80) for k in range(9)}).is_enough


def test_the_worked_example_of_the_page():
    found = log_rank(np.array([1, 3, 2, 4]), np.ones(4, dtype=bool), np.array([0, 0, 1, 1]))
    assert found.excess[0] == pytest.approx(2 / 3)
    assert (found.statistic, found.p_value) == (pytest.approx(8 / 13), pytest.approx(0.4328, abs=5e-5))
