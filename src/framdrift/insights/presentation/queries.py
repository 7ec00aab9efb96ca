"""The documents of a company, viewer first; None where nothing has been released to tell of."""

from __future__ import annotations

from datetime import date

from framdrift.insights.presentation.osa import follow_up
from framdrift.insights.presentation.promising import promised
from framdrift.insights.presentation.shapes import Document
from framdrift.insights.presentation.telling import presentation
from framdrift.insights.release.queries import told_of_company
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Company


def presentation_of(viewer: Viewer, company: Company, *, on: date, language: str) -> Document | None:
    """What the company's management is shown, in the active language; the same for everybody who may see it."""
    told = told_of_company(viewer, company.pk, language=language)
    if not told:
        return None
    found = promised(viewer, company.pk, on=on)
    return presentation(told, found, company=company.name, on=on, language=language)


def follow_up_of(viewer: Viewer, company: Company, *, on: date, language: str) -> Document | None:
    """The sheet for the organisational and social work environment, in the active language."""
    told = told_of_company(viewer, company.pk, language=language)
    if not told:
        return None
    found = promised(viewer, company.pk, on=on)
    return follow_up(told, found, company=company.name, on=on, language=language)
