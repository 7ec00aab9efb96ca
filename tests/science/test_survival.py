"""Kaplan-Meier and Aalen-Johansen against R, against lifelines, and against the words of the definition."""

import csv
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framdrift.science.survival import (
    aalen_johansen,
    kaplan_meier,
    kaplan_meier_entering,
    median_time,
    quantile_of_sorted,
)

REFERENCE = Path(__file__).parent / "r_reference"
TENURE = Path(__file__).resolve().parents[3] / "shared/data/cabinet-tenure/cabinet-turnover.csv"


def _curve(sample):
    time, status = np.array(sample["time"], dtype=np.int64), np.array(sample["status"])
    return kaplan_meier(time[status == 1], time[status == 0])


@pytest.mark.parametrize("sample", json.loads((REFERENCE / "survival.json").read_text()))
def test_curve_limits_and_median_as_in_r(sample):
    curve = _curve(sample)
    assert curve.times.tolist() == sample["times"]
    assert curve.survival == pytest.approx(sample["survival"], abs=1e-12)
    for mine, theirs in ((curve.lower, sample["lower_curve"]), (curve.upper, sample["upper_curve"])):
        assert [None if np.isnan(v) else v for v in mine] == [
            None if v is None else pytest.approx(v, abs=1e-12) for v in theirs
        ]
    assert (curve.median(), *curve.median_limits()) == (sample["median"], sample["lower"], sample["upper"])


@pytest.mark.parametrize("sample", json.loads((REFERENCE / "competing.json").read_text()))
def test_competing_causes_as_in_r(sample):
    time, cause = np.array(sample["time"], dtype=np.int64), np.array(sample["cause"]) - 1
    incidence = aalen_johansen(time, cause, cause_count=3)
    for place, at in enumerate(sample["at"]):
        survival, causes = incidence.at(at)
        assert survival == pytest.approx(sample["survival"][place], abs=1e-12)
        assert causes == pytest.approx([row[place] for row in sample["cif"]], abs=1e-12)


def _day(text: str) -> date:
    month, day, year = (int(part) for part in text.split("/"))
    return date(year + (1900 if year >= 77 else 2000), month, day)


def test_real_tenures_as_in_r():
    """Reference values of R 4.2.2, survival 3.5-3, on FiveThirtyEight's cabinet tenures (CC BY 4.0)."""
    if not TENURE.exists():
        pytest.skip("the data folder ../shared/data/cabinet-tenure is not beside this checkout")
    finished, censored = [], []
    with TENURE.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["end_date"] == "Still in office":
                censored.append((date(2023, 2, 10) - _day(row["start_date"])).days)
            elif row["length"].isdigit():  # not "977 combined", which two administrations share
                finished.append(int(row["length"]))
    curve = kaplan_meier(np.array(finished), np.array(censored))
    assert (len(finished), len(censored)) == (339, 25)
    assert (curve.median(), *curve.median_limits()) == (1008, 918, 1134)
    read = [curve.at(day) for day in (365, 730, 1095, 1461)]
    assert read == pytest.approx([0.914369, 0.652682, 0.454748, 0.180068], abs=5e-7)


def test_lifelines_agrees_on_the_curve_and_the_incidence_without_ties():
    lifelines = pytest.importorskip("lifelines")
    numbers = np.random.default_rng(7)
    time = numbers.permutation(np.arange(1, 301))
    cause = numbers.integers(-1, 2, 300)
    mine = kaplan_meier(time[cause >= 0], time[cause < 0])
    theirs = lifelines.KaplanMeierFitter().fit(time, cause >= 0).survival_function_.iloc[:, 0]
    assert [mine.at(float(t)) for t in mine.times] == pytest.approx(theirs.loc[mine.times].tolist(), abs=1e-12)
    fitted = lifelines.AalenJohansenFitter(calculate_variance=False).fit(time, cause + 1, event_of_interest=1)
    incidence = aalen_johansen(time, cause, cause_count=2)
    for t in incidence.times.tolist():
        assert incidence.at(t)[1][0] == pytest.approx(fitted.cumulative_density_.loc[t].iloc[0], abs=1e-12)


waits = st.lists(st.tuples(st.integers(0, 12), st.integers(-1, 2)), min_size=1, max_size=40)


