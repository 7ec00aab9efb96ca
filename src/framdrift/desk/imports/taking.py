"""The job that takes a file in, and what it and the pages share: where the file lies and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, cast

from django.core.files import File
from django.utils import translation

from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.jobs import job
from framdrift.foundation.sqlite.aside import on_a_copy
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import import_runs
from framdrift.recruiting.models import ImportRun
from framdrift.recruiting.transitions.told import Reading, Unreadable, reader_of

TABLE = "table"


class Look(Protocol):
    """The header and first rows of a table, with what its columns seem to mean."""

    header: Sequence[str]
    digest: str
    proposed: dict[str, str]
    rows: Sequence[Sequence[str]]


class Tables(Protocol):
    """The reader of tables: it can look before it reads."""

    def look_at(self, path: Path, *, encoding: str = "", file_name: str = "", rows: int = 5) -> Look: ...


@job(queue="heavy")
def take_in(run_id: int, at: str) -> None:
    """Do a run, or what is left of it. What cannot be read is told on the run's page."""
    run = ImportRun.objects.get(pk=run_id)
    if run.state == import_runs.DONE:
        return
    account = run.started_by
    if account is None:
        return
    with translation.override(account.language):
        try:
            import_runs.carry_out(
                run=run,
                kind=run.source,
                path=path_of(run),
                reading=reading_of(run),
                by=viewer_of(account),
                at=datetime.fromisoformat(at),
                progress=lambda done, total: None,
            )
        except Unreadable:
            return
    path_of(run).unlink(missing_ok=True)


def look_at(run: ImportRun) -> Look:
    """The table that a run is about. Raises Unreadable."""
    tables = cast(Tables, reader_of(TABLE))
    return tables.look_at(path_of(run), encoding=str(run.mapping.get("encoding", "")), file_name=run.file_name)


def tried(run: ImportRun, *, by: Viewer, at: datetime, rows: int) -> import_runs.Report:
    """What the first `rows` of a run would come to, found out while everybody else goes on writing. Raises
    Unreadable."""
    with on_a_copy():
        return import_runs.try_out(
            kind=run.source,
            path=path_of(run),
            reading=reading_of(run),
            by=by,
            at=at,
            progress=lambda done, total: None,
            limit=rows,
        )


def reading_of(run: ImportRun) -> Reading:
    """How the run's file is read."""
    kept = {name: value for name, value in run.mapping.items() if name not in ("company", "assignment")}
    stem = "" if run.source == TABLE else run.file_name.split(".")[0]
    return Reading(
        source=run.source,
        arrived_at=run.started_at,
        zone=agency_zone(),
        company=run.mapping.get("company") or stem,
        assignment=run.mapping.get("assignment") or (stem if run.source == "xes" else ""),
        file_name=run.file_name,
        mapping=kept,
    )


def path_of(run: ImportRun) -> Path:
    """Where the file lies until it has been taken in; never under the name it came with."""
    return import_runs.files_folder() / run.stored_as


def store(run: ImportRun, file: File[bytes]) -> None:
    """Write the bytes down for the worker."""
    path = path_of(run)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as kept:
        for block in file.chunks():
            kept.write(block)
    path.chmod(0o600)
