"""The pages of one assignment: board, column, candidates, activity."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from framdrift.desk.assignments.cards import Pen, cards_of, heading, move_choices, pen
from framdrift.desk.assignments.subject import assignments_of, home_of
from framdrift.desk.numbers import number_in
from framdrift.desk.timeline.sentences import lines
from framdrift.organisations.access import Viewer
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.queries import PlanLine, Trodden, plan_at_front
from framdrift.planning.standing import date_as_it_stands
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.models import Assignment, Note, PlanStep, Promise, TempoTerm
from framdrift.recruiting.queries import board as boards
from framdrift.recruiting.queries.candidacies import ended_and_active, notes_of, promise_lines
from framdrift.recruiting.queries.tempo import tempo_kept
from framdrift.recruiting.queries.timeline import assignment_timeline

_LISTED = 50


@require_safe
def assignment(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """The assignment with its plan and board; for htmx the board alone."""
    now = timezone.now()
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    plan = boards.plan_of(row)
    search = request.GET.get("q", "").strip()
    columns = boards.board(request.viewer, assignment=row, plan=plan, search=search)
    ink = pen(request.viewer, now=now)
    context = {
        "assignment": row,
        "search": search,
        "columns": [_drawn(row, column, ink, search=search) for column in columns],
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "assignments/_board.html", context | {"fragment": True})
    context |= {"plan": _plan(request.viewer, row, plan, now), "tab": "board", **move_choices(columns)}
    return render(request, "assignments/assignment.html", context)


@require_safe
def standing(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """How the assignment stands, with the dates that what was done a moment ago has moved; a part of its page."""
    now = timezone.now()
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    if request.headers.get("HX-Request") != "true":
        return redirect(home_of(row))
    plan = boards.plan_of(row)
    date_as_it_stands(row, at=now)
    context = {"assignment": row, "plan": _plan(request.viewer, row, plan, now)}
    return render(request, "assignments/_standing.html", context)


def _plan(viewer: Viewer, row: Assignment, plan: tuple[PlanStep, ...], now: datetime) -> PlanLine:
    """The plan bar, from what the board's plan has read already."""
    front = max((step.position for step in plan if getattr(step, "is_in_play", False)), default=0)
    open_at = frozenset(step.pk for step in plan if getattr(step, "is_open", False))
    begun = frozenset(step.pk for step in plan if getattr(step, "is_begun", False))
    return plan_at_front(viewer, row, Trodden(open_at, begun, front), as_of=now)


def _drawn(row: Assignment, column: boards.Column, ink: Pen, *, search: str) -> dict[str, Any]:
    """A column as its template takes it."""
    address = reverse("assignment-column", args=[row.pk, column.step.pk])
    return {
        "step": column.step,
        "name": column.step.name_in(get_language() or "en"),
        "heading": heading(column),
        "cards": cards_of(column.cards, ink),
        "is_empty": not column.cards,
        "after": column.after,
        "more": f"{address}?{urlencode({'after': column.after, 'q': search})}",
    }


@require_safe
def column(request: ReaderRequest, assignment_id: int, plan_step_id: int) -> HttpResponse:
    """More cards of one column, after the cursor `?after=`: a page of its own, or the next cards for the board."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    plan = boards.plan_of(row)
    step = get_object_or_404(PlanStep, pk=plan_step_id, assignment=row, scope=Scope.CANDIDACY)
    search = request.GET.get("q", "").strip()
    found = boards.column(
        request.viewer, assignment=row, plan=plan, step=step, after=request.GET.get("after", ""), search=search
    )
    drawn = _drawn(row, found, pen(request.viewer, now=timezone.now()), search=search)
    is_fragment = request.headers.get("HX-Request") == "true"
    template = "assignments/_cards.html" if is_fragment else "assignments/column.html"
    return render(request, template, {"assignment": row, "column": drawn, "search": search})


@require_safe
def candidates(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Everybody in the assignment as a plain list, the ended ones too."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    status, search = request.GET.get("status", ""), request.GET.get("q", "").strip()
    first = number_in(request.GET.get("from", "")) or 0
    rows = ended_and_active(request.viewer, assignment_id=row.pk, status=status, search=search)
    found = list(rows[first : first + _LISTED + 1])
    shown = found[:_LISTED]
    balls = boards.main_balls([one.pk for one in shown])
    context = {
        "assignment": row,
        "listed": [(one, balls[one.pk][0] if one.pk in balls else None) for one in shown],
        "more_from": first + _LISTED if len(found) > _LISTED else None,
        "status": status,
        "search": search,
        "tab": "candidates",
    }
    return render(request, "assignments/candidates.html", context)


@require_safe
def activity(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Promises, tempo, notes and what has happened; its timeline goes on from `?before=`."""
    now = timezone.now()
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    before = request.GET.get("before", "")
    told = assignment_timeline(row, before=number_in(before))
    context: dict[str, Any] = {
        "assignment": row,
        "events": list(lines(told, now=now)),
        "before": told.before,
        "more_address": request.path,
        "tab": "activity",
    }
    if request.headers.get("HX-Request") == "true" and before:
        return render(request, "timeline/more.html", context)
    context |= {
        "promises": promise_lines(Promise.objects.filter(assignment=row), as_of=now),
        "notes": notes_of(Note.objects.filter(assignment=row, candidacy__isnull=True)),
        "tempo": TempoTerm.objects.filter(assignment=row).order_by("side", "kind"),
        "kept": tempo_kept(row, as_of=now),
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "assignments/_activity.html" if is_fragment else "assignments/activity.html", context)
