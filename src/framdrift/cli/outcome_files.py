"""OUTCOMES.yaml: `start: NAME` and `causes: {cause: [ACTIVITY, ...]}`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from framdrift.science.eventlog.outcomes import OutcomeQuestion
from framdrift.science.eventlog.refusals import LogRefused, gettext_noop

NO_FILE = gettext_noop("{file}: cannot be read ({reason}).")
NOT_YAML = gettext_noop("{file}: line {line}, column {column}: not YAML ({reason}).")
NOT_TEXT = gettext_noop("{file}: not UTF-8 text.")
SHAPE = gettext_noop(
    "{file}: {field}: expected {expected}. The file holds `start: NAME` and `causes: {{cause: [ACTIVITY, ...]}}`."
)


class _Texts(yaml.BaseLoader):
    """Every value is the text as written: an activity called `No` or `1` stays that. Keys are unique."""


def _mapping(loader: _Texts, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str) or key in found:
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} is given twice", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Texts.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_outcomes(path: Path) -> OutcomeQuestion:
    """The question in the file. Raises `LogRefused` naming file, line or field."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Texts)
    except OSError as problem:
        raise LogRefused(NO_FILE, file=path.name, reason=problem.strerror or problem) from problem
    except UnicodeDecodeError as problem:
        raise LogRefused(NOT_TEXT, file=path.name) from problem
    except (yaml.YAMLError, RecursionError) as problem:
        raise _not_yaml(problem, path.name) from problem
    if not isinstance(content, dict):
        raise LogRefused(SHAPE, file=path.name, field="-", expected="start, causes")
    unknown = set(content) - {"start", "causes"}
    if unknown:
        raise LogRefused(SHAPE, file=path.name, field=sorted(unknown)[0], expected="start, causes")
    return OutcomeQuestion(start=_start(content, path.name), causes=_causes(content, path.name))


def _not_yaml(problem: Exception, file_name: str) -> LogRefused:
    mark = getattr(problem, "problem_mark", None)
    return LogRefused(
        NOT_YAML,
        file=file_name,
        line=mark.line + 1 if mark else 1,
        column=mark.column + 1 if mark else 1,
        reason=getattr(problem, "problem", None) or str(problem),
    )


def _start(content: dict[str, Any], file_name: str) -> str:
    start = content.get("start")
    if not isinstance(start, str) or not start:
        raise LogRefused(SHAPE, file=file_name, field="start", expected="NAME")
    return start


def _causes(content: dict[str, Any], file_name: str) -> dict[str, tuple[str, ...]]:
    causes = content.get("causes")
    if not isinstance(causes, dict) or not causes:
        raise LogRefused(SHAPE, file=file_name, field="causes", expected="{cause: [ACTIVITY, ...]}")
    for cause, activities in causes.items():
        wrong = not isinstance(activities, list) or not activities
        if wrong or not all(isinstance(activity, str) and activity for activity in activities):
            raise LogRefused(SHAPE, file=file_name, field=f"causes.{cause}", expected="[ACTIVITY, ...]")
    return {cause: tuple(activities) for cause, activities in causes.items()}
