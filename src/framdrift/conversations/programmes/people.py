"""The people of a programme's audience, read from the roster: where they work, since when, who may talk with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from framdrift.conversations.kinds import Audience, Holder, TalkKind
from framdrift.conversations.models import EchoWish, Programme
from framdrift.conversations.programmes.rules import Person
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Employment, Placement
from framdrift.organisations.roster.queries import unit_tree


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody in the audience. `holders` are the accounts that may hold the talk: never the person's own, and the
    nearest manager's only where the programme says so. `email` is empty where there is no address that fits."""

    person: Person
    name: str
    email: str
    language: str
    zone: str
    pseudonym: str
    unit_id: int | None
    manager_id: int | None
    holders: frozenset[int]


def audience(programme: Programme, *, on: date, reached_on: date | None = None) -> list[Asked]:
    """Everybody whom the programme may ask, on a day or later, by name. Six statements; seven at echo.

    An echo asks those alone who said yes to it. `reached_on` is the day whose address counts, where it is another: who
    leaves before a round closes is written to at work while they are there.
    """
    rows = list(Employment.objects.filter(company_id=programme.company_id).order_by("name", "pk"))
    stays = _stays(programme.company_id)
    accounts = {row.pk: row.account_id for row in rows}
    chosen_units = _units(programme, on=on)
    managers = {stay.manager_id for found in stays.values() if (stay := _current(found, on)) is not None}
    holders = list(programme.interviewers.values_list("account_id", flat=True))
    wishes = _wishes(programme)
    found = []
    for row in rows:
        if wishes is not None and row.pk not in wishes:
            continue
        stay = _current(stays[row.pk], on)
        if stay is None or not _fits(programme, row, stay, chosen_units, managers, on=on):
            continue
        email = wishes[row.pk] if wishes is not None else address_of(row, kind=programme.kind, on=reached_on or on)
        holding = _holders(programme, row, stay, accounts, holders)
        found.append(_asked(row, stays[row.pk], stay, holding, email))
    return found


def address_of(employment: Employment, *, kind: str, on: date) -> str:
    """Where a letter goes: the work address while employed, afterwards the private one that the roster has; at echo the
    one that the leaver gave for it, which takes a statement."""
    if kind == TalkKind.ECHO:
        return EchoWish.objects.filter(employment=employment).values_list("address", flat=True).first() or ""
    if employment.ended_on is not None and employment.ended_on < on:
        return employment.private_email
    return employment.email or employment.private_email


def _wishes(programme: Programme) -> dict[int, str] | None:
    """The addresses of those who said yes to an echo; None for every other kind of talk."""
    if programme.kind != TalkKind.ECHO:
        return None
    return dict(EchoWish.objects.filter(company=programme.company_id).values_list("employment_id", "address"))


def _asked(row: Employment, stays: Sequence[Placement], stay: Placement, holders: frozenset[int], email: str) -> Asked:
    manager_since = _since(stays, stay, "manager_id")
    role_since = _since(stays, stay, "title")
    person = Person(
        id=row.pk,
        started_on=row.started_on,
        ended_on=row.ended_on,
        manager_since=manager_since if manager_since > row.started_on else None,
        role_since=role_since if role_since > row.started_on else None,
    )
    return Asked(person, row.name, email, row.language, row.zone, row.pseudonym, stay.unit_id, stay.manager_id, holders)


def _stays(company_id: int) -> dict[int, list[Placement]]:
    found: dict[int, list[Placement]] = defaultdict(list)
    for stay in Placement.objects.filter(company_id=company_id).order_by("employment_id", "since"):
        found[stay.employment_id].append(stay)
    return found


def _current(stays: Sequence[Placement], on: date) -> Placement | None:
    """The placement that has begun by the day, else the first one to come."""
    begun = [stay for stay in stays if stay.since <= on]
    return begun[-1] if begun else (stays[0] if stays else None)


def _since(stays: Sequence[Placement], stay: Placement, name: str) -> date:
    """From when on the placements without break have the same manager, or title, as this one."""
    since = stay.since
    for earlier in reversed([one for one in stays if one.since < stay.since]):
        if getattr(earlier, name) != getattr(stay, name):
            break
        since = earlier.since
    return since


def _units(programme: Programme, *, on: date) -> frozenset[int] | None:
    """The chosen units with all below them; None where the whole company is asked."""
    chosen = list(programme.units.values_list("pk", flat=True))
    if not chosen:
        return None
    tree = unit_tree(SYSTEM, programme.company_id, on=on)
    return frozenset().union(*(tree.inside(unit) for unit in chosen))


def _fits(
    programme: Programme,
    row: Employment,
    stay: Placement,
    units: frozenset[int] | None,
    managers: set[int | None],
    *,
    on: date,
) -> bool:
    leaves = programme.kind in (TalkKind.EXIT, TalkKind.ECHO)
    if leaves != (row.ended_on is not None) and (leaves or (row.ended_on is not None and row.ended_on <= on)):
        return False
    if units is not None and stay.unit_id not in units:
        return False
    if programme.audience == Audience.EVERYBODY:
        return True
    return (row.pk in managers) == (programme.audience == Audience.MANAGERS)


def _holders(
    programme: Programme, row: Employment, stay: Placement, accounts: dict[int, int | None], chosen: Sequence[int]
) -> frozenset[int]:
    manager = accounts.get(stay.manager_id) if stay.manager_id is not None else None
    if programme.holder == Holder.NEAREST_MANAGER:
        return frozenset({manager} - {None, row.account_id})  # type: ignore[arg-type]
    return frozenset(set(chosen) - {manager, row.account_id})
