"""One import of one file: read through once to refuse what cannot be read, then written batch by batch.

Every batch is a transaction that also moves the run on, so that a run that was killed goes on where it stopped and
nothing is half done. The first pass changes nothing; a file that is broken at its end is refused before its beginning
is written.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction as database
from django.utils.translation import gettext as _

from framdrift.foundation import memory
from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions.transitions import apply_transitions
from framdrift.recruiting.actions.transitions_ground import Ground
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, ImportRun, RefusedRow
from framdrift.recruiting.transitions.stages import Words, problems_of
from framdrift.recruiting.transitions.told import Reading, Transition, Unread, Unreadable, reader_of

BATCH = 1000
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many."""


@dataclass(slots=True)
class Report:
    """What an import came to. `rows` counts what the file tells, refused rows among them. `left_out`: files of a folder
    that nothing was taken from, and why."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    known: int = 0
    refused: list[Unread] = field(default_factory=list)
    unknown_stages: list[str] = field(default_factory=list)
    new: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def begin(*, source: str, path: Path, reading: Reading, by: Viewer, at: datetime) -> ImportRun:
    """The run for a file: the one that was broken off, where the same file was begun alike; else a new one. Raises
    Unreadable where the file cannot be read."""
    try:
        digest = digest_of(path)
    except OSError as problem:
        raise _unread(problem, reading) from None
    mapping: dict[str, Any] = {**reading.mapping, "company": reading.company, "assignment": reading.assignment}
    broken_off = ImportRun.objects.filter(source=source, file_digest=digest, state=RUNNING, mapping=mapping).first()
    return broken_off or ImportRun.objects.create(
        source=source,
        file_name=reading.file_name[:200],
        file_digest=digest,
        mapping=mapping,
        started_by_id=by.account_id,
        started_at=at,
    )


def carry_out(
    *, run: ImportRun, kind: str, path: Path, reading: Reading, by: Viewer, at: datetime, progress: Progress
) -> Report:
    """Do a run, or what is left of it. Raises Unreadable, having changed nothing, where the file cannot be read."""
    try:
        total = sum(1 for _one in told_by(kind, path, reading))
    except Unreadable as no:
        _settle(run, FAILED, at=at, error=str(no))
        raise
    ImportRun.objects.filter(pk=run.pk).update(state=RUNNING, rows_total=total, error="")
    run.refresh_from_db()
    report = _Work(run, reading, by=by, at=at).do(told_by(kind, path, reading), progress)
    _settle(run, DONE, at=at)
    return report


def try_out(
    *, kind: str, path: Path, reading: Reading, by: Viewer, at: datetime, progress: Progress, limit: int = 0
) -> Report:
    """What an import would come to, of the whole file or its first `limit` rows; everything is taken back.

    Until then it is one transaction. It writes to nothing that people work on and not to the log of events, so that on
    PostgreSQL they need not wait; what comes from the same source meanwhile does, for the ids of the file. SQLite's one
    writer is spared by `foundation.sqlite.aside`.
    """
    with database.atomic():
        run = ImportRun(source=reading.source, rows_total=limit or sum(1 for _one in told_by(kind, path, reading)))
        run.started_at = at
        run.save()
        told = told_by(kind, path, reading)
        work = _Work(run, reading, by=by, at=at, is_trial=True)
        report = work.do(_first(told, limit) if limit else told, progress)
        database.set_rollback(True)
    return report


def files_folder() -> Path:
    """Where files lie that were put in and have not been taken in yet."""
    return Path(settings.MEDIA_ROOT) / "imports"


def digest_of(path: Path) -> str:
    """A file's content as a hash; a folder's is that of its files in order of name."""
    seen = hashlib.sha256()
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    for file in files:
        if file.is_file():
            seen.update(file.name.encode() if path.is_dir() else b"")
            with file.open("rb") as stream:
                while block := stream.read(1 << 20):
                    seen.update(block)
    return seen.hexdigest()


def told_by(kind: str, path: Path, reading: Reading) -> Iterator[Transition | Unread]:
    """What a file tells, row by row, in memory that does not follow its length. Raises Unreadable."""
    if problems := problems_of(reading.mapping):
        raise Unreadable(_("The mapping says nothing known here: %(entries)s.") % {"entries": "; ".join(problems)})
    return _each_once(_whole(reader_of(kind).read(path, reading), reading))


def _whole(told: Iterator[Transition | Unread], reading: Reading) -> Iterator[Transition | Unread]:
    """The same; a file that may not be read, or that its disk no longer gives back, is refused in words."""
    try:
        yield from told
    except OSError as problem:
        raise _unread(problem, reading) from None


def _unread(problem: OSError, reading: Reading) -> Unreadable:
    told = {"file": reading.file_name, "reason": problem.strerror or problem}
    return Unreadable(_("%(file)s: cannot be read (%(reason)s).") % told)


def _each_once(told: Iterator[Transition | Unread]) -> Iterator[Transition | Unread]:
    """An outside id that comes again with other content in the same file is refused; the same again is nothing new."""
    with closing(_Seen()) as seen:
        for one in told:
            if isinstance(one, Transition):
                content = _short(one.digest())
                known, line, where = seen.first(_short(one.external_id), content, one)
                if line != one.line and known != content:
                    yield one.refused("id", _stands_already(one, line, where))
                    continue
            yield one


def _stands_already(one: Transition, line: int, where: str) -> str:
    told = {"id": one.external_id[:60], "line": line, "place": where}
    if where:
        return _("The id %(id)s stands at %(place)s already, with other content.") % told
    return _("The id %(id)s stands in row %(line)d already, with other content.") % told


class _Seen:
    """The ids that a file has told so far, in a private database that spills to disk: memory stays the same."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1000;"
            "CREATE TABLE seen (key BLOB PRIMARY KEY, content BLOB, line INTEGER, place TEXT) WITHOUT ROWID; BEGIN"
        )

    def first(self, key: bytes, content: bytes, one: Transition) -> tuple[bytes, int, str]:
        """(content, line, place in words) where the key was told first: here, or before."""
        place = one.place.in_words() if one.place else ""
        added = self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?)", (key, content, one.line, place))
        if added.rowcount:
            return content, one.line, place
        found = self._rows.execute("SELECT content, line, place FROM seen WHERE key = ?", (key,)).fetchone()
        return found[0], found[1], found[2]

    def close(self) -> None:
        """Forget all of it."""
        self._rows.close()


