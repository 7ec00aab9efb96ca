"""The list of assignments."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.desk.numbers import number_in
from framdrift.organisations.access import Viewer, visible_companies
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.queries import plans_of
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.queries.assignments import LISTED, AssignmentFilter, assignment_ids, assignment_lines


@require_safe
def assignment_list(request: ReaderRequest) -> HttpResponse:
    """Assignments with their state, soonest expected decision first."""
    now, state = timezone.now(), request.GET.get("state", "")
    wanted, first = _wanted(request), number_in(request.GET.get("from", ""))
    if state:
        wanted = _of_state(request.viewer, wanted, state, now=now)
    found, more = assignment_lines(request.viewer, wanted, today=timezone.localtime(now).date(), first=first or 0)
    plans = plans_of(request.viewer, [line.id for line in found], as_of=now)
    context: dict[str, Any] = {
        "rows": [(line, plans[line.id]) for line in found],
        "wanted": wanted,
        "state": state,
        "is_filtered": any(value for name, value in request.GET.items()),
        "companies": visible_companies(request.viewer).filter(archived_at__isnull=True).order_by("name"),
        "more_from": (first or 0) + LISTED if more else None,
    }
    return render(request, "assignments/list.html", context)


def _of_state(viewer: Viewer, wanted: AssignmentFilter, state: str, *, now: datetime) -> AssignmentFilter:
    """Only those whose plan is in a state: it is judged, not stored, so every plan is looked at."""
    plans = plans_of(viewer, assignment_ids(viewer, wanted), as_of=now)
    return replace(wanted, ids=tuple(pk for pk, plan in plans.items() if plan.state == state))


def _wanted(request: ReaderRequest) -> AssignmentFilter:
    status = request.GET.get("status", "")
    return AssignmentFilter(
        whose="mine" if request.GET.get("whose") == "mine" else "all",
        status=status if status in set(AssignmentStatus) else AssignmentStatus.OPEN,
        company_id=number_in(request.GET.get("company", "")),
        search=request.GET.get("q", "").strip(),
    )
