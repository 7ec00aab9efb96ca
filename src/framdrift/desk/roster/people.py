"""What is done by hand with one employment: added, corrected, moved, ended; each can be taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from framdrift.desk.organisations.forms import done
from framdrift.desk.organisations.hidden import hidden_is_missing
from framdrift.desk.roster.forms import EndForm, MoveForm, NewForm, PersonForm
from framdrift.organisations import company_actions
from framdrift.organisations.queries import company as company_of
from framdrift.organisations.queries import unit as unit_of
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import NotAllowed, Refused
from framdrift.organisations.roster import actions, queries

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])


@_SHOWS_OR_SAVES
@hidden_is_missing
def add(request: ReaderRequest, company_id: int) -> HttpResponse:
    """Somebody who begins, or who is there and was not known."""
    company = company_of(request.viewer, company_id)
    form = NewForm(request.POST or None, initial={"language": "sv"}, **_choices(request, company_id))
    added = []

    def save(data: dict[str, Any]) -> None:
        added.append(
            actions.hire(
                company_id=company_id,
                person=form.person(),
                place=form.place(),
                started_on=data["started_on"],
                by=request.viewer,
                at=timezone.now(),
            )
        )

    if request.method == "POST" and done(form, save):
        undo = reverse("employment-withdraw", args=[added[0].pk])
        messages.success(request, _("%(name)s is added.") % {"name": added[0].name}, extra_tags=f"undo:{undo}")
        return redirect("employment", employment_id=added[0].pk)
    return _form_page(request, form, title=_("Somebody at %(name)s") % {"name": company.name})


@_SHOWS_OR_SAVES
@hidden_is_missing
def edit(request: ReaderRequest, employment_id: int) -> HttpResponse:
    """Correct what is known of the person."""
    person = queries.particulars_of(request.viewer, employment_id)
    known = {name: getattr(person, name) for name in PersonForm.base_fields}
    form = PersonForm(request.POST or None, initial=known)

    def save(data: dict[str, Any]) -> None:
        actions.change(
            employment_id=employment_id,
            person=form.person(),
            started_on=data["started_on"],
            by=request.viewer,
            at=timezone.now(),
        )

    if request.method == "POST" and done(form, save):
        messages.success(request, _("Saved."))
        return redirect("employment", employment_id=employment_id)
    return _form_page(request, form, title=_("Change %(name)s") % {"name": person.name})


@_SHOWS_OR_SAVES
@hidden_is_missing
def move(request: ReaderRequest, employment_id: int) -> HttpResponse:
    """Another unit, manager or title from a day on."""
    today = timezone.localdate()
    row = queries.employee(request.viewer, employment_id, on=today)
    known = {"unit": row.unit_id, "manager": row.manager_id, "title": row.title, "on": today}
    choices = _choices(request, queries.company_of_employment(request.viewer, employment_id), but=employment_id)
    form = MoveForm(request.POST or None, initial=known, **choices)

    def save(data: dict[str, Any]) -> None:
        actions.move(
            employment_id=employment_id, place=form.place(), on=data["on"], by=request.viewer, at=timezone.now()
        )

    if request.method == "POST" and done(form, save):
        undo = reverse("employment-move-undo", args=[employment_id])
        messages.success(request, _("The move is recorded."), extra_tags=f"undo:{undo}")
        return redirect("employment", employment_id=employment_id)
    return _form_page(request, form, title=_("Move %(name)s") % {"name": row.name})


@require_POST
@hidden_is_missing
def take_back_move(request: ReaderRequest, employment_id: int) -> HttpResponse:
    """The latest move was a mistake."""
    try:
        actions.take_back_move(employment_id=employment_id, by=request.viewer, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("employment", employment_id=employment_id)


@_SHOWS_OR_SAVES
@hidden_is_missing
def end(request: ReaderRequest, employment_id: int) -> HttpResponse:
    """The last day, and how it ended."""
    row = queries.employee(request.viewer, employment_id, on=timezone.localdate())
    known = {"ended_on": row.ended_on or timezone.localdate(), "exit_type": row.exit_type}
    form = EndForm(request.POST or None, initial=known)

    def save(data: dict[str, Any]) -> None:
        actions.end(employment_id=employment_id, by=request.viewer, at=timezone.now(), **data)

    if request.method == "POST" and done(form, save):
        undo = reverse("employment-end-undo", args=[employment_id])
        messages.success(request, _("The end is recorded."), extra_tags=f"undo:{undo}")
        return redirect("employment", employment_id=employment_id)
    return _form_page(request, form, title=_("%(name)s leaves") % {"name": row.name})


@require_POST
@hidden_is_missing
def take_back_end(request: ReaderRequest, employment_id: int) -> HttpResponse:
    """The employment goes on after all."""
    actions.take_back_end(employment_id=employment_id, by=request.viewer, at=timezone.now())
    return redirect("employment", employment_id=employment_id)


@require_POST
@hidden_is_missing
def withdraw(request: ReaderRequest, employment_id: int) -> HttpResponse:
    """Added by mistake."""
    company_id = queries.company_of_employment(request.viewer, employment_id)
    try:
        actions.withdraw(employment_id=employment_id, by=request.viewer, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("employment", employment_id=employment_id)
    messages.success(request, _("The employment is gone."))
    return redirect("roster", company_id=company_id)


@require_POST
@hidden_is_missing
def unit_close(request: ReaderRequest, unit_id: int) -> HttpResponse:
    """The unit is gone from today on."""
    unit = unit_of(request.viewer, unit_id)
    try:
        company_actions.close_unit(unit_id=unit_id, by=request.viewer, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        undo = reverse("unit-reopen", args=[unit_id])
        messages.success(request, _("%(name)s is closed.") % {"name": unit.name}, extra_tags=f"undo:{undo}")
    return redirect("company", company_id=unit.company_id)


@require_POST
@hidden_is_missing
def unit_reopen(request: ReaderRequest, unit_id: int) -> HttpResponse:
    """The unit is there after all."""
    unit = unit_of(request.viewer, unit_id)
    try:
        company_actions.reopen_unit(unit_id=unit_id, by=request.viewer, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("company", company_id=unit.company_id)


def _choices(request: ReaderRequest, company_id: int, *, but: int = 0) -> dict[str, Any]:
    today = timezone.localdate()
    people = queries.employees_of(request.viewer, company_id, on=today)
    return {
        "tree": queries.unit_tree(request.viewer, company_id, on=today),
        "colleagues": [one for one in people if one.id != but],
    }


def _form_page(request: ReaderRequest, form: Any, *, title: str) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "organisations/form.html", {"form": form, "title": title}, status=status)
