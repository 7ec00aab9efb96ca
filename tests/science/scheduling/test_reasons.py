"""What is told of interviews that are not held: the change that is proposed really makes room for them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, given, reject, settings

from tests.science.scheduling.naive import Reading, Row, faults, rows_of
from tests.science.scheduling.problems import problems
from tests.science.scheduling.test_against_naive import planned

CODES = {"after_not_held", "no_window", "takes_none", "panel_never_free", "no_time_after", "crowded_out"}


def freed(problem: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The problem in which the people of a change are free then, whatever their day limits."""
    problem, window = deepcopy(problem), [change["start"], change["end"]]
    named = [one for one in problem["interviewers"] if one["id"] in change["interviewers"]]
    for person in named:
        person.pop("max_per_day", None)
    for one in [*named, *(one for one in problem["candidates"] if one["id"] == change["candidate"])]:
        if one.get("free") is not None:
            one["free"].append(window)
    return problem


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problems())
def test_the_change_makes_room(problem: dict[str, Any]) -> None:
    found = planned(problem)
    if not found["not_held"]:
        reject()
    for one in found["not_held"]:
        why = one["why"]
        assert why["code"] in CODES
        assert why["sentence"].endswith(".")
        if why["change"] is None:
            continue
        interview = next(each for each in problem["interviews"] if each["id"] == one["interview"])
        assert could_be_held(problem, rows_of(problem, found), interview, why["change"])


def could_be_held(problem: dict[str, Any], rows: list[Row], interview: dict[str, Any], change: dict[str, Any]) -> bool:
    """Whether some panel fits there once the people of the change are free; what it waits for stays held."""
    changed = freed(problem, change)
    reading = Reading(changed)
    shift = int(reading.minute(Reading(problem).zero))
    start, end = (int(reading.minute(reading.instant(change[side]))) for side in ("start", "end"))
    rows = [(name, first + shift, past + shift, panel) for name, first, past, panel in rows]
    taken = [row for row in rows if set(row[3]) & set(change["interviewers"]) and start < row[2] and row[1] < end]
    rows = [row for row in rows if row not in taken or row[0] in interview.get("after", [])]
    names = (interview["id"], *reading.people)
    return any(
        not any(fault.startswith(names) for fault in faults(changed, [*rows, (interview["id"], start, end, panel)]))
        for panel in reading.panels(interview)
    )
