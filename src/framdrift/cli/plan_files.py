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
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except json.JSONDecodeError as problem:
        message = words.gettext("{file}: line {line}, column {column}: not JSON ({reason}).")
        values = {"line": problem.lineno, "column": problem.colno, "reason": problem.msg}
        raise CallRefused(message.format(file=path.name, **values)) from problem
    except (ValueError, RecursionError) as problem:
        message = words.gettext("{file}: not JSON that can be used ({reason}).")
        raise CallRefused(message.format(file=path.name, reason=problem)) from problem


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _NotPlain(f"{twice!r} is given twice in one object")
    return found


def _refuse(constant: str) -> NoReturn:
    raise _NotPlain(f"{constant} is no number of JSON")
