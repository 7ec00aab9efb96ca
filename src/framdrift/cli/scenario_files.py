"""Scenario files: the shipped `hot` and `calm`, and a user's own, which may extend either of them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import yaml

import framdrift.science.simulation
from framdrift.cli.arguments import CallRefused
from framdrift.cli.language import Language
from framdrift.science.simulation.fields import MAPPING, ONE_OF, ScenarioRefused
from framdrift.science.simulation.scenario import Scenario, changed, scenario_of

SHIPPED = ("hot", "calm")
_FOLDER = Path(framdrift.science.simulation.__file__).parent / "scenarios"


class _Unique(yaml.SafeLoader):
    """A key given twice is refused: of two assumptions one would be lost unseen. So is a value that is not what it
    looks like (the 45th of a month): the loader itself would fall over it."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """The value of a node. Raises `ConstructorError` where a date, number or truth cannot be one."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, AttributeError, KeyError) as problem:
            kind = node.tag.rpartition(":")[2]
            reason = f"{str(node.value)[:40]!r} cannot be read as a value of type {kind}"
            raise yaml.constructor.ConstructorError(None, None, reason, node.start_mark) from problem

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping of a node. Raises `ConstructorError` at the second of two like keys."""
        seen: set[str] = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is given twice", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


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
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Unique)
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
