"""Trying an import out keeps nobody else from working, on either database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from framdrift.foundation import events
from framdrift.foundation.models import Event
from framdrift.foundation.sqlite.aside import on_a_copy
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Company
from framdrift.recruiting import events as told_events
from framdrift.recruiting import import_runs
from framdrift.recruiting.actions.ground import hold_assignments
from framdrift.recruiting.models import Assignment, Candidacy, Candidate
from tests.integrations.importing import NOW, bring_in, reading

pytestmark = pytest.mark.django_db(transaction=True)
ROW = "{},{}@x.example,Controller,Nordbygg AB,Interview,2026-03-02\n"
MOVED = "{},{}@x.example,Controller,Nordbygg AB,Offer,2026-03-09\n"
HEADER = "Name,Email,Job,Company,Stage,Entered\n"


def work_beside(assignment_id: int, company_id: int) -> None:
    """What somebody else does at their desk meanwhile, in a connection of their own."""
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '3s'")
            hold_assignments([assignment_id])
            list(Candidacy.objects.select_for_update(no_key=True).filter(assignment_id=assignment_id))
            paused = told_events.AssignmentPaused(assignment_id=assignment_id, company_id=company_id)
            events.record(paused, actor="somebody", at=NOW)
    finally:
        connection.close()


def test_a_move_is_made_while_a_file_is_tried_out(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(HEADER + ROW.format("Bo", "bo"))
    bring_in(path, "csv")
    path.write_text(HEADER + ROW.format("Bo", "bo") + ROW.format("Cia", "cia") + MOVED.format("Bo", "bo"))
    before, assignment, stood = Event.objects.count(), Assignment.objects.get(), Candidacy.objects.values().get()
    worked: list[int] = []

    def progress(done: int, total: int) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(work_beside, assignment.pk, assignment.company_id).result(timeout=30)
        worked.append(done)

    with on_a_copy():
        report = import_runs.try_out(
            kind="csv",
            path=path,
            reading=reading(path, "csv"),
            by=SYSTEM,
            at=NOW + timedelta(days=1),
            progress=progress,
        )
    assert worked == [3]
    assert (report.added, report.known, report.new["candidates"], report.new["candidacies"]) == (2, 1, 1, 1)
    assert Candidacy.objects.values().get() == stood
    assert Candidate.objects.count() == 1
    assert Event.objects.count() == before + 1
    assert events.first_broken(events.everything()) is None


def test_a_copy_holds_what_stood_and_keeps_nothing() -> None:
    Company.objects.create(name="Stands", created_at=NOW)
    with on_a_copy():
        assert Company.objects.filter(name="Stands").exists()
        connection.close()
        if connection.vendor == "sqlite":
            Company.objects.create(name="Tried", created_at=NOW)
            assert Company.objects.count() == 2
    assert [one.name for one in Company.objects.all()] == ["Stands"]


def test_what_came_before_is_as_if_taken_in(tmp_path: Path) -> None:
    """A trial leaves alone what people work on, and tells the same as the import that follows."""
    path = tmp_path / "export.csv"
    path.write_text(HEADER + ROW.format("Bo", "bo"))
    bring_in(path, "csv")
    path.write_text(HEADER + ROW.format("Bo", "bo") + MOVED.format("Bo", "bo") + MOVED.format("Cia", "cia"))
    told = reading(path, "csv")
    tried = import_runs.try_out(
        kind="csv", path=path, reading=told, by=SYSTEM, at=NOW, progress=lambda done, total: None
    )
    taken = bring_in(path, "csv")
    assert (tried.added, tried.changed, tried.known, tried.new) == (taken.added, taken.changed, taken.known, taken.new)
    assert (taken.added, taken.known) == (2, 1)


def test_what_a_transaction_has_written_is_not_copied() -> None:
    with transaction.atomic():
        Company.objects.create(name="Written", created_at=NOW)
        with on_a_copy():
            assert Company.objects.filter(name="Written").exists()
