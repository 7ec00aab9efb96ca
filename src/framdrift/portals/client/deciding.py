"""One candidate: where they stand and what is known; the decision, early only with a reason; second thoughts."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.reader import ReaderRequest
from framdrift.portals.client.forms import DecideForm
from framdrift.portals.client.shown import Shown, shown_candidacy
from framdrift.portals.client.words import DECIDED, words_of
from framdrift.recruiting.actions.client_decisions import (
    ask_for_more,
    decide_as_client,
    take_back_decision,
)
from framdrift.recruiting.kinds import StepType, ToldReason, Verdict
from framdrift.recruiting.models import Decision
from framdrift.recruiting.queries.client_candidacies import ClientCandidacy, client_candidacy
from framdrift.recruiting.queries.client_scope import own_decisions, presented_to
from framdrift.recruiting.queries.second_thoughts import SECOND_THOUGHTS
from framdrift.recruiting.refusals import Refusal
from framdrift.science.calendars import local_date


@require_safe
def candidacy(request: ReaderRequest, candidacy_id: int) -> HttpResponse:
    """What is known of a candidate, as far as this seat may see it now."""
    at = timezone.now()
    page = _page(request, candidacy_id, at)
    context = {"page": page, "shown": _shown(request, page, at)}
    return render(request, "client/candidacy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: ReaderRequest, candidacy_id: int) -> HttpResponse:
    """Go on, decline or find out more; what is missing is told first."""
    at = timezone.now()
    page = _page(request, candidacy_id, at)
    if not page.is_active or page.forward is None or not page.may_decide:
        return redirect("client-candidacy", candidacy_id=candidacy_id)
    posted = request.POST if request.method == "POST" else None
    form = DecideForm(
        posted,
        verdicts=_verdicts(page),
        is_early=not page.gate.is_open,
        initial={"seen_at": page.candidacy.plan_step_id, "told_reason": ToldReason.OTHER_CHOSEN},
    )
    if posted is not None and form.is_valid():
        try:
            decision = _decide(request, page, form, at)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            return _decided(request, decision)
    context = {"page": page, "shown": _shown(request, page, at), "form": form}
    return render(request, "client/decide.html", context, status=422 if form.is_bound else 200)


def _page(request: ReaderRequest, candidacy_id: int, at: datetime) -> ClientCandidacy:
    found = get_object_or_404(presented_to(request.viewer), pk=candidacy_id)
    return client_candidacy(request.viewer, candidacy=found, on=local_date(at, agency_zone()))


def _shown(request: ReaderRequest, page: ClientCandidacy, at: datetime) -> Shown:
    return shown_candidacy(page, account_id=request.viewer.account_id, at=at)


def _verdicts(page: ClientCandidacy) -> list[tuple[str, str]]:
    """The three answers, in words for the step at hand."""
    slots = {"name": page.name}
    if page.forward is Verdict.OFFER:
        forward = _("Go on: make %(name)s an offer")
    elif page.candidacy.plan_step.type == StepType.CLIENT_PRESENTATION:
        forward = _("Yes: I want to meet %(name)s")
    else:
        forward = _("Go on to the next step with %(name)s")
    return [
        (str(page.forward), forward % slots),
        (Verdict.NEED_MORE, _("I need to know more first")),
        (Verdict.REJECT, _("No: decline %(name)s") % slots),
    ]


def _decide(request: ReaderRequest, page: ClientCandidacy, form: DecideForm, at: datetime) -> Decision:
    data = form.cleaned_data
    if data["verdict"] == Verdict.NEED_MORE:
        question = ask_for_more(
            candidacy=page.candidacy,
            about=data["about"],
            what=data["what"],
            reason=data["reason"],
            seen_at=data["seen_at"],
            by=request.viewer,
            at=at,
        )
        return question.decision
    return decide_as_client(
        candidacy=page.candidacy,
        verdict=data["verdict"],
        reason=data["reason"],
        early_reason=data.get("early_reason", ""),
        told_reason=data["told_reason"] or ToldReason.OTHER_CHOSEN,
        seen_at=data["seen_at"],
        by=request.viewer,
        at=at,
    )


def _decided(request: ReaderRequest, decision: Decision) -> HttpResponse:
    minutes = int(SECOND_THOUGHTS.total_seconds() // 60)
    told = ngettext(
        "Your decision is recorded: %(what)s. You can take it back for %(minutes)d minute.",
        "Your decision is recorded: %(what)s. You can take it back for %(minutes)d minutes.",
        minutes,
    )
    undo = reverse("client-decision-take-back", args=[decision.pk])
    slots = {"what": words_of(DECIDED, decision.verdict).lower(), "minutes": minutes}
    messages.success(request, told % slots, extra_tags=f"undo:{undo}")
    return redirect("client-candidacy", candidacy_id=decision.candidacy_id)


@require_POST
def take_back(request: ReaderRequest, decision_id: int) -> HttpResponse:
    """Second thoughts of whoever decided."""
    decision = get_object_or_404(own_decisions(request.viewer), pk=decision_id)
    try:
        take_back_decision(decision=decision, by=request.viewer, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence())
    else:
        messages.success(request, _("The decision is taken back. Everything is as it was before."))
    return redirect("client-candidacy", candidacy_id=decision.candidacy_id)
