"""`framdrift plan` held against the contract where a tester found it wanting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from framdrift.cli.main import main

Done = subprocess.CompletedProcess[bytes]


def interview(id_: str, candidate: str, minutes: int) -> dict[str, Any]:
    """One interview with the only interviewer."""
    return {"id": id_, "candidate": candidate, "minutes": minutes, "panel": [{"from": ["ann"], "pick": 1}]}


def test_interviews_that_could_change_places_are_proven_best(capsys: Any, tmp_path: Path) -> None:
    """Two at most on the only day: OR-Tools 9.15 ends with an exception where it looks for symmetries in this."""
    path = tmp_path / "p.json"
    problem = {
        "zone": "Europe/Stockholm",
        "grid_minutes": 30,
        "interviewers": [{"id": "ann", "free": [["2026-10-25T03:15", "2026-10-25T04:45"]], "max_per_day": 2}],
        "candidates": [{"id": "c"}, {"id": "d"}, {"id": "e"}],
        "interviews": [
            interview("d1", "d", 30),
            interview("d2", "d", 45),
            interview("e1", "e", 60),
            interview("e2", "e", 15),
            interview("c1", "c", 30),
        ],
    }
    path.write_text(json.dumps(problem), encoding="utf-8")
    assert main(["plan", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    # Starts lie at half hours elapsed from midnight; the day has 25 hours, so 03:30 is 270 minutes from it.
    assert (len(found["held"]), found["held_bound"], found["status"]) == (2, 2, "optimal")
    assert found["objective"] == found["bound"] == (270 + 15) + (300 + 30)


def planned_by_the_program(folder: Path, *arguments: str, out: int | IO[bytes] = subprocess.PIPE) -> Done:
    """The program itself, in a locale that knows ASCII only, on one interviewer whose name is not of it."""
    path = folder / "p.json"
    problem = {
        "zone": "Europe/Stockholm",
        "interviewers": [{"id": "ann", "free": [["2026-03-02T09:00", "2026-03-02T10:00"]]}],
        "candidates": [{"id": "Åsa 李"}],
        "interviews": [interview("möte", "Åsa 李", 30)],
    }
    path.write_text(json.dumps(problem), encoding="utf-8")
    line = [sys.executable, "-m", "framdrift.cli.main", "plan", str(path), "--seconds", "0", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    return subprocess.run(line, stdout=out, stderr=subprocess.PIPE, env=environment, timeout=60, check=False)


def test_json_is_utf8_in_every_locale(tmp_path: Path) -> None:
    done = planned_by_the_program(tmp_path, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["held"][0]["interview"] == "möte"


def test_a_terminal_that_lacks_a_sign_is_told_its_number(tmp_path: Path) -> None:
    done = planned_by_the_program(tmp_path, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"m\xf6te  \xc5sa \u674e" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_is_a_failure_with_a_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = planned_by_the_program(tmp_path, "--json", out=full)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
