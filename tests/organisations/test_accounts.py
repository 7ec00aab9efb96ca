"""Accounts, roles and absences: what is done, what is refused, and what the log says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from allauth.account.models import EmailAddress

from framdrift.foundation.models import Event
from framdrift.organisations import actions, queries, refusals
from framdrift.organisations.access import NOBODY, viewer_of
from framdrift.organisations.actions import Particulars
from framdrift.organisations.models import Account
from tests.cast import Cast

NEW = Particulars(name="Nils Ny", email="Nils@LindEkstrom.example")


def _codes() -> list[str]:
    return list(Event.objects.order_by("seq").values_list("code", flat=True))


def test_an_opened_account_has_roles_and_no_password(cast: Cast, now: datetime) -> None:
    roles = frozenset({"consultant", "interviewer"})
    account = actions.open_account(particulars=NEW, roles=roles, by=viewer_of(cast.lead), at=now)
    assert account.email == "nils@lindekstrom.example"
    assert not account.has_usable_password()
    assert viewer_of(account).roles == roles
    assert _codes() == ["account-opened", "role-given", "role-given"]


def test_the_log_holds_neither_name_nor_address(cast: Cast, now: datetime) -> None:
    actions.open_account(particulars=NEW, roles=frozenset({"lead"}), by=viewer_of(cast.lead), at=now)
    assert "nils" not in str(list(Event.objects.values_list("data", "actor", "subject"))).lower()


def test_an_address_opens_one_account_whatever_its_case(cast: Cast, now: datetime) -> None:
    taken = replace(NEW, email=cast.owner.email.upper())
    with pytest.raises(refusals.AddressTaken):
        actions.open_account(particulars=taken, roles=frozenset(), by=viewer_of(cast.lead), at=now)
    assert _codes() == []


@pytest.mark.parametrize(("company", "role"), [(True, "consultant"), (False, "client_hr")])
def test_a_role_fits_its_account_or_nothing_is_opened(cast: Cast, now: datetime, company: bool, role: str) -> None:
    company_id = cast.north.company.pk if company else None
    with pytest.raises(refusals.RoleDoesNotFit):
        actions.open_account(
            particulars=NEW, roles=frozenset({role}), company_id=company_id, by=viewer_of(cast.lead), at=now
        )
    assert not Account.objects.filter(name=NEW.name).exists()


def test_a_consultant_opens_seats_but_no_staff(cast: Cast, now: datetime) -> None:
    by = viewer_of(cast.owner)
    seat = actions.open_account(
        particulars=NEW, roles=frozenset({"client_hr"}), company_id=cast.south.company.pk, by=by, at=now
    )
    assert viewer_of(seat).is_client
    with pytest.raises(refusals.NotAllowed):
        actions.open_account(particulars=replace(NEW, email="b@x.example"), roles=frozenset(), by=by, at=now)


def test_a_lead_makes_no_administrator(cast: Cast, now: datetime) -> None:
    with pytest.raises(refusals.NotAllowed):
        actions.give_role(account_id=cast.lead.pk, role="admin", by=viewer_of(cast.lead), at=now)
    with pytest.raises(refusals.NotAllowed):
        actions.deactivate_account(account_id=cast.admin.pk, by=viewer_of(cast.lead), at=now)


def test_the_last_administrator_stays(cast: Cast, now: datetime) -> None:
    by = viewer_of(cast.admin)
    with pytest.raises(refusals.LastAdmin):
        actions.end_role(account_id=cast.admin.pk, role="admin", by=by, at=now)
    with pytest.raises(refusals.LastAdmin):
        actions.deactivate_account(account_id=cast.admin.pk, by=by, at=now)
    actions.give_role(account_id=cast.lead.pk, role="admin", by=by, at=now)
    actions.end_role(account_id=cast.admin.pk, role="admin", by=by, at=now)
    assert not viewer_of(cast.admin).is_admin


def test_an_administrator_whose_account_is_closed_does_not_count(cast: Cast, now: datetime) -> None:
    by = viewer_of(cast.admin)
    actions.give_role(account_id=cast.lead.pk, role="admin", by=by, at=now)
    actions.deactivate_account(account_id=cast.lead.pk, by=by, at=now)
    with pytest.raises(refusals.LastAdmin):
        actions.end_role(account_id=cast.admin.pk, role="admin", by=by, at=now)


def test_a_role_given_twice_is_one_event(cast: Cast, now: datetime) -> None:
    for _ in range(2):
        actions.give_role(account_id=cast.owner.pk, role="interviewer", by=viewer_of(cast.lead), at=now)
    assert _codes() == ["role-given"]


def test_a_changed_address_forgets_what_was_proved_of_the_old(cast: Cast, now: datetime) -> None:
    EmailAddress.objects.create(user=cast.owner, email=cast.owner.email, verified=True, primary=True)
    actions.change_account(account_id=cast.owner.pk, particulars=NEW, by=viewer_of(cast.lead), at=now)
    assert not EmailAddress.objects.filter(user=cast.owner).exists()


def test_closing_and_opening_again(cast: Cast, now: datetime) -> None:
    by = viewer_of(cast.lead)
    actions.deactivate_account(account_id=cast.owner.pk, by=by, at=now)
    assert viewer_of(Account.objects.get(pk=cast.owner.pk)).roles == frozenset()
    actions.reactivate_account(account_id=cast.owner.pk, by=by, at=now)
    assert viewer_of(Account.objects.get(pk=cast.owner.pk)).is_recruiter
    assert _codes() == ["account-deactivated", "account-reactivated"]


def test_one_form_changes_all_or_nothing(cast: Cast, now: datetime) -> None:
    with pytest.raises(refusals.LastAdmin):
        actions.change_person(
            account_id=cast.admin.pk, particulars=NEW, roles=frozenset({"lead"}), by=viewer_of(cast.admin), at=now
        )
    cast.admin.refresh_from_db()
    assert cast.admin.name != NEW.name
    assert _codes() == []


def test_preferences_are_ones_own(cast: Cast, now: datetime) -> None:
    actions.choose_preferences(language="en", zone="Europe/Helsinki", by=viewer_of(cast.owner), at=now)
    cast.owner.refresh_from_db()
    assert (cast.owner.language, cast.owner.zone) == ("en", "Europe/Helsinki")
    with pytest.raises(Account.DoesNotExist):
        actions.choose_preferences(language="en", zone="UTC", by=NOBODY, at=now)


def test_absence_with_deputy_is_seen_by_colleagues(cast: Cast, now: datetime) -> None:
    by = viewer_of(cast.owner)
    actions.record_absence(
        account_id=cast.owner.pk,
        first_on=date(2026, 11, 24),
        last_on=date(2026, 11, 27),
        deputy_id=cast.teammate.pk,
        by=by,
        at=now,
    )
    line = queries.person(by, cast.owner.pk, on=date(2026, 11, 25))
    assert (line.away_until, line.deputy_name) == (date(2026, 11, 27), "Omar Dahl")
    assert queries.person(by, cast.owner.pk, on=date(2026, 11, 28)).away_until is None


def test_absences_are_ones_own_unless_lead(cast: Cast, now: datetime) -> None:
    day = date(2026, 12, 1)
    with pytest.raises(refusals.NotAllowed):
        actions.record_absence(account_id=cast.teammate.pk, first_on=day, last_on=day, by=viewer_of(cast.owner), at=now)
    absence = actions.record_absence(
        account_id=cast.teammate.pk, first_on=day, last_on=day, by=viewer_of(cast.lead), at=now
    )
    with pytest.raises(refusals.NotAllowed):
        actions.cancel_absence(absence_id=absence.pk, by=viewer_of(cast.owner), at=now)
    actions.cancel_absence(absence_id=absence.pk, by=viewer_of(cast.teammate), at=now)
    assert _codes() == ["absence-recorded", "absence-cancelled"]


def test_absence_refusals(cast: Cast, now: datetime) -> None:
    by, day = viewer_of(cast.owner), date(2026, 12, 1)
    with pytest.raises(refusals.DatesReversed):
        actions.record_absence(account_id=cast.owner.pk, first_on=day, last_on=date(2026, 11, 30), by=by, at=now)
    for unfit in (cast.owner, cast.north.manager):
        with pytest.raises(refusals.DeputyDoesNotFit):
            actions.record_absence(
                account_id=cast.owner.pk, first_on=day, last_on=day, deputy_id=unfit.pk, by=by, at=now
            )
