"""Rosters at the desk and at the client's: files seen before they are taken in, people kept by hand, undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Account, Employment, RosterRun
from framdrift.organisations.roster.actions import Person, Place, hire
from tests.cast import Cast

HEADER = "Anstnr;Namn;Enhet;Chef;Startdatum;Slutdatum;Personnummer\n"
ROWS = "1;Berit Holm;Bygg;;2015-01-01;;19600101-1234\n2;Nils Ek;Bygg > Trä;1;2019-03-04;;19800101-1234\n"
HIRED = date(2024, 1, 8)
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def client(cast: Cast, as_account: Callable[[Account], Client]) -> Client:
    return as_account(cast.interviewer)


def put_in(client: Client, address: str, text: str, *, encoding: str = "utf-8") -> RosterRun:
    answer = client.post(address, {"file": SimpleUploadedFile("lista.csv", text.encode(encoding))})
    assert answer.status_code == 302, answer.content
    return RosterRun.objects.latest("pk")


@pytest.mark.parametrize("door", ["desk", "client"])
def test_a_file_is_seen_and_taken_in(
    cast: Cast, as_account: Callable[[Account], Client], client: Client, door: str
) -> None:
    company = cast.north.company
    names = {"desk": ("roster-files", "roster-file"), "client": ("client-roster", "client-roster-file")}[door]
    who = client if door == "desk" else as_account(cast.north.hr)
    here = reverse(names[0], args=[company.pk] if door == "desk" else [])
    run = put_in(who, here, HEADER + ROWS)
    shown = who.get(reverse(names[1], args=[run.pk]))
    assert [name for _line, name, _place in shown.context["joins"]] == ["Berit Holm", "Nils Ek"]
    assert shown.context["new_units"] == ["Bygg", "Bygg › Trä"]
    assert b"1234" not in shown.content
    assert not Employment.objects.exists()
    seen = shown.context["missing_form"]["seen"].value()
    assert who.post(reverse(f"{names[1]}-take", args=[run.pk]), {"seen": "another"}).status_code == 422
    who.post(reverse(f"{names[1]}-take", args=[run.pk]), {"seen": seen})
    assert Employment.objects.count() == 2
    again = put_in(who, here, HEADER + ROWS.splitlines()[0] + "\n")
    page = who.get(reverse(f"{names[1]}", args=[again.pk]))
    (line,) = page.context["missing_form"].lines
    assert line[0].name == "Nils Ek"
    answer = {"seen": page.context["missing_form"]["seen"].value(), line[1].html_name: "2018-01-01"}
    refused = who.post(reverse(f"{names[1]}-take", args=[again.pk]), answer)
    assert refused.status_code == 422
    who.post(reverse(f"{names[1]}-take", args=[again.pk]), {**answer, line[1].html_name: "2026-10-31"})
    assert Employment.objects.get(external_id="2").ended_on == date(2026, 10, 31)


def test_columns_and_encoding_are_corrected(cast: Cast, client: Client) -> None:
    here = reverse("roster-files", args=[cast.north.company.pk])
    run = put_in(client, here, "Nr;Vem är det;Börjar\n1;Åsa Öst;2024-01-08\n", encoding="cp1252")
    page = reverse("roster-file", args=[run.pk])
    assert "cp1252" in client.get(page).context["unreadable"]
    client.post(page, {"encoding": "cp1252"})
    unsaid = client.get(page)
    assert "plan" not in unsaid.context
    client.post(page, {"encoding": "cp1252", "external_id": "Nr", "name": "Vem är det", "started_on": "Börjar"})
    assert [name for _line, name, _place in client.get(page).context["joins"]] == ["Åsa Öst"]
    client.post(reverse("roster-file-put-away", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == "put_away"


def test_by_hand_and_back_again(cast: Cast, client: Client) -> None:
    company = cast.north.company
    data = {"name": "Lisa Alm", "language": "sv", "started_on": "2024-01-08", "title": "Snickare"}
    client.post(reverse("employment-add", args=[company.pk]), data)
    row = Employment.objects.get()
    page = client.get(reverse("employment", args=[row.pk]))
    assert reverse("employment-withdraw", args=[row.pk]) in page.content.decode()
    client.post(reverse("employment-move", args=[row.pk]), {"title": "Lagbas", "on": "2026-01-01"})
    client.post(reverse("employment-move-undo", args=[row.pk]))
    client.post(reverse("employment-end", args=[row.pk]), {"ended_on": "2026-06-30", "exit_type": "retirement"})
    row.refresh_from_db()
    assert row.exit_type == "retirement"
    client.post(reverse("employment-end-undo", args=[row.pk]))
    client.post(reverse("employment-edit", args=[row.pk]), {**data, "name": "Lisa Berg"})
    row.refresh_from_db()
    assert (row.name, row.ended_on, row.placements.get().title) == ("Lisa Berg", None, "Snickare")
    late = client.post(reverse("employment-end", args=[row.pk]), {"ended_on": "2020-01-01"})
    assert late.status_code == 422
    client.post(reverse("employment-withdraw", args=[row.pk]))
    assert not Employment.objects.exists()


def test_the_list_is_searched_and_divided(cast: Cast, client: Client) -> None:
    for name in ("Åsa Öst", "Nils Ek"):
        person(cast, name)
    here = reverse("roster", args=[cast.north.company.pk])
    assert [row.name for row in client.get(here, {"q": "åsa"}).context["rows"]] == ["Åsa Öst"]
    assert client.get(here, {"which": "left"}).context["rows"] == []
    assert client.get(here, {"unit": "987654"}).status_code == 404


def test_pages_make_as_many_statements_however_many_people(
    cast: Cast, client: Client, as_account: Callable[[Account], Client], statements: Callable[..., None]
) -> None:
    row = person(cast, "Åsa Öst")

    def more() -> None:
        for number in range(12):
            person(cast, f"Person {number}")

    here = reverse("roster", args=[cast.north.company.pk])
    statements("desk/roster", ask=lambda: client.get(here), grow=more)
    one = reverse("employment", args=[row.pk])
    statements("desk/employment", ask=lambda: client.get(one), grow=more)
    hr = as_account(cast.north.hr)
    statements("portals/client_roster", ask=lambda: hr.get(reverse("client-roster")), grow=more)


def person(cast: Cast, name: str) -> Employment:
    return hire(
        company_id=cast.north.company.pk,
        person=Person(name=name),
        place=Place(title="Snickare"),
        started_on=HIRED,
        by=SYSTEM,
        at=AT,
    )
