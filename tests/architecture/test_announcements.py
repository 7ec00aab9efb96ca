"""Events are frozen facts with a stable code of their own, and carry ids, codes and times, never names or text."""

from __future__ import annotations

import dataclasses
import importlib
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar

import pytest

from framdrift.foundation.announcement import Announcement
from tests.architecture import source

_PERSONAL = re.compile(
    r"(^|_)(name|text|title|email|address|phone|note|body|comment|description|words|sentence|message)(_|$)"
)


def announced() -> list[type[Announcement]]:
    """Every event class of the product."""
    for module in source.modules():
        if "events" in module.names[-2:] and module.folder not in {"", "science"}:
            importlib.import_module("framdrift." + ".".join(module.names).removesuffix(".__init__"))
    return [kind for kind in _below(Announcement) if _is_named(kind)]


def _is_named(kind: type[Announcement]) -> bool:
    """A dataclass with slots leaves the class it was made from behind; only the one its module names counts."""
    return getattr(sys.modules[kind.__module__], kind.__name__, None) is kind


def _below(kind: type[Announcement]) -> Iterator[type[Announcement]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def wrong(kinds: Iterable[type[Announcement]]) -> Iterator[str]:
    """What is wrong with these event classes."""
    seen: dict[str, str] = {}
    for kind in kinds:
        code = kind.__dict__.get("code")
        if not isinstance(code, str):
            if not kind.__subclasses__():
                yield f"{kind.__name__}: no code of its own"
        elif seen.setdefault(code, kind.__name__) != kind.__name__:
            yield f"{kind.__name__}: {code} is the code of {seen[code]}"
        if not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            yield f"{kind.__name__}: not frozen"
        for field in dataclasses.fields(kind):
            if _PERSONAL.search(field.name) and _holds_words(field):
                yield f"{kind.__name__}.{field.name}: a name or text"


def _holds_words(field: dataclasses.Field[object]) -> bool:
    """Whether the field is a plain string; a reference to a free text (id and digest) or an id is none."""
    kinds = str(getattr(field.type, "__name__", field.type)).replace(" ", "").split("|")
    return "str" in kinds and not field.name.endswith(("_id", "_ids", "_code"))


def test_every_event_is_in_order() -> None:
    source.expect_none(wrong(announced()))


def planted(name: str, code: str | None, **fields: type) -> type[Announcement]:
    """An event class that exists in this test only."""
    body: dict[str, object] = {"__annotations__": {**fields, "code": ClassVar[str]}}
    if code:
        body["code"] = code
    kind: type[Announcement] = type(name, (Announcement,), body)
    return dataclasses.dataclass(frozen=True, kw_only=True)(kind)


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        ({"candidate_name": str}, "planted_one", "a name or text"),
        ({"note": str}, "planted_two", "a name or text"),
        ({"candidacy_id": int}, None, "no code"),
    ],
)
def test_a_planted_event_is_seen(fields: dict[str, type], code: str | None, said: str) -> None:
    assert [sentence for sentence in wrong([planted("Planted", code, **fields)]) if said in sentence]


def test_two_events_with_one_code_are_seen() -> None:
    kinds = [planted("First", "same"), planted("Second", "same")]
    assert list(wrong(kinds)) == ["Second: same is the code of First"]


def test_ids_instants_and_references_are_no_names() -> None:
    assert list(wrong([planted("Good", "good", text_id=str, told_at=datetime, text=dict)])) == []
