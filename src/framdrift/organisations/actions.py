"""What is done with accounts, roles and absences. Companies and the agency: company_actions.py."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from framdrift.foundation.announcement import Announcement
from framdrift.foundation.events import record
from framdrift.organisations import events, refusals
from framdrift.organisations.access import Viewer, visible_accounts, visible_companies
from framdrift.organisations.models import Absence, Account, Role

CLIENT_ROLES = frozenset({Role.Kind.CLIENT_MANAGER, Role.Kind.CLIENT_HR})


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What is known of a person who signs in."""

    name: str
    email: str
    title: str = ""
    phone: str = ""
    language: str = "sv"
    zone: str = "Europe/Stockholm"
    minutes_per_day: int = 200

    @classmethod
    def of(cls, account: Account) -> Particulars:
        """What is known of an account now, to change a part of it."""
        return cls(**{one.name: getattr(account, one.name) for one in fields(cls)})


@transaction.atomic
def open_account(
    *, particulars: Particulars, roles: frozenset[str], company_id: int | None = None, by: Viewer, at: datetime
) -> Account:
    """An account with its roles and no password yet; with a company it is a client's seat.

    Staff accounts are opened by a lead or administrator, seats also by those who recruit. Raises AddressTaken,
    RoleDoesNotFit, NotAllowed.
    """
    _may(by.kind == "system" or by.is_lead or by.is_admin or (company_id is not None and by.is_recruiter))
    if company_id is not None:
        visible_companies(by).get(pk=company_id)
    _refuse_taken_address(particulars.email)
    account = Account(company_id=company_id, joined_at=at)
    _fill(account, particulars)
    account.set_unusable_password()
    account.save()
    _record(events.AccountOpened(account_id=account.pk, company_id=company_id), by=by, at=at)
    for role in sorted(roles):
        _give(account, role, by=by, at=at)
    return account


@transaction.atomic
def change_account(*, account_id: int, particulars: Particulars, by: Viewer, at: datetime) -> Account:
    """Write new particulars. Raises AddressTaken, NotAllowed."""
    account = _account_to_keep(account_id, by)
    moved = account.email != particulars.email.lower()
    if moved:
        _refuse_taken_address(particulars.email)
        # What an outside provider or a letter once proved about the old address opens nothing any more.
        EmailAddress.objects.filter(user_id=account.pk).delete()
    _fill(account, particulars)
    account.save()
    _record(events.AccountChanged(account_id=account.pk, company_id=account.company_id), by=by, at=at)
    return account


@transaction.atomic
def change_person(
    *, account_id: int, particulars: Particulars, roles: frozenset[str], by: Viewer, at: datetime
) -> None:
    """Particulars and roles at once, as one form has them: the account then holds exactly these roles.

    Raises as `change_account`, `give_role` and `end_role` do, and then changes nothing.
    """
    account = change_account(account_id=account_id, particulars=particulars, by=by, at=at)
    held = frozenset(account.roles.filter(until__isnull=True).values_list("kind", flat=True))
    for role in sorted(roles - held):
        _give(account, role, by=by, at=at)
    for role in sorted(held - roles):
        _end(account, role, by=by, at=at)


@transaction.atomic
def give_role(*, account_id: int, role: str, by: Viewer, at: datetime) -> None:
    """The account may do more from `at` on; a role already held changes nothing. Raises RoleDoesNotFit, NotAllowed."""
    _give(_account_to_keep(account_id, by), role, by=by, at=at)


@transaction.atomic
def end_role(*, account_id: int, role: str, by: Viewer, at: datetime) -> None:
    """The account may do less from `at` on; a role not held changes nothing. Raises LastAdmin, NotAllowed."""
    _end(_account_to_keep(account_id, by), role, by=by, at=at)


