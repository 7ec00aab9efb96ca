"""How a call is read, and that what is said of a wrong one is in the reader's language."""

from __future__ import annotations

import argparse
import ast
import gettext
import inspect

import pytest

from framdrift.cli import main, parsing

_FOR_PROGRAMMERS = {  # what is wrong with a parser, not with a call
    "%r is not callable",
    "'required' is an invalid argument for positionals",
    ".__call__() not defined",
    'argument "-" with mode %r',
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "conflicting option string: %s",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    "subcommands",
}


def _said_by_argparse() -> set[str]:
    tree = ast.parse(inspect.getsource(argparse))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    told = [call.args[0] for call in calls if call.func.id in {"_", "ngettext"} and call.args]  # type: ignore[attr-defined]
    return {one.value for one in told if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_sentence_of_argparse_is_known() -> None:
    known = {*parsing.SENTENCES, "expected %s argument"}
    assert _said_by_argparse() - _FOR_PROGRAMMERS - known == set()


def test_every_sentence_has_swedish_words() -> None:
    parsing.speak("sv")
    same = [one for one in parsing.SENTENCES if gettext.gettext(one) == one]
    assert same == ["%(heading)s:"]
    assert parsing.expected(2) == "behöver %s värden"


WRONG = {
    ("--lang", "sv", "plan"): "de här argumenten behövs: PROBLEM.json",
    ("--lang", "en", "plan"): "the following arguments are required: PROBLEM.json",
    ("export", "planet", "x", "--lang", "sv"): "går inte att välja: 'planet'",
    ("--lang=sv", "analyse", "x.csv", "--horizon"): "okända argument: --horizon",
    ("rights", "--lang", "sv"): "behövs",
}


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_call_is_told_in_the_readers_language(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main.main(words)
    assert end.value.code == 2
    assert WRONG[words] in capsys.readouterr().err


def test_help_is_in_the_readers_language(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.main(["--lang", "sv", "backup", "--help"])
    told = capsys.readouterr().out
    assert "säkerhetskopian som ska skrivas" in told
    assert "visa den här hjälpen" in told


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["--lang", "sv", "export", "person", "a@b"], ["export", "person", "a@b"]),
        (["rights", "--lang=en", "ask"], ["rights", "ask"]),
        (["check"], ["check"]),
        (["backup", "--lang=sv", "--", "--lang", "en"], ["backup", "--", "--lang", "en"]),
    ],
)
def test_the_language_may_stand_anywhere(words: list[str], read: list[str]) -> None:
    assert parsing.without_language(words) == read


def test_what_is_no_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsing.without_language(["--lang", "xx", "check"])
    assert "'xx'" in capsys.readouterr().err
