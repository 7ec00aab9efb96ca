"""Why people leave, client by client: pooled, against a known truth and against two naive answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from math import hypot

import numpy as np
import pytest

from framdrift.momentum.advising.losing import compared
from framdrift.momentum.risk.causes import LEFT_FOR_TERMS, LEFT_FOR_TIME, WITHDREW
from framdrift.momentum.risk.keeping import _for_time, _leaving
from framdrift.momentum.risk.learned import LearnedRisk
from framdrift.momentum.risk.learning import Fit, Tally, fitted
from framdrift.momentum.risk.rules import POOLED_SD, State, client, over, shares_of, waiting_path
from framdrift.planning.waiting_risk import Waiting
from framdrift.science.hazards.fitting import Floats
from framdrift.science.hazards.prediction import path_of, sample
from framdrift.science.hazards.shares import fit_shares, shares_on
from framdrift.science.hazards.terms import FRAILTY_SD

CLIENTS = range(24)
ENDS = (0, 1, 3, 8, 20, 60)
"""How many left one client after another: from none to plenty."""


@lru_cache(maxsize=1)
def _worlds(count: int = 15) -> Sequence[tuple[Floats, Floats, Floats]]:
    """True shares by client, and counts of what was told, both (K, clients); and the pooled answer drawn."""
    terms = {kind: (each[0], *each[-len(CLIENTS) :]) for kind, each in shares_of(WITHDREW, CLIENTS).items()}
    on = path_of([(0, 1 + place) for place in CLIENTS])
    found = []
    for seed in range(count):
        numbers = np.random.default_rng(seed)
        effects = np.array([[numbers.normal(term.mean, term.sd) for term in each] for each in terms.values()])
        truth = shares_on(effects, on)
        told = [numbers.multinomial(ENDS[place % len(ENDS)], truth[:, place]) for place in CLIENTS]
        counts = np.array(told, dtype=np.float64).T
        found.append((truth, counts, shares_on(fit_shares(terms, on, counts).drawn(numbers, 400), on)))
    return found


def test_the_pooled_shares_err_less_than_each_client_alone_and_than_all_alike() -> None:
    pooled, alone, alike = [], [], []
    for truth, counts, drawn in _worlds():
        some = counts.sum(axis=0) > 0
        common = counts.sum(axis=1, keepdims=True) / counts.sum()
        pooled.append(np.abs(drawn.mean(axis=1) - truth)[:, some].mean())
        alone.append(np.abs(counts[:, some] / counts.sum(axis=0)[some] - truth[:, some]).mean())
        alike.append(np.abs(common - truth)[:, some].mean())
    assert np.mean(pooled) < 0.6 * np.mean(alone)
    assert np.mean(pooled) < 0.97 * np.mean(alike)
    assert np.mean([one < other for one, other in zip(pooled, alike, strict=True)]) > 0.7


def test_the_true_share_of_a_client_lies_inside_as_often_as_it_should() -> None:
    inside = []
    for truth, _counts, drawn in _worlds():
        low, high = np.quantile(drawn, [0.1, 0.9], axis=1)
        inside.append(((low < truth) & (truth < high)).mean())
    assert 0.75 < np.mean(inside) < 0.85


def _told(**by_client: tuple[int, int]) -> Fit:
    """For each client how many left for time and for the terms, in a thousand days."""
    tally = Tally()
    for name, (for_time, for_terms) in by_client.items():
        company = int(name.removeprefix("c"))
        names = ("level", client(company))
        tally.companies.add(company)
        tally.days[names] = 1000
        tally.endings.update([(names, LEFT_FOR_TIME)] * for_time + [(names, LEFT_FOR_TERMS)] * for_terms)
    return fitted(tally)


def _of_time(fit: Fit, company: int | None) -> float:
    path = [State(0, 0, company_id=company)]
    return fit.chance(LEFT_FOR_TIME, path).middle / fit.chance(WITHDREW, path).middle


def test_a_client_has_its_own_reasons_as_far_as_its_ends_go() -> None:
    fit = _told(c1=(40, 40), c2=(6, 74), c3=(1, 3), c4=(0, 0))
    names = fit.shares[WITHDREW].names
    assert {client(1), client(2), client(3)} < set(names)
    assert client(4) not in names, "of whom nobody left nothing is known"
    all_alike, often, little = _of_time(fit, None), _of_time(fit, 2), _of_time(fit, 3)
    assert often < 0.75 * all_alike
    assert often < little < all_alike
    assert _of_time(fit, 4) == pytest.approx(all_alike, rel=0.02)
    assert _of_time(fit, 99) == _of_time(fit, None), "one never met is as all"


def test_a_step_has_its_own_reasons_too() -> None:
    tally = Tally()
    for step, for_time in (("step interview", 60), ("step offer", 10), ("step search", 35)):
        tally.days["level", step] = 2000
        tally.endings[("level", step), LEFT_FOR_TIME] = for_time
        tally.endings[("level", step), LEFT_FOR_TERMS] = 70 - for_time
    fit = fitted(tally)
    found = {
        step: fit.chance(LEFT_FOR_TIME, [State(0, 0, step_type=step)]).middle
        for step in ("interview", "offer", "search")
    }
    assert found["offer"] < found["search"] < found["interview"]


def test_a_client_stays_apart_from_the_state_of_its_days() -> None:
    """Shares are found by their names: a client's number in the one fit is never that of a state in the other."""
    fit = _told(c7=(2, 60), c9=(30, 30))
    silent = State(0, 3, company_id=9)
    assert over("silent", 2) in silent.terms()
    assert _of_time(fit, 7) < 0.6 * _of_time(fit, 9)


