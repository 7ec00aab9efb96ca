"""The screen of imports: put in, understood, tried out, taken in by the worker, with the refused rows as a file."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from framdrift.desk.imports.forms import MEANINGS
from framdrift.desk.imports.taking import path_of, take_in
from framdrift.organisations.models import Account, Company
from framdrift.recruiting import import_runs
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, ImportMapping, ImportRun, RefusedRow
from tests.cast import Cast

TABLE = "Vem,Mejl,Uppdrag,Företag,Steg,Datum\nBo Ek,bo@x.example,Säljare,Nordbygg AB,Intervju,{}\n"
_SHORT_OF_PATIENCE = "PRAGMA busy_timeout = 2000"


def put_in(client: Client, text: str) -> ImportRun:
    file = SimpleUploadedFile("export.csv", text.encode())
    answer = client.post(reverse("import-list"), {"kind": "table", "file": file})
    assert answer.status_code == 302
    return ImportRun.objects.latest("pk")


@pytest.fixture
def client(cast: Cast, as_account: Callable[[Account], Client], settings: object, tmp_path: object) -> Client:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return as_account(cast.owner)


def test_a_file_is_understood_corrected_remembered_and_taken_in(client: Client, now: object) -> None:
    run = put_in(client, TABLE.format("2026-03-02"))
    address = reverse("import-run", args=[run.pk])
    shown = client.get(address)
    assert shown.context["form"].fields["email"].initial == "Mejl"
    assert "report" not in shown.context
    columns = {"candidate": "Vem", "email": "Mejl", "job": "Uppdrag", "company": "Företag"}
    tried = client.post(address, {**columns, "stage": "Steg", "entered": "Datum"})
    assert (tried.context["report"].added, tried.context["report"].new["candidates"]) == (1, 1)
    assert not Candidate.objects.exists()
    client.post(reverse("import-begin", args=[run.pk]))
    take_in.call(run.pk, at=now.isoformat())  # type: ignore[attr-defined]
    run.refresh_from_db()
    assert (run.state, run.rows_done, run.rows_added) == ("done", 1, 1)
    assert Candidacy.objects.count() == 1
    assert not path_of(run).exists()
    assert ImportMapping.objects.get().mapping["columns"]["candidate"] == "Vem"
    again = put_in(client, TABLE.format("2026-03-05"))
    proposed = client.get(reverse("import-run", args=[again.pk])).context["form"].fields["candidate"].initial
    assert proposed == "Vem"


def test_a_refused_row_names_its_column_as_the_page_does(client: Client) -> None:
    run = put_in(client, TABLE.format("inte alls"))
    columns = {"candidate": "Vem", "email": "Mejl", "job": "Uppdrag", "company": "Företag"}
    tried = client.post(reverse("import-run", args=[run.pk]), {**columns, "stage": "Steg", "entered": "Datum"})
    assert [one.field for one in tried.context["would_refuse"]] == [str(MEANINGS["entered"])]


def test_a_file_that_cannot_be_read_is_told_of_in_words(client: Client) -> None:
    run = put_in(client, "")
    shown = client.get(reverse("import-run", args=[run.pk])).context
    assert "export.csv" in shown["unreadable"] and "read_as" not in shown


def test_a_table_from_an_old_spreadsheet_is_read_by_the_encoding_that_is_chosen(client: Client) -> None:
    file = SimpleUploadedFile("export.csv", TABLE.format("2026-03-02").encode("cp1252"))
    client.post(reverse("import-list"), {"kind": "table", "file": file})
    run = ImportRun.objects.latest("pk")
    address = reverse("import-run", args=[run.pk])
    shown = client.get(address)
    assert "cp1252" in shown.context["unreadable"] and 'name="read_as"' in shown.content.decode()
    assert client.post(address, {"read_as": "klingon"}).context["unreadable"]
    read = client.post(address, {"read_as": "cp1252"}, follow=True)
    assert read.context["look"].rows[0][2] == "Säljare" and not ImportMapping.objects.exists()
    assert read.context["form"].initial["encoding"] == "cp1252"


def test_refused_rows_run_nothing_in_a_spreadsheet(client: Client) -> None:
    run = put_in(client, TABLE.format("2026-03-02"))
    RefusedRow.objects.create(run=run, line=2, field="=cmd", reason="+1")
    RefusedRow.objects.create(run=run, line=3, place="=a.json, post 2 (id 7)", reason="-")
    lines = client.get(reverse("import-refused", args=[run.pk])).content.decode("utf-8-sig").splitlines()
    assert lines[1:] == ["2,'=cmd,'+1", "\"'=a.json, post 2 (id 7)\",,'-"]


def test_a_refused_entry_is_shown_by_file_entry_and_id(client: Client) -> None:
    run = put_in(client, TABLE.format("2026-03-02"))
    RefusedRow.objects.create(run=run, line=2, reason="-")
    RefusedRow.objects.create(run=run, line=57, place="a.json, post 2 (id 7)", reason="-")
    with translation.override("sv"):
        shown = client.get(reverse("import-run", args=[run.pk]))
    assert [one.where for one in shown.context["refused"]] == ["Rad 2", "a.json, post 2 (id 7)"]
    assert "a.json, post 2 (id 7)" in shown.content.decode()


def test_interviewers_and_clients_find_nothing(cast: Cast, as_account: Callable[[Account], Client]) -> None:
    for account in (cast.interviewer, cast.north.hr, cast.stranger):
        assert as_account(account).get(reverse("import-list")).status_code == 404


def _note_beside() -> None:
    """Somebody else writes, in a connection of their own, and waits for nobody for long."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                patience = "SET LOCAL lock_timeout = '2s'" if connection.vendor == "postgresql" else _SHORT_OF_PATIENCE
                cursor.execute(patience)
            Company.objects.create(name="Meanwhile AB", created_at=timezone.now())
            Candidacy.objects.update(next_news_on=timezone.now())
            Assignment.objects.update(pay_low=1)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_others_write_while_a_preview_is_made(client: Client, monkeypatch: pytest.MonkeyPatch, now: object) -> None:
    columns = {"candidate": "Vem", "email": "Mejl", "job": "Uppdrag", "company": "Företag"}
    said = {**columns, "stage": "Steg", "entered": "Datum"}
    first = put_in(client, TABLE.format("2026-03-02"))
    client.post(reverse("import-run", args=[first.pk]), said)
    client.post(reverse("import-begin", args=[first.pk]))
    take_in.call(first.pk, at=now.isoformat())  # type: ignore[attr-defined]
    moved = "Bo Ek,bo@x.example,Säljare,Nordbygg AB,Erbjudande,2026-03-05\n"
    run = put_in(client, TABLE.format("2026-03-02") + moved)
    try_out, wrote = import_runs.try_out, []

    def beside(done: int, total: int) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(_note_beside).result(timeout=20)
        wrote.append(done)

    def tried(**told: object) -> import_runs.Report:
        return try_out(**{**told, "progress": beside})  # type: ignore[arg-type]

    monkeypatch.setattr(import_runs, "try_out", tried)
    shown = client.post(reverse("import-run", args=[run.pk]), said)
    assert wrote == [2]
    assert (shown.context["report"].added, shown.context["report"].known) == (1, 1)
    assert Company.objects.filter(name="Meanwhile AB").exists()
    assert Candidacy.objects.count() == 1
