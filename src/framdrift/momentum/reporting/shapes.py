"""What a report consists of, in words already: parts with a sentence, a chart and a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A number or words; `cases` names the list behind it, empty where there is none."""

    text: str
    cases: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows; the first cell of a row names it."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of a chart: `value` on the scale with its limits (None: not reached), and what is written beside it.

    `value` None draws no mark and leaves the words.
    """

    label: str
    value: float | None
    said: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Marks on a scale from 0, to 1 where they are shares. `unit` is written under it."""

    unit: str
    marks: tuple[Mark, ...]
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report. `notes` are shorter sentences that say what counts and what does not."""

    key: str
    title: str
    sentence: str
    chart: Chart | None
    table: Table | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report in one language."""

    language: str
    title: str
    lead: str
    parts: tuple[Part, ...]