# --- for time, told without the draws ---------------------------------------------------------------
def _learned() -> tuple[Fit, LearnedRisk]:
    """Silence makes people leave for time: both the draws and the short way know it."""
    tally = Tally()
    for names, days, for_time, otherwise in (
        (("level",), 6000, 20, 60),
        (("level", "silent over 2"), 3000, 30, 30),
        (("level", "silent over 2", "silent over 4"), 1500, 40, 15),
        (("level", "in process over 8", "date known"), 4000, 25, 40),
    ):
        tally.days[names] = days
        tally.endings[names, LEFT_FOR_TIME] = for_time
        tally.endings[names, LEFT_FOR_TERMS] = otherwise
    fit = fitted(tally)
    kept = _leaving(fit.posteriors[WITHDREW]) | {"for_time": _for_time(fit.shares[WITHDREW], verdict="better")}
    return fit, LearnedRisk.of(kept)


def test_who_leaves_for_time_along_a_plan_is_as_the_draws_have_it() -> None:
    fit, learned = _learned()
    alone = sample(
        {WITHDREW: fit.posteriors[WITHDREW]},
        {WITHDREW: fit.shares[WITHDREW]},
        seed=1,
        draws=6000,
        frailty_sd=hypot(FRAILTY_SD, POOLED_SD),
    )
    places = {term.name: place for place, term in enumerate(fit.posteriors[WITHDREW].terms)}
    for waiting in (Waiting(0, 30, 3), Waiting(5, 20, 6)):
        told = learned.leaving(waiting)
        states = waiting_path(**asdict(waiting))
        path = path_of([[places[name] for name in state.terms()] for state in states])
        drawn = alone.along(path).chance(LEFT_FOR_TIME)
        assert told.for_time is not None
        assert told.for_time.n == 115
        assert told.for_time.middle == pytest.approx(drawn.middle, rel=0.06)
        assert told.for_time.low == pytest.approx(drawn.low, rel=0.15)
        assert told.for_time.high == pytest.approx(drawn.high, rel=0.15)
        assert told.for_time.high < told.high


def test_what_another_day_costs_in_time_is_a_part_of_what_it_costs() -> None:
    _, learned = _learned()
    found = compared(learned, State(3, 1, is_date_known=True), sooner=4, later=14)
    part = found.for_time
    assert part is not None
    for whole, of_it in ((found.sooner, part.sooner), (found.later, part.later), (found.more, part.more)):
        assert 0 < of_it.low < of_it.middle < of_it.high < whole.high
        assert of_it.middle < whole.middle
    assert part.later.middle == pytest.approx(part.sooner.middle + part.more.middle, rel=0.02)
    today = compared(learned, State(3, 1), sooner=0, later=10).for_time
    assert today is not None
    assert (today.sooner.high, today.more.middle) == (0.0, today.later.middle)


@pytest.mark.parametrize("verdict", ["no_better", "worse", "too_few"])
def test_it_is_not_told_apart_unless_it_was_foretold_better(verdict: str) -> None:
    fit, _ = _learned()
    kept = _leaving(fit.posteriors[WITHDREW]) | {"for_time": _for_time(fit.shares[WITHDREW], verdict=verdict)}
    told = LearnedRisk.of(kept).leaving(Waiting(0, 30, 3))
    assert told.middle > 0
    assert told.for_time is None
    old = LearnedRisk.of(_leaving(fit.posteriors[WITHDREW]))
    assert old.for_time is None, "a fit from before this was kept is read all the same"
