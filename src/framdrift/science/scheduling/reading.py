"""PROBLEM.json, already decoded, as a problem. Whatever is wrong is refused with the field where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from framdrift.science.scheduling.instants import read_instant
from framdrift.science.scheduling.problem import (
    BACKWARDS,
    Candidate,
    Group,
    Id,
    Interview,
    Interviewer,
    Minimise,
    Problem,
    Windows,
    check,
)
from framdrift.science.scheduling.refusals import ProblemRefused, gettext_noop

T = TypeVar("T")

MISSING = gettext_noop("is missing.")
NO_OBJECT = gettext_noop("expected an object in braces.")
NO_LIST = gettext_noop("expected a list in brackets.")
NO_ID = gettext_noop("expected an id: a text or a whole number.")
NO_WHOLE_NUMBER = gettext_noop("expected a whole number.")
NO_TEXT = gettext_noop("expected a text.")
NO_ZONE = gettext_noop("{zone} is not a time zone; write it like Europe/Stockholm.")
NO_WINDOW = gettext_noop("expected a window [start, end].")
NOT_ONE_OF = gettext_noop("expected one of: {choices}.")

KEYS: Mapping[str, frozenset[str]] = {
    "": frozenset({"zone", "grid_minutes", "minimise", "interviewers", "candidates", "interviews"}),
    "interviewers": frozenset({"id", "free", "max_per_day"}),
    "candidates": frozenset({"id", "free"}),
    "interviews": frozenset({"id", "candidate", "minutes", "panel", "free", "after", "gap_minutes"}),
    "panel": frozenset({"from", "pick"}),
}
"""The keys that mean something, by the list they stand in."""


def problem_of(document: object) -> Problem:
    """The checked problem. Raises `ProblemRefused` naming the field; an optional key that is null counts as absent."""
    fields = _object(document, "problem")
    zone = _zone(fields)
    problem = Problem(
        zone=zone,
        grid_minutes=_number(fields, "grid_minutes", "", 5),
        minimise=_minimise(fields),
        interviewers=_each(fields, "interviewers", lambda one, at: _interviewer(one, at, zone)),
        candidates=_each(fields, "candidates", lambda one, at: _candidate(one, at, zone)),
        interviews=_each(fields, "interviews", lambda one, at: _interview(one, at, zone)),
    )
    check(problem)
    return problem


def ignored(document: object) -> list[str]:
    """The fields of a problem that mean nothing here, so that a misspelt one is noticed."""
    if not isinstance(document, dict):
        return []
    found = _strange("", document, "")
    for name in ("interviewers", "candidates", "interviews"):
        for place, one in enumerate(document.get(name) or ()):
            found += _strange(f"{name}[{place}].", one, name)
            if name == "interviews":
                for number, group in enumerate(one.get("panel") or ()):
                    found += _strange(f"{name}[{place}].panel[{number}].", group, "panel")
    return found


def _strange(at: str, fields: Mapping[str, Any], kind: str) -> list[str]:
    return [f"{at}{key}" for key in fields if key not in KEYS[kind]]


def _object(value: object, at: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ProblemRefused(at, NO_OBJECT)
    return value


def _list(fields: Mapping[str, Any], key: str, at: str) -> list[Any]:
    """A list that must be there; `at` is where its object stands, with the dot behind it."""
    if key not in fields:
        raise ProblemRefused(f"{at}{key}", MISSING)
    if not isinstance(fields[key], list):
        raise ProblemRefused(f"{at}{key}", NO_LIST)
    found: list[Any] = fields[key]
    return found


def _each(fields: Mapping[str, Any], key: str, read: Callable[[dict[str, Any], str], T], at: str = "") -> tuple[T, ...]:
    places = ((f"{at}{key}[{place}]", one) for place, one in enumerate(_list(fields, key, at)))
    return tuple(read(_object(one, place), f"{place}.") for place, one in places)


def _interviewer(fields: dict[str, Any], at: str, zone: ZoneInfo) -> Interviewer:
    limit = None if fields.get("max_per_day") is None else _number(fields, "max_per_day", at)
    return Interviewer(id=_id(fields, "id", at), free=_free(fields, at, zone), max_per_day=limit)


def _candidate(fields: dict[str, Any], at: str, zone: ZoneInfo) -> Candidate:
    return Candidate(id=_id(fields, "id", at), free=_free(fields, at, zone))


def _interview(fields: dict[str, Any], at: str, zone: ZoneInfo) -> Interview:
    return Interview(
        id=_id(fields, "id", at),
        candidate=_id(fields, "candidate", at),
        minutes=_number(fields, "minutes", at),
        panel=_each(fields, "panel", _group, at),
        free=_free(fields, at, zone),
        after=() if fields.get("after") is None else _ids(fields, "after", at),
        gap_minutes=_number(fields, "gap_minutes", at, 0),
    )


def _group(fields: dict[str, Any], at: str) -> Group:
    return Group(members=_ids(fields, "from", at), pick=_number(fields, "pick", at))


def _id(fields: Mapping[str, Any], key: str, at: str) -> Id:
    if key not in fields:
        raise ProblemRefused(f"{at}{key}", MISSING)
    return _as_id(fields[key], f"{at}{key}")


def _ids(fields: Mapping[str, Any], key: str, at: str) -> tuple[Id, ...]:
    return tuple(_as_id(one, f"{at}{key}[{place}]") for place, one in enumerate(_list(fields, key, at)))


def _as_id(value: object, field: str) -> Id:
    if isinstance(value, str) and value and value.isprintable():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ProblemRefused(field, NO_ID)


def _number(fields: Mapping[str, Any], key: str, at: str, default: int | None = None) -> int:
    value = fields.get(key)
    if value is None and default is not None:
        return default
    if key not in fields:
        raise ProblemRefused(f"{at}{key}", MISSING)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ProblemRefused(f"{at}{key}", NO_WHOLE_NUMBER)
    return value


def _zone(fields: Mapping[str, Any]) -> ZoneInfo:
    if "zone" not in fields:
        raise ProblemRefused("zone", MISSING)
    name = fields["zone"]
    if not isinstance(name, str):
        raise ProblemRefused("zone", NO_TEXT)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError) as problem:
        raise ProblemRefused("zone", NO_ZONE, zone=repr(name)) from problem


def _minimise(fields: Mapping[str, Any]) -> Minimise:
    value = fields.get("minimise")
    if value is None:
        return Minimise.SUM_OF_ENDS
    if value not in [*Minimise]:
        raise ProblemRefused("minimise", NOT_ONE_OF, choices=", ".join(Minimise))
    return Minimise(value)


def _free(fields: Mapping[str, Any], at: str, zone: ZoneInfo) -> Windows | None:
    if fields.get("free") is None:
        return None
    windows = enumerate(_list(fields, "free", at))
    return tuple(_window(window, f"{at}free[{place}]", zone) for place, window in windows)


def _window(window: object, at: str, zone: ZoneInfo) -> tuple[int, int]:
    if not isinstance(window, list) or len(window) != 2:
        raise ProblemRefused(at, NO_WINDOW)
    for side, text in enumerate(window):
        if not isinstance(text, str):
            raise ProblemRefused(f"{at}[{side}]", NO_TEXT)
    start, end = (read_instant(text, zone, field=f"{at}[{side}]") for side, text in enumerate(window))
    if end <= start:
        raise ProblemRefused(at, BACKWARDS)
    return start, end
