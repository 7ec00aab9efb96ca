"""The shares of a cause's kinds: against a plain minimiser, known truth, and the Poisson counts they come from."""

import numpy as np
import pytest
from scipy.optimize import minimize

from framdrift.science.hazards.fitting import Cells, fit, linear
from framdrift.science.hazards.prediction import path_of, sample
from framdrift.science.hazards.shares import against_the_rest, fit_shares, shares_on
from framdrift.science.hazards.terms import Term

KINDS = {
    kind: (Term("level", np.log(share), 0.5), Term("silent", 0.0, 0.25), Term("late", 0.0, 0.25))
    for kind, share in (("time", 0.5), ("terms", 0.3), ("own", 0.2))
}
ON = path_of([(0,), (0, 1), (0, 2), (0, 1, 2)])


def _world(seed, each=200):
    """True effects, and endings of each kind in each cell."""
    numbers = np.random.default_rng(seed)
    truth = np.array([[numbers.normal(term.mean, term.sd) for term in terms] for terms in KINDS.values()])
    shares = shares_on(truth, ON)
    return truth, np.column_stack([numbers.multinomial(each, share) for share in shares.T]).astype(float)


@pytest.mark.parametrize("seed", range(3))
def test_the_mode_is_where_a_plain_minimiser_finds_it(seed):
    _, events = _world(seed)
    mean = np.array([[term.mean for term in terms] for terms in KINDS.values()])
    sd = np.array([[term.sd for term in terms] for terms in KINDS.values()])

    def cost(flat):
        effects = flat.reshape(mean.shape)
        return -(events * np.log(shares_on(effects, ON))).sum() + (((effects - mean) / sd) ** 2).sum() / 2

    naive = minimize(cost, mean.ravel(), method="BFGS", options={"gtol": 1e-7})
    found = fit_shares(KINDS, ON, events)
    assert found.mean.ravel() == pytest.approx(naive.x, abs=1e-4)
    assert (found.kinds, found.names) == (("time", "terms", "own"), ("level", "silent", "late"))
    assert found.events.tolist() == events.sum(axis=1).tolist()


def test_the_curvature_is_that_of_the_cost():
    _, events = _world(7)
    found = fit_shares(KINDS, ON, events)
    flat, step = found.mean.ravel(), 1e-4
    sd = np.array([[term.sd for term in terms] for terms in KINDS.values()])
    prior = np.array([[term.mean for term in terms] for terms in KINDS.values()])

    def cost(moved):
        effects = moved.reshape(prior.shape)
        return -(events * np.log(shares_on(effects, ON))).sum() + (((effects - prior) / sd) ** 2).sum() / 2

    axes = np.eye(len(flat)) * step
    bend = [
        [cost(flat + a + b) - cost(flat + a - b) - cost(flat - a + b) + cost(flat - a - b) for b in axes] for a in axes
    ]
    assert found.covariance == pytest.approx(np.linalg.inv(np.array(bend) / (4 * step**2)), abs=1e-4)


def test_the_true_shares_lie_inside_as_often_as_they_should():
    inside = []
    for seed in range(60):
        truth, events = _world(seed + 50, each=60)
        drawn = shares_on(fit_shares(KINDS, ON, events).drawn(np.random.default_rng(seed), 800), ON)
        low, high = np.quantile(drawn, [0.1, 0.9], axis=1)
        shares = shares_on(truth, ON)
        inside += ((low < shares) & (shares < high)).ravel().tolist()
    assert 0.74 < np.mean(inside) < 0.86  # shares of one world go together: wider than 720 apart would be


def test_without_endings_the_belief_answers_and_a_small_kind_is_not_impossible():
    none = fit_shares(KINDS, ON[:0], np.zeros((3, 0)))
    assert shares_on(none.mean, ON)[:, 0] == pytest.approx([0.5, 0.3, 0.2])
    much = fit_shares(KINDS, ON, np.array([[400.0] * 4, [400.0] * 4, [0.0] * 4]))
    time, terms, own = shares_on(much.mean, ON)[:, 0]
    assert 0 < own < 0.05 < terms < 0.6
    assert time == pytest.approx(terms, abs=0.05)


