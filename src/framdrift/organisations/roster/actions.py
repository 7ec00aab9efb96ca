"""What is done with employments, one at a time. Whole files: importing.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError

from framdrift.foundation.announcement import Announcement
from framdrift.foundation.events import record
from framdrift.organisations import events, refusals
from framdrift.organisations.access import Viewer, visible_companies, visible_employments
from framdrift.organisations.models import Company, Employment, Origin, Placement, PromisedAtHire, Unit
from framdrift.organisations.roster.rules import path_of


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of an employee. `private_email`: where a leaver wants to be reached."""

    name: str
    external_id: str = ""
    email: str = ""
    private_email: str = ""
    phone: str = ""
    language: str = "sv"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A unit of the company, another employment there as manager, and a title; each may be missing."""

    unit_id: int | None = None
    manager_id: int | None = None
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A hire from recruiting. `key` makes it arrive once; `promised` is what the person was told about the work."""

    key: str
    name: str
    email: str
    phone: str
    language: str
    title: str
    started_on: date
    unit_id: int | None = None
    promised: Sequence[str] = ()


@transaction.atomic
def hire(*, company_id: int, person: Person, place: Place, started_on: date, by: Viewer, at: datetime) -> Employment:
    """Somebody who begins, or who is there and was not known. Raises NotAllowed, NumberTaken, UnitDoesNotFit,
    ManagerDoesNotFit."""
    company = held_company(company_id, by)
    _refuse_taken_number(company, person.external_id)
    _check_place(company, place, of=None)
    row = Employment(company=company, started_on=started_on, origin=Origin.BY_HAND)
    return _begin(row, person, place, by=by, at=at)


@transaction.atomic
def change(*, employment_id: int, person: Person, started_on: date, by: Viewer, at: datetime) -> None:
    """Write particulars and first day anew. Raises NotAllowed, NumberTaken, EndsBeforeStart, NotEmployedThen."""
    row = _held(employment_id, by)
    _refuse_taken_number(row.company, person.external_id, but=row.pk)
    if row.ended_on is not None and started_on > row.ended_on:
        raise refusals.EndsBeforeStart
    first = row.placements.order_by("since")[0]
    if first.until is not None and started_on >= first.until:
        raise refusals.NotEmployedThen
    fill(row, person)
    row.started_on = started_on
    row.save()
    Placement.objects.filter(pk=first.pk).update(since=started_on)
    _record(events.EmploymentChanged(employment_id=row.pk, company_id=row.company_id), by=by, at=at)


@transaction.atomic
def correct_address(*, employment_id: int, email: str, is_private: bool, by: Viewer, at: datetime) -> None:
    """The address at work, or the private one, after a letter came back from the one that stood there. Raises
    NotAllowed."""
    row = _held(employment_id, by)
    name = "private_email" if is_private else "email"
    setattr(row, name, email.lower())
    row.save(update_fields=[name])
    _record(events.EmploymentChanged(employment_id=row.pk, company_id=row.company_id), by=by, at=at)


@transaction.atomic
def move(*, employment_id: int, place: Place, on: date, by: Viewer, at: datetime) -> None:
    """Another unit, manager or title from a day on. Raises NotAllowed, NotEmployedThen, UnitDoesNotFit,
    ManagerDoesNotFit, ManagerLoop."""
    row = _held(employment_id, by)
    _check_place(row.company, place, of=row.pk)
    present = row.placements.get(until=None)
    if on <= present.since or (row.ended_on is not None and on > row.ended_on):
        raise refusals.NotEmployedThen
    Placement.objects.filter(pk=present.pk).update(until=on)
    _place(row, place, since=on)
    moved = events.EmploymentMoved(
        employment_id=row.pk, company_id=row.company_id, since=on, unit_id=place.unit_id, manager_id=place.manager_id
    )
    _record(moved, by=by, at=at)


@transaction.atomic
def take_back_move(*, employment_id: int, by: Viewer, at: datetime) -> None:
    """The latest move was a mistake: the place before it goes on. Raises NotAllowed, NothingToTakeBack."""
    row = _held(employment_id, by)
    present = row.placements.get(until=None)
    before = row.placements.filter(until=present.since).first()
    if before is None:
        raise refusals.NothingToTakeBack
    _check_place(row.company, Place(manager_id=before.manager_id), of=row.pk)
    present.delete()
    Placement.objects.filter(pk=before.pk).update(until=None)
    _record(events.EmploymentMoveUndone(employment_id=row.pk, company_id=row.company_id), by=by, at=at)


@transaction.atomic
def end(*, employment_id: int, ended_on: date, exit_type: str, by: Viewer, at: datetime) -> None:
    """The last day, and how it ended where that is known; said again it corrects. Raises NotAllowed,
    EndsBeforeStart."""
    row = _held(employment_id, by)
    if ended_on < row.started_on:
        raise refusals.EndsBeforeStart
    Employment.objects.filter(pk=row.pk).update(ended_on=ended_on, exit_type=exit_type)
    ended = events.EmploymentEnded(
        employment_id=row.pk, company_id=row.company_id, ended_on=ended_on, exit_type=exit_type
    )
    _record(ended, by=by, at=at)


@transaction.atomic
def take_back_end(*, employment_id: int, by: Viewer, at: datetime) -> None:
    """The employment goes on after all; one that has no end stays as it is. Raises NotAllowed."""
    row = _held(employment_id, by)
    if row.ended_on is not None:
        Employment.objects.filter(pk=row.pk).update(ended_on=None, exit_type="")
        _record(events.EmploymentEndUndone(employment_id=row.pk, company_id=row.company_id), by=by, at=at)


