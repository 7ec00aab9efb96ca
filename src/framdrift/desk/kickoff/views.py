"""The kick-off page and how far its search has come."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.desk.assignments.subject import assignments_of
from framdrift.desk.kickoff.forms import RoundsForm
from framdrift.desk.kickoff.owners import OwnersForm
from framdrift.desk.kickoff.shown import blocks_of, late_debrief_lines, left_out_lines, people_of, step_names
from framdrift.foundation import calendar
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.booking.weeks import weeks_of
from framdrift.planning.kickoff.asking import default_rounds
from framdrift.planning.kickoff.drafting import draft
from framdrift.planning.kickoff.rounds import Asked, from_json
from framdrift.recruiting.kinds import MeetingKind, MeetingState, SearchState, SittingState
from framdrift.recruiting.models import Assignment, Contact, Sitting, TempoTerm
from framdrift.recruiting.queries.meetings import meeting_lines, visible_meetings, visible_sittings
from framdrift.recruiting.refusals import Refusal
from framdrift.science.calendars import local_date

SEARCHING = (SearchState.WAITING, SearchState.RUNNING)


@require_http_methods(["GET", "HEAD", "POST"])
def kickoff(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """The draft, or what became of it; posting the rounds proposes times anew."""
    at = timezone.now()
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    sitting = current_sitting(request, row)
    people, names = people_of(row), step_names(row, get_language() or "en")
    asked = _asked(row, sitting, at)
    posted = request.POST if request.method == "POST" else None
    form = RoundsForm(posted, asked=asked, people=people, steps=names)
    owners = OwnersForm(posted, assignment=row)
    if all([form.is_valid(), owners.is_valid()]):
        try:
            draft(
                assignment=row,
                asked=form.wanted(),
                owners=owners.wanted(),
                by=request.viewer,
                at=at,
                clock=time.monotonic,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            messages.success(request, _("Times are proposed. Nobody's time is taken before you send them."))
            return redirect("assignment-kickoff", assignment_id=row.pk)
    context = {"assignment": row, "tab": "plan", "form": form, "owners": owners, **_standing(request, row, sitting, at)}
    if sitting is not None:
        context["left_out"] = left_out_lines(sitting, from_json(sitting.asked), names, people)
        context["late_debriefs"] = late_debrief_lines(sitting, names)
    return render(request, "kickoff/kickoff.html", context, status=422 if form.is_bound else 200)


def current_sitting(request: ReaderRequest, row: Assignment) -> Sitting | None:
    """The newest sitting that was not called off."""
    rows = visible_sittings(request.viewer).filter(assignment=row).exclude(state=SittingState.DROPPED)
    return rows.first()


def _asked(row: Assignment, sitting: Sitting | None, at: datetime) -> Asked:
    """The defaults, with what the draft asked for in their place; a round that the draft leaves out is for nobody."""
    defaults = default_rounds(row, today=local_date(at, calendar.agency_zone()))
    if sitting is None or sitting.state != SittingState.DRAFTED:
        return defaults
    before = from_json(sitting.asked)
    return Asked(
        tuple(
            before.round(one.key) or (replace(one, count=0) if one.kind == MeetingKind.INTERVIEW else one)
            for one in defaults.rounds
        )
    )


def _standing(request: ReaderRequest, row: Assignment, sitting: Sitting | None, at: datetime) -> dict[str, Any]:
    """The meetings by week, whom they wait for, the tempo that is settled with them."""
    deciders = Contact.objects.filter(assignment=row, part=Contact.Part.DECIDER).select_related("account")
    context: dict[str, Any] = {
        "sitting": sitting,
        "decider": next((one.account for one in deciders), None),
        "terms": list(TempoTerm.objects.filter(assignment=row, side__in=["client", "agency"]).order_by("side", "pk")),
        "is_searching": sitting is not None and sitting.state == "drafted" and sitting.search in SEARCHING,
    }
    if sitting is None:
        return context
    own = visible_meetings(request.viewer).filter(sitting=sitting).exclude(state=MeetingState.CANCELLED)
    lines = meeting_lines(request.viewer, own)
    today = local_date(at, request.viewer.zone)
    blocks = blocks_of(lines, language=get_language() or "en")
    context |= {"lines": lines, "weeks": weeks_of(blocks, zone=request.viewer.zone, today=today)}
    return context


@require_safe
def search(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """How far the search has come, as part of the page; when it has ended the page is read anew."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    if request.headers.get("HX-Request") != "true":
        return redirect("assignment-kickoff", assignment_id=row.pk)
    sitting = current_sitting(request, row)
    going_on = sitting is not None and sitting.state == SittingState.DRAFTED and sitting.search in SEARCHING
    context = {"assignment": row, "sitting": sitting, "is_searching": going_on}
    answer = render(request, "kickoff/_search.html", context)
    if not going_on:
        answer.headers["HX-Refresh"] = "true"
    return answer
