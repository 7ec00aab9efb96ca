"""Scenarios: every number is explained, and what is wrong is named."""

from __future__ import annotations

import hashlib
import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import framdrift.science.simulation
from framdrift.cli.scenario_files import shipped
from framdrift.science.simulation.fields import ScenarioRefused
from framdrift.science.simulation.scenario import changed, scenario_of

FOLDER = Path(framdrift.science.simulation.__file__).parent / "scenarios"
WORLDS = Path(__file__).resolve().parents[3] / "benchmarks/simulation/worlds.yaml"


@pytest.mark.parametrize("name", ["hot", "calm"])
def test_every_number_says_where_it_comes_from(name: str) -> None:
    lines = [line for line in (FOLDER / f"{name}.yaml").read_text().splitlines() if re.match(r"  \w+: ", line)]
    assert lines
    assert [line for line in lines if not re.search(r"# (given|fitted|ours): \S|# (given|ours)$", line)] == []


def test_shipped_scenarios_read_back_what_they_say() -> None:
    for name in ("hot", "calm"):
        scenario = scenario_of(shipped(name))
        assert scenario.name == name
        assert scenario_of(scenario.document()) == scenario


def test_calm_differs_in_how_readily_people_leave_alone() -> None:
    hot, calm = scenario_of(shipped("hot")).document(), scenario_of(shipped("calm")).document()
    assert calm.pop("name") != hot.pop("name")
    assert calm.pop("leaving") == hot.pop("leaving") | {"scale": 0.31}
    assert calm == hot


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"staff": {"consultants": 0}}, "staff.consultants"),
        ({"staff": {"consultants": 2.5}}, "staff.consultants"),
        ({"staff": {"consultants": True}}, "staff.consultants"),
        ({"clients": {"slot_kept": 1.2}}, "clients.slot_kept"),
        ({"clients": {"slot_kept": "often"}}, "clients.slot_kept"),
        ({"clients": {"slot_kept": math.nan}}, "clients.slot_kept"),
        ({"clients": {"count": math.inf}}, "clients.count"),
        ({"clients": {"count": 10**400}}, "clients.count"),
        ({"clients": {"mood": 1}}, "clients.mood"),
        ({"weather": {}}, "weather"),
        ({"leaving": 3}, "leaving"),
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"evidence": {"screen": 1}}, "evidence.screen"),
        ({"staff": {"assignments_per_day": 0.01}, "period": {"warm_up_days": 0, "measured_days": 1, "tail_days": 0}},
         "staff.assignments_per_day"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ScenarioRefused) as refusal:
        scenario_of(changed(shipped("hot"), changes))
    assert refusal.value.field == field


def test_what_is_missing_is_named() -> None:
    content = shipped("hot")
    del content["calendars"]["referee_days"]
    with pytest.raises(ScenarioRefused, match="missing") as refusal:
        scenario_of(content)
    assert refusal.value.field == "calendars.referee_days"


def test_changes_touch_neither_side() -> None:
    base = {"a": {"b": 1, "c": 2}}
    assert changed(base, {"a": {"b": 3}}) == {"a": {"b": 3, "c": 2}}
    assert base == {"a": {"b": 1, "c": 2}}


def test_nineteen_worlds_are_listed_and_can_be_read() -> None:
    listed = yaml.safe_load(WORLDS.read_text())
    assert len({world["name"] for world in listed}) == 19
    for world in listed:
        assert scenario_of(changed(shipped("hot"), world["changes"])).name == "hot"
        assert world["why"]


LOCKED = {"hot": "e5135af268c0c40b", "calm": "8b7b00cc15ebb3f2", "worlds": "d90c6a254a2d324d"}
"""The assumptions as committed: of both markets before the policy `framdrift` was first run, of the nineteen worlds as
measured. Another number here means a decision page that says why, and `python -m benchmarks.simulation.measure` again
for every policy."""


@pytest.mark.parametrize("name", LOCKED)
def test_the_assumptions_are_locked(name: str) -> None:
    content = yaml.safe_load(WORLDS.read_text()) if name == "worlds" else scenario_of(shipped(name)).document()
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest()[:16] == LOCKED[name]
