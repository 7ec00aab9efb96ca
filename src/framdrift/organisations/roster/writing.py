"""Writing what a roster file comes to, in a fixed number of statements for each sort of change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from framdrift.foundation.announcement import Announcement
from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.events import record_many
from framdrift.organisations import events
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Company, Employment, ExitType, Origin, Placement, RosterRun, Unit
from framdrift.organisations.refusals import EndsBeforeStart
from framdrift.organisations.roster.comparing import Placed, Plan, Step
from framdrift.organisations.roster.units_told import UnitToAdd
from framdrift.science.calendars import local_date

_BATCH = 500
_FIELDS = ("external_id", "name", "email", "private_email", "phone", "language", "started_on", "ended_on", "exit_type")


@dataclass(frozen=True, slots=True)
class Left:
    """The answer about somebody who is missing from the file: their last day, and how it ended where known."""

    ended_on: date
    exit_type: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """How many joined, changed, moved and ended, units added, and what there is to announce."""

    added: int
    changed: int
    moved: int
    ended: int
    units: int

    def tell(self, run: RosterRun, *, by: Viewer, at: datetime) -> None:
        """Say that the file was taken in."""
        taken = events.RosterTakenIn(
            company_id=run.company_id,
            run_id=run.pk,
            added=self.added,
            changed=self.changed,
            moved=self.moved,
            ended=self.ended,
        )
        record_many([(taken, by.pseudonym, at)])


def write(*, company: Company, plan: Plan, left: Mapping[int, Left], by: Viewer, at: datetime) -> Written:
    """Write the plan in the transaction at hand. `left` speaks of those missing; others in it are passed over.

    Raises EndsBeforeStart.
    """
    return _Writing(company, plan, local_date(at, agency_zone())).do(left, by=by, at=at)


class _Writing:
    def __init__(self, company: Company, plan: Plan, on: date) -> None:
        self._company, self._plan, self._on = company, plan, on
        self._said: list[Announcement] = []
        self._units: dict[tuple[str, ...], int] = {}
        self._ids: dict[int, int] = {}

    def do(self, left: Mapping[int, Left], *, by: Viewer, at: datetime) -> Written:
        self._add_units()
        self._add_employments(self._plan.joins)
        self._change_employments([step for step in self._plan.steps if step.known and not step.is_nothing])
        gone = self._end_missing(left)
        record_many([(one, by.pseudonym, at) for one in self._said])
        return Written(
            added=len(self._plan.joins),
            changed=len(self._plan.changes),
            moved=len(self._plan.moves),
            ended=len(self._plan.leaves) + gone,
            units=len(self._plan.new_units),
        )

    def _add_units(self) -> None:
        """From the top down, each under the one before it."""
        for path in sorted(self._plan.new_units, key=len):
            parent = self._unit_at(path[:-1]) if len(path) > 1 else None
            self._units[path] = self._added(path[-1], parent)

    def _added(self, name: str, parent: int | None) -> int:
        """A new unit, or the closed one of that name and place, open again."""
        closed = Unit.objects.filter(company=self._company, parent_id=parent, name=name).first()
        if closed is not None:
            Unit.objects.filter(pk=closed.pk).update(until=None)
            self._say(events.UnitReopened(company_id=self._company.pk, unit_id=closed.pk))
            return closed.pk
        unit = Unit.objects.create(company=self._company, parent_id=parent, name=name)
        self._say(events.UnitAdded(company_id=self._company.pk, unit_id=unit.pk, parent_id=parent))
        return unit.pk

    def _unit_at(self, path: tuple[str, ...]) -> int:
        """The id of a unit by its names from the top, among new ones and those known."""
        if path not in self._units:
            parent = self._unit_at(path[:-1]) if len(path) > 1 else None
            there = Unit.objects.filter(company=self._company, parent_id=parent, name=path[-1], until=None)
            self._units[path] = there.values_list("pk", flat=True)[0]
        return self._units[path]

    def _add_employments(self, joins: Iterable[Step]) -> None:
        steps = list(joins)
        rows = [Employment(company=self._company, origin=Origin.IMPORTED, **_columns(step)) for step in steps]
        Employment.objects.bulk_create(rows, batch_size=_BATCH)
        for step, row in zip(steps, rows, strict=True):
            self._ids[step.key] = row.pk
            self._say(
                events.EmploymentBegun(
                    employment_id=row.pk, company_id=self._company.pk, origin=row.origin, started_on=row.started_on
                )
            )
            if row.ended_on is not None:
                self._say_ended(row)
        # Managers may be new themselves, so places come when everybody has an id.
        stays = [self._stay(row.pk, step.place, since=row.started_on) for step, row in zip(steps, rows, strict=True)]
        Placement.objects.bulk_create(stays, batch_size=_BATCH)

    def _change_employments(self, steps: list[Step]) -> None:
        rows = Employment.objects.in_bulk([step.key for step in steps])
        for step in steps:
            row = rows[step.key]
            for name, value in _columns(step).items():
                setattr(row, name, value)
            if step.particulars:
                self._say(events.EmploymentChanged(employment_id=row.pk, company_id=self._company.pk))
            if step.ends:
                self._say_ended(row)
        Employment.objects.bulk_update(rows.values(), _FIELDS, batch_size=_BATCH)
        self._correct_first_days(step for step in steps if "started_on" in step.particulars)
        self._move([step for step in steps if step.place is not None])

    def _correct_first_days(self, steps: Iterable[Step]) -> None:
        days = {step.key: step.particulars["started_on"] for step in steps}
        firsts: dict[int, Placement] = {}
        for stay in Placement.objects.filter(employment__in=days).order_by("-since"):
            firsts[stay.employment_id] = stay
        for employment_id, stay in firsts.items():
            stay.since = days[employment_id]
        Placement.objects.bulk_update(firsts.values(), ["since"], batch_size=_BATCH)

    def _move(self, steps: list[Step]) -> None:
        """A place that began before today ends today and another begins; one that begins today or later is another."""
        present = {
            stay.employment_id: stay
            for stay in Placement.objects.filter(employment__in=[step.key for step in steps], until=None)
        }
        begun = []
        for step in steps:
            stay, new = present[step.key], self._stay(step.key, step.place, since=self._on)
            if stay.since < self._on:
                stay.until = self._on
                begun.append(new)
            else:
                stay.unit_id, stay.manager_id, stay.title = new.unit_id, new.manager_id, new.title
            moved = events.EmploymentMoved(
                employment_id=step.key,
                company_id=self._company.pk,
                since=max(stay.since, self._on),
                unit_id=new.unit_id,
                manager_id=new.manager_id,
            )
            self._say(moved)
        Placement.objects.bulk_update(present.values(), ["until", "unit", "manager", "title"], batch_size=_BATCH)
        Placement.objects.bulk_create(begun, batch_size=_BATCH)

    def _end_missing(self, left: Mapping[int, Left]) -> int:
        rows = Employment.objects.in_bulk([one.id for one in self._plan.missing if one.id in left])
        for row in rows.values():
            answer = left[row.pk]
            if answer.ended_on < row.started_on:
                raise EndsBeforeStart
            row.ended_on = answer.ended_on
            row.exit_type = answer.exit_type if answer.exit_type in ExitType.values else ""
            self._say_ended(row)
        Employment.objects.bulk_update(rows.values(), ["ended_on", "exit_type"], batch_size=_BATCH)
        return len(rows)

    def _stay(self, employment_id: int, place: Placed | None, *, since: date) -> Placement:
        place = place or Placed(None, None, "")
        unit = self._unit_at(place.unit.path) if isinstance(place.unit, UnitToAdd) else place.unit
        manager = self._ids.get(place.manager, place.manager) if place.manager is not None else None
        return Placement(
            employment_id=employment_id,
            company=self._company,
            unit_id=unit,
            manager_id=manager,
            title=place.title,
            since=since,
        )

    def _say_ended(self, row: Employment) -> None:
        assert row.ended_on is not None
        ended = events.EmploymentEnded(
            employment_id=row.pk, company_id=self._company.pk, ended_on=row.ended_on, exit_type=row.exit_type
        )
        self._say(ended)

    def _say(self, announcement: Announcement) -> None:
        self._said.append(announcement)


def _columns(step: Step) -> dict[str, Any]:
    """The columns of the employment that a row changes."""
    columns = dict(step.particulars)
    if step.ends:
        known = step.known.exit_type if step.known else ""
        columns |= {"ended_on": step.told.ended_on, "exit_type": step.told.exit_type or known}
    return columns
