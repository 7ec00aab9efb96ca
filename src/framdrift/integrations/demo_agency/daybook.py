"""Collects rows and events in memory and writes them, in the order in which they happened, in one go."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from framdrift.foundation import events, texts
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.models import Event, FreeText
from framdrift.organisations.models import Absence, Account, Company, Role, Unit
from framdrift.recruiting import models as recruiting
from framdrift.recruiting.events import PlanRecalculated

_BATCH = 2000
_EVENTS_AT_ONCE = 10_000
IN_ORDER: tuple[type[Model], ...] = (
    Company,
    Unit,
    Account,
    Role,
    Absence,
    FreeText,
    recruiting.Assignment,
    recruiting.Deputy,
    recruiting.Contact,
    recruiting.Criterion,
    recruiting.TempoTerm,
    recruiting.PlanStep,
    recruiting.EvidenceNeed,
    recruiting.Pause,
    recruiting.Candidate,
    recruiting.Consent,
    recruiting.Candidacy,
    recruiting.Step,
    recruiting.Ball,
    recruiting.Promise,
    recruiting.Scorecard,
    recruiting.Score,
    recruiting.Reference,
    recruiting.TestResult,
    recruiting.FirstChoice,
    recruiting.Decision,
    recruiting.Offer,
    recruiting.Outcome,
    recruiting.Advice,
    recruiting.Note,
    recruiting.FeeMilestone,
    recruiting.Presentation,
    recruiting.PresentedCandidacy,
    recruiting.TouchTime,
    recruiting.Snooze,
)
"""Every table that is filled, referenced ones first."""

Row = TypeVar("Row", bound=Model)


@dataclass(slots=True, eq=False)
class Entry:
    """One event before it has its number. `because` is the entry that a recalculated plan came from."""

    at: datetime
    announcement: Announcement
    actor: str
    seq: int = 0
    because: Entry | None = None


@dataclass(frozen=True)
class Mark:
    """A place in the daybook to go back to."""

    rows: dict[type[Model], int]
    entries: int


class Daybook:
    """Rows by table with their ids, and entries. Ids count from 1: the tables are empty."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.rows: dict[type[Model], list[Model]] = defaultdict(list)
        self.entries: list[Entry] = []
        self.touches: list[tuple[recruiting.TouchTime, Entry]] = []
        self._written: Counter[type[Model]] = Counter()

    def new(self, model: type[Row], **fields: Any) -> Row:
        """A row with the next id of its table."""
        row = model(id=self._written[model] + len(self.rows[model]) + 1, **fields)
        self.rows[model].append(row)
        return row

    def text(self, body: str, *, about: str = "") -> FreeText:
        """Words that an event speaks of, with an id and a salt that the seed decides."""
        salt = f"{self.rng.getrandbits(128):032x}"
        row = texts.compose(body, about=about, salt=salt, key=uuid.UUID(int=self.rng.getrandbits(128), version=4))
        self.rows[FreeText].append(row)
        return row

    def pseudonym(self) -> str:
        """A pseudonym that the seed decides."""
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def tell(self, announcement: Announcement, *, actor: str, at: datetime, because: Entry | None = None) -> Entry:
        """Note that something happened."""
        entry = Entry(at, announcement, actor, because=because)
        self.entries.append(entry)
        return entry

    def mark(self) -> Mark:
        """A place to go back to."""
        return Mark({model: len(rows) for model, rows in self.rows.items()}, len(self.entries))

    def back_to(self, mark: Mark) -> None:
        """Forget everything since `mark`."""
        for model, rows in self.rows.items():
            del rows[mark.rows.get(model, 0) :]
        del self.entries[mark.entries :]
        kept = set(map(id, self.rows[recruiting.TouchTime]))
        self.touches = [pair for pair in self.touches if id(pair[0]) in kept]

    def count(self, model: type[Model]) -> int:
        """Rows of a table so far."""
        return self._written[model] + len(self.rows[model])

    def write_rows(self, *, last: bool) -> Iterator[int]:
        """Write the rows at hand and let go of them; yields how many rows each batch had.

        Touch times point at events and wait for their numbers: they are written with the last.
        """
        for model in IN_ORDER:
            if model is recruiting.TouchTime and not last:
                continue
            rows = self.rows[model]
            for start in range(0, len(rows), _BATCH):
                model._default_manager.bulk_create(rows[start : start + _BATCH], batch_size=_BATCH)
                yield len(rows[start : start + _BATCH])
            self._written[model] += len(rows)
            rows.clear()

    def number_entries(self) -> None:
        """Put the entries in the order of time and give them their numbers; touch times point at theirs."""
        self.entries.sort(key=lambda entry: entry.at)
        first = (Event.objects.order_by("-seq").values_list("seq", flat=True).first() or 0) + 1
        for seq, entry in enumerate(self.entries, start=first):
            entry.seq = seq
        for touch, entry in self.touches:
            touch.event_seq = entry.seq
        self.touches.clear()

    def write_entries(self) -> Iterator[int]:
        """Append the events to the log; yields how many each batch had."""
        for start in range(0, len(self.entries), _EVENTS_AT_ONCE):
            batch = self.entries[start : start + _EVENTS_AT_ONCE]
            events.record_many([(_resolved(entry), entry.actor, entry.at) for entry in batch])
            yield len(batch)
        self.entries.clear()


def _resolved(entry: Entry) -> Announcement:
    if entry.because is not None and isinstance(entry.announcement, PlanRecalculated):
        cause = entry.because.announcement
        step_id = getattr(cause, "plan_step_id", None) or getattr(cause, "from_step_id", None)
        return replace(
            entry.announcement, because_seq=entry.because.seq, because_code=cause.code, because_step_id=step_id
        )
    return entry.announcement


def let_ids_go_on(models: Sequence[type[Model]] = IN_ORDER) -> None:
    """After rows with ids of ours: the database counts on from the highest (PostgreSQL needs to be told)."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(models))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
