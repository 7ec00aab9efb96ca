"""What a letter looks like: the same content as plain text and as HTML. One column, no picture, no outside request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.template.loader import render_to_string

from framdrift.foundation.letter_kinds import BUTTON

_BUTTON = f"{{{BUTTON}}}"
_DASH, _HASH = "- ", "# "


@dataclass(frozen=True)
class Part:
    """One message of a letter: its paragraphs (`{button}` marks the button's place) and its one action."""

    heading: str
    paragraphs: tuple[str, ...]
    label: str = ""
    url: str = ""

    def as_data(self) -> dict[str, Any]:
        """For a JSON column."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Part:
        """From a JSON column."""
        return cls(data["heading"], tuple(data["paragraphs"]), data["label"], data["url"])


@dataclass(frozen=True)
class Block:
    """One thing below another: a paragraph's lines, a list's points, a heading or the button."""

    sort: str
    lines: tuple[str, ...] = ()
    url: str = ""


def blocks_of(before: Sequence[str], parts: Sequence[Part], after: Sequence[str]) -> list[Block]:
    """The letter from top to bottom; headings stand where there are several parts."""
    found = [_block(text) for text in before]
    for part in parts:
        if len(parts) > 1:
            found.append(Block("heading", (part.heading,)))
        found += _of_part(part)
    return found + [_block(text) for text in after]


def as_text(blocks: Sequence[Block]) -> str:
    """The letter for a reader of plain text: the address stands below its label."""
    return "\n\n".join(_plain(block) for block in blocks) + "\n"


def as_html(blocks: Sequence[Block], *, language: str, sender: str) -> str:
    """The same content as one HTML page."""
    page = {"blocks": blocks, "language": language, "sender": sender}
    return render_to_string("foundation/letter.html", page)


def _of_part(part: Part) -> list[Block]:
    button = [Block("button", (part.label,), part.url)] if part.url else []
    if _BUTTON not in part.paragraphs:
        return [*(_block(text) for text in part.paragraphs), *button]
    found: list[Block] = []
    for text in part.paragraphs:
        found += button if text == _BUTTON else [_block(text)]
    return found


def _block(text: str) -> Block:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and lines[0].startswith(_HASH):
        return Block("heading", (lines[0].removeprefix(_HASH),))
    if lines and all(line.startswith(_DASH) for line in lines):
        return Block("points", tuple(line.removeprefix(_DASH) for line in lines))
    return Block("words", tuple(lines))


def _plain(block: Block) -> str:
    if block.sort == "button":
        return f"{block.lines[0]}:\n{block.url}"
    if block.sort == "heading":
        return f"{block.lines[0]}\n{'-' * min(len(block.lines[0]), 60)}"
    mark = _DASH if block.sort == "points" else ""
    return "\n".join(f"{mark}{line}" for line in block.lines)
