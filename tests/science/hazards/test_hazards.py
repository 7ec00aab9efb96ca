"""Fitting against a plain minimiser and against known truth; prediction against a walk by hand; judging."""

import numpy as np
import pytest
from scipy.optimize import minimize

from framdrift.science.hazards.fitting import Cells, NoMode, fit, linear, pooled
from framdrift.science.hazards.judging import calibration, judge
from framdrift.science.hazards.prediction import difference, path_of, sample
from framdrift.science.hazards.terms import Term
from framdrift.science.hazards.verdicts import Verdict

TERMS = (
    Term("level", np.log(0.02), 0.6),
    Term("silent", 0.3, 0.3),
    Term("date known", -0.5, 0.4),
    *(Term(f"client {n}", 0.0, 0.25) for n in range(6)),
)


def _world(seed, days_each=400):
    """Random days with known effects: cells and endings."""
    numbers = np.random.default_rng(seed)
    truth = np.array([numbers.normal(term.mean, term.sd) for term in TERMS])
    rows = [
        ((0, *([1] if silent else []), *([2] if known else []), 3 + client), float(days_each))
        for client in range(6)
        for silent in (0, 1)
        for known in (0, 1)
    ]
    cells = Cells.of(rows)
    return truth, cells, numbers.poisson(cells.days * np.exp(linear(truth, cells.terms))).astype(float)


@pytest.mark.parametrize("seed", range(4))
def test_the_mode_is_where_a_plain_minimiser_finds_it(seed):
    _, cells, events = _world(seed)
    design = np.zeros((len(cells.days), len(TERMS)))
    for row, on in zip(design, cells.terms, strict=True):
        row[on[on >= 0]] = 1
    mean, sd = np.array([t.mean for t in TERMS]), np.array([t.sd for t in TERMS])

    def cost(b):
        log_rate = design @ b
        return (cells.days * np.exp(log_rate) - events * log_rate).sum() + (((b - mean) / sd) ** 2).sum() / 2

    naive = minimize(cost, mean, method="BFGS", options={"gtol": 1e-8}).x
    found = fit(TERMS, cells, events)
    assert found.mean == pytest.approx(naive, abs=1e-4)
    weights = cells.days * np.exp(design @ found.mean)
    curvature = design.T @ (weights[:, None] * design) + np.diag(1 / sd**2)
    assert found.covariance == pytest.approx(np.linalg.inv(curvature), abs=1e-6)


def test_the_truth_lies_inside_as_often_as_it_should():
    inside = []
    for seed in range(60):
        truth, cells, events = _world(seed + 100)
        found = fit(TERMS, cells, events)
        inside += list(np.abs(found.mean - truth) < 1.2816 * np.sqrt(np.diag(found.covariance)))
    assert 0.75 < np.mean(inside) < 0.85  # 540 intervals of 80 %: two deviations are 0.034


def test_without_days_the_prior_answers_and_with_many_the_data_do():
    empty = fit(TERMS, Cells.of([]), np.zeros(0))
    assert empty.mean.tolist() == [term.mean for term in TERMS]
    assert np.sqrt(np.diag(empty.covariance)) == pytest.approx([term.sd for term in TERMS])
    much = fit(TERMS[:1], Cells.of([((0,), 1e7)]), np.array([1e6]))
    assert np.exp(much.mean[0]) == pytest.approx(0.1, rel=1e-3)
    assert much.effect("level")[1] < 0.002


def test_a_client_with_little_history_stays_near_the_others():
    rows = [((0, 3 + client), 2000.0) for client in range(5)] + [((0, 8), 30.0)]
    events = np.array([40.0] * 5 + [3.0])  # the last one: five times the others' rate, on thirty days
    found = fit(TERMS, Cells.of(rows), events)
    assert 0 < found.effect("client 5")[0] < 0.35
    assert found.effect("client 5")[1] > found.effect("client 0")[1]


def test_the_worked_example():
    """docs/science/hazards.md."""
    terms = (
        Term("level", np.log(0.01), 0.6),
        Term("silent", 0.3, 0.3),
        Term("one", 0.0, 0.25),
        Term("other", 0.0, 0.25),
    )
    alone = fit(terms, Cells.of([((0, 1, 2), 2000.0)]), np.array([40.0]))
    assert [round(found - term.mean, 2) for found, term in zip(alone.mean, terms, strict=True)] == [0.26, 0.07, 0.05, 0]
    assert np.exp(alone.mean[:3].sum()) == pytest.approx(0.0196, abs=5e-5)
    both = fit(terms, Cells.of([((0, 1, 2), 2000.0), ((0, 1, 3), 30.0)]), np.array([40.0, 3.0]))
    assert both.effect("other")[0] == pytest.approx(0.14, abs=5e-3)


