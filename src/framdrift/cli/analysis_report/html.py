"""The report as one web page: no scripts, nothing fetched, light and dark, a table below each chart."""

from __future__ import annotations

from html import escape

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
from framdrift.cli.language import Language
from framdrift.science.eventlog.analysis import Analysis

CSS = """
:root { color-scheme: light dark; --ink: #1c2733; --soft: #5b6876; --paper: #fff; --rule: #d6dce2; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf2; --soft: #a7b3bf; --paper: #14191f; --rule: #3a4652; }
}
body { margin: 0 auto; max-inline-size: 62rem; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-block-start: 2.5rem; }
svg { inline-size: 100%; block-size: auto; }
.table { overflow-x: auto; }
table { border-collapse: collapse; inline-size: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: start; color: var(--soft); padding-block: 0.5rem; }
th, td { padding: 0.3rem 0.6rem; border-block-end: 1px solid var(--rule); text-align: end; vertical-align: top; }
th:first-child, td:first-child { text-align: start; }
tbody th { font-weight: 500; }
"""


def html_report(analysis: Analysis, log_name: str, language: Language) -> str:
    """The whole document."""
    gettext = language.gettext
    title = gettext("Where the time goes: {log}").format(log=log_name)
    body = [f"<h1>{escape(title)}</h1>"]
    body += [f"<p>{escape(text)}</p>" for text in introduction(analysis, log_name, language)]
    body.append(_section(steps_figure(analysis, language), language, "steps", dots=True))
    body.append(_section(pairs_figure(analysis, language), language, "pairs", dots=False))
    if analysis.outcomes is not None:
        body.append(_section(outcomes_figure(analysis.outcomes, language), language, "outcomes", dots=False))
    variants = variants_table(analysis, language)
    body.append(f"<section><h2>{escape(variants.caption)}</h2>{_table(variants)}</section>")
    return (
        f'<!doctype html>\n<html lang="{language.code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _section(figure: Figure, language: Language, identity: str, *, dots: bool) -> str:
    chart = draw(figure, language, identity=identity, dots=dots) if figure.bars else ""
    return (
        f"<section>\n<h2>{escape(figure.title)}</h2>\n<p>{escape(figure.sentence)}</p>\n"
        f"{chart}\n{_table(figure.table)}\n</section>"
    )


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in table.rows
    )
    caption = escape(table.caption)
    return (
        f'<div class="table" role="region" aria-label="{caption}" tabindex="0"><table><caption>{caption}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )
