"""What else a seat does with what waits on it: answers in words, passes it on, is away, says yes to a plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.actions import cancel_absence
from framdrift.organisations.models import Account
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused
from framdrift.portals.client.forms import AwayForm, ConfirmForm, PassForm, WordsForm
from framdrift.portals.client.giving_times import PickTimesForm, give_times
from framdrift.portals.client.words import task_title
from framdrift.recruiting.actions.client_balls import answer_ball, confirm_plan, pass_on_ball, step_away
from framdrift.recruiting.kinds import BallReason
from framdrift.recruiting.models import Ball
from framdrift.recruiting.queries.client_page import TO_DECIDE
from framdrift.recruiting.queries.client_scope import (
    absences_of,
    colleagues_of,
    passable_balls,
    presented_to,
    seat_balls,
    shown_name,
)
from framdrift.recruiting.queries.meetings import visible_sittings
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.recruiting.refusals import Refusal
from framdrift.science.calendars import local_date


@require_http_methods(["GET", "HEAD", "POST"])
def ball(request: ReaderRequest, ball_id: int) -> HttpResponse:
    """A ball that is played with words: times for a meeting, what the profile lacks. A decision has its own page."""
    at = timezone.now()
    held = get_object_or_404(seat_balls(request.viewer, on=local_date(at, agency_zone())), pk=ball_id)
    if held.reason in TO_DECIDE and held.candidacy_id is not None:
        return redirect("client-decide", candidacy_id=held.candidacy_id)
    if held.reason == BallReason.CONFIRM_TIMES:
        sitting = visible_sittings(request.viewer).filter(assignment=held.assignment_id, state="sent").first()
        if sitting is not None:
            return redirect("client-kickoff", sitting_id=sitting.pk)
    posted = request.POST if request.method == "POST" else None
    form: PickTimesForm | WordsForm
    if held.reason == BallReason.GIVE_TIMES:
        form = PickTimesForm(posted, held=held, by=request.viewer, at=at)
    else:
        form = WordsForm(posted)
    if form.is_valid():
        try:
            if held.reason == BallReason.GIVE_TIMES:
                give_times(held, form.cleaned_data, by=request.viewer, at=at)
            else:
                answer_ball(ball=held, words=form.cleaned_data["words"], by=request.viewer, at=at)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            messages.success(request, _thanks(held, form.cleaned_data))
            return redirect("client-home")
    context = {"ball": held, "title": _title(request, held), "form": form}
    return render(request, "client/ball.html", context, status=422 if form.is_bound else 200)


def _thanks(held: Ball, data: dict[str, Any]) -> str:
    if data.get("starts"):
        return _("Thank you. The candidate chooses one of the times, and you get an invitation.")
    return _("Thank you. %(who)s has it now.") % {"who": held.assignment.owner.name}


def _title(request: ReaderRequest, held: Ball) -> str:
    """What the ball asks for, with the candidate's name as the company knows it."""
    about = presented_to(request.viewer).filter(pk=held.candidacy_id or 0).first()
    step = held.step.plan_step.name_in(get_language() or "en")
    return task_title(held.reason, name=shown_name(about) if about else "", step=step)


@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: ReaderRequest, ball_id: int) -> HttpResponse:
    """Give a ball to a colleague, with a reason."""
    at = timezone.now()
    held = get_object_or_404(passable_balls(request.viewer, on=local_date(at, agency_zone())), pk=ball_id)
    people = list(_takers(request, held))
    form = PassForm(request.POST if request.method == "POST" else None, colleagues=people)
    if request.method == "POST" and form.is_valid():
        to = next(one for one in people if str(one.pk) == form.cleaned_data["to"])
        try:
            pass_on_ball(ball=held, to=to, why=form.cleaned_data["why"], by=request.viewer, at=at)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            messages.success(request, _("%(who)s has it now, and gets a letter about it.") % {"who": to.name})
            return redirect("client-home")
    context = {"ball": held, "title": _title(request, held), "form": form, "has_people": bool(people)}
    return render(request, "client/pass.html", context, status=422 if form.is_bound else 200)


def _takers(request: ReaderRequest, held: Ball) -> list[Account]:
    """Colleagues, and the reader where the ball is a colleague's."""
    people = list(colleagues_of(request.viewer).exclude(pk=held.account_id or 0))
    if held.account_id != request.viewer.account_id:
        people.insert(0, Account.objects.get(pk=request.viewer.account_id or 0))
    return people


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: ReaderRequest) -> HttpResponse:
    """Days away, and who steps in meanwhile."""
    at = timezone.now()
    on = local_date(at, agency_zone())
    people = list(colleagues_of(request.viewer))
    form = AwayForm(request.POST if request.method == "POST" else None, colleagues=people)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        deputy = next(one for one in people if str(one.pk) == data["deputy"])
        try:
            step_away(first_on=data["first_on"], last_on=data["last_on"], deputy=deputy, by=request.viewer, at=at)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Noted. %(who)s sees what waits on you on those days.") % {"who": deputy.name})
            return redirect("client-home")
    context = {"form": form, "has_people": bool(people), "absences": absences_of(request.viewer, on=on)}
    return render(request, "client/away.html", context, status=422 if form.is_bound else 200)


@require_POST
def back(request: ReaderRequest, absence_id: int) -> HttpResponse:
    """There after all."""
    own = absences_of(request.viewer, on=local_date(timezone.now(), agency_zone()))
    absence = get_object_or_404(own, pk=absence_id)
    cancel_absence(absence_id=absence.pk, by=request.viewer, at=timezone.now())
    messages.success(request, _("Noted: you are there."))
    return redirect("client-away")


@require_POST
def confirm(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Say yes to the plan as it stands."""
    assignment = get_object_or_404(visible_assignments(request.viewer), pk=assignment_id)
    form = ConfirmForm(request.POST)
    remark = form.cleaned_data["remark"] if form.is_valid() else ""
    try:
        confirm_plan(assignment=assignment, remark=remark, by=request.viewer, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence())
    else:
        messages.success(request, _("Thank you. Your consultant sees that the plan suits you."))
    return redirect("client-assignment", assignment_id=assignment.pk)
