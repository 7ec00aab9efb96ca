"""Small worlds for tests: one consultant, one client, nobody waits for anybody unless a test says so."""

from __future__ import annotations

from typing import Any

from framdrift.cli.scenario_files import shipped
from framdrift.science.simulation.scenario import Scenario, changed, scenario_of

QUIET: dict[str, Any] = {
    "period": {"warm_up_days": 0, "measured_days": 1, "tail_days": 49},
    "staff": {"consultants": 1, "absent_share": 0, "assignments_per_day": 0.02},
    "clients": {"count": 1, "review_days": 0, "feedback_days": 0, "decision_days": 0, "approval_days": 0},
    "search": {"candidates": 1, "over_days": 0, "second_wave": 0},
    "calendars": {"interview_days": 0, "client_interview_days": 0, "referee_days": 0, "answer_days": 0},
    "leaving": {"scale": 0, "mismatch": 0, "decline": 0},
    "evidence": {"screen_enough": -5, "present_enough": -5},
}
"""One assignment with one candidate whom everybody wants and who wants to come."""

SHORT: dict[str, Any] = {"period": {"warm_up_days": 10, "measured_days": 30, "tail_days": 60}}
"""The hot market, for a month."""


def quiet(**changes: Any) -> Scenario:
    """The quiet world with changes, section by section."""
    return scenario_of(changed(changed(shipped("hot"), QUIET), changes))


def short(**changes: Any) -> Scenario:
    """A short hot market with changes."""
    return scenario_of(changed(changed(shipped("hot"), SHORT), changes))
