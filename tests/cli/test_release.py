"""`framdrift release` as the contract says: what is told, what is refused and where, what stands on which stream."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from framdrift.cli import release as command
from framdrift.cli.main import main
from framdrift.science.disclosure.release import AuditFailed

UNITS = "unit,parent\nR,\nA,R\nB,R\nA1,A\nA2,A\n"


def written(folder: Path, answers: str | bytes, units: str | bytes = UNITS) -> list[str]:
    paths = []
    for name, content in (("answers.csv", answers), ("units.csv", units)):
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(str(path))
    return paths


def lines(*counts: tuple[str, int], item: str = "T01", value: str = "1,0", kind: str = "") -> list[str]:
    """One line for each person of a unit; values in turn."""
    values = value.split(",")
    return [f"{unit}-{n},{unit},{item},{values[n % len(values)]}{kind}" for unit, count in counts for n in range(count)]


def answers(*rows: str, header: str = "respondent,unit,item,value") -> str:
    return "\n".join([header, *rows, ""])


def released(capsys: pytest.CaptureFixture[str], paths: list[str], *arguments: str) -> tuple[dict[str, Any], str]:
    assert main(["release", *paths, "--json", *arguments]) == 0
    told = capsys.readouterr()
    return json.loads(told.out), told.err


def test_the_document(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = lines(("A1", 10), ("A2", 3), ("A", 4), ("B", 20))
    rows += lines(("A1", 10), ("B", 20), item="S1", value="5,4,4,2")
    found, _err = released(capsys, written(tmp_path, answers(*rows)))
    by_units = {tuple(atom["units"]): atom for atom in found["atoms"]}
    assert {units: atom["size"] for units, atom in by_units.items()} == {
        ("A", "A2"): "7-15",
        ("A1",): "7-15",
        ("B",): "16-59",
    }
    cells = {(cell["atom"], cell["item"]): cell["band"] for cell in found["cells"]}
    assert cells[by_units["A1",]["atom"], "T01"] == "mixed"
    assert cells[by_units["A1",]["atom"], "S1"] == "high"
    assert cells[by_units["B",]["atom"], "S1"] == "high"
    assert (by_units["A", "A2"]["atom"], "T01") not in cells  # 7 people: too few for a theme
    assert {"unit": "A", "item": "T01", "atoms_low": 0, "atoms_mixed": 1, "atoms_high": 0} in found["parents"]
    assert found["held_back"] == {"respondents": 0}
    assert found["audit"]["passed"] is True
    assert found["audit"]["checks"]
    assert all(found["audit"]["checks"].values())


def test_too_few_in_all_is_no_failure(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paths = written(tmp_path, answers(*lines(("A1", 6))))
    found, _err = released(capsys, paths)
    assert (found["atoms"], found["cells"], found["parents"]) == ([], [], [])
    assert found["held_back"] == {"respondents": "<n_min"}
    assert main(["release", *paths, "--lang", "sv"]) == 0
    assert "För få" in capsys.readouterr().out


def test_no_answers_at_all(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found, _err = released(capsys, written(tmp_path, answers()))
    assert found["held_back"] == {"respondents": 0}


def test_the_order_of_lines_plays_no_part(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = lines(("A1", 9), ("A2", 8), ("B", 3), ("R", 5)) + lines(("A1", 9), ("B", 3), item="S1", value="1,5,3")
    first, _err = released(capsys, written(tmp_path, answers(*rows)))
    random.Random(1).shuffle(rows)
    units = UNITS.splitlines()
    again, _err = released(capsys, written(tmp_path, answers(*rows), "\n".join([units[0], *reversed(units[1:])])))
    assert first == again


def test_a_missing_theme_is_a_zero_and_a_missing_score_is_nobody(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = lines(("A1", 20), item="S1", value="5") + lines(("A1", 4), item="T01", value="1")
    rows += [f"A1-{n},A1,S2,{5 if n < 6 else ''}" for n in range(20)]
    header = "respondent,unit,item,value"
    found, _err = released(capsys, written(tmp_path, answers(*rows, header=header)))
    told = {cell["item"]: cell["band"] for cell in found["cells"]}
    assert told == {"S1": "very_high", "T01": "low"}  # 4 of 20; six answered S2, which is too few


def test_kinds_are_given_or_found(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    header = "respondent,unit,item,value,kind"
    rows = lines(("A1", 12), item="given", value="1", kind=",score")
    rows += lines(("A1", 12), item="ones", value="1", kind=",")
    rows += lines(("A1", 12), item="found", value="1,1,3", kind=",")
    found, err = released(capsys, written(tmp_path, answers(*rows, header=header)), "--lang", "en")
    assert {cell["item"]: cell["band"] for cell in found["cells"]} == {"given": "low", "ones": "high", "found": "low"}
    assert "'ones' has only ones" in err
    assert "given" not in err


def test_n_min_and_n_themes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paths = written(tmp_path, answers(*lines(("A1", 5), ("A2", 6), ("B", 9))))
    found, _err = released(capsys, paths, "--n-min", "5", "--n-themes", "5")
    assert {atom["size"] for atom in found["atoms"]} == {"5-15"}
    assert len(found["cells"]) == 3
    found, _err = released(capsys, paths, "--n-min", "17")
    assert [atom["size"] for atom in found["atoms"]] == ["17-59"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_report_for_people(capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str) -> None:
    paths = written(tmp_path, answers(*lines(("A1", 12), ("A2", 70), ("B", 20))))
    assert main(["release", *paths, "--lang", language]) == 0
    told = capsys.readouterr().out
    assert "A1" in told
    assert ("omkring 50 %" if language == "sv" else "about 50 %") in told


GOOD = lines(("A1", 8))
HEADER = "respondent,unit,item,value,kind"


@pytest.mark.parametrize(
    ("content", "units", "words"),
    [
        (answers(*GOOD, "x,A1,T01,2,theme", header=HEADER), UNITS, ["line 2", "fields"]),
        (answers("x,A1,T01,2,theme", header=HEADER), UNITS, ["answers.csv", "line 2", "T01", "theme"]),
        (answers("x,A1,S1,3", "y,A1,S1,0"), UNITS, ["line 3", "value 0", "S1", "score"]),
        (answers("x,A1,S1,3", "x,A1,S1,4"), UNITS, ["line 3", "'x'", "already"]),
        (answers("x,A1,S1,3", "x,A2,S2,4"), UNITS, ["line 3", "'A2'", "'A1'"]),
        (answers("x,Q,S1,3"), UNITS, ["line 2", "'Q'", "units.csv"]),
        (answers("x,A1,S1,3,often", header=HEADER), UNITS, ["line 2", "'often'"]),
        (answers("x,A1,S1,3,score", "y,A1,S1,1,theme", header=HEADER), UNITS, ["line 3", "S1"]),
        (answers("x,A1,S1,six"), UNITS, ["line 2", "'six'"]),
        (answers("x,A1,S1,3.5"), UNITS, ["line 2", "'3.5'"]),
        (answers("x,A1,S1,-1"), UNITS, ["line 2", "'-1'"]),
        (answers(",A1,S1,3"), UNITS, ["line 2", "respondent"]),
        (answers("x,A1,,3"), UNITS, ["line 2", "item"]),
        (answers("x,A1,S1"), UNITS, ["line 2", "3 fields"]),
        (answers(*GOOD, header="respondent,unit,value,extra"), UNITS, ["line 1", "'item'"]),
        (answers(*GOOD, header="respondent,unit,unit,item,value"), UNITS, ["line 1", "'unit'", "twice"]),
        ("", UNITS, ["answers.csv", "empty"]),
        (b"respondent,unit,item,value\nx,A1,S\xf6,3\n", UNITS, ["answers.csv", "UTF-8"]),
        ('respondent,unit,item,value\n"x,A1,S1,3\n', UNITS, ["answers.csv", "line"]),
        (answers(*GOOD), "unit,parent\nR,\nA,B\nB,A\n", ["units.csv", "line 3", "own parent"]),
        (answers(*GOOD), "unit,parent\nA,B\nB,A\n", ["units.csv", "own parent"]),
        (answers(*GOOD), "unit,parent\nA1,A1\n", ["units.csv", "line 2", "own parent"]),
        (answers(*GOOD), "unit,parent\nR,\nA1,Q\n", ["units.csv", "line 3", "'Q'"]),
        (answers(*GOOD), "unit,parent\nR,\nA1,R\nA1,R\n", ["units.csv", "line 4", "'A1'"]),
        (answers(*GOOD), "unit,parent\nR,\nA1,\n", ["units.csv", "line 3", "'A1'", "'R'"]),
        (answers(*GOOD), "unit,parent\n", ["units.csv", "root"]),
        (answers(*GOOD), "unit\nR\n", ["units.csv", "'parent'"]),
        (answers(*GOOD), "unit,parent\n,R\n", ["units.csv", "line 2", "unit"]),
    ],
)
def test_bad_input_names_file_and_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str | bytes, units: str, words: list[str]
) -> None:
    assert main(["release", *written(tmp_path, content, units), "--json", "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    for word in words:
        assert word in told.err


def test_no_such_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["release", str(tmp_path / "none.csv"), str(tmp_path / "no.csv"), "--lang", "en"]) == 2
    assert "no.csv" in capsys.readouterr().err


@pytest.mark.parametrize("n", ["4", "0", "-7"])
def test_no_group_below_five(capsys: pytest.CaptureFixture[str], tmp_path: Path, n: str) -> None:
    assert main(["release", *written(tmp_path, answers(*GOOD)), f"--n-min={n}"]) == 2
    assert "--n-min" in capsys.readouterr().err


def test_nothing_is_printed_when_the_audit_says_no(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AuditFailed(("large_enough",))

    monkeypatch.setattr(command, "release", refuse)
    assert main(["release", *written(tmp_path, answers(*GOOD)), "--json"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "large_enough" in told.err


def test_semicolons_and_a_byte_order_mark_are_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    content = answers(*GOOD).replace(",", ";").replace("\n", "\r\n")
    found, _err = released(capsys, written(tmp_path, b"\xef\xbb\xbf" + content.encode()))
    assert len(found["atoms"]) == 1


def test_as_a_program(tmp_path: Path) -> None:
    paths = written(tmp_path, answers(*GOOD))
    line = [sys.executable, "-m", "framdrift.cli.main", "release", *paths, "--json"]
    ran = subprocess.run(line, capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["atoms"][0]["units"] == ["A1"]
    assert ran.stderr == ""


def test_one_unit_however_its_letters_are_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    composed, apart = "Göteborg", unicodedata.normalize("NFD", "Göteborg")
    assert composed != apart
    rows = [line.replace("A1", apart if place % 2 else composed) for place, line in enumerate(lines(("A1", 10)))]
    found, _err = released(capsys, written(tmp_path, answers(*rows), f"unit,parent\nR,\n{apart},R\n"))
    assert [(atom["units"], atom["size"]) for atom in found["atoms"]] == [([composed], "7-15")]


def test_a_file_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Names that clear the screen, turn the text around or stand as lines of their own are shown, not obeyed."""
    unit, item = "\x1b[2JA\x9b1m\u202e", '"T\nPassed 99 checks."'
    rows = [f"{n},{unit},{item},{n % 2}" for n in range(10)]
    paths = written(tmp_path, answers(*rows), f"unit,parent\nR,\n{unit},R\n")
    assert main(["release", *paths]) == 0
    told = capsys.readouterr().out
    assert "\\x1b[2JA\\x9b1m\\u202e" in told
    assert "T Passed 99 checks.:" in told
    assert not {"\x1b", "\x9b", "\u202e"} & set(told)
    assert main(["release", *paths, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["atoms"][0]["units"] == [unit]
