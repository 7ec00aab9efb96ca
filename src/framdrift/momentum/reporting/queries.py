"""The door to the reports: what pages ask for. What computes is loaded at the first question, since a web server that
nobody asks for a report shall not carry numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framdrift.momentum.losses.queries import Losses
from framdrift.momentum.reporting.period import Period
from framdrift.momentum.reporting.shapes import Document
from framdrift.organisations.access import Viewer

if TYPE_CHECKING:
    from framdrift.momentum.reporting.cases import CaseList

SHOWN, MOST = 50, 1000
"""So many lines of a list are shown at first, and at most."""


def staff_report(viewer: Viewer, period: Period, *, company_id: int | None = None) -> Document:
    """What a recruiter reads of all assignments that they see, or of one client's, in the active language."""
    from framdrift.momentum.reporting.document import staff_document
    from framdrift.momentum.reporting.report import time_report

    return staff_document(time_report(viewer, period, company_id=company_id))


def client_report(viewer: Viewer, period: Period) -> tuple[Document, Losses]:
    """What a client's seat reads of the assignments that it sees, in the active language; and its two losses, case by
    case."""
    from framdrift.momentum.reporting.document import client_document
    from framdrift.momentum.reporting.report import time_report

    report = time_report(viewer, period)
    return client_document(report), report.losses


def report_cases(
    viewer: Viewer, period: Period, key: str, *, company_id: int | None = None, most: int = SHOWN
) -> CaseList | None:
    """The list behind a number of the same reader's report; None where there is no such number."""
    from framdrift.momentum.reporting.cases import cases

    return cases(viewer, period, key, company_id=company_id, most=min(most, MOST))
