"""Reads dataclasses of numbers from a mapping, naming the field that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, field, fields, is_dataclass
from typing import Any, TypeVar, get_type_hints

from framdrift.science.refusals import gettext_noop

T = TypeVar("T")

MAPPING = gettext_noop("a mapping of names to values")
ONE_OF = gettext_noop("one of {names}")
MISSING_VALUE = gettext_noop("a value; it is missing")
TEXT = gettext_noop("a text")
NUMBER = gettext_noop("a number from {low} to {high}")
WHOLE_NUMBER = gettext_noop("a whole number from {low} to {high}")


class ScenarioRefused(ValueError):
    """A scenario cannot be used: `field` is the dotted name of what is wrong, `template` with `values` what would do.

    The sentence and its values are kept apart, so that a door can show it in the reader's language.
    """

    def __init__(self, field_name: str, template: str, **values: object) -> None:
        super().__init__(f"{field_name}: expected {template.format(**values)}")
        self.field = field_name
        self.template = template
        self.values = values


def number(low: float, high: float) -> Any:
    """A field that holds a number between `low` and `high`, both included."""
    return field(metadata={"low": low, "high": high})


def read(kind: type[T], content: object, *, name: str = "") -> T:
    """An instance of the dataclass `kind`; every field must be there and nothing else. Raises `ScenarioRefused`."""
    if not isinstance(content, Mapping):
        raise ScenarioRefused(name or "-", MAPPING)
    hints = get_type_hints(kind)
    known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    for unknown in content:
        if unknown not in known:
            raise ScenarioRefused(_dotted(name, str(unknown)), ONE_OF, names=", ".join(known))
    values: dict[str, Any] = {}
    for key, one in known.items():
        if key not in content:
            if one.default is MISSING:
                raise ScenarioRefused(_dotted(name, key), MISSING_VALUE)
            continue
        values[key] = _value(hints[key], content[key], one.metadata, _dotted(name, key))
    return kind(**values)


def _value(kind: Any, content: object, limits: Mapping[str, float], name: str) -> Any:
    if is_dataclass(kind):
        return read(kind, content, name=name)  # type: ignore[arg-type]
    if kind is str:
        if not isinstance(content, str) or not content:
            raise ScenarioRefused(name, TEXT)
        return content
    return _number(kind, content, limits, name)


def _number(kind: Any, content: object, limits: Mapping[str, float], name: str) -> float:
    low, high = limits["low"], limits["high"]
    refusal = ScenarioRefused(name, WHOLE_NUMBER if kind is int else NUMBER, low=f"{low:g}", high=f"{high:g}")
    is_number = isinstance(content, int | float) and not isinstance(content, bool)
    if not is_number or not low <= content <= high:  # type: ignore[operator]
        raise refusal
    value: float = kind(content)
    if value != content:
        raise refusal
    return value


def _dotted(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key