def _short(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _first(told: Iterator[Transition | Unread], limit: int) -> Iterator[Transition | Unread]:
    for number, one in enumerate(told):
        if number >= limit:
            return
        yield one


class _Work:
    """The second pass: batches, each in a transaction with the run's own progress."""

    def __init__(self, run: ImportRun, reading: Reading, *, by: Viewer, at: datetime, is_trial: bool = False) -> None:
        self._run, self._reading = run, reading
        self._by, self._at = by, at
        self._ground = Ground(source=reading.source, words=Words(reading.mapping), by=by, at=at, is_trial=is_trial)
        self._report = Report()

    def do(self, told: Iterator[Transition | Unread], progress: Progress) -> Report:
        """Everything from where the run stands to the end."""
        before = _counted()
        done = self._run.rows_done
        for _skipped in zip(range(done), told, strict=False):
            pass
        for batch in _batches(told):
            self._apply(batch)
            memory.give_back()
            progress(self._run.rows_done, self._run.rows_total or 0)
        self._report.rows = self._run.rows_done
        self._report.left_out = dict(self._reading.left_out)
        self._report.unknown_stages = sorted(self._ground.unknown_stages)
        self._report.new = {name: count - before[name] for name, count in _counted().items()}
        return self._report

    def _apply(self, batch: list[Transition | Unread]) -> None:
        told = [one for one in batch if isinstance(one, Transition)]
        with database.atomic():
            applied = apply_transitions(told=told, ground=self._ground, by=self._by, at=self._at)
            refused = [one for one in batch if isinstance(one, Unread)] + applied.refused
            refused.sort(key=lambda one: one.line)
            RefusedRow.objects.bulk_create(
                RefusedRow(
                    run=self._run,
                    line=one.line,
                    place=one.where()[:300],
                    field=one.field[:80],
                    reason=one.reason[:300],
                )
                for one in refused
            )
            self._move_on(len(batch), applied.added, applied.changed, len(refused))
        self._report.added += applied.added
        self._report.changed += applied.changed
        self._report.known += applied.known
        self._report.refused += refused

    def _move_on(self, rows: int, added: int, changed: int, refused: int) -> None:
        self._run.rows_done += rows
        self._run.rows_added += added
        self._run.rows_changed += changed
        self._run.rows_refused += refused
        self._run.save(update_fields=["rows_done", "rows_added", "rows_changed", "rows_refused"])


def _batches(told: Iterator[Transition | Unread]) -> Iterator[list[Transition | Unread]]:
    """Batches of about BATCH rows that do not part what is told of one application in a row."""
    batch: list[Transition | Unread] = []
    for one in told:
        last = batch[-1] if batch else None
        goes_on = (
            isinstance(one, Transition)
            and isinstance(last, Transition)
            and one.application.external_id == last.application.external_id
        )
        if len(batch) >= BATCH and not goes_on:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _settle(run: ImportRun, state: str, *, at: datetime, error: str = "") -> None:
    run.state, run.error, run.ended_at = state, error, at
    run.save(update_fields=["state", "error", "ended_at"])


def _counted() -> dict[str, int]:
    return {
        "assignments": Assignment.objects.count(),
        "candidates": Candidate.objects.count(),
        "candidacies": Candidacy.objects.count(),
    }
