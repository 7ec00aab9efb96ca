"""`framdrift import survey` from the outside: exit status, JSON, a remembered mapping, no row in the database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_import import call

pytestmark = pytest.mark.database
MAPPING = """
source: gammal-2014
respondent: ID
unit: [Region]
left: Slutade
exit_type: {column: Sätt, values: {Egen: own_resignation}}
themes: {T12: {Arbetsmängd: [TRUE]}}
"""


def _file(folder: Path, count: int) -> Path:
    rows = [f"{number},Öst,2013,Egen,TRUE,hemligtord" for number in range(count)]
    file = folder / "survey.csv"
    file.write_text("\n".join(["ID,Region,Slutade,Sätt,Arbetsmängd,Fritext", *rows, "99,Öst,2013,Bortförd,TRUE,"]))
    return file


def test_from_trying_out_to_a_mapping_that_is_remembered(tmp_path: Path) -> None:
    file, mapping, home = _file(tmp_path, 12), tmp_path / "map.yaml", tmp_path / "home"
    mapping.write_text(MAPPING)
    whose = ("survey", str(file), "--company", "Nordbygg AB", "--json")
    tried = json.loads(call(home, *whose, "--map", str(mapping), "--dry-run").stdout)
    assert (tried["rows"], tried["added"], [one["line"] for one in tried["refused"]]) == (13, 1, [14])
    assert tried["told"]["cells"][0]["band"] == "high"
    assert json.loads(call(home, *whose, "--map", str(mapping)).stdout)["known"] == 0
    again = json.loads(call(home, *whose).stdout)  # the columns are known
    assert (again["known"], again["told"]) == (1, tried["told"])
    kept = b"".join(one.read_bytes() for one in home.iterdir() if one.is_file())
    assert b"hemligtord" not in kept


def test_a_file_or_a_call_that_is_wrong(tmp_path: Path) -> None:
    file, home = _file(tmp_path, 12), tmp_path / "home"
    nobody = call(home, "survey", str(file))
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert "--company" in nobody.stderr
    unknown = call(home, "survey", str(file), "--company", "Nordbygg AB")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "survey.csv" in unknown.stderr
    file.write_bytes(b"\xff\xfe\x00")
    broken = call(home, "survey", str(file), "--company", "Nordbygg AB")
    assert (broken.returncode, "Traceback" in broken.stderr) == (2, False)
