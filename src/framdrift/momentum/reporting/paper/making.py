"""The report on paper: the document as plain words, the charts as the SVG that the page shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from framdrift.foundation.papers.making import pdf_of as set_in_type
from framdrift.momentum.reporting.drawing import draw
from framdrift.momentum.reporting.shapes import Document, Part, Table

TEMPLATE: Final = Path(__file__).with_name("report.typ")


def pdf_of(document: Document, *, agency: str) -> bytes:
    """The PDF of a document whose language is the active one. Raises CalledProcessError where setting fails."""
    return set_in_type(TEMPLATE, _content(document, agency))


def _content(document: Document, agency: str) -> dict[str, Any]:
    return {
        "language": document.language,
        "agency": agency,
        "title": document.title,
        "lead": document.lead,
        "confidential": _("In confidence: for the recipient only."),
        "parts": [_part(part) for part in document.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    chart = part.chart and draw(part.chart, title=part.title, sentence=part.sentence, identity=part.key)
    return {
        "title": part.title,
        "sentence": part.sentence,
        "notes": part.notes,
        "chart": chart or "",
        "alternative": f"{part.title}. {part.sentence}",
        "table": _table(part.table) if part.table else None,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "heads": table.heads,
        "rows": [[cell.text for cell in row] for row in table.rows],
    }
