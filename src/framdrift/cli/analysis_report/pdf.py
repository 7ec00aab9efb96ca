"""The report as a tagged PDF (PDF/UA-1), set by Typst, with the same figures and tables."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import typst

from framdrift.cli.analysis_report.drawing import draw
from framdrift.cli.analysis_report.figures import (
    Figure,
    Table,
    introduction,
    outcomes_figure,
    pairs_figure,
    steps_figure,
    variants_table,
)
from framdrift.cli.arguments import CallFailed
from framdrift.cli.language import Language
from framdrift.science.eventlog.analysis import Analysis

TEMPLATE = """
#let report = json("report.json")
#set document(title: report.title)
#set text(lang: report.lang, size: 10pt, hyphenate: true)
#set page(paper: "a4", margin: 2cm, numbering: "1", flipped: true)
#set par(justify: false)
#show heading: set block(above: 1.6em, below: 0.8em)
#let data(it) = {
  set text(size: 8pt)
  set par(justify: false)
  figure(
    kind: table,
    supplement: none,
    numbering: none,
    caption: figure.caption(position: top, it.caption),
    table(
      columns: it.heads.len(),
      align: (x, y) => if x == 0 { left } else { right },
      stroke: (x, y) => (bottom: 0.4pt + luma(200)),
      table.header(..it.heads.map(h => [*#h*])),
      ..it.rows.flatten().map(c => [#c]),
    ),
  )
}
#show figure: set block(breakable: true)
#heading(level: 1, report.title)
#for text in report.introduction [#par(text)]
#for part in report.parts {
  heading(level: 2, part.title)
  par(part.sentence)
  if part.chart != none { image(part.chart, width: 100%, alt: part.sentence) }
  data(part.table)
}
#heading(level: 2, report.variants.caption)
#data(report.variants)
"""


def pdf_report(analysis: Analysis, log_name: str, language: Language) -> bytes:
    """The PDF's bytes. Raises `CallFailed` when it cannot be set."""
    figures = [("steps", steps_figure(analysis, language)), ("pairs", pairs_figure(analysis, language))]
    if analysis.outcomes is not None:
        figures.append(("outcomes", outcomes_figure(analysis.outcomes, language)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = {
            "title": language.gettext("Where the time goes: {log}").format(log=log_name),
            "lang": language.code,
            "introduction": introduction(analysis, log_name, language),
            "parts": [_part(figure, key, folder, language) for key, figure in figures],
            "variants": _table(variants_table(analysis, language)),
        }
        (folder / "report.json").write_text(json.dumps(content), encoding="utf-8")
        (folder / "report.typ").write_text(TEMPLATE, encoding="utf-8")
        try:
            return bytes(typst.compile(folder / "report.typ", root=folder, pdf_standards=["ua-1"]))
        except typst.TypstError as problem:
            message = language.gettext("The PDF could not be set ({reason}).")
            raise CallFailed(message.format(reason=problem)) from problem


def _part(figure: Figure, key: str, folder: Path, language: Language) -> dict[str, Any]:
    chart = f"{key}.svg" if figure.bars else None
    if chart:
        drawing = draw(figure, language, identity=key, dots=key == "steps", dark=False)
        (folder / chart).write_text(drawing, encoding="utf-8")
    return {
        "title": figure.title,
        "sentence": figure.sentence,
        "chart": chart,
        "table": _table(figure.table),
    }


def _table(table: Table) -> dict[str, Any]:
    return {"caption": table.caption, "heads": table.heads, "rows": table.rows}
