"""Who or what the call asks for: by name, address or number. None or several: refused, with what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _

from framdrift.cli.arguments import CallRefused
from framdrift.cli.exporting.of_company import of_company
from framdrift.cli.exporting.of_person import of_candidate, of_employee
from framdrift.cli.exporting.of_programme import of_programme
from framdrift.cli.exporting.subject import Subject
from framdrift.conversations.models import Programme
from framdrift.organisations.models import Company, Employment
from framdrift.recruiting.models import Candidate

_DIGITS = 18  # what any database takes as a number
_SHOWN = 20
T = TypeVar("T")


def company(asked: str) -> Subject:
    """A company by its name, in any case, or by its number. Raises CallRefused."""
    number, name = _number(asked, "company"), asked.strip().casefold()
    found = [one for one in Company.objects.order_by("pk") if one.pk == number or one.name.casefold() == name]
    if not found:
        known = ", ".join(Company.objects.order_by("name").values_list("name", flat=True)[:_SHOWN])
        no = _("No company is called %(asked)s, or has that number. Known here: %(known)s.")
        raise CallRefused(no % {"asked": asked, "known": known or "-"})
    return of_company(_only(found, [f"company:{one.pk}  {one.name}" for one in found], asked))


def person(asked: str) -> Subject:
    """A candidate or an employee by mail address or number. Who was forgotten is nobody. Raises CallRefused."""
    candidates, employees = _candidates(asked), _employees(asked)
    if not candidates and not employees:
        no = _(
            "Nobody has the address or number %(asked)s. Write a mail address, or candidate:NUMBER or employee:NUMBER "
            "as in the address of the person's page."
        )
        raise CallRefused(no % {"asked": asked})
    lines = [f"candidate:{one.pk}  {one.name}" for one in candidates]
    lines += [f"employee:{one.pk}  {one.name}, {one.company.name}" for one in employees]
    people: list[Candidate | Employment] = [*candidates, *employees]
    found = _only(people, lines, asked)
    return of_candidate(found) if isinstance(found, Candidate) else of_employee(found)


def programme(asked: str) -> Subject:
    """A programme of talks by its number. Raises CallRefused."""
    found = Programme.objects.filter(_numbered(asked, "programme")).first()
    if found is None:
        lines = [f"programme:{one.pk}  {one}" for one in Programme.objects.order_by("pk")[:_SHOWN]]
        no = _("There is no programme %(asked)s. Known here:\n%(known)s")
        raise CallRefused(no % {"asked": asked, "known": "\n".join(lines) or "-"})
    return of_programme(found)


def _candidates(asked: str) -> list[Candidate]:
    wanted = _numbered(asked, "candidate") | _at(asked, "email")
    found = Candidate.objects.filter(wanted, erased_at=None).order_by("pk").select_related("merged_into")
    return list({one.pk: one for one in ((row.merged_into or row) for row in found)}.values())


def _employees(asked: str) -> list[Employment]:
    wanted = _numbered(asked, "employee") | _at(asked, "email", "private_email")
    return list(Employment.objects.filter(wanted).order_by("pk").select_related("company"))


def _at(asked: str, *columns: str) -> Q:
    condition = Q(pk__in=())
    for column in columns if "@" in asked else ():
        condition |= Q(**{f"{column}__iexact": asked.strip()})
    return condition


def _numbered(asked: str, sort: str) -> Q:
    number = _number(asked, sort)
    return Q(pk__in=()) if number is None else Q(pk=number)


def _number(asked: str, sort: str) -> int | None:
    """The number in `12` or `company:12`; None where it is no number."""
    digits = asked.strip().removeprefix(f"{sort}:")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS else None


def _only(found: Sequence[T], lines: Sequence[str], asked: str) -> T:
    if len(found) == 1:
        return found[0]
    several = _("Several answer to %(asked)s. Write one of these instead:\n%(lines)s")
    raise CallRefused(several % {"asked": asked, "lines": "\n".join(lines)})
