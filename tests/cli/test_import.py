"""`framdrift import` from the outside: exit status, JSON, refused rows, and nothing written where nothing may be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.database
TABLE = "Name,Email,Job,Company,Stage,Entered\nBo Ek,bo@x.example,Controller,Nordbygg AB,Interview,{}\n"


def call(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FRAMDRIFT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "framdrift.config.settings"}
    environment.pop("FRAMDRIFT_DATABASE_URL", None)
    line = [sys.executable, "-m", "framdrift.cli.main", "import", *words, "--lang", "en"]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout or done.returncode == 2, done
    return done


def test_from_trying_out_to_known_already(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(TABLE.format("2026-03-02") + "Cia,cia@x.example,Controller,Nordbygg AB,Interview,03/04/2026\n")
    home = tmp_path / "home"
    tried = json.loads(call(home, "csv", str(path), "--dry-run", "--json").stdout)
    assert (tried["dry_run"], tried["added"], tried["new"]["candidates"]) == (True, 1, 1)
    done = json.loads(call(home, "csv", str(path), "--json").stdout)
    assert (done["added"], [(one["line"], one["field"]) for one in done["refused"]]) == (1, [(3, "entered")])
    again = json.loads(call(home, "csv", str(path), "--json").stdout)
    assert (again["added"], again["known"], again["new"]["candidates"]) == (0, 1, 0)


def test_exit_status_tells_refused_rows_from_a_wrong_file(tmp_path: Path) -> None:
    path, home = tmp_path / "export.csv", tmp_path / "home"
    path.write_text(TABLE.format("03/04/2026"))
    all_refused = call(home, "csv", str(path))
    assert all_refused.returncode == 1
    assert "line 2, entered" in all_refused.stdout
    missing = call(home, "csv", str(tmp_path / "nothing.csv"))
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "no such file" in missing.stderr


def test_a_mapping_that_says_nothing_known_is_a_wrong_call(tmp_path: Path) -> None:
    path, mapping = tmp_path / "export.csv", tmp_path / "map.yaml"
    path.write_text(TABLE.format("2026-03-02"))
    mapping.write_text("stages: {Interview: coffee}\n")
    refused = call(tmp_path / "home", "csv", str(path), "--map", str(mapping))
    assert refused.returncode == 2
    assert "coffee" in refused.stderr
