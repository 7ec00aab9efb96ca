"""Scenario files: the shipped `hot` and `calm`, and a user's own, which may extend either of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

import framdrift.science.simulation
from framdrift.cli.arguments import CallRefused
from framdrift.cli.language import Language
from framdrift.cli.written_yaml import Written
from framdrift.science.simulation.fields import MAPPING, ONE_OF, ScenarioRefused
from framdrift.science.simulation.scenario import Scenario, changed, scenario_of

SHIPPED = ("hot", "calm")
_FOLDER = Path(framdrift.science.simulation.__file__).parent / "scenarios"


def read_scenario(name: str, words: Language) -> Scenario:
    """A shipped scenario by name, or one in a file. Raises `CallRefused`, which names the file and the field."""
    if name in SHIPPED:
        return scenario_of(shipped(name))
    content = _loaded(Path(name), words)
    try:
        return scenario_of(_extended(content))
    except ScenarioRefused as refusal:
        message = words.gettext("{file}: {field}: expected {expected}.")
        expected = words.gettext(refusal.template).format(**refusal.values)
        raise CallRefused(message.format(file=name, field=refusal.field, expected=expected)) from refusal


def shipped(name: str) -> dict[str, Any]:
    """The content of a shipped scenario, whole."""
    content = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return dict(_extended(content))


def _extended(content: object) -> Mapping[str, Any]:
    """With what it extends filled in."""
    if not isinstance(content, Mapping):
        raise ScenarioRefused("-", MAPPING)
    base = content.get("extends")
    if "extends" not in content:
        return content
    if base not in SHIPPED:
        raise ScenarioRefused("extends", ONE_OF, names=", ".join(SHIPPED))
    return changed(shipped(base), {key: value for key, value in content.items() if key != "extends"})


def _loaded(path: Path, words: Language) -> object:
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=Written)
    except OSError as problem:
        message = words.gettext("{file}: cannot be read ({reason}). Shipped scenarios are {names}.")
        names = ", ".join(SHIPPED)
        reason = problem.strerror or problem
        raise CallRefused(message.format(file=path, reason=reason, names=names)) from problem
    except UnicodeDecodeError as problem:
        raise CallRefused(words.gettext("{file}: not UTF-8 text.").format(file=path)) from problem
    except (yaml.YAMLError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        message = words.gettext("{file}: line {line}, column {column}: not YAML ({reason}).")
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = getattr(problem, "problem", None) or str(problem)
        raise CallRefused(message.format(file=path, line=line, column=column, reason=reason)) from problem
