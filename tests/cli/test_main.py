"""The command itself: help, version, unknown words, and ends without traceback."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest
from django.db.utils import OperationalError

from framdrift.cli.main import COMMANDS, main


def _call(*words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "framdrift.cli.main", *words]
    return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",)])
def test_alone_it_lists_every_command_with_help(words: tuple[str, ...]) -> None:
    done = _call(*words)
    assert done.returncode == 0
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout


def test_the_version_is_told() -> None:
    done = _call("--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "framdrift")


@pytest.mark.parametrize("words", [("fly",), ("--fly",), ("--lang",), ("--lang", "sv"), ("check", "--fly")])
def test_a_wrong_call_is_refused_without_traceback(words: tuple[str, ...]) -> None:
    done = _call(*words)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_the_language_may_stand_first() -> None:
    assert _call("--lang", "sv", "check", "--help").returncode == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_module(name: str) -> None:
    assert find_spec(f"framdrift.cli.{COMMANDS[name][0]}") is not None


def test_a_reader_who_leaves_is_no_error() -> None:
    line = f"{sys.executable} -m framdrift.cli.main --help | head -c 1"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def busy(_arguments: object) -> int:
        raise OperationalError("database is locked")

    monkeypatch.setattr("framdrift.cli.check.run", busy)
    assert main(["check", "--lang", "en"]) == 1
    assert capsys.readouterr().err.startswith("The database did not answer (database is locked).")
