"""What a document consists of, in words already: parts with sentences, a drawing and a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows of as many cells; the first cell of a row names it. `widths` are shares of the paper's width."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()

    @property
    def lines(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The rows, each cell with the head above it: on a phone they stand one below the other."""
        return tuple(tuple(zip(self.heads, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Saying:
    """Something retold, and what it is about."""

    words: str
    about: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `drawing` is SVG, empty where there is none; `notes` say what counts and what does not."""

    key: str
    title: str
    sentences: tuple[str, ...]
    drawing: str = ""
    table: Table | None = None
    sayings: tuple[Saying, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The whole in one language. `is_wide`: its tables need the paper turned."""

    language: str
    title: str
    lead: str
    parts: tuple[Part, ...]
    is_wide: bool = False
