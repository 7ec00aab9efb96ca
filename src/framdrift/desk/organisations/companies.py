"""Client companies with their units and seats, and the agency itself."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.desk.organisations.forms import AccountForm, AgencyForm, CompanyForm, UnitForm, done
from framdrift.desk.organisations.hidden import hidden_is_missing
from framdrift.desk.organisations.recruiting import recruiting_of
from framdrift.organisations import actions, company_actions, queries
from framdrift.organisations.company_actions import AgencyParticulars, CompanyParticulars
from framdrift.organisations.models import Agency
from framdrift.organisations.reader import ReaderRequest

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def company_list(request: ReaderRequest) -> HttpResponse:
    """Every company the viewer may see; archived ones on request."""
    archived = request.GET.get("archived") == "1"
    found = queries.companies(request.viewer, archived=archived)
    return render(request, "organisations/company_list.html", {"companies": found, "archived": archived})


@require_safe
@hidden_is_missing
def company(request: ReaderRequest, company_id: int) -> HttpResponse:
    """One company: particulars, units, seats, and its recruitments for those who recruit."""
    today = timezone.localdate()
    shown = {
        "company": queries.company(request.viewer, company_id),
        "units": queries.units(request.viewer, company_id=company_id),
        "seats": queries.seats(request.viewer, company_id=company_id, on=today),
        "recruiting": recruiting_of(request.viewer, company_id=company_id, now=timezone.now())
        if request.viewer.is_recruiter
        else None,
    }
    return render(request, "organisations/company.html", shown)


@_SHOWS_OR_SAVES
def company_add(request: ReaderRequest) -> HttpResponse:
    """A new company."""
    form = CompanyForm(request.POST or None, initial={"off_limits": True})
    opened = []

    def save(data: dict[str, Any]) -> None:
        particulars = CompanyParticulars(**data)
        opened.append(company_actions.open_company(particulars=particulars, by=request.viewer, at=timezone.now()))

    if request.method == "POST" and done(form, save):
        return redirect("company", company_id=opened[0].pk)
    return _form_page(request, form, title=_("New company"))


@_SHOWS_OR_SAVES
@hidden_is_missing
def company_edit(request: ReaderRequest, company_id: int) -> HttpResponse:
    """Change a company's particulars."""
    found = queries.company(request.viewer, company_id)
    known = {name: getattr(found, name) for name in CompanyForm.base_fields}
    form = CompanyForm(request.POST or None, initial=known)

    def save(data: dict[str, Any]) -> None:
        company_actions.change_company(
            company_id=company_id, particulars=CompanyParticulars(**data), by=request.viewer, at=timezone.now()
        )

    if request.method == "POST" and done(form, save):
        return redirect("company", company_id=company_id)
    return _form_page(request, form, title=_("Change %(name)s") % {"name": found.name})


@require_POST
@hidden_is_missing
def company_archive(request: ReaderRequest, company_id: int) -> HttpResponse:
    """Put away; the company's page then offers to take it back."""
    company_actions.archive_company(company_id=company_id, by=request.viewer, at=timezone.now())
    return redirect("company", company_id=company_id)


@require_POST
@hidden_is_missing
def company_restore(request: ReaderRequest, company_id: int) -> HttpResponse:
    """Take back from the archive."""
    company_actions.restore_company(company_id=company_id, by=request.viewer, at=timezone.now())
    return redirect("company", company_id=company_id)


@_SHOWS_OR_SAVES
@hidden_is_missing
def unit_add(request: ReaderRequest, company_id: int) -> HttpResponse:
    """A new unit in a company."""
    found = queries.company(request.viewer, company_id)
    form = UnitForm(request.POST or None, units=queries.units(request.viewer, company_id=company_id))

    def save(data: dict[str, Any]) -> None:
        company_actions.add_unit(
            company_id=company_id, name=data["name"], parent_id=data["parent"], by=request.viewer, at=timezone.now()
        )

    if request.method == "POST" and done(form, save):
        return redirect("company", company_id=company_id)
    return _form_page(request, form, title=_("New unit at %(name)s") % {"name": found.name})


@_SHOWS_OR_SAVES
@hidden_is_missing
def unit_edit(request: ReaderRequest, unit_id: int) -> HttpResponse:
    """Rename a unit, or move it in the company's tree."""
    unit = queries.unit(request.viewer, unit_id)
    others = [line for line in queries.units(request.viewer, company_id=unit.company_id) if line.id != unit_id]
    form = UnitForm(request.POST or None, units=others, initial={"name": unit.name, "parent": unit.parent_id})

    def save(data: dict[str, Any]) -> None:
        at = timezone.now()
        company_actions.move_unit(unit_id=unit_id, parent_id=data["parent"], by=request.viewer, at=at)
        company_actions.rename_unit(unit_id=unit_id, name=data["name"], by=request.viewer, at=at)

    if request.method == "POST" and done(form, save):
        return redirect("company", company_id=unit.company_id)
    return _form_page(request, form, title=_("Change %(name)s") % {"name": unit.name})


@_SHOWS_OR_SAVES
@hidden_is_missing
def seat_add(request: ReaderRequest, company_id: int) -> HttpResponse:
    """A personal seat for somebody at the company. They sign in with a code by e-mail, so no letter is needed."""
    found = queries.company(request.viewer, company_id)
    form = AccountForm(request.POST or None, of_client=True, initial={"language": "sv", "zone": "Europe/Stockholm"})

    def save(data: dict[str, Any]) -> None:
        roles = frozenset(data.pop("roles"))
        particulars = actions.Particulars(**data)
        actions.open_account(
            particulars=particulars, roles=roles, company_id=company_id, by=request.viewer, at=timezone.now()
        )

    if request.method == "POST" and done(form, save):
        return redirect("company", company_id=company_id)
    return _form_page(request, form, title=_("New contact at %(name)s") % {"name": found.name})


@_SHOWS_OR_SAVES
def agency_edit(request: ReaderRequest) -> HttpResponse:
    """The agency's own particulars."""
    agency = Agency.objects.first() or Agency()
    known = {name: getattr(agency, name) for name in asdict(AgencyParticulars(name=""))}
    form = AgencyForm(request.POST or None, initial=known)

    def save(data: dict[str, Any]) -> None:
        company_actions.change_agency(particulars=AgencyParticulars(**data), by=request.viewer, at=timezone.now())

    if request.method == "POST" and done(form, save):
        return redirect("people")
    return _form_page(request, form, title=_("The agency"))


def _form_page(request: ReaderRequest, form: Any, *, title: str) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "organisations/form.html", {"form": form, "title": title}, status=status)
