"""`framdrift import roster` from the outside: exit status, JSON, and nothing written where nothing may be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_import import call

pytestmark = pytest.mark.database
HEADER = "Employee number,Name,Email,Unit,Manager,Start date,End date\n"
ROWS = "1,Berit Holm,berit@x.example,Bygg,,2015-01-01,\n2,Nils Ek,nils@x.example,Bygg / Trä,1,2019-03-04,\n"


def test_from_trying_out_to_who_is_missing(tmp_path: Path) -> None:
    path, home = tmp_path / "roster.csv", tmp_path / "home"
    path.write_text(HEADER + ROWS + "3,Åsa Öst,asa@x.example,Bygg / Trä,2,03/04/2024,\n")
    whose = ("roster", str(path), "--company", "Nordbygg AB", "--json")
    tried = json.loads(call(home, *whose, "--dry-run").stdout)
    assert (tried["dry_run"], tried["added"], tried["new"]) == (
        True,
        2,
        {"companies": 1, "units": 2, "employees": 2},
    )
    done = json.loads(call(home, *whose).stdout)
    assert (done["added"], [(one["line"], one["field"]) for one in done["refused"]]) == (2, [(4, "started_on")])
    path.write_text(HEADER + ROWS.splitlines()[0] + "\n")
    again = json.loads(call(home, *whose).stdout)
    assert (again["known"], again["ended"], again["new"]["companies"]) == (1, 0, 0)
    assert again["missing"] == [{"external_id": "2", "name": "Nils Ek"}]


def test_a_file_or_a_call_that_is_wrong(tmp_path: Path) -> None:
    path, home = tmp_path / "roster.csv", tmp_path / "home"
    path.write_text(HEADER + "1,A,a@x.example,,2,2020-01-01,\n2,B,b@x.example,,1,2020-01-01,\n")
    nobody = call(home, "roster", str(path))
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert "--company" in nobody.stderr
    round_trip = call(home, "roster", str(path), "--company", "Nordbygg AB")
    assert (round_trip.returncode, round_trip.stdout) == (2, "")
    assert "circle: A → B → A" in round_trip.stderr
