"""Companies and units: what is done, what is refused, who sees which."""

from __future__ import annotations

from datetime import datetime

import pytest

from framdrift.foundation.models import Event
from framdrift.organisations import company_actions, queries, refusals
from framdrift.organisations.access import NOBODY, viewer_of
from framdrift.organisations.company_actions import AgencyParticulars, CompanyParticulars
from framdrift.organisations.models import Agency, Company, Unit
from tests.cast import Cast


def test_a_name_is_used_once_also_with_swedish_letters(cast: Cast, now: datetime) -> None:
    by = viewer_of(cast.owner)
    company_actions.open_company(particulars=CompanyParticulars(name="Åkeri AB"), by=by, at=now)
    with pytest.raises(refusals.NameTaken):
        company_actions.open_company(particulars=CompanyParticulars(name="ÅKERI ab"), by=by, at=now)


def test_a_company_may_keep_its_own_name(cast: Cast, now: datetime) -> None:
    same = CompanyParticulars(name="nordbygg AB", email_domain="@Nordbygg.example")
    changed = company_actions.change_company(
        company_id=cast.north.company.pk, particulars=same, by=viewer_of(cast.owner), at=now
    )
    assert changed.email_domain == "nordbygg.example"


def test_seats_see_their_own_company_and_change_nothing(cast: Cast, now: datetime) -> None:
    seat = viewer_of(cast.north.hr)
    assert [line.name for line in queries.companies(seat)] == ["Nordbygg AB"]
    with pytest.raises(Company.DoesNotExist):
        queries.company(seat, cast.south.company.pk)
    with pytest.raises(refusals.NotAllowed):
        company_actions.archive_company(company_id=cast.north.company.pk, by=seat, at=now)
    assert queries.companies(NOBODY) == ()


def test_archive_and_restore_happen_once(cast: Cast, now: datetime) -> None:
    by, key = viewer_of(cast.lead), cast.north.company.pk
    for _ in range(2):
        company_actions.archive_company(company_id=key, by=by, at=now)
    assert [line.id for line in queries.companies(by, archived=True)] == [key]
    for _ in range(2):
        company_actions.restore_company(company_id=key, by=by, at=now)
    assert list(Event.objects.values_list("code", flat=True)) == ["company-archived", "company-restored"]


def test_units_form_a_tree(cast: Cast, now: datetime) -> None:
    by, key = viewer_of(cast.owner), cast.north.company.pk
    top = company_actions.add_unit(company_id=key, name="Drift", by=by, at=now)
    low = company_actions.add_unit(company_id=key, name="Ekonomi", parent_id=top.pk, by=by, at=now)
    assert [(line.name, line.depth) for line in queries.units(by, company_id=key)] == [("Drift", 0), ("Ekonomi", 1)]
    with pytest.raises(refusals.UnitInsideItself):
        company_actions.move_unit(unit_id=top.pk, parent_id=low.pk, by=by, at=now)
    company_actions.move_unit(unit_id=low.pk, parent_id=None, by=by, at=now)
    assert Unit.objects.get(pk=low.pk).parent is None


def test_a_unit_lies_in_its_own_company(cast: Cast, now: datetime) -> None:
    by = viewer_of(cast.owner)
    here = company_actions.add_unit(company_id=cast.north.company.pk, name="Drift", by=by, at=now)
    there = company_actions.add_unit(company_id=cast.south.company.pk, name="Drift", by=by, at=now)
    with pytest.raises(Unit.DoesNotExist):
        company_actions.move_unit(unit_id=here.pk, parent_id=there.pk, by=by, at=now)


def test_a_unit_name_is_used_once_under_a_parent(cast: Cast, now: datetime) -> None:
    by, key = viewer_of(cast.owner), cast.north.company.pk
    company_actions.add_unit(company_id=key, name="Drift", by=by, at=now)
    other = company_actions.add_unit(company_id=key, name="Bygg", by=by, at=now)
    with pytest.raises(refusals.NameTaken):
        company_actions.rename_unit(unit_id=other.pk, name="Drift", by=by, at=now)


def test_the_agency_is_changed_by_leads_and_administrators(cast: Cast, now: datetime) -> None:
    wanted = AgencyParticulars(name="Lind & Co", language="en")
    with pytest.raises(refusals.NotAllowed):
        company_actions.change_agency(particulars=wanted, by=viewer_of(cast.owner), at=now)
    company_actions.change_agency(particulars=wanted, by=viewer_of(cast.admin), at=now)
    assert Agency.objects.get().name == "Lind & Co"
