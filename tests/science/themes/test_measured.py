"""What pages say of the shipped model is what was measured when it was trained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framdrift.science.themes.codebook import suggestible
from framdrift.science.themes.measured import AIMS, MEASURED, ThemeFigures, kept_of, measured
from framdrift.science.themes.model import load

RESULTS = Path(__file__).parents[3] / "benchmarks" / "themes" / "results.json"


def test_the_shipped_figures_are_those_of_the_results() -> None:
    assert json.loads(MEASURED.read_text()) == kept_of(json.loads(RESULTS.read_text()))


def test_they_are_of_the_model_beside_them() -> None:
    told = load().report["test"]
    found = measured().test
    assert found.n == told["n"]
    assert found.shares == {name: told[name] for name in AIMS}


def test_every_theme_that_is_suggested_has_its_line() -> None:
    assert set(measured().themes) == set(measured().themes_unseen) == set(suggestible())
    assert measured().swedish.n + measured().english.n == measured().test.n


def test_what_falls_short_is_missed() -> None:
    found = measured().test
    assert found.missed() == tuple(name for name in AIMS if found.shares[name] < AIMS[name])


def test_shares_of_a_theme() -> None:
    assert (ThemeFigures(20, 9, 2).found, ThemeFigures(20, 9, 2).rightly) == (pytest.approx(0.1), pytest.approx(2 / 9))
    assert (ThemeFigures(0, 0, 0).found, ThemeFigures(0, 0, 0).rightly) == (0, 0)
