"""`framdrift plan` as the contract says: keys, exit codes, times in their zone, refusals that name the field."""

from __future__ import annotations

import json
import os
import signal
import threading
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.scheduling.generate import problem as benchmark
from framdrift.cli.main import main
from framdrift.cli.plan_files import read_problem
from tests.science.scheduling.naive import faults, rows_of

KEYS = {"held", "not_held", "objective", "bound", "held_bound", "gap", "status", "seconds"}
SMALL: dict[str, Any] = {
    "zone": "Europe/Stockholm",
    "interviewers": [
        {"id": "ann", "free": [["2026-03-02T09:00", "2026-03-02T12:00"]]},
        {"id": "bo", "free": [["2026-03-02T10:00", "2026-03-02T12:00"]], "max_per_day": 2},
    ],
    "candidates": [{"id": "c"}, {"id": "d", "free": [["2026-03-02T08:00:00+00:00", "2026-03-02T10:00:00Z"]]}],
    "interviews": [
        {"id": "c1", "candidate": "c", "minutes": 30, "panel": [{"from": ["ann"], "pick": 1}]},
        {
            "id": "c2",
            "candidate": "c",
            "minutes": 45,
            "panel": [{"from": ["ann", "bo"], "pick": 1}, {"from": ["ann", "bo"], "pick": 1}],
            "after": ["c1"],
            "gap_minutes": 30,
        },
        {"id": "d1", "candidate": "d", "minutes": 30, "panel": [{"from": ["ann", "bo"], "pick": 1}]},
    ],
}