@given(waits)
def test_against_the_definition_counted_by_hand(sample):
    time = np.array([t for t, _ in sample], dtype=np.int64)
    cause = np.array([c for _, c in sample], dtype=np.int64)
    incidence = aalen_johansen(time, cause, cause_count=3)
    curve = kaplan_meier(time[cause >= 0], time[cause < 0])
    survival, cif = 1.0, [0.0, 0.0, 0.0]
    for day in range(int(time.max()) + 1):
        at_risk = sum(t >= day for t, _ in sample)
        taken = [sum(t == day and c == k for t, c in sample) for k in range(3)]
        cif = [old + survival * new / at_risk for old, new in zip(cif, taken, strict=True)]
        survival *= 1 - sum(taken) / at_risk
        assert incidence.at(day) == (pytest.approx(survival), pytest.approx(tuple(cif)))
        assert curve.at(day) == pytest.approx(survival)
    beyond = incidence.at(int(time.max()) + 1)
    ended = survival == pytest.approx(0)
    assert beyond == ((0.0, pytest.approx(tuple(cif))) if ended else (None, (None, None, None)))


def test_a_flat_half_gives_the_mean_with_the_next_fall_and_alone_gives_itself():
    assert kaplan_meier(np.array([1, 2]), np.array([], dtype=np.int64)).median() == 1.5
    assert kaplan_meier(np.array([1]), np.array([9])).median() == 1
    times = np.array([1, 2, 3])
    assert median_time(times, np.array([0.5 + 1e-8, 0.5 + 1e-8, 0.2])) == 2
    assert median_time(times, np.array([0.9, 0.8, 0.7])) is None


def test_censored_at_the_instant_of_an_event_are_still_at_risk():
    assert kaplan_meier(np.array([5]), np.array([5])).survival.tolist() == [0.5]


def test_nobody_observed():
    nobody = np.array([], dtype=np.int64)
    curve = kaplan_meier(nobody, nobody)
    assert (curve.median(), curve.median_limits(), curve.at(0)) == (None, (None, None), None)
    assert aalen_johansen(nobody, nobody, cause_count=2).at(3) == (None, (None, None))


@pytest.mark.parametrize("bad", [[-1], [float("nan")], [float("inf")]])
def test_durations_that_are_none(bad):
    with pytest.raises(ValueError, match="duration"):
        kaplan_meier(np.array(bad), np.array([1]))


def test_quantiles_are_type_7():
    values = np.sort(np.random.default_rng(1).integers(0, 1000, 57))
    for share in (0, 0.1, 0.25, 0.5, 0.9, 1):
        assert quantile_of_sorted(values, share) == pytest.approx(float(np.quantile(values, share)))
    assert quantile_of_sorted(values[:0], 0.5) is None


def test_waits_known_of_from_later_on_as_in_lifelines():
    lifelines = pytest.importorskip("lifelines")
    rng = np.random.default_rng(17)
    for _ in range(30):
        n = int(rng.integers(2, 80))
        durations = rng.integers(1, 60, n)
        entries = np.minimum(rng.integers(0, 40, n) * rng.integers(0, 2, n), durations - 1)
        finished = rng.random(n) < 0.6
        curve = kaplan_meier_entering(entries, durations, finished)
        theirs = lifelines.KaplanMeierFitter().fit(durations, finished, entry=entries)
        for time, at_risk, value in zip(curve.times, curve.at_risk, curve.survival, strict=True):
            inside = (entries < time) & (durations >= time)
            assert at_risk == inside.sum()
            assert value == pytest.approx(float(theirs.predict(time)), abs=1e-9)


def test_nobody_came_late_is_the_plain_curve():
    rng = np.random.default_rng(3)
    durations, finished = rng.integers(1, 30, 50), rng.random(50) < 0.5
    late = kaplan_meier_entering(np.zeros(50, dtype=np.int64), durations, finished)
    plain = kaplan_meier(durations[finished], durations[~finished])
    assert late.survival == pytest.approx(plain.survival, abs=1e-15)
    assert late.at_risk.tolist() == plain.at_risk.tolist()
    assert late.lower == pytest.approx(plain.lower, abs=1e-15, nan_ok=True)
    with pytest.raises(ValueError, match="past the end"):
        kaplan_meier_entering(np.array([5]), np.array([4]), np.array([True]))
