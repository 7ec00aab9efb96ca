"""`framdrift import` from the outside: exit status, JSON, refused rows, and nothing written where nothing may be."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.imports import generate

pytestmark = pytest.mark.database
TABLE = "Name,Email,Job,Company,Stage,Entered\nBo Ek,bo@x.example,Controller,Nordbygg AB,Interview,{}\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose tables stand already; nothing else is in it."""
    found = tmp_path_factory.mktemp("installation")
    path = found / "nobody.csv"
    path.write_text(TABLE.format("03/04/2026"))
    assert call(found, "csv", str(path)).returncode == 1
    return found


def begin(home: Path, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "FRAMDRIFT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "framdrift.config.settings"}
    environment.pop("FRAMDRIFT_DATABASE_URL", None)
    line = [sys.executable, "-m", "framdrift.cli.main", "import", *words, "--lang", "en"]
    return subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def call(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    begun = begin(home, *words)
    stdout, stderr = begun.communicate()
    done = subprocess.CompletedProcess(begun.args, begun.returncode, stdout, stderr)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout or done.returncode == 2, done
    return done


def test_from_trying_out_to_known_already(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(TABLE.format("2026-03-02") + "Cia,cia@x.example,Controller,Nordbygg AB,Interview,03/04/2026\n")
    nothing_yet = tmp_path / "home"
    tried = json.loads(call(nothing_yet, "csv", str(path), "--dry-run", "--json").stdout)
    assert (tried["dry_run"], tried["added"], tried["new"]["candidates"]) == (True, 1, 1)
    assert not (nothing_yet / "framdrift.sqlite3").exists()
    done = json.loads(call(home, "csv", str(path), "--json").stdout)
    assert (done["added"], [(one["line"], one["field"]) for one in done["refused"]]) == (1, [(3, "entered")])
    again = json.loads(call(home, "csv", str(path), "--json").stdout)
    assert (again["added"], again["known"], again["new"]["candidates"]) == (0, 1, 0)


def test_others_write_while_a_file_is_tried_out(home: Path, tmp_path: Path) -> None:
    """SQLite has one writer at a time: a trial that were one would keep everybody waiting until its end."""
    path = tmp_path / "export.csv"
    generate.table(path, 2_000)
    with closing(sqlite3.connect(home / "framdrift.sqlite3", timeout=0.1, isolation_level=None)) as other:
        other.execute("CREATE TABLE beside (number INTEGER)")
        tried = begin(home, "csv", str(path), "--dry-run", "--json")
        written = 0
        while tried.poll() is None:
            other.execute("BEGIN IMMEDIATE")
            other.execute("INSERT INTO beside VALUES (?)", [written])
            other.execute("COMMIT")
            written += 1
            time.sleep(0.05)
        other.execute("DROP TABLE beside")
    assert tried.stdout is not None
    told = json.loads(tried.stdout.read())
    assert written > 10
    done = json.loads(call(home, "csv", str(path), "--json").stdout)
    assert told == done | {"dry_run": True}
    assert (told["added"], told["new"]["candidates"]) == (2_000, 500)


def test_exit_status_tells_refused_rows_from_a_wrong_file(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(TABLE.format("03/04/2026"))
    all_refused = call(home, "csv", str(path))
    assert all_refused.returncode == 1
    assert "line 2, entered" in all_refused.stdout
    missing = call(home, "csv", str(tmp_path / "nothing.csv"))
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "no such file" in missing.stderr


def test_a_refused_entry_is_named_by_file_number_and_id(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "candidates.json"
    path.write_text(json.dumps([{"id": 344}, {"id": 345, "applied_at": "2026-03-02T08:00:00Z"}]))
    told = call(home, "greenhouse", str(path), "--dry-run")
    assert "Refused: candidates.json, entry 2 (id 345), jobs:" in told.stdout
    refused = json.loads(call(home, "greenhouse", str(path), "--dry-run", "--json").stdout)["refused"]
    assert [(one["line"], one["field"], one["file"], one["entry"], one["id"]) for one in refused] == [
        (2, "jobs", "candidates.json", 2, "345")
    ]


def test_files_that_are_not_needed_are_told_apart_from_unknown_ones(home: Path, tmp_path: Path) -> None:
    application = {"id": 1, "applied_at": "2026-03-02T08:00:00Z", "jobs": [{"id": 3, "name": "Controller"}]}
    (tmp_path / "applications.json").write_text(json.dumps([application]))
    (tmp_path / "users.json").write_text("[]")
    (tmp_path / "mine.txt").write_text("")
    told = call(home, "greenhouse", str(tmp_path), "--dry-run", "--company", "Nordbygg AB")
    assert told.returncode == 0
    assert "  users.json: recruiters get accounts here by invitation\n" in told.stdout
    assert "nothing known here was found: mine.txt." in told.stdout
    left_out = json.loads(call(home, "greenhouse", str(tmp_path), "--dry-run", "--json").stdout)["left_out"]
    assert {one["file"]: bool(one["reason"]) for one in left_out} == {"users.json": True, "mine.txt": False}


def test_a_mapping_that_says_nothing_known_is_a_wrong_call(home: Path, tmp_path: Path) -> None:
    path, mapping = tmp_path / "export.csv", tmp_path / "map.yaml"
    path.write_text(TABLE.format("2026-03-02"))
    mapping.write_text("stages: {Interview: coffee}\n")
    refused = call(home, "csv", str(path), "--map", str(mapping))
    assert refused.returncode == 2
    assert "coffee" in refused.stderr


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("columns: {id: 2020-13-45}\n", "2020-13-45"),
        ("stages: {}\nstages: {A: interview}\n", "'stages' is given twice"),
    ],
)
def test_a_mapping_that_cannot_be_what_it_says_is_a_wrong_call(
    home: Path, tmp_path: Path, written: str, told: str
) -> None:
    path, mapping = tmp_path / "export.csv", tmp_path / "map.yaml"
    path.write_text(TABLE.format("2026-03-02"))
    mapping.write_text(written)
    refused = call(home, "csv", str(path), "--map", str(mapping))
    assert refused.returncode == 2
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
