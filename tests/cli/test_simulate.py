"""`framdrift simulate` as the contract says: keys, pairing, determinism, refusals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from framdrift.cli.main import main
from framdrift.cli.simulate import SHOWN, known_policies
from framdrift.science.simulation.outcomes import KEYS

SHORT = """extends: hot
name: a month
period: {warm_up_days: 10, measured_days: 30, tail_days: 60}
"""
CONTRACT = ["todo", "alert5", "longest", "hazard", "planned", "framdrift", "rush", "zero_wait"]


@pytest.fixture
def month(tmp_path: Path) -> str:
    path = tmp_path / "month.yaml"
    path.write_text(SHORT)
    return str(path)


def simulated(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["simulate", "--json", *words]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    found: dict[str, Any] = json.loads(told.out)
    return found


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["simulate", "--json", "--lang", "en", *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    return told.err


def test_the_document_has_the_contracts_keys(capsys: pytest.CaptureFixture[str], month: str) -> None:
    found = simulated(capsys, "--scenario", month, "--replications", "3", "--seed", "5")
    assert list(found) == ["scenario", "policies", "versus"]
    assert found["scenario"]["name"] == "a month"
    assert [one["policy"] for one in found["policies"]] == CONTRACT == list(SHOWN)
    assert set(found["versus"]) == set(CONTRACT) - {"alert5"}
    for one in [*found["policies"], *found["versus"].values()]:
        assert [key for key in one if key != "policy"] == list(KEYS)
        for key in KEYS:
            low, high = one[key]["ci95"]
            assert low <= one[key]["mean"] <= high


def test_differences_are_those_of_the_means(capsys: pytest.CaptureFixture[str], month: str) -> None:
    words = ("--scenario", month, "--replications", "3", "--policy", "longest", "--policy", "alert5")
    found = simulated(capsys, *words)
    longest, alert5 = found["policies"]
    assert [longest["policy"], alert5["policy"]] == ["longest", "alert5"]
    for key in KEYS:
        assert found["versus"]["longest"][key]["mean"] == pytest.approx(longest[key]["mean"] - alert5[key]["mean"])


def test_a_policy_alone_is_still_paired_with_the_alerts(capsys: pytest.CaptureFixture[str], month: str) -> None:
    words = ("--scenario", month, "--replications", "2", "--seed", "3")
    alone = simulated(capsys, *words, "--policy", "todo")
    both = simulated(capsys, *words, "--policy", "alert5", "--policy", "todo", "--policy", "todo")
    assert [one["policy"] for one in alone["policies"]] == ["todo"]
    assert alone["versus"] == both["versus"]
    assert alone["policies"][0] == both["policies"][1]


def test_the_seed_decides(capsys: pytest.CaptureFixture[str], month: str) -> None:
    words = ("--scenario", month, "--replications", "2", "--policy", "framdrift")
    one, again, other = (simulated(capsys, *words, "--seed", seed) for seed in ("3", "3", "4"))
    assert one == again
    assert one["policies"] != other["policies"]


def test_another_process_finds_the_same(capsys: pytest.CaptureFixture[str], month: str) -> None:
    words = ["simulate", "--json", "--scenario", month, "--replications", "1", "--policy", "framdrift"]
    line = [sys.executable, "-m", "framdrift.cli.main", *words]
    told = subprocess.run(line, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": "77"})
    assert json.loads(told.stdout) == simulated(capsys, *words[2:])


def test_one_replication_has_no_interval(capsys: pytest.CaptureFixture[str], month: str) -> None:
    found = simulated(capsys, "--scenario", month, "--replications", "1", "--policy", "todo")
    assert found["policies"][0]["lost_to_slowness"]["ci95"] == [None, None]


def test_only_a_rush_decides_early(capsys: pytest.CaptureFixture[str], month: str) -> None:
    found = simulated(capsys, "--scenario", month, "--replications", "1")
    early = {one["policy"]: one["early_decisions"]["mean"] for one in found["policies"]}
    assert early.pop("rush") > 0.5
    assert set(early.values()) == {0.0}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_table_names_every_policy(capsys: pytest.CaptureFixture[str], month: str, language: str) -> None:
    words = ["simulate", "--scenario", month, "--replications", "2", "--policy", "todo", "--lang", language]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "todo" in told
    assert "a month" in told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("extends: hot\nstaff: {consultants: -1}\n", "staff.consultants: expected a whole number from 1 to 200"),
        ("extends: warm\n", "extends: expected one of hot, calm"),
        ("extends: hot\nmood: good\n", "mood: expected one of name"),
        ("name: alone\n", "period: expected a value; it is missing"),
        ("[1, 2]\n", "expected a mapping"),
        ("a: [\n", "line 2, column 1: not YAML"),
        ("", "expected a mapping"),
    ],
)
def test_a_bad_scenario_names_its_field(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(content)
    told = refused(capsys, "--scenario", str(path))
    assert said in told
    assert "bad.yaml" in told


def test_bytes_that_are_no_text_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(b"name: \xff\xfe")
    assert "not UTF-8" in refused(capsys, "--scenario", str(path))


def test_a_scenario_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, "--scenario", "lukewarm")
    assert "lukewarm: cannot be read" in told
    assert "hot, calm" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--policy", "magic"], "--policy 'magic' is not known"),
        (["--replications", "0"], "--replications 0"),
        (["--seed", "-1"], "--seed -1"),
    ],
)
def test_a_wrong_call_is_refused(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert said in refused(capsys, *words)


def test_every_policy_goes_by_its_own_name() -> None:
    assert all(policy.name == name for name, policy in known_policies().items())
    assert set(CONTRACT) <= set(known_policies())
