"""What is done with client companies, their units and the agency itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from framdrift.foundation.announcement import Announcement
from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.events import record
from framdrift.organisations import events, refusals
from framdrift.organisations.access import Viewer, visible_companies
from framdrift.organisations.models import Agency, Company, Placement, Unit, UnitChange
from framdrift.organisations.roster.rules import path_of
from framdrift.science.calendars import local_date


@dataclass(frozen=True, kw_only=True)
class CompanyParticulars:
    """What is known of a client company. `off_limits`: its employees are not approached without a warning."""

    name: str
    organisation_number: str = ""
    email_domain: str = ""
    off_limits: bool = True
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AgencyParticulars:
    """What outsiders see of the agency, and the domain of its intake addresses."""

    name: str
    language: str = "sv"
    email: str = ""
    phone: str = ""
    intake_domain: str = ""


@transaction.atomic
def open_company(*, particulars: CompanyParticulars, by: Viewer, at: datetime) -> Company:
    """A new client company. Raises NameTaken, NotAllowed."""
    _may_keep_companies(by)
    _refuse_taken_name(particulars.name)
    company = Company(created_at=at)
    _fill(company, particulars)
    company.save()
    _record(events.CompanyOpened(company_id=company.pk), by=by, at=at)
    return company


@transaction.atomic
def change_company(*, company_id: int, particulars: CompanyParticulars, by: Viewer, at: datetime) -> Company:
    """Write new particulars. Raises NameTaken, NotAllowed."""
    company = _company(company_id, by)
    _refuse_taken_name(particulars.name, but=company.pk)
    _fill(company, particulars)
    company.save()
    _record(events.CompanyChanged(company_id=company.pk), by=by, at=at)
    return company


@transaction.atomic
def archive_company(*, company_id: int, by: Viewer, at: datetime) -> None:
    """Put the company away; an archived one stays as it is. Raises NotAllowed."""
    company = _company(company_id, by)
    if company.archived_at is None:
        Company.objects.filter(pk=company.pk).update(archived_at=at)
        _record(events.CompanyArchived(company_id=company.pk), by=by, at=at)


@transaction.atomic
def restore_company(*, company_id: int, by: Viewer, at: datetime) -> None:
    """Take the company back; one that is not archived stays as it is. Raises NotAllowed."""
    company = _company(company_id, by)
    if company.archived_at is not None:
        Company.objects.filter(pk=company.pk).update(archived_at=None)
        _record(events.CompanyRestored(company_id=company.pk), by=by, at=at)


@transaction.atomic
def add_unit(*, company_id: int, name: str, parent_id: int | None = None, by: Viewer, at: datetime) -> Unit:
    """A part of a company, at the top or under another of its units. Raises NameTaken, NotAllowed."""
    company = _company(company_id, by)
    parent = None if parent_id is None else company.units.get(pk=parent_id)
    _refuse_taken_unit(company, parent, name)
    unit = Unit.objects.create(company=company, parent=parent, name=name)
    _record(events.UnitAdded(company_id=company.pk, unit_id=unit.pk, parent_id=parent_id), by=by, at=at)
    return unit


@transaction.atomic
def rename_unit(*, unit_id: int, name: str, by: Viewer, at: datetime) -> None:
    """Another name. Raises NameTaken, NotAllowed."""
    unit = _unit(unit_id, by)
    if unit.name == name:
        return
    _refuse_taken_unit(unit.company, unit.parent, name, but=unit.pk)
    _keep_as_it_was(unit, at)
    Unit.objects.filter(pk=unit.pk).update(name=name)
    _record(events.UnitRenamed(company_id=unit.company_id, unit_id=unit.pk), by=by, at=at)


@transaction.atomic
def move_unit(*, unit_id: int, parent_id: int | None, by: Viewer, at: datetime) -> None:
    """Another place in the company's tree. Raises UnitInsideItself, NameTaken, NotAllowed."""
    unit = _unit(unit_id, by)
    if unit.parent_id == parent_id:
        return
    parents = dict(unit.company.units.select_for_update().values_list("pk", "parent_id"))
    if parent_id is not None and parent_id not in parents:
        raise Unit.DoesNotExist
    if unit.pk in path_of(parent_id, parents):
        raise refusals.UnitInsideItself
    _refuse_taken_unit(unit.company, None if parent_id is None else Unit.objects.get(pk=parent_id), unit.name)
    _keep_as_it_was(unit, at)
    Unit.objects.filter(pk=unit.pk).update(parent_id=parent_id)
    _record(events.UnitMoved(company_id=unit.company_id, unit_id=unit.pk, parent_id=parent_id), by=by, at=at)


