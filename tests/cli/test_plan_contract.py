"""`framdrift plan` held against the contract where a tester found it wanting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from framdrift.cli.main import main


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