@transaction.atomic
def withdraw(*, employment_id: int, by: Viewer, at: datetime) -> None:
    """An employment that was added by hand by mistake is gone. Raises NotAllowed, EmploymentInUse."""
    row = _held(employment_id, by)
    gone = events.EmploymentWithdrawn(employment_id=row.pk, company_id=row.company_id)
    if row.origin != Origin.BY_HAND or not _goes(row):
        raise refusals.EmploymentInUse
    _record(gone, by=by, at=at)


@transaction.atomic
def arrive_from_recruiting(*, company_id: int, arrival: Arrival, by: Viewer, at: datetime) -> Employment:
    """A hire becomes an employment with what was promised; the same key again gives the one that is there.

    Whoever stands on the roster already with that address and no end is that person: only the promises are added.
    """
    company = Company.objects.select_for_update().get(pk=company_id)
    known = Employment.objects.filter(arrival_key=arrival.key).first()
    if known is not None:
        return known
    row = _already_on_roster(company, arrival)
    if row is None:
        row = Employment(company=company, started_on=arrival.started_on, origin=Origin.HIRED)
        person = Person(name=arrival.name, private_email=arrival.email, phone=arrival.phone, language=arrival.language)
        row.arrival_key = arrival.key
        _begin(row, person, Place(unit_id=arrival.unit_id, title=arrival.title), by=by, at=at)
    else:
        Employment.objects.filter(pk=row.pk).update(arrival_key=arrival.key)
    PromisedAtHire.objects.bulk_create(
        PromisedAtHire(employment=row, company=company, position=position, text=text)
        for position, text in enumerate(arrival.promised, start=1)
    )
    return row


@transaction.atomic
def take_back_arrival(*, key: str, by: Viewer, at: datetime) -> None:
    """The hire did not come about. Its employment is gone, or, where it has been used since or was on the roster
    before, stays without what was promised."""
    row = Employment.objects.filter(arrival_key=key).select_related("company").first()
    if row is None:
        return
    held_company(row.company_id, by)
    gone = events.EmploymentWithdrawn(employment_id=row.pk, company_id=row.company_id)
    if row.origin == Origin.HIRED and not row.external_id and _goes(row):
        _record(gone, by=by, at=at)
        return
    row.promised.all().delete()
    Employment.objects.filter(pk=row.pk).update(arrival_key=None)


def held_company(company_id: int, by: Viewer) -> Company:
    """The company, locked, so that its roster changes by one hand at a time. Raises Company.DoesNotExist,
    NotAllowed."""
    company = visible_companies(by).select_for_update().get(pk=company_id)
    if not (by.kind == "system" or by.sees_rosters or by.is_client_hr):
        raise refusals.NotAllowed
    return company


def fill(row: Employment, person: Person) -> None:
    """Write what is known of the person into the row; addresses in lower case."""
    row.name, row.external_id, row.phone = person.name, person.external_id, person.phone
    row.email, row.private_email = person.email.lower(), person.private_email.lower()
    row.language = person.language


def _begin(row: Employment, person: Person, place: Place, *, by: Viewer, at: datetime) -> Employment:
    fill(row, person)
    row.save()
    _place(row, place, since=row.started_on)
    begun = events.EmploymentBegun(
        employment_id=row.pk, company_id=row.company_id, origin=row.origin, started_on=row.started_on
    )
    _record(begun, by=by, at=at)
    return row


def _goes(row: Employment) -> bool:
    """Delete an employment that nothing was done about since; whether it went."""
    if row.ended_on is not None or row.reports.exists() or row.placements.count() > 1:
        return False
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return False
    return True


def _place(row: Employment, place: Place, *, since: date) -> None:
    Placement.objects.create(
        employment=row,
        company_id=row.company_id,
        unit_id=place.unit_id,
        manager_id=place.manager_id,
        title=place.title,
        since=since,
    )


def _held(employment_id: int, by: Viewer) -> Employment:
    row = visible_employments(by).select_related("company").get(pk=employment_id)
    held_company(row.company_id, by)
    row.refresh_from_db()
    return row


def _already_on_roster(company: Company, arrival: Arrival) -> Employment | None:
    if not arrival.email:
        return None
    theirs = Employment.objects.filter(company=company, ended_on=None, arrival_key=None)
    address = arrival.email.lower()
    return theirs.filter(email=address).first() or theirs.filter(private_email=address).first()


def _refuse_taken_number(company: Company, external_id: str, *, but: int = 0) -> None:
    if external_id and company.employments.filter(external_id=external_id).exclude(pk=but).exists():
        raise refusals.NumberTaken


def _check_place(company: Company, place: Place, *, of: int | None) -> None:
    if place.unit_id is not None and not Unit.objects.filter(pk=place.unit_id, company=company, until=None).exists():
        raise refusals.UnitDoesNotFit
    if place.manager_id is None:
        return
    if place.manager_id == of or not company.employments.filter(pk=place.manager_id).exists():
        raise refusals.ManagerDoesNotFit
    if of is not None:
        current = Placement.objects.filter(company=company, until=None).values_list("employment_id", "manager_id")
        if of in path_of(place.manager_id, dict(current)):
            raise refusals.ManagerLoop


def _record(announcement: Announcement, *, by: Viewer, at: datetime) -> None:
    record(announcement, actor=by.pseudonym, at=at)
