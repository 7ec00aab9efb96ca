"""Every number that a page tells, each with its place: for tests that take sources away and look what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

Place = tuple[str, str, str]
"""The id of the section's heading, or which block of the page; the head of the line (empty for a sentence); the column,
or which number of the sentence."""

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")


def told(page: str) -> dict[Place, str]:
    """The cells with a digit above 0, the numbers of the sentences, what points of a list say, and the charts whole."""
    main: Any = html.fromstring(page).find(".//main")
    blocks = [
        one
        for one in main.iter("section", "p")
        if one.tag == "section" or next(one.iterancestors("section"), None) is None
    ]
    return {
        place: text
        for number, block in enumerate(blocks)
        for place, text in _of_block(block, block.get("aria-labelledby") or f"block {number}")
        if any(digit in text for digit in "123456789")
    }


def left_of(before: dict[Place, str], after: dict[Place, str], *, section: str, line: str) -> set[str]:
    """The columns of a line that tell the same as before."""
    return {place[2] for place, text in before.items() if place[:2] == (section, line) and after.get(place) == text}


def _of_block(block: Any, name: str) -> Iterator[tuple[Place, str]]:
    for row in block.iterfind(".//tbody/tr"):
        head, *cells = row
        for cell in cells:
            yield (name, _text(head), cell.get("data-label")), _text(cell)
    for point in block.iterfind(".//li"):
        head, _colon, words = _text(point).partition(": ")
        yield (name, head, "point"), words
    for chart in block.iterfind(".//svg"):
        yield (name, "", "chart"), html.tostring(chart, encoding="unicode")
    sentences = [block] if block.tag == "p" else block.findall("./p") + block.findall("./details/p")
    for place, words in enumerate(" ".join(_NUMBER.findall(_text(one))) for one in sentences):
        for which, number in enumerate(words.split(" ")):
            yield (name, "", f"sentence {place}.{which}"), number


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())
