"""A company's people by unit, and one person's employment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.desk.organisations.hidden import hidden_is_missing
from framdrift.organisations.models import ExitType
from framdrift.organisations.queries import company as company_of
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.roster import importing, queries
from framdrift.organisations.roster.queries import EmployeeRow, UnitTree
from framdrift.organisations.roster.rules import tenure_days

CAP = 200
WHICH = ("employed", "left", "coming", "all")
_RUNS = 5


@require_safe
@hidden_is_missing
def roster(request: ReaderRequest, company_id: int) -> HttpResponse:
    """Everybody at a company: by unit, by name, those who are there, have left or are to come."""
    today = timezone.localdate()
    tree = queries.unit_tree(request.viewer, company_id, on=today)
    everybody = queries.everybody_at(request.viewer, company_id, on=today)
    which = request.GET.get("which", "")
    which = which if which in WHICH else "employed"
    unit = _number(request.GET.get("unit", ""))
    search = request.GET.get("q", "").strip()
    found = _matching(_of_unit(_being(everybody, which, today), unit, tree), search)
    begin = _number(request.GET.get("from", "")) or 0
    employed = sum(1 for _row in _being(everybody, "employed", today))
    shown = {
        "company": company_of(request.viewer, company_id),
        "tree": tree.nodes,
        "unit": unit,
        "search": search,
        "which": which,
        "rows": found[begin : begin + CAP],
        "found": len(found),
        "employed": employed,
        "everybody": len(everybody),
        "more_from": begin + CAP if len(found) > begin + CAP else None,
        "today": today,
        "runs": importing.visible_runs(request.viewer).filter(company_id=company_id)[:_RUNS],
    }
    return render(request, "roster/roster.html", shown)


@require_safe
@hidden_is_missing
def employment(request: ReaderRequest, employment_id: int) -> HttpResponse:
    """One person's employment: where they have worked, and what they were promised before they began."""
    today = timezone.localdate()
    row = queries.employee(request.viewer, employment_id, on=today)
    placements = queries.placements_of(request.viewer, employment_id)
    shown = {
        "row": row,
        "company": company_of(request.viewer, queries.company_of_employment(request.viewer, employment_id)),
        "person": queries.particulars_of(request.viewer, employment_id),
        "placements": placements,
        "may_take_back_move": len(placements) > 1,
        "promised": queries.promised_to(request.viewer, employment_id),
        "exit_words": str(ExitType(row.exit_type).label) if row.exit_type else "",
        "tenure": tenure_days(row.started_on, row.ended_on, on=today),
        "has_ended": row.ended_on is not None,
        "today": today,
    }
    return render(request, "roster/employment.html", shown)


def _being(rows: Iterable[EmployeeRow], which: str, today: date) -> list[EmployeeRow]:
    """Those who are employed, have left, are to come, or all."""

    def state(row: EmployeeRow) -> str:
        if row.ended_on is not None and row.ended_on < today:
            return "left"
        return "coming" if row.started_on > today else "employed"

    return [row for row in rows if which in ("all", state(row))]


def _of_unit(rows: list[EmployeeRow], unit: int | None, tree: UnitTree) -> list[EmployeeRow]:
    if unit is None:
        return rows
    if unit not in {node.id for node in tree.nodes}:
        raise Http404
    inside = tree.inside(unit)
    return [row for row in rows if row.unit_id in inside]


def _matching(rows: list[EmployeeRow], search: str) -> list[EmployeeRow]:
    """Every word of the search stands in the name, title, number or address. In Python: SQLite folds no Å, Ä, Ö."""
    words = search.casefold().split()

    def text(row: EmployeeRow) -> str:
        return f"{row.name} {row.title} {row.external_id} {row.email}".casefold()

    return [row for row in rows if all(word in text(row) for word in words)]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
