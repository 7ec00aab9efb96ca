"""The door to the reports: what pages ask for. Nothing here counts: `apart` asks a process of its own, so that a web
process never carries numpy nor the columns."""

from __future__ import annotations

from django.utils.translation import get_language

from framdrift.momentum.losses.queries import Losses, losses
from framdrift.momentum.reporting.apart.asking import ask
from framdrift.momentum.reporting.apart.wire import CASES, CLIENT, STAFF, Question, cases_of, document_of
from framdrift.momentum.reporting.period import Period
from framdrift.momentum.reporting.shapes import CaseList, Document
from framdrift.organisations.access import Viewer

SHOWN, MOST = 50, 1000
"""So many lines of a list are shown at first, and at most."""


def staff_report(viewer: Viewer, period: Period, *, company_id: int | None = None) -> Document:
    """What a recruiter reads of all assignments that they see, or of one client's, in the active language.

    This and the others raise `StillReading` where everything has to be read first and that takes longer than a reader
    waits: the page says so, and asks again.
    """
    return document_of(ask(Question(STAFF, viewer, period, _language(), company_id)))


def client_report(viewer: Viewer, period: Period) -> tuple[Document, Losses]:
    """What a client's seat reads of the assignments that it sees, in the active language; and its two losses, case by
    case."""
    document = document_of(ask(Question(CLIENT, viewer, period, _language())))
    return document, losses(viewer, first_on=period.first_on, last_on=period.last_on, as_of=period.as_of)


def report_cases(
    viewer: Viewer, period: Period, key: str, *, company_id: int | None = None, most: int = SHOWN
) -> CaseList | None:
    """The list behind a number of the same reader's report; None where there is no such number."""
    return cases_of(ask(Question(CASES, viewer, period, _language(), company_id, key, min(most, MOST))))


def _language() -> str:
    return get_language() or "en"
