"""The model judged on public logs, through the code of `benchmarks/risk`: an excerpt of real tenures stands beside this
file (FiveThirtyEight, "Cabinet Turnover", CC BY 4.0: administration and dates alone), applicants are made up."""

from __future__ import annotations

import gzip
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.risk import logs
from benchmarks.risk.measure import judged
from benchmarks.risk.report import page
from framdrift.momentum.risk.causes import HIRED, REJECTED_BY_US, WITHDREW
from framdrift.science.hazards.verdicts import Verdict

EXCERPT = Path(__file__).with_name("tenures.csv")
WHOLE = Path(__file__).resolve().parents[4] / "shared/data/cabinet-tenure/cabinet-turnover.csv"


def test_real_tenures_are_foretold_better_than_by_the_base_rate() -> None:
    line = logs.offices(logs.read_excerpt(EXCERPT))
    assert (len(line.histories), logs.ended(line)) == (371, {WITHDREW: 189})
    (found,) = judged("cabinet-tenure", line.foretold(), seconds=0.0)
    assert (found["n"], found["verdict"]) == (1210, Verdict.BETTER)
    assert found["brier"] == pytest.approx(0.12170, abs=2e-4)
    assert found["base_brier"] == pytest.approx(0.12465, abs=2e-4)
    assert found["foretold"] == pytest.approx(found["came"] / found["n"], abs=0.02), "as many leave as were foretold"
    told = page([found | {"cases": 371}], on=date(2026, 11, 23))
    assert "| cabinet-tenure |" in told
    assert "- **Better than the base rate**: left within 300 days" in told
    assert "- **No better than the base rate**: nowhere." in told


def test_the_excerpt_is_the_original_without_the_persons(tmp_path: Path) -> None:
    if not WHOLE.exists():
        pytest.skip("the data folder ../shared/data/cabinet-tenure is not beside this checkout")
    logs.write_excerpt(tmp_path / "again.csv", logs.tenures_of(WHOLE))
    assert (tmp_path / "again.csv").read_text() == EXCERPT.read_text()


def test_an_end_with_the_administration_is_nobodys_choice() -> None:
    began = date(1989, 2, 1)
    ends = [date(1990, 6, 1), date(1993, 1, 19), date(1993, 2, 20), date(1993, 4, 1), None]
    found = logs.offices([logs.Tenure("Bush 41", began, end) for end in ends]).histories
    assert [bool(one.ending) for one in found] == [True, False, False, True, False]
    assert [one.kind for one in found[1].steps] == ["screening", "interview", "client_interview", "decision"]
    assert found[-1].last_on is None


def _log(path: Path, cases: list[list[tuple[str, int]]]) -> Path:
    """A log of applicants: activities and the hours at which they came."""
    begun = datetime(2015, 1, 5)
    traces = "".join(
        f'<trace><string key="concept:name" value="{number}"/><int key="age" value="{number}"/>'
        + "".join(
            f'<event><string key="concept:name" value="{name}"/>'
            f'<date key="time:timestamp" value="{(begun + timedelta(hours=hours)).isoformat()}+00:00"/></event>'
            for name, hours in case
        )
        + "</trace>"
        for number, case in enumerate(cases)
    )
    with gzip.open(path, "wt") as file:
        file.write(f'<?xml version="1.0"?><log xes.version="1849-2016">{traces}</log>')
    return path


def test_applicants_are_let_in_one_after_another_with_their_own_times(tmp_path: Path) -> None:
    turned_down = [("Hand In Job Application", 0), ("Telephonic Screening", 22), ("Application Rejected", 60)]
    taken = [("Hand In Job Application", 0), ("Application Rejected", 30), ("Make Job Offer", 31)]
    line = logs.applicants(_log(tmp_path / "log.xes.gz", [turned_down, taken] * 30), every_case=1)
    first, second, *_ = line.histories
    assert (first.ending, second.ending) == (REJECTED_BY_US, HIRED)
    assert (first.last_on, second.last_on) == (logs.day_of(60), logs.day_of(31))
    assert [spell.kind for spell in first.steps] == ["search", "screening"]
    assert first.news_on == (logs.day_of(0), logs.day_of(22), logs.day_of(60))
    assert line.histories[-1].first_on == logs.day_of(2), "twenty an hour"
    assert logs.ended(line) == {"rejected": 30, HIRED: 30}
