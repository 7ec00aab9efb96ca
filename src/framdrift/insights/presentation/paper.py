"""A document on paper: the same words as on the page, as tagged PDF."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from framdrift.foundation.papers.making import pdf_of
from framdrift.insights.presentation.drawing import alternative
from framdrift.insights.presentation.shapes import Document

TEMPLATE: Final = Path(__file__).with_name("document.typ")


def paper_of(document: Document, *, agency: str) -> bytes:
    """The PDF of a document whose language is the active one. Raises CalledProcessError where setting fails."""
    content = asdict(document)
    for part in content["parts"]:
        part["alternative"] = alternative(part["title"])
    return pdf_of(TEMPLATE, {**content, "agency": agency, "confidential": _("In confidence: for the recipient only.")})
