"""Employments: who begins, moves and ends; where everybody was on a day; the walls between companies and roles."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from framdrift.foundation import erasures
from framdrift.foundation.models import Event
from framdrift.organisations import refusals
from framdrift.organisations.access import SYSTEM, viewer_of
from framdrift.organisations.company_actions import add_unit, close_unit, move_unit, rename_unit, reopen_unit
from framdrift.organisations.models import Company, Employment, Placement, Unit
from framdrift.organisations.roster import actions, queries
from framdrift.organisations.roster.actions import Arrival, Person, Place
from framdrift.organisations.roster.files import path_of
from framdrift.organisations.roster.forgetting import forget_arrivals
from framdrift.organisations.roster.importing import put_in
from framdrift.organisations.upkeep import sweep_rosters
from tests.cast import Cast

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


def hired(company: Company, name: str = "Lisa Alm", *, on: date = date(2024, 1, 8), **place: object) -> Employment:
    return actions.hire(
        company_id=company.pk,
        person=Person(name=name),
        place=Place(**place),  # type: ignore[arg-type]
        started_on=on,
        by=SYSTEM,
        at=AT,
    )


def unit(company: Company, name: str, parent: Unit | None = None) -> Unit:
    return add_unit(company_id=company.pk, name=name, parent_id=parent.pk if parent else None, by=SYSTEM, at=AT)


def test_a_move_keeps_where_somebody_was(cast: Cast) -> None:
    company = cast.north.company
    north, south = unit(company, "Norr"), unit(company, "Söder")
    boss = hired(company, "Bo Chef", on=date(2020, 1, 1))
    row = hired(company, unit_id=north.pk, title="Snickare")
    actions.move(
        employment_id=row.pk,
        place=Place(unit_id=south.pk, manager_id=boss.pk, title="Lagbas"),
        on=date(2026, 9, 1),
        by=SYSTEM,
        at=AT,
    )
    before, after = (
        next(one for one in queries.employees_of(SYSTEM, company.pk, on=on) if one.id == row.pk)
        for on in (date(2026, 8, 31), date(2026, 9, 1))
    )
    assert (before.unit_path, before.title, before.manager_id) == (("Norr",), "Snickare", None)
    assert (after.unit_path, after.title, after.manager_name) == (("Söder",), "Lagbas", "Bo Chef")
    actions.take_back_move(employment_id=row.pk, by=SYSTEM, at=AT)
    assert queries.employee(SYSTEM, row.pk, on=TODAY).title == "Snickare"
    with pytest.raises(refusals.NothingToTakeBack):
        actions.take_back_move(employment_id=row.pk, by=SYSTEM, at=AT)


def test_first_and_last_day_count_and_an_end_is_taken_back(cast: Cast) -> None:
    company = cast.north.company
    row = hired(company)
    actions.end(employment_id=row.pk, ended_on=date(2026, 10, 31), exit_type="own_resignation", by=SYSTEM, at=AT)

    def there(on: date) -> bool:
        return bool(queries.employees_of(SYSTEM, company.pk, on=on))

    assert [there(date(2024, 1, 7)), there(date(2024, 1, 8))] == [False, True]
    assert [there(date(2026, 10, 31)), there(date(2026, 11, 1))] == [True, False]
    assert [one.exit_type for one in queries.everybody_at(SYSTEM, company.pk, on=TODAY)] == ["own_resignation"]
    actions.take_back_end(employment_id=row.pk, by=SYSTEM, at=AT)
    assert there(TODAY)
    with pytest.raises(refusals.EndsBeforeStart):
        actions.end(employment_id=row.pk, ended_on=date(2024, 1, 7), exit_type="", by=SYSTEM, at=AT)


def test_nobody_is_above_themselves(cast: Cast) -> None:
    company = cast.north.company
    top = hired(company, "Top")
    middle = hired(company, "Middle", manager_id=top.pk)
    low = hired(company, "Low", manager_id=middle.pk)
    for manager, refusal in ((top, refusals.ManagerDoesNotFit), (low, refusals.ManagerLoop)):
        with pytest.raises(refusal):
            actions.move(employment_id=top.pk, place=Place(manager_id=manager.pk), on=TODAY, by=SYSTEM, at=AT)
    with pytest.raises(refusals.ManagerDoesNotFit):
        hired(cast.south.company, manager_id=top.pk)
    with pytest.raises(refusals.UnitDoesNotFit):
        hired(cast.south.company, unit_id=unit(company, "Norr").pk)


def test_an_old_day_still_knows_its_tree(cast: Cast) -> None:
    company = cast.north.company
    top, other = unit(company, "Bygg"), unit(company, "Service")
    low = unit(company, "Trä", top)
    later = datetime(2026, 12, 10, 9, tzinfo=UTC)
    move_unit(unit_id=low.pk, parent_id=other.pk, by=SYSTEM, at=later)
    rename_unit(unit_id=low.pk, name="Trä och glas", by=SYSTEM, at=later)
    now, then = (queries.unit_tree(SYSTEM, company.pk, on=on) for on in (date(2026, 12, 10), date(2026, 12, 9)))
    assert now.path(low.pk) == ("Service", "Trä och glas")
    assert then.path(low.pk) == ("Bygg", "Trä")
    assert then.inside(top.pk) == {top.pk, low.pk}
    with pytest.raises(refusals.UnitInUse):
        close_unit(unit_id=other.pk, by=SYSTEM, at=later)
    close_unit(unit_id=low.pk, by=SYSTEM, at=later)
    assert queries.unit_tree(SYSTEM, company.pk, on=date(2026, 12, 10)).path(low.pk) == ()
    assert queries.unit_tree(SYSTEM, company.pk, on=date(2026, 12, 9)).path(low.pk) == ("Bygg", "Trä")
    reopen_unit(unit_id=low.pk, by=SYSTEM, at=later)
    hired(company, unit_id=low.pk)
    with pytest.raises(refusals.UnitInUse):
        close_unit(unit_id=low.pk, by=SYSTEM, at=later)


def test_who_sees_a_roster(cast: Cast) -> None:
    row = hired(cast.north.company)
    seen = {
        account.name: bool(queries.employees_of(viewer_of(account), cast.north.company.pk, on=TODAY))
        for account in (cast.admin, cast.lead, cast.interviewer, cast.north.hr)
    }
    assert all(seen.values()), seen
    for account in (cast.owner, cast.north.manager, cast.south.hr, cast.stranger):
        assert not queries.employees_of(viewer_of(account), cast.north.company.pk, on=TODAY), account.name
        with pytest.raises((Employment.DoesNotExist, refusals.NotAllowed)):
            actions.end(employment_id=row.pk, ended_on=TODAY, exit_type="", by=viewer_of(account), at=AT)


def test_the_database_refuses_what_cannot_be(cast: Cast) -> None:
    row = hired(cast.north.company)
    wrong = [
        lambda: Employment.objects.filter(pk=row.pk).update(ended_on=date(2023, 1, 1)),
        lambda: Employment.objects.filter(pk=row.pk).update(exit_type="other"),
        lambda: Placement.objects.filter(employment=row).update(manager=row),
        lambda: Placement.objects.create(employment=row, company=row.company, since=TODAY),
    ]
    for write in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_hire_arrives_once_with_what_was_promised(cast: Cast) -> None:
    arrival = Arrival(
        key="k1",
        name="Nils Ny",
        email="Nils@example.org",
        phone="",
        language="sv",
        title="Platschef",
        started_on=date(2027, 1, 4),
        promised=("Egen bil", "Två dagar hemma"),
    )
    company = cast.north.company
    rows = [
        actions.arrive_from_recruiting(company_id=company.pk, arrival=arrival, by=SYSTEM, at=AT) for _again in range(2)
    ]
    assert rows[0].pk == rows[1].pk
    assert queries.promised_to(SYSTEM, rows[0].pk) == ["Egen bil", "Två dagar hemma"]
    assert Event.objects.filter(code="employment-begun").count() == 1
    forget_arrivals(["k1"])
    assert Employment.objects.get().arrival_key is None


def test_an_employment_added_by_mistake_is_withdrawn_unless_used(cast: Cast) -> None:
    row, used = hired(cast.north.company, "Fel"), hired(cast.north.company, "Chef")
    hired(cast.north.company, "Under", manager_id=used.pk)
    actions.withdraw(employment_id=row.pk, by=SYSTEM, at=AT)
    with pytest.raises(refusals.EmploymentInUse):
        actions.withdraw(employment_id=used.pk, by=SYSTEM, at=AT)
    assert not Employment.objects.filter(name="Fel").exists()


def test_those_who_left_long_ago_are_forgotten(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    gone, lately, here = (hired(cast.north.company, name, on=date(2020, 1, 1)) for name in ("Gammal", "Ny", "Kvar"))
    for row, day in ((gone, date(2024, 11, 1)), (lately, date(2026, 1, 1))):
        actions.end(employment_id=row.pk, ended_on=day, exit_type="other", by=SYSTEM, at=AT)
    sweep_rosters.call(at=AT.isoformat())
    assert set(Employment.objects.values_list("name", flat=True)) == {"", "Ny", "Kvar"}
    gone.refresh_from_db()
    assert (gone.name, gone.exit_type, gone.pseudonym in erasures.noted()) == ("", "other", True)
    assert here.placements.exists()


def test_a_file_that_nobody_took_in_is_removed(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    run = put_in(company_id=cast.north.company.pk, file_name="l.csv", blocks=[b"x"], by=SYSTEM, at=AT)
    path = path_of(run)
    os.utime(path, (AT.timestamp(), AT.timestamp()))
    sweep_rosters.call(at=(AT + timedelta(days=6)).isoformat())
    assert path.exists()
    sweep_rosters.call(at=(AT + timedelta(days=7)).isoformat())
    run.refresh_from_db()
    assert (path.exists(), run.state) == (False, "put_away")