def test_kinds_add_up_to_their_cause_along_a_path_and_terms_are_found_by_their_names():
    _, events = _world(3)
    split = fit_shares(KINDS, ON, events)
    rich = (Term("client 1", 0.0, 0.25), *KINDS["time"])  # the shares know nothing of the client, and count otherwise
    cause = fit(rich, Cells(ON + 1, np.full(4, 5000.0)), events.sum(axis=0))
    path = np.hstack([ON + np.where(ON < 0, 0, 1), np.zeros((4, 1), dtype=np.int64)])
    drawn = sample({"left": cause}, {"left": split}, seed=1)
    walked = drawn.along(path)
    assert sum(walked.by_cause[kind] for kind in KINDS) == pytest.approx(walked.by_cause["left"])
    assert drawn.splits["left"].shares(path) == pytest.approx(shares_on(drawn.splits["left"].effects, ON))


def test_one_kind_against_the_rest_is_exact_where_it_is_taken_and_near_elsewhere():
    _, events = _world(11, each=60)
    found = fit_shares(KINDS, ON, events)
    odds = [shares_on(found.mean, ON)[1] / (1 - shares_on(found.mean, ON)[1])]
    for place, on in enumerate(ON):
        known = [one for one in on.tolist() if one >= 0]
        mean, covariance = against_the_rest(found, "terms", on=known)
        assert mean[known].sum() == pytest.approx(np.log(odds[0][place]))
        drawn = shares_on(found.drawn(np.random.default_rng(4), 20_000), ON[place : place + 1])[1, :, 0]
        logs = np.log(drawn / (1 - drawn))
        assert np.sqrt(covariance[np.ix_(known, known)].sum()) == pytest.approx(logs.std(), rel=0.05)
    mean, _ = against_the_rest(found, "terms", on=[0])
    assert mean.sum() == pytest.approx(np.log(odds[0][3]), abs=0.03)


def test_total_and_shares_together_are_the_kinds_as_poisson_counts():
    """The two parts' log likelihoods add up to that of independent counts, at any effects."""
    numbers = np.random.default_rng(2)
    _, events = _world(4)
    days = np.full(4, 3000.0)

    def apart(level, effects):
        rate, shares = np.exp(linear(level, ON)), shares_on(effects, ON)
        each = days * rate * shares
        return (events * np.log(each) - each).sum()

    def in_parts(level, effects):
        total = events.sum(axis=0)
        rate = days * np.exp(linear(level, ON))
        return (total * np.log(rate) - rate).sum() + (events * np.log(shares_on(effects, ON))).sum()

    for _ in range(5):
        level, effects = numbers.normal(-3, 1, 3), numbers.normal(0, 1, (3, 3))
        assert apart(level, effects) == pytest.approx(in_parts(level, effects))


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(ValueError, match="differ"):
        fit_shares({"a": KINDS["time"], "b": KINDS["own"][:1]}, ON, np.zeros((2, 4)))
    with pytest.raises(ValueError, match="differ"):
        fit_shares(KINDS, ON, np.zeros((3, 5)))
    with pytest.raises(ValueError, match="negative"):
        fit_shares(KINDS, ON, np.full((3, 4), -1.0))


def test_a_worked_example():
    """docs/science/hazards.md: of ten who left, nine told a reason of time and one the terms; believed: half each."""
    half = {kind: (Term("level", np.log(0.5), 0.5),) for kind in ("time", "terms")}
    shares = shares_on(fit_shares(half, path_of([(0,)]), np.array([[9.0], [1.0]])).mean, path_of([(0,)]))
    assert shares[:, 0] == pytest.approx([0.72, 0.28], abs=0.01)
