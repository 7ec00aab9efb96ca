"""The page Today, and what is done from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.desk.components.words import dated_words
from framdrift.desk.today.drafts import reminder_draft
from framdrift.desk.today.lines import sections_of
from framdrift.desk.today.sentences import sentence_of
from framdrift.desk.today.telling import reopening
from framdrift.desk.verbs import day_field
from framdrift.foundation import calendar
from framdrift.momentum import actions as momentum
from framdrift.momentum.queries import Today
from framdrift.momentum.queries import today as today_of
from framdrift.momentum.rules import Deed, Item
from framdrift.organisations.access import visible_accounts
from framdrift.organisations.models import Account
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.availability.own import own_stale_calendars
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import FeeMilestone
from framdrift.recruiting.queries.client_scope import who_steps_in
from framdrift.recruiting.queries.load import waiting_count
from framdrift.recruiting.queries.scope import (
    visible_assignments,
    visible_balls,
    visible_candidates,
    visible_promises,
)
from framdrift.recruiting.refusals import Refusal


@require_safe
def today(request: ReaderRequest) -> HttpResponse:
    """What to do now: the first lines, or with `?all=1` everything that fits into the day."""
    now = timezone.now()
    found = today_of(request.viewer, as_of=now)
    everything = "all" in request.GET
    shown = found.day.planned if everything else found.day.first
    context = {
        "sections": sections_of(shown, now=now),
        "today": found.today,
        "total": len(found.day.planned),
        "minutes": found.day.minutes,
        "hidden": len(found.day.planned) - len(shown),
        "offered": len(found.day.offered),
        "offered_minutes": sum(item.minutes for item in found.day.offered),
        "snoozed": found.snoozed,
        "stale_calendars": own_stale_calendars(request.viewer, at=now),
        "is_new": not found.day.planned and not visible_assignments(request.viewer).exists(),
        "team_waiting": waiting_count(request.viewer, away=found.away, as_of=now),
    }
    return render(request, "today/today.html", context)


class LaterForm(forms.Form):
    """Until when."""

    until_on = day_field("")


@require_http_methods(["GET", "POST"])
def later(request: ReaderRequest, sort: str, number: int) -> HttpResponse:
    """Set a line aside until a day that the reader picks; it can be taken back at once."""
    item = _item_or_404(request, sort, number)
    now = timezone.now()
    form = LaterForm(request.POST or None)
    form.fields["until_on"].label = _("Another day")
    status = 200
    if request.method == "POST" and form.is_valid():
        until_on = form.cleaned_data["until_on"]
        try:
            actions.snooze(item=item.key, until_on=until_on, by=request.viewer, at=now)
        except Refusal as refusal:
            form.add_error("until_on", refusal.sentence())
        else:
            told = _("Set aside until %(day)s.") % {"day": dated_words(until_on, timezone.localdate(now))}
            undo = reverse("today-again", args=[sort, number])
            messages.success(request, told, extra_tags=f"undo:{undo}")
            return redirect("today")
    if request.method == "POST":
        status = 422
    context = {"sentence": sentence_of(item, now), "days": _days_ahead(timezone.localdate(now)), "form": form}
    return render(request, "today/later.html", context, status=status)


@require_POST
def again(request: ReaderRequest, sort: str, number: int) -> HttpResponse:
    """Bring a line back that was set aside."""
    actions.unsnooze(item=f"{sort}:{number}", by=request.viewer, at=timezone.now())
    messages.success(request, _("It is on your list again."))
    return redirect("today")


class ReminderForm(forms.Form):
    """The drafted letter, to be read and changed."""

    subject = forms.CharField(max_length=200)
    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 14}))


@require_http_methods(["GET", "POST"])
def remind(request: ReaderRequest, sort: str, number: int) -> HttpResponse:
    """One letter to a client's person about everything of the reader's that waits for them."""
    now = timezone.now()
    found = today_of(request.viewer, as_of=now)
    item = found.item(f"{sort}:{number}")
    if item is None or item.deed is not Deed.REMIND or item.holder.side != Side.CLIENT:
        raise Http404
    holder = get_object_or_404(visible_accounts(request.viewer), pk=item.holder.account_id)
    account = who_steps_in(holder, on=found.today) or holder
    items = _waiting_for(found, holder, first=item)
    draft = reminder_draft(items, account=account, now=now)
    form = ReminderForm(request.POST or None, initial={"subject": draft.subject, "body": draft.body})
    form.fields["subject"].label, form.fields["body"].label = _("Subject"), _("Letter")
    if request.method == "POST" and form.is_valid():
        try:
            momentum.remind(items=items, account=account, by=request.viewer, at=now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            messages.success(request, _("The letter to %(who)s is on its way.") % {"who": account.name})
            return redirect("today")
    context = {"form": form, "account": account, "count": len(items)}
    return render(request, "today/remind.html", context, status=422 if form.errors else 200)


@require_POST
def keep_promise(request: ReaderRequest, promise_id: int) -> HttpResponse:
    """What was promised is done."""
    promise = get_object_or_404(visible_promises(request.viewer), pk=promise_id)
    return _done(
        request,
        lambda: actions.keep_promise(promise=promise, by=request.viewer, at=timezone.now()),
        undo=reopening(promise.pk),
    )


@require_POST
def inform(request: ReaderRequest, candidate_id: int) -> HttpResponse:
    """A candidate found by search has been told."""
    candidate = get_object_or_404(visible_candidates(request.viewer), pk=candidate_id)
    return _done(
        request,
        lambda: actions.inform_candidate(candidate=candidate, by=request.viewer, at=timezone.now()),
        undo=reverse("candidate-uninform", args=[candidate.pk]),
    )


@require_POST
def reach_fee(request: ReaderRequest, milestone_id: int) -> HttpResponse:
    """A part of the fee may be invoiced."""
    mine = FeeMilestone.objects.filter(assignment__in=visible_assignments(request.viewer), replaced_at=None)
    milestone = get_object_or_404(mine, pk=milestone_id)
    return _done(
        request,
        lambda: actions.reach_fee_milestone(milestone=milestone, by=request.viewer, at=timezone.now()),
        undo=reverse("assignment-fee-take-back", args=[milestone.assignment_id, milestone.pk]),
    )


@require_POST
def finish_step(request: ReaderRequest, ball_id: int) -> HttpResponse:
    """One of the assignment's own steps is done."""
    own = visible_balls(request.viewer).filter(candidacy=None).select_related("step__plan_step", "assignment")
    ball = get_object_or_404(own, pk=ball_id)
    return _done(
        request,
        lambda: actions.finish_assignment_step(
            assignment=ball.assignment, plan_step=ball.step.plan_step, by=request.viewer, at=timezone.now()
        ),
        undo=reverse("assignment-step-reopen", args=[ball.assignment_id, ball.step.plan_step_id]),
    )