def write(folder: Path, content: object, name: str = "p.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def planned(capsys: Any, folder: Path, content: object, *arguments: str, status: int = 0) -> dict[str, Any]:
    assert main(["plan", str(write(folder, content)), "--json", "--lang", "en", *arguments]) == status
    told = capsys.readouterr()
    found: dict[str, Any] = json.loads(told.out)
    assert set(found) == KEYS
    assert list(faults(content, rows_of(content, found))) == []  # type: ignore[arg-type]
    return found


def refused(capsys: Any, folder: Path, content: object) -> str:
    assert main(["plan", str(write(folder, content)), "--json", "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("p.json: ")
    return str(told.err)


def changed(path: str, value: object) -> dict[str, Any]:
    """The small problem with one field set: `interviews.0.minutes`."""
    problem = deepcopy(SMALL)
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    place: Any = problem
    for part in way:
        place = place[part]
    place[last] = value
    return problem


def one_interview(free: list[list[str]], **more: object) -> dict[str, Any]:
    """A problem of one interviewer with these windows and one interview of an hour."""
    return {
        "zone": "Europe/Stockholm",
        "interviewers": [{"id": "ann", "free": free}],
        "candidates": [{"id": "c"}],
        "interviews": [{"id": "i", "candidate": "c", "minutes": 60, "panel": [{"from": ["ann"], "pick": 1}]}],
        **more,
    }


def test_the_small_problem(capsys: Any, tmp_path: Path) -> None:
    found = planned(capsys, tmp_path, SMALL)
    assert found["held"] == [
        {
            "interview": "c1",
            "start": "2026-03-02T09:00:00+01:00",
            "end": "2026-03-02T09:30:00+01:00",
            "interviewers": ["ann"],
        },
        {
            "interview": "d1",
            "start": "2026-03-02T09:30:00+01:00",
            "end": "2026-03-02T10:00:00+01:00",
            "interviewers": ["ann"],
        },
        {
            "interview": "c2",
            "start": "2026-03-02T10:00:00+01:00",
            "end": "2026-03-02T10:45:00+01:00",
            "interviewers": ["ann", "bo"],
        },
    ]
    assert (found["objective"], found["bound"], found["gap"]) == (570 + 600 + 645, 570 + 600 + 645, 0)
    assert (found["status"], found["held_bound"], found["not_held"]) == ("optimal", 3, [])
    assert found["seconds"] < 10


def test_makespan_is_the_latest_end(capsys: Any, tmp_path: Path) -> None:
    found = planned(capsys, tmp_path, SMALL | {"minimise": "makespan"})
    assert (found["objective"], found["status"]) == (645, "optimal")


def test_without_time_the_first_plan_is_told_at_once(capsys: Any, tmp_path: Path) -> None:
    found = planned(capsys, tmp_path, benchmark(40, 15, 1), "--seconds", "0")
    assert len(found["held"]) == found["held_bound"] == 80
    assert found["status"] == "feasible"
    assert 0 < found["bound"] <= found["objective"]
    assert found["gap"] == (found["objective"] - found["bound"]) / found["bound"]
    assert found["seconds"] < 5


def test_windows_that_touch_or_overlap_are_one(capsys: Any, tmp_path: Path) -> None:
    free = [["2026-03-02T09:30", "2026-03-02T09:50"], ["2026-03-02T09:50", "2026-03-02T10:30"]]
    assert planned(capsys, tmp_path, one_interview(free))["held"][0]["start"] == "2026-03-02T09:30:00+01:00"
    apart = [["2026-03-02T09:30", "2026-03-02T09:50"], ["2026-03-02T09:51", "2026-03-02T10:30"]]
    assert planned(capsys, tmp_path, one_interview(apart), status=1)["status"] == "none_held"


def test_starts_lie_on_the_grid_from_midnight(capsys: Any, tmp_path: Path) -> None:
    free = [["2026-03-02T09:10", "2026-03-02T12:00"]]
    found = planned(capsys, tmp_path, one_interview(free, grid_minutes=50))
    assert found["held"][0]["start"] == "2026-03-02T09:10:00+01:00"
    found = planned(capsys, tmp_path, one_interview(free, grid_minutes=45))
    assert found["held"][0]["start"] == "2026-03-02T09:45:00+01:00"


def test_the_grid_counts_elapsed_minutes_through_a_change_of_clocks(capsys: Any, tmp_path: Path) -> None:
    free = [["2026-03-28T22:00", "2026-03-28T22:30"], ["2026-03-29T05:00", "2026-03-29T09:00"]]
    found = planned(capsys, tmp_path, one_interview(free, grid_minutes=240))
    # 05:00 is 28 elapsed hours after midnight of the 28th; multiples of four hours fall on 05:00 summer time.
    assert found["held"][0]["start"] == "2026-03-29T05:00:00+02:00"
    assert found["objective"] == 29 * 60


def test_the_zero_is_midnight_in_the_zone_of_the_earliest_window(capsys: Any, tmp_path: Path) -> None:
    # 23:30 UTC on the first is already the second in Stockholm.
    found = planned(capsys, tmp_path, one_interview([["2026-03-01T23:30Z", "2026-03-02T03:00Z"]]))
    assert found["objective"] == 90
    other = one_interview([["2026-03-02T09:00", "2026-03-02T12:00"]])
    other["candidates"].append({"id": "unused", "free": [["2026-02-27T09:00", "2026-02-27T10:00"]]})
    assert planned(capsys, tmp_path, other)["objective"] == 3 * 1440 + 600


def test_nobody_free_is_not_always_free(capsys: Any, tmp_path: Path) -> None:
    problem = one_interview([["2026-03-02T09:00", "2026-03-02T12:00"]])
    problem["candidates"][0]["free"] = []
    found = planned(capsys, tmp_path, problem, status=1)
    assert (found["held"], found["objective"], found["bound"], found["gap"]) == ([], 0, 0, 0)
    why = found["not_held"][0]["why"]
    assert why["code"] == "no_window"
    assert "could be held 2026-03-02 09:00-10:00 if the candidate c could come then" in why["sentence"]
    assert why["change"]["start"] == "2026-03-02T09:00:00+01:00"


def test_nothing_asked_is_done(capsys: Any, tmp_path: Path) -> None:
    problem = one_interview([["2026-03-02T09:00", "2026-03-02T12:00"]]) | {"interviews": []}
    found = planned(capsys, tmp_path, problem)
    assert (found["held"], found["held_bound"], found["objective"], found["status"]) == ([], 0, 0, "optimal")


def test_a_day_limit_counts_local_days_of_the_start(capsys: Any, tmp_path: Path) -> None:
    problem = one_interview([["2026-03-02T22:00", "2026-03-03T03:00"]])
    problem["interviewers"][0]["max_per_day"] = 1
    problem["interviews"].append(problem["interviews"][0] | {"id": "j"})
    found = planned(capsys, tmp_path, problem)
    assert [one["start"] for one in found["held"]] == ["2026-03-02T22:00:00+01:00", "2026-03-03T00:00:00+01:00"]


def test_why_and_the_smallest_change(capsys: Any, tmp_path: Path) -> None:
    problem = one_interview([["2026-03-02T09:00", "2026-03-02T10:00"]])
    problem["interviews"].append(problem["interviews"][0] | {"id": "j"})
    problem["interviews"].append(problem["interviews"][0] | {"id": "k", "after": ["j"]})
    problem["interviewers"].append({"id": "bo", "free": []})
    two = problem["interviews"][0] | {"id": "l", "panel": [{"from": ["bo", "ann"], "pick": 2}]}
    problem["interviews"].append(two)
    found = planned(capsys, tmp_path, problem)
    why = {one["interview"]: one["why"] for one in found["not_held"]}
    assert [one["interview"] for one in found["held"]] == ["i"]
    assert {name: one["code"] for name, one in why.items()} == {
        "j": "crowded_out",
        "k": "after_not_held",
        "l": "panel_never_free",
    }
    assert "if ann could come then" in why["j"]["sentence"]
    assert "comes after j" in why["k"]["sentence"]
    assert why["l"]["change"]["interviewers"] == ["ann", "bo"]


def test_who_takes_no_interview_a_day_is_told_as_the_reason(capsys: Any, tmp_path: Path) -> None:
    problem = deepcopy(SMALL)
    problem["interviewers"][1]["max_per_day"] = 0
    found = planned(capsys, tmp_path, problem)
    (left,) = found["not_held"]
    assert (left["interview"], left["why"]["code"], left["why"]["change"]) == ("c2", "takes_none", None)
    assert left["why"]["sentence"] == "It needs bo, who takes no interview on any day (max_per_day: 0)."


@pytest.mark.parametrize(
    ("start", "minutes", "told"),
    [
        ("2026-03-02T00:00", 60 * 24 * 3 + 700, "00:00 - 2026-03-05 11:40"),
        ("2026-03-28T00:00", 60 * 24 * 3 + 640, "00:00+0100 - 2026-03-31 11:40+0200"),
        ("2026-03-29T01:00", 120, "01:00+0100-04:00+0200"),
    ],
)
def test_an_interview_of_several_days_is_told_with_the_date_of_its_end(
    capsys: Any, tmp_path: Path, start: str, minutes: int, told: str
) -> None:
    problem = one_interview([[start, "2026-04-20T00:00"]])
    problem["interviews"][0]["minutes"] = minutes
    assert main(["plan", str(write(tmp_path, problem)), "--lang", "en", "--seconds", "0"]) == 0
    assert f"  {told}  " in capsys.readouterr().out


def test_a_number_too_long_to_read_is_told_in_our_words(capsys: Any, tmp_path: Path) -> None:
    told = refused(capsys, tmp_path, '{"grid_minutes": -' + "9" * 5000 + "}")
    assert "p.json: a number has 5000 digits; at most 4300 are read." in told


def test_it_speaks_to_people(capsys: Any, tmp_path: Path) -> None:
    assert main(["plan", str(write(tmp_path, SMALL)), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "2026-03-02\n  09:00-09:30  c1  c  (ann)" in told
    assert "3 of 3 interviews are held." in told


def test_a_field_that_means_nothing_is_told(capsys: Any, tmp_path: Path) -> None:
    assert main(["plan", str(write(tmp_path, changed("interviews.1.gap_minuts", 5))), "--lang", "en"]) == 0
    assert "interviews[1].gap_minuts is not understood" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("zone", "Europe/Sockholm", "zone"),
        ("zone", "", "zone"),
        ("zone", "../../etc/passwd", "zone"),
        ("zone", 1, "zone"),
        ("grid_minutes", 0, "grid_minutes"),
        ("grid_minutes", 2.5, "grid_minutes"),
        ("grid_minutes", True, "grid_minutes"),
        ("minimise", "fun", "minimise"),
        ("minimise", [], "minimise"),
        ("interviewers", {}, "interviewers"),
        ("interviewers.0", "ann", "interviewers[0]"),
        ("interviewers.1.id", "ann", "interviewers[1].id"),
        ("interviewers.1.id", "", "interviewers[1].id"),
        ("interviewers.1.id", "a\ud800b", "interviewers[1].id"),
        ("interviewers.0.max_per_day", -1, "interviewers[0].max_per_day"),
        ("interviewers.0.max_per_day", "2", "interviewers[0].max_per_day"),
        ("interviewers.0.free", "always", "interviewers[0].free"),
        ("interviewers.0.free.0", ["2026-03-02T09:00"], "interviewers[0].free[0]"),
        ("interviewers.0.free.0", ["2026-03-02T09:00", "2026-03-02T09:00"], "interviewers[0].free[0]"),
        ("interviewers.0.free.0", ["2026-03-02T09:00", "2026-03-02T08:00"], "interviewers[0].free[0]"),
        ("interviewers.0.free.0.1", "noon", "interviewers[0].free[0][1]"),
        ("interviewers.0.free.0.1", "2026-03-02", "interviewers[0].free[0][1]"),
        ("interviewers.0.free.0.1", "2026-02-30T10:00", "interviewers[0].free[0][1]"),
        ("interviewers.0.free.0.1", 12, "interviewers[0].free[0][1]"),
        ("interviewers.0.free.0.0", "0001-01-01T00:00", "interviewers[0].free[0][0]"),
        ("candidates.1.id", "c", "candidates[1].id"),
        ("interviews.2.id", "c1", "interviews[2].id"),
        ("interviews.0.candidate", "nobody", "interviews[0].candidate"),
        ("interviews.0.candidate", ["c"], "interviews[0].candidate"),
        ("interviews.0.minutes", 0, "interviews[0].minutes"),
        ("interviews.0.minutes", -30, "interviews[0].minutes"),
        ("interviews.0.minutes", None, "interviews[0].minutes"),
        ("interviews.0.panel", [], "interviews[0].panel"),
        ("interviews.0.panel.0.pick", 2, "interviews[0].panel[0].pick"),
        ("interviews.0.panel.0.pick", 0, "interviews[0].panel[0].pick"),
        ("interviews.0.panel.0.pick", 10**400, "interviews[0].panel[0].pick"),
        ("interviews.0.panel.0.from", ["eve"], "interviews[0].panel[0].from[0]"),
        ("interviews.1.panel.1", {"pick": 1}, "interviews[1].panel[1].from"),
        ("interviews.1.after", ["c9"], "interviews[1].after[0]"),
        ("interviews.1.after", ["c2"], "interviews[1].after"),
        ("interviews.0.after", ["c2"], "interviews[0].after"),
        ("interviews.1.gap_minutes", -1, "interviews[1].gap_minutes"),
    ],
)
def test_what_is_wrong_is_named(capsys: Any, tmp_path: Path, path: str, value: object, field: str) -> None:
    assert f"p.json: {field}: " in refused(capsys, tmp_path, changed(path, value))


@pytest.mark.parametrize("key", ["zone", "interviewers", "candidates", "interviews"])
def test_what_is_missing_is_named(capsys: Any, tmp_path: Path, key: str) -> None:
    problem = deepcopy(SMALL)
    del problem[key]
    assert f"p.json: {key}: " in refused(capsys, tmp_path, problem)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "3",
        "null",
        "{",
        '{"zone": NaN}',
        '{"zone": 1e999}',
        '{"zone": "UTC", "zone": "UTC"}',
        '{"zone": ' + "9" * 5000 + "}",
        "[" * 100_000,
        '{"zone": "UTC", "interviewers": [], "candidates": [], "interviews": []}',
        '{"zone": "UTC", "interviewers": [{"id": "a", "free": []}], "candidates": [{"id": "c"}], "interviews": []}',
    ],
)
def test_what_is_no_problem_is_refused(capsys: Any, tmp_path: Path, content: str) -> None:
    refused(capsys, tmp_path, content)


@pytest.mark.parametrize(
    "call", [["nowhere.json"], ["."], ["p.json", "--seconds", "-1"], ["p.json", "--seconds", "nan"]]
)
def test_a_wrong_call_is_refused(capsys: Any, tmp_path: Path, monkeypatch: Any, call: list[str]) -> None:
    write(tmp_path, SMALL)
    monkeypatch.chdir(tmp_path)
    assert main(["plan", "--json", *call]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err


def test_bytes_that_are_no_text_are_refused(capsys: Any, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_bytes(b'{"zone": "\xff"}')
    assert main(["plan", str(tmp_path / "p.json"), "--lang", "en"]) == 2
    assert "byte 10" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("instant", "why"), [("2026-03-29T02:30", "does not exist"), ("2026-10-25T02:30", "occurs twice")]
)
def test_local_times_that_are_none_or_two(capsys: Any, tmp_path: Path, instant: str, why: str) -> None:
    problem = one_interview([[instant, "2026-10-26T12:00"]])
    told = refused(capsys, tmp_path, problem)
    assert "interviewers[0].free[0][0]" in told
    assert why in told


@pytest.mark.parametrize(("offset", "begins"), [("+02:00", "02:30:00+02:00"), ("+01:00", "02:30:00+01:00")])
def test_an_offset_says_which_of_two(capsys: Any, tmp_path: Path, offset: str, begins: str) -> None:
    problem = one_interview([[f"2026-10-25T02:30{offset}", "2026-10-26T12:00"]])
    assert planned(capsys, tmp_path, problem)["held"][0]["start"].endswith(begins)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("interviews.1.minutes", 10**30),
        ("interviews.1.gap_minutes", 10**30),
        ("interviewers.1.max_per_day", 10**30),
        ("grid_minutes", 10**30),
        ("interviewers.0.free.0.1", "9999-12-31T23:59:59"),
        ("interviewers.0.free.0.0", "0001-02-01T00:00"),
        ("candidates.0.free", [["1890-01-01T00:00", "2300-01-01T00:00"]]),
        ("interviewers.1.max_per_day", 0),
        ("zone", "America/Havana"),
        ("interviewers.0.free.0.1", "2026-03-02T24:00"),
        ("candidates.0.free", None),
    ],
)
def test_extremes_are_planned(capsys: Any, tmp_path: Path, path: str, value: object) -> None:
    problem = changed(path, value)
    code = main(["plan", str(write(tmp_path, problem)), "--json", "--lang", "en", "--seconds", "2"])
    assert code in (0, 1)
    assert set(json.loads(capsys.readouterr().out)) == KEYS


