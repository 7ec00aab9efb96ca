"""The invented companies' people: how many, in which units, who came and left; whoever was hired stands among them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.integrations.demo_agency.employees import SIZES
from framdrift.integrations.demo_agency.filling import Size, fill
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Company, Employment, ExitType, Origin, Placement
from framdrift.organisations.roster.queries import employees_of, unit_tree
from framdrift.organisations.roster.rules import loop_in
from framdrift.recruiting.models import Candidacy


@pytest.fixture
def companies(db: None, now: datetime) -> list[Company]:
    fill(seed=3, now=now, size=Size(closed=6, open=1), employees=25)
    return list(Company.objects.order_by("pk"))


def test_two_companies_are_whole_and_the_others_share_what_was_asked_for(
    companies: list[Company], now: datetime
) -> None:
    today = now.date()
    for company, size in zip(companies, SIZES, strict=False):
        there = employees_of(SYSTEM, company.pk, on=today)
        hired = Employment.objects.filter(company=company, origin=Origin.HIRED).count()
        assert size <= len(there) <= size + hired
        depths = {node.depth for node in unit_tree(SYSTEM, company.pk, on=today).nodes}
        assert depths == {0, 1, 2}
        placed = Placement.objects.filter(company=company, until=None).values_list("employment_id", "manager_id")
        assert loop_in(dict(placed)) == ()
        left = Employment.objects.filter(company=company, ended_on__lt=today)
        assert all(one.exit_type in ExitType.values for one in left)
        assert left.filter(ended_on__gte=today - timedelta(days=731)).count() == round(size * 0.24)
    more = Employment.objects.filter(company__in=companies[2:], origin=Origin.IMPORTED, ended_on=None)
    assert more.count() >= 25


def test_whoever_was_hired_has_arrived(companies: list[Company]) -> None:
    hired = Candidacy.objects.filter(status="hired")
    assert hired.exists()
    arrived = Employment.objects.filter(arrival_key__isnull=False)
    assert {one.arrival_key for one in arrived} == {f"candidacy:{one.pk}" for one in hired}
    assert all(one.promised.exists() for one in arrived)