def _done(request: ReaderRequest, act: Callable[[], object], *, undo: str = "") -> HttpResponse:
    """Act, say so or why not, and show the list again. `undo`: the address that takes it back."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.sentence())
    else:
        messages.success(request, _("Done."), extra_tags=f"undo:{undo}" if undo else "")
    return redirect("today")


def _item_or_404(request: ReaderRequest, sort: str, number: int) -> Item:
    item = today_of(request.viewer, as_of=timezone.now()).item(f"{sort}:{number}")
    if item is None:
        raise Http404
    return item


def _waiting_for(found: Today, account: Account, *, first: Item) -> list[Item]:
    """Everything on the list that waits for this person and may be reminded of, the chosen line first."""
    others = [
        item
        for item in (*found.day.planned, *found.day.offered)
        if item.deed is Deed.REMIND and item.holder.account_id == account.pk and item.may_nudge
    ]
    return [first, *(item for item in others if item.key != first.key)]


def _days_ahead(today: date) -> list[date]:
    """The next three working days and the first of next week: most things are set aside for one of them."""
    days = calendar.working_days()
    near = [days.add(today, ahead) for ahead in (1, 2, 3)]
    monday = days.on_or_after(today + timedelta(days=7 - today.weekday()))
    return sorted({*near, monday})
