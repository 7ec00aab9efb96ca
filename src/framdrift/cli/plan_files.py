"""PROBLEM.json from the disk: whatever is wrong is refused with file and line, or file and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from framdrift.cli.arguments import CallRefused
from framdrift.cli.language import Language
from framdrift.science.scheduling.problem import Problem
from framdrift.science.scheduling.reading import ignored, problem_of
from framdrift.science.scheduling.refusals import ProblemRefused


class _NotPlain(ValueError):
    """JSON that Python would read, but that means nothing sure: a key given twice, NaN."""


class _LongNumber(ValueError):
    """More digits than are read."""

    def __init__(self, digits: int) -> None:
        self.digits = digits
        super().__init__(f"{digits} digits")


_MOST_DIGITS = 4300
"""As many as Python turns into a number, and back into text, without being asked twice."""


def read_problem(path: Path, words: Language) -> tuple[Problem, list[str]]:
    """The problem in the file, and the fields that were not understood. Raises `CallRefused`."""
    document = _document(path, words)
    try:
        return problem_of(document), ignored(document)
    except ProblemRefused as refusal:
        sentence = words.gettext(refusal.template).format(**refusal.values)
        raise CallRefused(f"{path.name}: {refusal.field}: {sentence}") from refusal


def _document(path: Path, words: Language) -> object:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        message = words.gettext("{file}: cannot be read ({reason}).")
        raise CallRefused(message.format(file=path, reason=problem.strerror or problem)) from problem
    except UnicodeDecodeError as problem:
        message = words.gettext("{file}: byte {byte}: not UTF-8, which JSON must be.")
        raise CallRefused(message.format(file=path.name, byte=problem.start)) from problem
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=_whole)
    except json.JSONDecodeError as problem:
        message = words.gettext("{file}: line {line}, column {column}: not JSON ({reason}).")
        values = {"line": problem.lineno, "column": problem.colno, "reason": problem.msg}
        raise CallRefused(message.format(file=path.name, **values)) from problem
    except _LongNumber as problem:
        message = words.gettext("{file}: a number has {digits} digits; at most {most} are read.")
        raise CallRefused(message.format(file=path.name, digits=problem.digits, most=_MOST_DIGITS)) from problem
    except RecursionError as problem:
        message = words.gettext("{file}: lists and objects stand too deep within each other.")
        raise CallRefused(message.format(file=path.name)) from problem
    except ValueError as problem:
        message = words.gettext("{file}: not JSON that can be used ({reason}).")
        raise CallRefused(message.format(file=path.name, reason=problem)) from problem


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _NotPlain(f"{twice!r} is given twice in one object")
    return found


def _whole(digits: str) -> int:
    length = len(digits.removeprefix("-"))
    if length > _MOST_DIGITS:
        raise _LongNumber(length)
    return int(digits)


def _refuse(constant: str) -> NoReturn:
    raise _NotPlain(f"{constant} is no number of JSON")
