"""What one report may count: the ledger's rows that its reader may see, and the working time of its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import numpy as np
from django.db.models import F

from framdrift.foundation import calendar
from framdrift.momentum.reporting.columns import Column, Table, chosen, picked
from framdrift.momentum.reporting.ledger import Ledger, ledger
from framdrift.momentum.reporting.period import DAY, EARLIEST, Period
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Candidacy
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.science.calendars import WorkingDays
from framdrift.science.working_clock import WorkingClock, working_clock

_clocks: dict[tuple[frozenset[date], str, date], WorkingClock] = {}
_AHEAD_YEARS = 1


@dataclass(frozen=True, eq=False)
class Grounds:
    """The rows that count for one reader, and the clock that they are counted with."""

    seen: Ledger
    period: Period
    clock: WorkingClock

    def work_days(self, begun: Column, ended: Column) -> Column:
        """Working days of stretches within the period; what runs still is counted to its end."""
        start, end = self.period.start, self.period.end
        days: Column = self.clock.read(np.clip(ended, start, end)) - self.clock.read(np.clip(begun, start, end))
        return days

    def lengths(self, begun: Column, ended: Column) -> Column:
        """Working days of stretches that began in the period, until they ended or the report is seen."""
        days: Column = self.clock.read(np.minimum(ended, self.period.end)) - self.clock.read(begun)
        return days

    def begun_within(self, begun: Column) -> Column:
        """Which began in the period."""
        within: Column = (begun >= self.period.start) & (begun < self.period.end)
        return within

    def touches(self, begun: Column, ended: Column) -> Column:
        """Which have a part in the period."""
        part: Column = (begun < self.period.end) & (ended > self.period.start)
        return part

    @cached_property
    def waited(self) -> tuple[Table, Column]:
        """(stretches with a part in the period, the working days of each part): counted once for every table."""
        pieces = self.seen.stretches.pieces
        part = self.touches(pieces["begun"], pieces["ended"])
        rows = picked(pieces, part, "side_code", "type_code", "company", "account", "turn", "begun", "ended")
        return rows, self.work_days(rows["begun"], rows["ended"])

    @cached_property
    def endings(self) -> tuple[Column, Column, Column]:
        """Candidacies by ascending id: (id, how they ended, when), as places of `STATUSES` and seconds."""
        rows = self.seen.candidacies
        order = np.argsort(rows["id"])
        return rows["id"][order], rows["status_code"][order], rows["over"][order]

    def endings_of(self, candidacies: Column) -> tuple[Column, Column]:
        """(how, when) of each candidacy named; how is -1 for an assignment's own rows."""
        ids, status, over = self.endings
        if not len(ids):
            return np.full(len(candidacies), -1), np.full(len(candidacies), -1.0)
        place = np.minimum(np.searchsorted(ids, candidacies), len(ids) - 1)
        known = ids[place] == candidacies
        return np.where(known, status[place], -1), np.where(known, over[place], -1.0)


def grounds_for(viewer: Viewer, period: Period, *, company_id: int | None = None) -> Grounds:
    """The rows of the assignments that the viewer sees, or of one client's of them.

    A client's seat gets nothing of a candidate who works at its own company. At most three statements beside the
    ledger's own.
    """
    found = ledger()
    if not (viewer.is_lead or viewer.kind == "system") or company_id is not None:
        assignments = visible_assignments(viewer)
        if company_id is not None:
            assignments = assignments.filter(company_id=company_id)
        found = _within(found, list(assignments.values_list("pk", flat=True)), _own_people(viewer))
    return Grounds(found, period, clock_of(calendar.working_days(), period))


def _own_people(viewer: Viewer) -> list[int]:
    """Candidacies of the client's own employees at the client itself."""
    if not viewer.is_client:
        return []
    own = Candidacy.objects.filter(company_id=viewer.company_id or 0, candidate__works_at_id=F("company_id"))
    return list(own.values_list("pk", flat=True))


def _within(found: Ledger, assignments: list[int], hidden: list[int]) -> Ledger:
    def of(table: Table, name: str = "candidacy") -> Table:
        keep = np.isin(table["assignment"], assignments)
        return chosen(table, keep & ~np.isin(table[name], hidden) if hidden else keep)

    return Ledger(
        of(found.balls),
        of(found.stays),
        of(found.candidacies, "id"),
        chosen(found.pauses, np.isin(found.pauses["assignment"], assignments)),
        type(found.stretches)(of(found.stretches.pieces), of(found.stretches.turns)),
    )


def clock_of(days: WorkingDays, period: Period) -> WorkingClock:
    """The clock of everything up to the end of the year after `as_of`; made once for each calendar."""
    last_on = date(period.as_of.year + _AHEAD_YEARS, 12, 31)
    key = (days.off, str(period.zone), last_on)
    if key not in _clocks:
        _clocks.clear()
        _clocks[key] = working_clock(days, period.zone, first_on=EARLIEST, last_on=last_on)
    return _clocks[key]


def day_ends(days: Column, period: Period) -> Column:
    """The instant at which each day (a midnight, UTC) ends on the wall of the period's zone."""
    distinct, place = np.unique(days, return_inverse=True)
    ends = []
    for midnight in distinct.tolist():
        after = datetime.fromtimestamp(midnight, UTC).replace(tzinfo=None) + DAY
        ends.append(after.replace(tzinfo=period.zone).timestamp())
    return np.array(ends, dtype=float)[place] if len(distinct) else days
