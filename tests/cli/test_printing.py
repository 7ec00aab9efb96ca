"""What is printed for people commands nothing: of files, of refusals, of a long command's stages."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from framdrift.cli.language import language
from framdrift.cli.main import main
from framdrift.cli.printing import harmless, one_line
from framdrift.cli.progress import Progress

CLEARS = "\x1b[2J"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("å 1\u00a0000 – 日本 👩\u200d🔬\n\tb", "å 1\u00a0000 – 日本 👩\u200d🔬\n\tb"),
        (CLEARS, "\\x1b[2J"),
        ("a\rb\x00\x07\x7f\x9b", "a\\rb\\x00\\x07\\x7f\\x9b"),
        ("\u202eabc\u2066\u2028", "\\u202eabc\\u2066\\u2028"),
    ],
)
def test_what_is_shown_by_its_number(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_a_name_is_one_line() -> None:
    assert one_line("A\r\n  Passed 9 checks.\x1b") == "A Passed 9 checks.\\x1b"


def test_a_passage_and_its_id(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"id": f"{CLEARS}1", "text": f"Jag {CLEARS} trivs.\nbra"}) + "\n")
    assert main(["code", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "\\x1b[2J1  Jag \\x1b[2J trivs. bra"


def test_a_log_that_turns_its_text_around(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "case,activity,timestamp\n"
        + "".join(f"{n},\u202ebegin,2026-01-01T00:00Z\n{n},end,2026-01-0{n}T00:00Z\n" for n in range(2, 6))
    )
    assert main(["analyse", str(path), "--end", "away"]) == 0
    told = capsys.readouterr()
    assert "begin" in told.out
    assert "\u202e" not in told.out + told.err


@pytest.mark.parametrize("command", ["analyse", "plan", "code"])
def test_a_refusal(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    path = tmp_path / f"gone{CLEARS}.json"
    assert main([command, str(path)]) == 2
    told = capsys.readouterr().err
    assert "gone\\x1b[2J.json" in told
    assert "\x1b" not in told


def test_a_field_that_is_not_understood(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    interview = {"id": "i", "candidate": "c", "minutes": 60, "panel": [{"from": ["ann"], "pick": 1}], f"{CLEARS}x": 1}
    free = [["2026-03-02T09:00", "2026-03-02T12:00"]]
    problem = {"zone": "Europe/Stockholm", "interviewers": [{"id": "ann", "free": free}], "candidates": [{"id": "c"}]}
    path.write_text(json.dumps(problem | {"interviews": [interview]}))
    main(["plan", str(path), "--seconds", "0"])
    told = capsys.readouterr()
    assert "\\x1b[2Jx" in told.err
    assert "\x1b" not in told.out + told.err


def test_a_stage_of_a_long_command() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    with Progress(terminal, language("en")) as progress:
        progress.say(f"Reading {CLEARS}.csv ...")
    assert "Reading \\x1b[2J.csv" in terminal.getvalue()
