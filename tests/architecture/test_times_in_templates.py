"""A date in words is a `<time>` element: it may stand in no attribute and in nothing that holds text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from framdrift.desk.components import tags

SOURCE = Path(__file__).resolve().parents[2] / "src" / "framdrift"
ELEMENTS = ("when", "moment", "day", "dated", "span", "clock")
"""Filters that give an element."""
_FILTER = re.compile(rf"\|\s*(?:{'|'.join(ELEMENTS)})\b")
_DJANGO = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_TEXT_ALONE = re.compile(r"<(text|title|option|textarea)\b[^<>]*>.*?</\1>", re.DOTALL)
_HTML = str.maketrans({'"': "'", "<": "(", ">": ")"})


def misplaced(template: str) -> Iterator[str]:
    """The tags and text elements of a template in which such a filter stands."""
    plain = _DJANGO.sub(lambda found: found.group().translate(_HTML), template)
    for pattern in (_TAG, _TEXT_ALONE):
        yield from (found.group() for found in pattern.finditer(plain) if _FILTER.search(found.group()))


def test_no_element_stands_where_only_text_may() -> None:
    templates = list(SOURCE.rglob("*.html"))
    assert len(templates) > 100
    assert {str(path): found for path in templates if (found := list(misplaced(path.read_text())))} == {}


@pytest.mark.parametrize(
    ("template", "times"),
    [
        ('<input aria-label="{{ slot.day|span:slot.day }} {{ hour }}" checked>', 1),
        ('<text x="1">{{ monday|span:monday }}</text>', 1),
        ('<a title="{% blocktranslate with day=on|dated:now %}by {{ day }}{% endblocktranslate %}">x</a>', 1),
        ('<p data-on="{{ on|date:"Y-m-d" }}">{{ on|dated:now }}</p>', 0),
        ("<p>{% blocktranslate with day=on|dated:now %}by {{ day }}{% endblocktranslate %}</p>", 0),
    ],
)
def test_an_element_in_a_wrong_place_is_seen(template: str, times: int) -> None:
    assert len(list(misplaced(template))) == times


@pytest.mark.parametrize("name", ELEMENTS)
def test_these_filters_give_elements(name: str) -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    given = {"when": (now, now), "moment": (now, now), "clock": (now,), "span": (now.date(), now.date())}
    told = getattr(tags, name)(*given.get(name, (now.date(), now)))
    assert str(told).startswith("<time ")
