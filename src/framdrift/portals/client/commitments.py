"""Commitments at the client: the owner says how it is in a minute, HR sees its company's, everybody's page to share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.conversations.commitments import actions, shared
from framdrift.conversations.commitments.forms import ReportForm
from framdrift.conversations.commitments.queries import CommitmentLine, Wanted, ledger, one
from framdrift.conversations.commitments.scope import may_report, visible_commitments
from framdrift.conversations.kinds import CommitmentState, ReportKind
from framdrift.conversations.models import Commitment
from framdrift.organisations.access import Viewer, visible_companies
from framdrift.organisations.models import Account, Unit
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused
from framdrift.science.themes.codebook import themes

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])
STATES = {
    CommitmentState.OPEN: (pgettext_lazy("commitment", "not done yet"), "waiting"),
    CommitmentState.DONE: (pgettext_lazy("commitment", "done"), "done"),
    CommitmentState.DROPPED: (pgettext_lazy("commitment", "will not be done"), "closed"),
}
_SAID = {
    ReportKind.DONE: lazy("Good. It is told as done."),
    ReportKind.MOVED: lazy("The new day is kept, beside the old one."),
    ReportKind.DROPPED: lazy("It is told that it will not be done, and why."),
}


@dataclass(frozen=True)
class Shown:
    """A commitment in words; `late` is the days since it should have been done."""

    line: CommitmentLine
    state: str
    badge: str
    theme: str
    late: int
    is_mine: bool


class PassForm(forms.Form):
    """Which colleague does it instead."""

    to = forms.TypedChoiceField(label=lazy("Colleague"), coerce=int)

    def __init__(self, *args: Any, company_id: int, without: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        seats = Account.objects.filter(company_id=company_id, is_active=True).exclude(pk=without)
        field.choices = list(seats.order_by("name").values_list("pk", "name"))


@require_safe
def commitments(request: ReaderRequest) -> HttpResponse:
    """The viewer's own first; for HR the company's others after them."""
    viewer, today = request.viewer, timezone.localdate()
    _refuse_others(viewer)
    rows = [shown(viewer, line, on=today) for line in ledger(viewer, Wanted(), on=today) if line.told_on]
    context = {
        "mine": [row for row in rows if row.is_mine and row.line.is_open],
        "others": [row for row in rows if not row.is_mine and row.line.is_open],
        "over": [row for row in rows if not row.line.is_open],
    }
    return render(request, "client/commitments.html", context)


@_SHOWS_OR_SAVES
def commitment(request: ReaderRequest, commitment_key: UUID) -> HttpResponse:
    """One commitment, with the form to say how it is while it is open."""
    row = _row(request.viewer, commitment_key)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _reported(request, row, form):
        return redirect("client-commitment", commitment_key=commitment_key)
    line = one(request.viewer, row)
    context = {
        "row": shown(request.viewer, line, on=timezone.localdate()),
        "form": form if line.is_open and may_report(request.viewer, row) else None,
        "may_undo": bool(line.reports) and may_report(request.viewer, row),
        "unit": line.unit or _("the whole company"),
    }
    return render(request, "client/commitment.html", context, status=422 if form.is_bound else 200)


@require_POST
def undo(request: ReaderRequest, commitment_key: UUID) -> HttpResponse:
    """The last report does not count any more."""
    row = _row(request.viewer, commitment_key)
    try:
        actions.take_back_report(commitment=row, by=request.viewer, at=timezone.now())
        messages.success(request, _("Taken back. It stands as before."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("client-commitment", commitment_key=commitment_key)


@_SHOWS_OR_SAVES
def pass_on(request: ReaderRequest, commitment_key: UUID) -> HttpResponse:
    """A colleague does it instead, and gets a letter."""
    row = _row(request.viewer, commitment_key)
    if not may_report(request.viewer, row) or row.state != CommitmentState.OPEN:
        raise Http404
    form = PassForm(request.POST or None, company_id=row.company_id, without=row.owner_id)
    if request.method == "POST" and form.is_valid():
        to = get_object_or_404(Account, pk=form.cleaned_data["to"], company_id=row.company_id)
        actions.pass_on(commitment=row, owner=to, by=request.viewer, at=timezone.now())
        messages.success(request, _("Passed on to %(name)s.") % {"name": to.name})
        return redirect("client-commitments")
    context = {"row": row, "form": form}
    return render(request, "client/commitment_pass.html", context, status=422 if form.is_bound else 200)


@require_safe
def told(request: ReaderRequest) -> HttpResponse:
    """You said - we did: a page to print and share, of the whole company or one large unit."""
    _refuse_others(request.viewer)
    company = get_object_or_404(visible_companies(request.viewer))
    units = shared.units_told_of(company.pk)
    unit = _chosen(request, units)
    lines = shared.for_everybody(request.viewer, company.pk, unit=unit)
    rows = [shown(request.viewer, line, on=timezone.localdate()) for line in lines]
    context = {
        "company": company,
        "units": units,
        "unit": unit,
        "done": [row for row in rows if row.line.state == CommitmentState.DONE],
        "going": [row for row in rows if row.line.is_open],
        "dropped": [row for row in rows if row.line.state == CommitmentState.DROPPED],
    }
    return render(request, "client/told.html", context)


def shown(viewer: Viewer, line: CommitmentLine, *, on: date) -> Shown:
    """A commitment in the viewer's words."""
    state, badge = STATES[CommitmentState(line.state)]
    theme = themes().get(line.theme)
    return Shown(
        line=line,
        state=str(state),
        badge=badge,
        theme=theme.names["en" if viewer.language == "en" else "sv"] if theme else "",
        late=line.late_days(on),
        is_mine=line.owner_id == viewer.account_id,
    )


def _reported(request: ReaderRequest, row: Commitment, form: ReportForm) -> bool:
    state = ReportKind(form.cleaned_data["state"])
    given = {"words": form.cleaned_data["words"], "due_on": form.cleaned_data["due_on"]}
    try:
        actions.report(commitment=row, state=state, **given, by=request.viewer, at=timezone.now())
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    address = reverse("client-commitment-undo", args=[row.key])
    messages.success(request, str(_SAID[state]), extra_tags=f"undo:{address}")
    return True


def _row(viewer: Viewer, commitment_key: UUID) -> Commitment:
    _refuse_others(viewer)
    return get_object_or_404(visible_commitments(viewer).filter(told_on__isnull=False), key=commitment_key)


def _chosen(request: HttpRequest, units: tuple[Unit, ...]) -> Unit | None:
    return next((unit for unit in units if str(unit.pk) == request.GET.get("unit")), None)


def _refuse_others(viewer: Viewer) -> None:
    if not viewer.is_client:
        raise Http404
