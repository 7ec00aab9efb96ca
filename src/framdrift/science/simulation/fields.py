"""Reads dataclasses of numbers from a mapping, naming the field that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, field, fields, is_dataclass
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")


class ScenarioRefused(ValueError):
    """A scenario cannot be used: `field` is the dotted name of what is wrong, `expected` says what would do."""

    def __init__(self, field_name: str, expected: str) -> None:
        super().__init__(f"{field_name}: expected {expected}")
        self.field = field_name
        self.expected = expected


def number(low: float, high: float) -> Any:
    """A field that holds a number between `low` and `high`, both included."""
    return field(metadata={"low": low, "high": high})


def read(kind: type[T], content: object, *, name: str = "") -> T:
    """An instance of the dataclass `kind`; every field must be there and nothing else. Raises `ScenarioRefused`."""
    if not isinstance(content, Mapping):
        raise ScenarioRefused(name or "-", "a mapping of names to values")
    hints = get_type_hints(kind)
    known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    for unknown in content:
        if unknown not in known:
            raise ScenarioRefused(_dotted(name, str(unknown)), f"one of {', '.join(known)}")
    values: dict[str, Any] = {}
    for key, one in known.items():
        if key not in content:
            if one.default is MISSING:
                raise ScenarioRefused(_dotted(name, key), "a value; it is missing")
            continue
        values[key] = _value(hints[key], content[key], one.metadata, _dotted(name, key))
    return kind(**values)


def _value(kind: Any, content: object, limits: Mapping[str, float], name: str) -> Any:
    if is_dataclass(kind):
        return read(kind, content, name=name)  # type: ignore[arg-type]
    if kind is str:
        if not isinstance(content, str) or not content:
            raise ScenarioRefused(name, "a text")
        return content
    return _number(kind, content, limits, name)


def _number(kind: Any, content: object, limits: Mapping[str, float], name: str) -> float:
    low, high = limits["low"], limits["high"]
    wanted = f"a {'whole ' if kind is int else ''}number from {low:g} to {high:g}"
    is_number = isinstance(content, int | float) and not isinstance(content, bool)
    if not is_number or not low <= content <= high:  # type: ignore[operator]
        raise ScenarioRefused(name, wanted)
    value: float = kind(content)
    if value != content:
        raise ScenarioRefused(name, wanted)
    return value


def _dotted(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key