scalars = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(), st.text(max_size=5), st.just("ann"))
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2)
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_anything_anywhere_is_planned_or_refused(tmp_path: Path, capsys: Any, data: st.DataObject) -> None:
    problem = deepcopy(SMALL)
    place: Any = problem
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not place[key] or not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(values)
    code = main(["plan", str(write(tmp_path, problem)), "--json", "--lang", "en", "--seconds", "0"])
    told = capsys.readouterr()
    assert code in (0, 1, 2)
    assert (told.out == "") == (code == 2)


def test_a_forgotten_window_of_another_age_costs_nothing(capsys: Any, tmp_path: Path) -> None:
    problem = benchmark(12, 7, 1)
    problem["candidates"].append({"id": "unused", "free": [["0900-01-01T00:00", "0900-01-01T01:00"]]})
    problem["interviewers"][0]["max_per_day"] = 2
    found = planned(capsys, tmp_path, problem, "--seconds", "3")
    assert len(found["held"]) == 24
    assert found["bound"] > 24 * 590_000_000
    assert found["seconds"] < 20


def test_an_interrupt_prints_the_best_plan_so_far(capsys: Any, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    # A shell that starts the suite in the background lets it ignore interrupts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    threading.Timer(3, os.kill, (os.getpid(), signal.SIGINT)).start()
    found = planned(capsys, tmp_path, benchmark(40, 15, 1), "--seconds", "600")
    assert len(found["held"]) == 80
    assert found["seconds"] < 300
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_same_file_gives_the_same_problem(tmp_path: Path) -> None:
    from framdrift.cli.language import language

    problem, strange = read_problem(write(tmp_path, SMALL), language("en"))
    again, _ = read_problem(write(tmp_path, "\ufeff" + json.dumps(SMALL)), language("en"))
    assert problem == again
    assert strange == []