@transaction.atomic
def close_unit(*, unit_id: int, by: Viewer, at: datetime) -> None:
    """The unit is gone from today on; days before still know it. Raises UnitInUse, NotAllowed."""
    unit = _unit(unit_id, by)
    if unit.until is not None:
        return
    today = local_date(at, agency_zone())
    if unit.children.filter(until=None).exists() or _works_there(unit, today):
        raise refusals.UnitInUse
    Unit.objects.filter(pk=unit.pk).update(until=today)
    _record(events.UnitClosed(company_id=unit.company_id, unit_id=unit.pk), by=by, at=at)


@transaction.atomic
def reopen_unit(*, unit_id: int, by: Viewer, at: datetime) -> None:
    """The unit is there after all. Raises UnitInUse where the one it lies under is closed, NotAllowed."""
    unit = _unit(unit_id, by)
    if unit.until is None:
        return
    if unit.parent is not None and unit.parent.until is not None:
        raise refusals.UnitInUse
    Unit.objects.filter(pk=unit.pk).update(until=None)
    _record(events.UnitReopened(company_id=unit.company_id, unit_id=unit.pk), by=by, at=at)


@transaction.atomic
def change_agency(*, particulars: AgencyParticulars, by: Viewer, at: datetime) -> Agency:
    """Write the agency's particulars; the first time makes its row. Raises NotAllowed."""
    if not (by.is_lead or by.is_admin or by.kind == "system"):
        raise refusals.NotAllowed
    agency, _ = Agency.objects.update_or_create(
        pk=1,
        defaults={
            "name": particulars.name,
            "language": particulars.language,
            "email": particulars.email,
            "phone": particulars.phone,
            "intake_domain": particulars.intake_domain,
        },
    )
    _record(events.AgencyChanged(), by=by, at=at)
    return agency


def _may_keep_companies(by: Viewer) -> None:
    if not (by.is_recruiter or by.is_admin or by.kind == "system"):
        raise refusals.NotAllowed


def _record(announcement: Announcement, *, by: Viewer, at: datetime) -> None:
    record(announcement, actor=by.pseudonym, at=at)


def _company(company_id: int, by: Viewer) -> Company:
    company = visible_companies(by).select_for_update().get(pk=company_id)
    _may_keep_companies(by)
    return company


def _unit(unit_id: int, by: Viewer) -> Unit:
    unit = Unit.objects.select_related("company", "parent").get(pk=unit_id, company__in=visible_companies(by))
    _may_keep_companies(by)
    return unit


def _fill(company: Company, particulars: CompanyParticulars) -> None:
    company.name, company.note = particulars.name, particulars.note
    company.organisation_number = particulars.organisation_number
    company.email_domain = particulars.email_domain.lower().removeprefix("@")
    company.off_limits = particulars.off_limits


def _refuse_taken_name(name: str, *, but: int | None = None) -> None:
    # Compared here and not in SQL: SQLite's LOWER leaves Å, Ä and Ö as they are.
    taken = Company.objects.exclude(pk=but or 0).values_list("name", flat=True)
    if name.casefold() in {other.casefold() for other in taken}:
        raise refusals.NameTaken


def _refuse_taken_unit(company: Company, parent: Unit | None, name: str, *, but: int | None = None) -> None:
    siblings = Unit.objects.filter(company=company, parent=parent).exclude(pk=but or 0)
    if siblings.filter(name=name).exists():
        raise refusals.NameTaken


def _works_there(unit: Unit, on: date) -> bool:
    """Whether anybody employed on that day or later has their place in the unit."""
    employed = Q(employment__ended_on=None) | Q(employment__ended_on__gte=on)
    return Placement.objects.filter(employed, unit=unit, until=None).exists()


def _keep_as_it_was(unit: Unit, at: datetime) -> None:
    """The name and place that the unit had when the day began; the day's first change says it."""
    day = local_date(at, agency_zone())
    UnitChange.objects.get_or_create(
        unit=unit,
        changed_on=day,
        defaults={"company_id": unit.company_id, "parent_id": unit.parent_id, "name": unit.name},
    )
