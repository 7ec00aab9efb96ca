"""The fee of one assignment, and the agency's overview with its export."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framdrift.desk.assignments.subject import assignments_of
from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.spreadsheets import plain_cell
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.queries.fees import COMING, DUE, REACHED, FeeLine, fee_lines, running_guarantees, totals
from framdrift.science.calendars import local_date

LISTED = 100
_ORDER = {DUE: 0, COMING: 1, REACHED: 2}


@require_safe
def of_assignment(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Its parts, what of them is reached, and its guarantee."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    lines = fee_lines(request.viewer, on=local_date(timezone.now(), agency_zone()), assignment=row)
    return render(request, "fees/of_assignment.html", {"assignment": row, "lines": lines, "totals": totals(lines)})


@require_safe
def overview(request: ReaderRequest) -> HttpResponse:
    """What may be invoiced, what is due, what is to come, and the guarantees that run."""
    on = local_date(timezone.now(), agency_zone())
    lines, state = fee_lines(request.viewer, on=on), request.GET.get("state", "")
    shown = sorted((line for line in lines if state in ("", line.state)), key=lambda line: _ORDER[line.state])
    context = {
        "lines": shown[:LISTED],
        "is_cut": len(shown) > LISTED,
        "totals": totals(lines),
        "state": state,
        "guarantees": running_guarantees(request.viewer, on=on),
    }
    return render(request, "fees/overview.html", context)


@require_safe
def export(request: ReaderRequest) -> HttpResponse:
    """The overview as CSV for a spreadsheet of the reader's language: UTF-8 with a mark, no cell is a formula."""
    lines = fee_lines(request.viewer, on=local_date(timezone.now(), agency_zone()), state=request.GET.get("state", ""))
    swedish = get_language() == "sv"
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if swedish else ",", lineterminator="\r\n")
    writer.writerow(
        [_("Client company"), _("Assignment"), _("Owner"), _("Part"), _("Amount"), _("Currency"), _("Expected by"),
         _("Reached")]
    )  # fmt: skip
    writer.writerows(_cells(line, decimal_comma=swedish) for line in lines)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="fees.csv"'
    return response


def _cells(line: FeeLine, *, decimal_comma: bool) -> list[str]:
    reached_on = timezone.localtime(line.reached_at).date().isoformat() if line.reached_at else ""
    return [
        plain_cell(line.company),
        plain_cell(line.title),
        plain_cell(line.owner),
        plain_cell(line.name),
        _amount(line.amount, decimal_comma=decimal_comma),
        plain_cell(line.currency),
        line.due_on.isoformat() if line.due_on else "",
        reached_on,
    ]


def _amount(amount: Decimal, *, decimal_comma: bool) -> str:
    text = f"{amount:.2f}"
    return text.replace(".", ",") if decimal_comma else text
