"""Rosters from files: what a file would come to, that it is written as it was shown, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from openpyxl import Workbook

from framdrift.organisations.access import SYSTEM, viewer_of
from framdrift.organisations.models import Company, Employment, Placement, RosterMapping, Unit
from framdrift.organisations.refusals import NotAllowed
from framdrift.organisations.roster import importing, queries
from framdrift.organisations.roster.actions import Arrival, arrive_from_recruiting
from framdrift.organisations.roster.comparing import Plan
from framdrift.organisations.roster.importing import PlanChanged, Source
from framdrift.organisations.roster.told import Unreadable
from framdrift.organisations.roster.writing import Left, Written
from tests.cast import Cast

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
LATER = datetime(2026, 12, 15, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
HEADER = "Anställningsnummer;Namn;E-post;Avdelning;Enhet;Befattning;Chef;Startdatum;Slutdatum;Avgångsorsak\n"
ROWS = (
    "1;Berit Holm;berit@x.example;Bygg;;VD;;2015-01-01;;\n"
    "2;Nils Ek;nils@x.example;Bygg;Trä;Lagbas;1;2019-03-04;;\n"
    "3;Åsa Öst;asa@x.example;Bygg;Trä;Snickare;Nils Ek;2024-08-19;;\n"
    "4;Ola Vik;ola@x.example;Service;;Tekniker;berit@x.example;2021-02-01;2026-06-30;Egen uppsägning\n"
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def company(cast: Cast) -> Company:
    return cast.north.company


def written(tmp_path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = tmp_path / "lista.csv"
    path.write_bytes(text.encode(encoding))
    return path


def source(path: Path, **mapping: object) -> Source:
    return Source(path=path, file_name=path.name, mapping=mapping)


def tried(company: Company, path: Path, **mapping: object) -> Plan:
    return importing.try_out(company=company, source=source(path, **mapping), by=SYSTEM, at=AT)


def taken(
    company: Company, path: Path, *, at: datetime = AT, left: dict[int, Left] | None = None, **mapping: object
) -> Written:
    return importing.take_in(
        company_id=company.pk, source=source(path, **mapping), seen=None, left=left or {}, by=SYSTEM, at=at
    )[1]


def person(number: str) -> Employment:
    return Employment.objects.get(external_id=number)


def test_a_roster_is_taken_in_once(company: Company, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + ROWS)
    plan = tried(company, path)
    assert (len(plan.joins), plan.refused, plan.problems, plan.remarks) == (4, [], [], [])
    assert plan.new_units == [("Bygg",), ("Bygg", "Trä"), ("Service",)]
    assert not Employment.objects.exists()
    assert taken(company, path) == Written(added=4, changed=0, moved=0, ended=0, units=3)
    rows = {one.external_id: one for one in queries.employees_of(SYSTEM, company.pk, on=TODAY)}
    assert sorted(rows) == ["1", "2", "3"]
    assert rows["3"].unit_path == ("Bygg", "Trä")
    assert rows["3"].manager_name == "Nils Ek"
    assert person("4").exit_type == "own_resignation"
    again = tried(company, path)
    assert (again.same, again.missing) == (4, [])
    assert taken(company, path) == Written(added=0, changed=0, moved=0, ended=0, units=0)


def test_the_next_file_moves_changes_ends_and_asks(company: Company, tmp_path: Path) -> None:
    taken(company, written(tmp_path, HEADER + ROWS))
    path = written(
        tmp_path,
        HEADER
        + "1;Berit Holm;berit@x.example;Bygg;;VD;;2015-01-01;2026-12-31;Pension\n"
        + "2;Nils Ek;nils@x.example;Service;;Lagbas;1;2019-03-04;;\n"
        + "5;Siw Ny;siw@x.example;Service;;Tekniker;2;2026-12-01;;\n",
    )
    plan = importing.try_out(company=company, source=source(path), by=SYSTEM, at=LATER)
    assert [step.told.name for step in plan.joins] == ["Siw Ny"]
    assert [step.told.name for step in plan.moves] == ["Nils Ek"]
    assert [step.told.name for step in plan.leaves] == ["Berit Holm"]
    assert [one.name for one in plan.missing] == ["Åsa Öst"]
    taken(company, path, at=LATER)
    assert person("3").ended_on is None, "nobody leaves by not being mentioned"
    assert person("1").exit_type == "retirement"
    stays = Placement.objects.filter(employment__external_id="2").order_by("since")
    assert [(one.unit.name if one.unit else "", one.until) for one in stays] == [
        ("Trä", date(2026, 12, 15)),
        ("Service", None),
    ]
    answer = {person("3").pk: Left(date(2026, 11, 30), "agreement")}
    assert taken(company, path, at=LATER, left=answer).ended == 1
    assert person("3").exit_type == "agreement"


def test_what_was_not_shown_is_not_written(company: Company, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + ROWS)
    seen = importing.fingerprint(tried(company, path))
    path.write_text(HEADER + ROWS.replace("Lagbas", "Platschef"), encoding="utf-8")
    with pytest.raises(PlanChanged):
        importing.take_in(company_id=company.pk, source=source(path), seen=seen, left={}, by=SYSTEM, at=AT)
    assert not Employment.objects.exists()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("2;Annan Person;;;;;;2019-03-04;;\n", "stands in line"),
        ("9;Lo Li;;Bygg;;;Okänd Chef;2020-01-01;;\n", "neither in the file"),
        ("9;Lo Li;;Bygg;;;Lo Li;2020-01-01;;\n", "own manager"),
        ("9;Nils Ek;;;;;1;2020-01-01;;\n", "several people"),
        ("9;Lo Li;;Service;Trä;;;2020-01-01;;\n8;Bo Ro;;;Trä;;;2020-01-01;;\n", "several units"),
        ("8;Bo Ro;;;;;9;2020-01-01;;\n9;Lo Li;;;;;8;2020-01-01;;\n", "circle: Bo Ro → Lo Li → Bo Ro"),
    ],
)
def test_a_file_that_contradicts_itself_changes_nothing(company: Company, tmp_path: Path, rows: str, says: str) -> None:
    path = written(tmp_path, HEADER + ROWS + rows)
    assert any(says in one.reason for one in tried(company, path).problems), tried(company, path).problems
    with pytest.raises(Unreadable, match="line"):
        taken(company, path)
    assert not Employment.objects.exists()
    assert not Unit.objects.filter(company=company).exists()


@pytest.mark.parametrize(
    ("row", "field", "says"),
    [
        ("9;Lo Li;;;;;;03/04/2024;;\n", "started_on", "two different days"),
        ("9;Lo Li;;;;;;31 feb 2024;;\n", "started_on", "no day of the calendar"),
        ("9;Lo Li;;;;;;;;\n", "started_on", "empty"),
        ("9;Lo Li;;;;;;2024-05-01;2024-04-01;\n", "ended_on", "before the first"),
        ("9;Lo Li;;;;;;2024-05-01;2024-06-01;Rymde\n", "exit_type", "not known"),
        ("9;Lo Li;lo li;;;;;2024-05-01;;\n", "email", "no mail address"),
        ("9;;;;;;;2024-05-01;;\n", "name", "empty"),
        (f"9;{'x' * 121};;;;;;2024-05-01;;\n", "name", "longer than 120"),
        (";Lo Li;;;;;;2024-05-01;;\n", "external_id", "empty"),
        ("9;Lo Li;;;;;;2024-05-01\n", "", "cells"),
        ("19850713-1234;Lo Li;;;;;;2024-05-01;;\n", "external_id", "personal identity number"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_alone(
    company: Company, tmp_path: Path, row: str, field: str, says: str
) -> None:
    plan = tried(company, written(tmp_path, HEADER + ROWS + row))
    assert [(one.line, one.field) for one in plan.refused] == [(6, field)]
    assert says in plan.refused[0].reason
    assert len(plan.joins) == 4
    assert not plan.problems


def test_whoever_stands_in_a_refused_row_is_not_missing(company: Company, tmp_path: Path) -> None:
    doubtful = HEADER + ROWS.replace("2019-03-04", "03/04/2019")
    first = tried(company, written(tmp_path, doubtful))
    assert [(one.line, one.field) for one in first.remarks] == [(4, "manager")]
    assert first.problems == []
    taken(company, written(tmp_path, HEADER + ROWS))
    path = written(tmp_path, doubtful)
    plan = tried(company, path)
    assert [one.external_id for one in plan.refused] == ["2"]
    assert plan.missing == []
    assert len(tried(company, path, dates="day-first").refused) == 0


def test_files_that_cannot_be_read_say_why(company: Company, tmp_path: Path) -> None:
    wrong = {
        "": "empty",
        "Namn;Startdatum\nLo;2024-01-01\n": "external_id",
        "Anställningsnummer;Namn;Namn;Startdatum\n1;a;b;2024-01-01\n": "more than once",
        HEADER + '1;"' + "x" * 200_000 + '";;;;;;2024-01-01;;\n': "far too long",
    }
    for text, says in wrong.items():
        with pytest.raises(Unreadable, match=says):
            tried(company, written(tmp_path, text))
    with pytest.raises(Unreadable, match="cp1252"):
        tried(company, written(tmp_path, HEADER + ROWS, encoding="cp1252"))
    assert len(tried(company, written(tmp_path, HEADER + ROWS, encoding="cp1252"), encoding="cp1252").joins) == 4
    assert len(tried(company, written(tmp_path, HEADER + ROWS, encoding="utf-16")).joins) == 4


def test_personal_identity_numbers_are_never_taken_in(company: Company, tmp_path: Path) -> None:
    header = HEADER.replace("Avgångsorsak", "Personnummer")
    path = written(tmp_path, header + "1;Lo Li;;;;VD 850713-1234;;2024-01-01;;19850713-1234\n")
    run = importing.put_in(company_id=company.pk, file_name="l.csv", blocks=[path.read_bytes()], by=SYSTEM, at=AT)
    look = importing.look(run)
    assert look.masked == ("Personnummer",)
    assert "1234" not in str(look.rows)
    plan = tried(company, path)
    assert [step.told.title for step in plan.joins] == ["VD […]"]
    assert "masked" in plan.remarks[0].reason
    with pytest.raises(Unreadable, match="Personnummer"):
        tried(company, path, columns={**look.proposed, "phone": "Personnummer"})


def test_a_workbook_reads_as_a_table_does(company: Company, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Employee number", "First name", "Last name", "Team", "Manager ID", "Hire date"])
    sheet.append([1001.0, "Lo", "Li", "R&D > Test", None, datetime(2024, 1, 8)])
    sheet.append([1002, "Bo", "Ro", "R&D", 1001, "8 jan 2025"])
    path = tmp_path / "roster.xlsx"
    book.save(path)
    taken(company, path)
    assert person("1001").started_on == date(2024, 1, 8)
    row = next(one for one in queries.employees_of(SYSTEM, company.pk, on=TODAY) if one.external_id == "1002")
    assert (row.manager_name, row.unit_path) == ("Lo Li", ("R&D",))


def test_a_hire_that_arrived_meets_its_row(company: Company, tmp_path: Path) -> None:
    arrival = Arrival(
        key="k",
        name="Åsa Öst",
        email="asa@x.example",
        phone="",
        language="sv",
        title="Snickare",
        started_on=date(2024, 8, 19),
        promised=("Verktyg",),
    )
    row = arrive_from_recruiting(company_id=company.pk, arrival=arrival, by=SYSTEM, at=AT)
    taken(company, written(tmp_path, HEADER + ROWS))
    assert person("3").pk == row.pk
    assert Employment.objects.count() == 4


def test_what_the_columns_mean_is_remembered_for_the_company(
    cast: Cast, company: Company, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    path = written(tmp_path, HEADER + ROWS)
    hr = viewer_of(cast.north.hr)
    runs = [
        importing.put_in(company_id=company.pk, file_name="l.csv", blocks=[path.read_bytes()], by=hr, at=AT)
        for _again in range(2)
    ]
    look = importing.look(runs[0])
    mapping = {"columns": {**look.proposed, "title": ""}, "dates": "day-first"}
    importing.say_meaning(run=runs[0], mapping=mapping, digest=look.digest, by=hr, at=AT)
    assert importing.meaning_of(runs[1], look) == mapping
    assert RosterMapping.objects.get().company_id == company.pk
    seen = importing.fingerprint(importing.try_out(company=company, source=importing.source_of(runs[0]), by=hr, at=AT))
    with django_capture_on_commit_callbacks(execute=True):
        assert importing.take_in_run(run=runs[0], seen=seen, left={}, by=hr, at=AT) is not None
        assert importing.take_in_run(run=runs[0], seen=seen, left={}, by=hr, at=AT) is None
        importing.put_away(run=runs[1], by=hr)
    assert not any(one.exists() for one in (importing.source_of(run).path for run in runs))


def test_only_those_who_see_a_roster_take_one_in(cast: Cast, company: Company, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + ROWS)
    for account in (cast.owner, cast.north.manager, cast.south.hr):
        with pytest.raises((NotAllowed, Company.DoesNotExist)):
            importing.take_in(
                company_id=company.pk, source=source(path), seen=None, left={}, by=viewer_of(account), at=AT
            )
