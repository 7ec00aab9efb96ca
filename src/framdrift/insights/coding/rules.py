"""How notes are cut into passages, and passages become mentions of persons. Pure.

A passage is one meaning. Nobody but a reader can tell where one ends, so the cut is humble: at every new line, and
between sentences where what stands before is long enough to mean something by itself. Positions are code points, so
that å, ä, ö and signs of several code points keep their places in any language that reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from framdrift.insights.coding.coded import Mention

ENOUGH = 80
"""Characters that a sentence needs to stand by itself; a shorter one goes with what follows."""

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_END = re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\"“”‘’'(\[–—-]?\s*[A-ZÅÄÖÉ0-9])")
_SHORTENED = re.compile(r"(?:\b(?:t\.ex|bl\.a|m\.m|d\.v\.s|o\.s\.v|e\.g|i\.e|ca|kl|nr|resp|Mr|Ms|Dr|St)|\b\w)\.\s*$")
_HEAVIEST = ("decisive", "contributing", "mentioned")


@dataclass(frozen=True, slots=True)
class Said:
    """One code of one passage, as far as counting needs it."""

    theme: str
    direction: str
    weight: str
    origin: str


def cut(text: str) -> list[tuple[int, int]]:
    """(start, end) of the passages of a note, in order, in code points; together they hold every visible sign."""
    return [span for line in _LINE.finditer(text) for span in _of_line(text, line.start(), line.end())]


def mentions_of(said: Iterable[Said]) -> tuple[Mention, ...]:
    """What one person mentioned, by theme: a person's codes stand before the machine's for the same theme."""
    by_theme: dict[str, list[Said]] = {}
    for one in said:
        by_theme.setdefault(one.theme, []).append(one)
    return tuple(_mention(theme, by_theme[theme]) for theme in sorted(by_theme))


def _mention(theme: str, said: Sequence[Said]) -> Mention:
    by_person = [one for one in said if one.origin == "person"]
    told = by_person or said
    ways = {one.direction for one in told if one.direction}
    direction = ways.pop() if len(ways) == 1 else "mixed" if ways else ""
    weight = min((one.weight for one in told), key=_HEAVIEST.index)
    return Mention(theme, direction, weight, "person" if by_person else "machine")


def _of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begins = start
    for stop in (match.end() for match in _END.finditer(text, start, end)):
        if len(text[begins:stop].strip()) >= ENOUGH and not _SHORTENED.search(text, begins, stop):
            yield from _trimmed(text, begins, stop)
            begins = stop
    yield from _trimmed(text, begins, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
