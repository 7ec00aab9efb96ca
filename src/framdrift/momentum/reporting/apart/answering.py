"""The answer to a question, counted in this process. Importing this loads numpy."""

from __future__ import annotations

from django.utils import translation

from framdrift.momentum.reporting.apart.wire import CASES, CLIENT, Question
from framdrift.momentum.reporting.cases import cases
from framdrift.momentum.reporting.document import client_document, staff_document
from framdrift.momentum.reporting.report import time_report
from framdrift.momentum.reporting.shapes import CaseList, Document


def answered(question: Question) -> Document | CaseList | None:
    """In the question's language; None for a list that this reader's report does not have."""
    viewer, period, company_id = question.viewer, question.period, question.company_id
    with translation.override(question.language):
        if question.what == CASES:
            return cases(viewer, period, question.key, company_id=company_id, most=question.most)
        report = time_report(viewer, period, company_id=company_id)
        return client_document(report) if question.what == CLIENT else staff_document(report)