@transaction.atomic
def deactivate_account(*, account_id: int, by: Viewer, at: datetime) -> None:
    """No more sign-in, and signed out at the next request. Raises LastAdmin, NotAllowed."""
    account = _account_to_keep(account_id, by)
    if not account.is_active:
        return
    if _is_admin(account):
        _may(by.is_admin)
        _refuse_last_admin(account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    _record(events.AccountDeactivated(account_id=account.pk, company_id=account.company_id), by=by, at=at)


@transaction.atomic
def reactivate_account(*, account_id: int, by: Viewer, at: datetime) -> None:
    """Sign-in works again, with the roles held before. Raises NotAllowed."""
    account = _account_to_keep(account_id, by)
    if account.is_active:
        return
    _may(by.is_admin or not _is_admin(account))
    account.is_active = True
    account.save(update_fields=["is_active"])
    _record(events.AccountReactivated(account_id=account.pk, company_id=account.company_id), by=by, at=at)


@transaction.atomic
def choose_preferences(*, language: str, zone: str, by: Viewer, at: datetime) -> None:
    """The viewer's own language and time zone."""
    account = visible_accounts(by).select_for_update().get(pseudonym=by.pseudonym)
    if (account.language, account.zone) == (language, zone):
        return
    account.language, account.zone = language, zone
    account.save(update_fields=["language", "zone"])
    changed = events.PreferencesChanged(
        account_id=account.pk, company_id=account.company_id, language=language, zone=zone
    )
    _record(changed, by=by, at=at)


@transaction.atomic
def record_absence(
    *, account_id: int, first_on: date, last_on: date, deputy_id: int | None = None, by: Viewer, at: datetime
) -> Absence:
    """Whole days away, first and last included: one's own, or a colleague's for a lead or administrator. The deputy is
    of the same agency or client company.

    Raises DatesReversed, DeputyDoesNotFit, NotAllowed; Account.DoesNotExist for what the viewer may not see.
    """
    account = visible_accounts(by).get(pk=account_id)
    _may_speak_for(by, account)
    if last_on < first_on:
        raise refusals.DatesReversed
    if deputy_id is not None:
        seats = visible_accounts(by).filter(company=account.company, is_active=True)
        colleagues = seats.exclude(pk=account.pk)
        if not colleagues.filter(pk=deputy_id).exists():
            raise refusals.DeputyDoesNotFit
    absence = Absence.objects.create(account=account, first_on=first_on, last_on=last_on, deputy_id=deputy_id)
    recorded = events.AbsenceRecorded(
        account_id=account.pk, absence_id=absence.pk, first_on=first_on, last_on=last_on, deputy_id=deputy_id
    )
    _record(recorded, by=by, at=at)
    return absence


@transaction.atomic
def cancel_absence(*, absence_id: int, by: Viewer, at: datetime) -> Absence:
    """There after all; returns what was cancelled, so that it can be recorded again. Raises NotAllowed."""
    absence = Absence.objects.select_related("account").get(pk=absence_id, account__in=visible_accounts(by))
    _may_speak_for(by, absence.account)
    cancelled = events.AbsenceCancelled(
        account_id=absence.account_id, absence_id=absence_id, first_on=absence.first_on, last_on=absence.last_on
    )
    absence.delete()
    _record(cancelled, by=by, at=at)
    return absence


def _may_speak_for(by: Viewer, account: Account) -> None:
    """About one's own days; a lead or administrator also about those of the agency's people."""
    is_own = by.account_id == account.pk and (by.kind == "staff" or by.is_client)
    _may(is_own or (account.company_id is None and (by.is_lead or by.is_admin)))


def _may(allowed: bool) -> None:
    if not allowed:
        raise refusals.NotAllowed


def _record(announcement: Announcement, *, by: Viewer, at: datetime) -> None:
    record(announcement, actor=by.pseudonym, at=at)


def _account_to_keep(account_id: int, by: Viewer) -> Account:
    """The account, locked; leads and administrators look after all of them, those who recruit after seats."""
    account = visible_accounts(by).select_for_update().get(pk=account_id)
    _may(by.is_lead or by.is_admin or (by.is_recruiter and account.company_id is not None))
    _may(by.is_admin or not _is_admin(account) or by.account_id == account.pk)
    return account


def _fill(account: Account, particulars: Particulars) -> None:
    account.email = particulars.email.lower()
    account.name, account.title, account.phone = particulars.name, particulars.title, particulars.phone
    account.language, account.zone = particulars.language, particulars.zone
    account.minutes_per_day = particulars.minutes_per_day


def _refuse_taken_address(email: str) -> None:
    if Account.objects.filter(email=email.lower()).exists():
        raise refusals.AddressTaken


def _give(account: Account, role: str, *, by: Viewer, at: datetime) -> None:
    if (role in CLIENT_ROLES) != (account.company_id is not None):
        raise refusals.RoleDoesNotFit
    _may(by.kind == "system" or by.is_admin or role != Role.Kind.ADMIN)
    try:
        with transaction.atomic():
            Role.objects.create(account=account, kind=role, since=at)
    except IntegrityError:
        return  # held already
    _record(events.RoleGiven(account_id=account.pk, company_id=account.company_id, role=role), by=by, at=at)


def _end(account: Account, role: str, *, by: Viewer, at: datetime) -> None:
    if role == Role.Kind.ADMIN:
        _may(by.is_admin)
        _refuse_last_admin(account)
    if account.roles.filter(kind=role, until__isnull=True).update(until=at):
        _record(events.RoleEnded(account_id=account.pk, company_id=account.company_id, role=role), by=by, at=at)


def _is_admin(account: Account) -> bool:
    return account.roles.filter(kind=Role.Kind.ADMIN, until__isnull=True).exists()


def _refuse_last_admin(account: Account) -> None:
    """Locks the administrators' rows, so that two cannot take each other's place at once."""
    admins = Role.objects.filter(kind=Role.Kind.ADMIN, until__isnull=True, account__is_active=True)
    if not set(admins.select_for_update().values_list("account_id", flat=True)) - {account.pk}:
        raise refusals.LastAdmin
