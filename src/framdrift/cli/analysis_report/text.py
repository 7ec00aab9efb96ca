"""The printed report: sentences, then plain tables."""

from __future__ import annotations

import unicodedata

from framdrift.cli.analysis_report.figures import (
    Table,
    introduction,
    outcomes_figure,
    pairs_figure,
    steps_figure,
    variants_table,
)
from framdrift.cli.language import Language
from framdrift.science.eventlog.analysis import Analysis

WIDEST = 60


def text_report(analysis: Analysis, log_name: str, language: Language) -> str:
    """The whole report for a terminal."""
    figures = [steps_figure(analysis, language), pairs_figure(analysis, language)]
    if analysis.outcomes is not None:
        figures.append(outcomes_figure(analysis.outcomes, language))
    parts = ["\n".join(introduction(analysis, log_name, language))]
    parts += [f"{f.title}\n{'=' * width(f.title)}\n{f.sentence}\n\n{_laid_out(f.table)}" for f in figures]
    variants = variants_table(analysis, language)
    parts.append(f"{variants.caption}\n{'=' * width(variants.caption)}\n" + _variants(variants))
    return "\n\n".join(parts)


def _variants(table: Table) -> str:
    """A way through is long: the number first, then the steps on one line."""
    return "\n".join(f"{n:>9}  {steps}" for steps, n in table.rows)


def _laid_out(table: Table) -> str:
    """Columns as wide as they need; texts left, numbers right."""
    rows = [tuple(_short(cell) for cell in row) for row in (table.heads, *table.rows)]
    widths = [max(width(row[place]) for row in rows) for place in range(len(table.heads))]
    texts = 2 if len(table.heads) > 1 and table.heads[1] != "n" and not _numeric(table, 1) else 1
    lines = []
    for row in rows:
        cells = [_padded(cell, widths[i], right=i >= texts) for i, cell in enumerate(row)]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "  ".join("-" * size for size in widths))
    return "\n".join(lines)


def _numeric(table: Table, place: int) -> bool:
    return all(row[place][:1].isdigit() or row[place] == "–" for row in table.rows)


def _padded(cell: str, size: int, *, right: bool) -> str:
    blank = " " * (size - width(cell))
    return blank + cell if right else cell + blank


def _short(cell: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in cell)
    return clean if len(clean) <= WIDEST else clean[: WIDEST - 1] + "…"


def width(text: str) -> int:
    """Columns on a terminal: combining marks take none, wide letters two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