def test_order_of_cells_and_splitting_them_change_nothing():
    _, cells, events = _world(9)
    again = np.random.default_rng(1).permutation(len(events))
    one = fit(TERMS, cells, events)
    two = fit(TERMS, Cells(cells.terms[again], cells.days[again]), events[again])
    halves = Cells(np.repeat(cells.terms, 2, axis=0), np.repeat(cells.days / 2, 2))
    three = fit(TERMS, halves, np.ravel(np.column_stack((events, np.zeros_like(events)))))
    assert one.mean == pytest.approx(two.mean, abs=1e-9)
    assert one.mean == pytest.approx(three.mean, abs=1e-9)
    assert pooled({(0, 1): 2.0, (0,): 1.0}).days.tolist() == [1.0, 2.0]


def test_what_cannot_be_fitted_is_refused():
    cells = Cells.of([((0,), 0.0)])
    with pytest.raises(ValueError, match="without days"):
        fit(TERMS, cells, np.array([1.0]))
    with pytest.raises(ValueError, match="length"):
        fit(TERMS, cells, np.zeros(2))
    with pytest.raises(NoMode):
        fit((Term("level", np.nan, 1.0),), Cells.of([((0,), 5.0)]), np.array([1.0]))


def _sure(rate):
    return fit((Term("level", np.log(rate), 1e-6),), Cells.of([]), np.zeros(0))


def test_a_path_of_known_rates_is_walked_right():
    path = path_of([(0,)] * 30)
    walked = sample({"left": _sure(0.01), "hired": _sure(0.03)}, seed=1, frailty_sd=0.0).along(path)
    present, left = 1.0, 0.0
    for _ in range(30):
        going = present * (1 - np.exp(-0.04))
        left, present = left + going / 4, present - going
    assert walked.chance("left").middle == pytest.approx(left, rel=1e-4)
    assert walked.chance("left").high - walked.chance("left").low < 1e-5
    assert sample({"left": _sure(0.01)}, seed=1).along(path_of([])).chance("left").high == 0


def test_frailty_widens_the_range_and_one_seed_makes_paths_comparable():
    posterior = {"left": fit(TERMS, *_world(5)[1:])}
    quick, slow = (path_of([(0, 1)] * days) for days in (10, 20))
    narrow, wide = (sample(posterior, seed=3, frailty_sd=sd).along(slow).chance("left") for sd in (0.0, 0.45))
    assert wide.high - wide.low > narrow.high - narrow.low
    assert sample(posterior, seed=3).along(slow).chance("left") == sample(posterior, seed=3).along(slow).chance("left")
    gap = difference(sample(posterior, seed=3).along(slow), sample(posterior, seed=3).along(quick), "left")
    assert 0 < gap.low < gap.middle < gap.high


def test_a_forecast_that_knows_beats_the_base_rate_and_one_that_guesses_does_not():
    numbers = np.random.default_rng(4)
    chance = numbers.uniform(0.02, 0.6, 3000)
    came = (numbers.random(3000) < chance).astype(float)
    groups, base = np.arange(3000) // 10, np.full(3000, came.mean())
    assert judge(chance, base, came, groups, seed=1).verdict is Verdict.BETTER
    assert judge(base, base, came, groups, seed=1).verdict is Verdict.NO_BETTER
    assert judge(1 - chance, base, came, groups, seed=1).verdict is Verdict.WORSE
    assert judge(chance[:90], base[:90], came[:90], groups[:90], seed=1).verdict is Verdict.TOO_FEW
    rare = np.zeros(3000)
    rare[:9] = 1
    assert judge(chance, base, rare, groups, seed=1).verdict is Verdict.TOO_FEW, "nine came"
    assert judge(chance, base, 1 - rare, groups, seed=1).verdict is Verdict.TOO_FEW, "nine did not"
    assert judge(*(np.zeros(0),) * 3, np.zeros(0, dtype=int), seed=1).verdict is Verdict.TOO_FEW
    for band in calibration(chance, came):
        assert band.came == pytest.approx(band.foretold, abs=0.08)
        assert band.n == 600
    assert calibration(chance[:0], came[:0]) == []
