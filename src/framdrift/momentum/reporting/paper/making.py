"""Ask the child process for the PDF: the document as JSON, the charts as the SVG that the page shows."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from django.utils.translation import gettext as _

from framdrift.momentum.reporting.drawing import draw
from framdrift.momentum.reporting.shapes import Document, Part, Table

_LONGEST_SECONDS = 60


def pdf_of(document: Document, *, agency: str) -> bytes:
    """The PDF of a document whose language is the active one. Raises CalledProcessError where setting fails."""
    answer = subprocess.run(
        [sys.executable, "-m", "framdrift.momentum.reporting.paper.typesetting"],
        input=json.dumps(_content(document, agency)).encode(),
        capture_output=True,
        check=True,
        timeout=_LONGEST_SECONDS,
    )
    return answer.stdout


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
