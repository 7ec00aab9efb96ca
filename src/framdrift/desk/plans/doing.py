"""Verbs on the plan: use another one, promise its end, keep a candidate's notice period."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framdrift.desk.assignments.subject import VERBS, assignments_of
from framdrift.desk.candidacies.subject import VERBS as CANDIDACY_VERBS
from framdrift.desk.components import words
from framdrift.desk.plans.forms import NoticeForm, PromiseForm, StepPeopleForm, WhatIfForm, left_out, step_at
from framdrift.desk.verbs import Doing, Done
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.sheet import ground_of
from framdrift.planning.what_if import AGAIN, Situation, last_interview, with_changes
from framdrift.recruiting.actions.plans import NewShape, promise_end, reshape_plan, tell_notice
from framdrift.recruiting.actions.step_people import set_step_people
from framdrift.recruiting.models import Assignment, Candidacy
from framdrift.recruiting.queries.scope import colleagues
from framdrift.recruiting.refusals import Refusal


@require_POST
def use(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Put the plan that was thought of in place of the one that stands."""
    at = timezone.now()
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    form = WhatIfForm(request.POST, ground=ground_of(row, at=at))
    if not form.is_valid() or not form.changes():
        messages.error(request, _("Choose at least one change first."))
        return redirect("assignment-what-if", assignment_id=row.pk)
    shape = new_shape(form.situation, with_changes(form.situation, form.changes()))
    try:
        reshape_plan(assignment=row, shape=shape, by=request.viewer, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence())
        return redirect("assignment-what-if", assignment_id=row.pk)
    messages.success(request, _("The new plan is in place. Its dates follow within a minute."))
    return redirect("assignment-plan", assignment_id=row.pk)


def new_shape(before: Situation, after: Situation) -> NewShape:
    """What must be written for one plan to become the other."""
    was = {row.id: row for row in before.rows}
    rows = [row for row in after.rows if row.id in was]
    last = last_interview(before.rows)
    is_again = last is not None and any(row.id == AGAIN for row in after.rows)
    return NewShape(
        lengths={row.id: (row.work_days, row.response_work_days) for row in rows},
        beside={row.id: row.parallel for row in rows},
        without=left_out(before, after),
        again=[before.rows[last].id] if is_again and last is not None else [],
        wanted_start_on=after.start_on,
        rests_in_july=after.rests_in_july,
    )


@VERBS.verb(gettext_lazy("Promise the client a date"), PromiseForm, button=gettext_lazy("Promise this date"))
def promise(doing: Doing[Assignment]) -> Done:
    """The one date that is told outward; the plan is judged by it."""
    promise_end(assignment=doing.row, on=doing.data["on"], by=doing.by, at=doing.at)
    day = words.dated_words(doing.data["on"], doing.today)
    return Done(_("The client is promised %(day)s. The plan is judged by it from now on.") % {"day": day})


@VERBS.verb(gettext_lazy("Who has a step"), StepPeopleForm, button=gettext_lazy("Save"))
def step_people(doing: Doing[Assignment]) -> Done:
    """What lies with whoever had it goes to whoever has it now."""
    step = step_at(doing)
    who = {one.pk: one for one in colleagues()}
    owner, deputy = doing.data["owner"], doing.data["deputy"]
    set_step_people(
        plan_step=step,
        owner=who.get(owner) if owner != doing.row.owner_id else None,
        deputy=who.get(deputy) if deputy else None,
        by=doing.by,
        at=doing.at,
    )
    name = who[owner].name if owner in who else doing.row.owner.name
    told = _("%(who)s has %(step)s.") % {"who": name, "step": step.name_in(get_language() or "en").lower()}
    return Done(told, to=reverse("assignment-plan", args=[doing.row.pk]))


@CANDIDACY_VERBS.verb(gettext_lazy("Notice period"), NoticeForm, button=gettext_lazy("Save"))
def notice(doing: Doing[Candidacy]) -> Done:
    """What the candidate told."""
    tell_notice(
        candidacy=doing.row,
        months=doing.data["months"],
        to_month_end=doing.data["to_month_end"],
        by=doing.by,
        at=doing.at,
    )
    return Done(_("The notice period is kept."))
