"""What may be read about companies and people. Lists are frozen rows; a fixed number of SQL statements each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from framdrift.organisations.access import Viewer, visible_accounts, visible_companies
from framdrift.organisations.models import Absence, Account, Company, Role, Unit


@dataclass(frozen=True)
class CompanyLine:
    """A client company in a list."""

    id: int
    name: str
    organisation_number: str
    off_limits: bool
    is_archived: bool
    seats: int


@dataclass(frozen=True)
class PersonLine:
    """A person who signs in, with the roles held today. `away_until` is set while they are away."""

    id: int
    name: str
    title: str
    email: str
    phone: str
    roles: tuple[str, ...]
    is_active: bool
    minutes_per_day: int
    company_id: int | None
    away_until: date | None
    deputy_name: str

    @property
    def role_names(self) -> tuple[str, ...]:
        """The roles in the reader's language."""
        return tuple(str(Role.Kind(role).label) for role in self.roles)


@dataclass(frozen=True)
class AbsenceLine:
    """Days somebody is away, first and last included."""

    id: int
    account_id: int
    name: str
    first_on: date
    last_on: date
    deputy_id: int | None
    deputy_name: str


@dataclass(frozen=True)
class UnitLine:
    """A unit in tree order; `depth` 0 is the top."""

    id: int
    name: str
    depth: int
    parent_id: int | None


def companies(viewer: Viewer, *, archived: bool = False) -> tuple[CompanyLine, ...]:
    """The companies the viewer may see, by name. One statement."""
    active_seats = Count("seats", filter=Q(seats__is_active=True))
    found = visible_companies(viewer).filter(archived_at__isnull=not archived).annotate(seat_count=active_seats)
    return tuple(
        CompanyLine(
            id=company.pk,
            name=company.name,
            organisation_number=company.organisation_number,
            off_limits=company.off_limits,
            is_archived=company.archived_at is not None,
            seats=company.seat_count,
        )
        for company in found.order_by("name")
    )


def company(viewer: Viewer, company_id: int) -> Company:
    """One company. Raises Company.DoesNotExist for what the viewer may not see."""
    return visible_companies(viewer).get(pk=company_id)


def staff(viewer: Viewer, *, on: date, active: bool = True) -> tuple[PersonLine, ...]:
    """The agency's people the viewer may see, by name, and who is away `on` this day. Three statements."""
    return _people(visible_accounts(viewer).filter(company__isnull=True, is_active=active), on=on)


def seats(viewer: Viewer, *, company_id: int, on: date) -> tuple[PersonLine, ...]:
    """A company's seats the viewer may see, active and not, by name. Three statements."""
    return _people(visible_accounts(viewer).filter(company_id=company_id), on=on)


def person(viewer: Viewer, account_id: int, *, on: date) -> PersonLine:
    """One person. Raises Account.DoesNotExist for what the viewer may not see. Three statements."""
    found = _people(visible_accounts(viewer).filter(pk=account_id), on=on)
    if not found:
        raise Account.DoesNotExist
    return found[0]


def account(viewer: Viewer, account_id: int) -> Account:
    """One account's row. Raises Account.DoesNotExist for what the viewer may not see."""
    return visible_accounts(viewer).get(pk=account_id)


def roles_of(account: Account) -> list[str]:
    """The kinds of role that the account holds now."""
    return list(account.roles.filter(until__isnull=True).values_list("kind", flat=True))


def absences(viewer: Viewer, *, from_on: date) -> tuple[AbsenceLine, ...]:
    """Staff absences that end on or after this day, soonest first. One statement. For staff alone."""
    if viewer.kind not in {"staff", "system"}:
        return ()
    found = Absence.objects.filter(account__in=visible_accounts(viewer), account__company=None, last_on__gte=from_on)
    return tuple(
        AbsenceLine(
            id=row.pk,
            account_id=row.account_id,
            name=row.account.name,
            first_on=row.first_on,
            last_on=row.last_on,
            deputy_id=row.deputy_id,
            deputy_name=row.deputy.name if row.deputy else "",
        )
        for row in found.select_related("account", "deputy").order_by("first_on", "account__name")
    )


def units(viewer: Viewer, *, company_id: int) -> tuple[UnitLine, ...]:
    """A company's units of today, each after the one it lies under. One statement."""
    children: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.filter(company__in=visible_companies(viewer), company_id=company_id, until=None):
        children[unit.parent_id].append(unit)
    return tuple(_in_tree_order(children, parent_id=None, depth=0))


def unit(viewer: Viewer, unit_id: int) -> Unit:
    """One unit. Raises Unit.DoesNotExist for what the viewer may not see."""
    return Unit.objects.get(pk=unit_id, company__in=visible_companies(viewer))


def _in_tree_order(children: dict[int | None, list[Unit]], *, parent_id: int | None, depth: int) -> Iterable[UnitLine]:
    for unit in children.get(parent_id, []):
        yield UnitLine(id=unit.pk, name=unit.name, depth=depth, parent_id=parent_id)
        yield from _in_tree_order(children, parent_id=unit.pk, depth=depth + 1)


def _people(accounts: QuerySet[Account], *, on: date) -> tuple[PersonLine, ...]:
    found = list(accounts.order_by("name"))
    keys = [account.pk for account in found]
    roles: dict[int, list[str]] = defaultdict(list)
    for account_id, kind in Role.objects.filter(account__in=keys, until__isnull=True).values_list("account_id", "kind"):
        roles[account_id].append(kind)
    away = {
        row.account_id: row
        for row in Absence.objects.filter(account__in=keys, first_on__lte=on, last_on__gte=on)
        .select_related("deputy")
        .order_by("last_on")
    }
    return tuple(_person_line(account, roles[account.pk], away.get(account.pk)) for account in found)


def _person_line(account: Account, roles: list[str], absence: Absence | None) -> PersonLine:
    return PersonLine(
        id=account.pk,
        name=account.name,
        title=account.title,
        email=account.email,
        phone=account.phone,
        roles=tuple(kind for kind in Role.Kind.values if kind in roles),
        is_active=account.is_active,
        minutes_per_day=account.minutes_per_day,
        company_id=account.company_id,
        away_until=absence.last_on if absence else None,
        deputy_name=absence.deputy.name if absence and absence.deputy else "",
    )
