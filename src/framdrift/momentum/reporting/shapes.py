"""What a report consists of, in words already: parts with a sentence, a chart and a table; and the list behind a
number. Light: the web process knows these, and nothing of what counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One recruitment's part in a number. `candidacy_id` is 0 for an assignment's own steps and for a client's eyes;
    `candidate_id` is set instead for what was promised to somebody who is in no assignment.

    `work_days` is None where the number counts things; `n` of them. `first_at` is when the first began. `open_n` had
    not ended when the report was seen.
    """

    assignment_id: int
    candidacy_id: int
    candidate_id: int
    title: str
    company: str
    candidate: str
    work_days: float | None
    n: int
    open_n: int
    first_at: datetime


@dataclass(frozen=True, slots=True)
class CaseList:
    """What a number counts: the sums of all lines, and the first of the lines, largest first."""

    key: str
    work_days: float | None
    n: int
    line_count: int
    lines: tuple[CaseLine, ...]
