"""The kit of one candidate's interview, and the questions of an interview step."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.desk.assignments.subject import assignments_of
from framdrift.desk.kit.forms import QuestionsForm
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.actions.kits import write_kit
from framdrift.recruiting.models import PlanStep
from framdrift.recruiting.queries.kits import INTERVIEWS, kit_of, may_ask, panel_of, questions_of
from framdrift.recruiting.queries.scope import visible_candidacies
from framdrift.recruiting.refusals import Refusal


@require_safe
def kit(request: ReaderRequest, candidacy_id: int, plan_step_id: int) -> HttpResponse:
    """Everything for the interview on one page, on a phone or on paper."""
    rows = visible_candidacies(request.viewer).select_related("candidate", "assignment__company", "assignment__owner")
    candidacy = get_object_or_404(rows, pk=candidacy_id)
    step = _interview(candidacy.assignment_id, plan_step_id)
    found = kit_of(candidacy, step, reader_id=request.viewer.account_id)
    context = {
        "candidacy": candidacy,
        "kit": found,
        "step_name": step.name_in(get_language() or "en"),
        "account_id": request.viewer.account_id,
    }
    return render(request, "kit/kit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: ReaderRequest, assignment_id: int, plan_step_id: int) -> HttpResponse:
    """What everybody at an interview step is asked, and by whom."""
    assignment = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    step = _interview(assignment.pk, plan_step_id)
    people = may_ask(assignment, step)
    criteria, others, is_written = questions_of(assignment, step, panel_of(assignment, step))
    form = QuestionsForm(
        request.POST if request.method == "POST" else None, criteria=criteria, others=others, people=people
    )
    if request.method == "POST" and form.is_valid():
        try:
            write_kit(
                plan_step=step,
                questions=form.asked(),
                panel={one.id for one in people},
                by=request.viewer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            messages.success(request, _("The questions are saved. Everybody at this step is asked the same."))
            return redirect("kit-questions", assignment_id=assignment.pk, plan_step_id=step.pk)
    context = {
        "assignment": assignment,
        "step_name": step.name_in(get_language() or "en"),
        "form": form,
        "is_written": is_written,
        "tab": "plan",
    }
    return render(request, "kit/questions.html", context, status=422 if form.is_bound else 200)


def _interview(assignment_id: int, plan_step_id: int) -> PlanStep:
    """An interview step of the assignment, or nothing that can be found."""
    return get_object_or_404(PlanStep, pk=plan_step_id, assignment_id=assignment_id, type__in=INTERVIEWS)
