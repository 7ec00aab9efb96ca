"""Writes the dates that planning has computed: the plan's, and the last responsible dates of what is open in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest

from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import announce, ids_of_assignment, lock_assignment
from framdrift.recruiting.models import Assignment, PlanStep, Step

BY_TIME = 0
"""The `because_seq` of a slip that no event caused: a day went by."""


class NewDates(Protocol):
    """The dates of one plan step as planning gives them."""

    @property
    def starts_on(self) -> date: ...
    @property
    def due_on(self) -> date: ...
    @property
    def last_responsible_on(self) -> date: ...


@transaction.atomic
def redate_plan(
    *,
    assignment: Assignment,
    dates: Mapping[int, NewDates],
    expected_on: date,
    because_seq: int,
    by: Viewer,
    at: datetime,
    because_code: str = "",
    because_step_id: int | None = None,
) -> list[dict[str, Any]]:
    """Write new dates by plan step id and tell what moved: {plan_step_id, from_on, to_on} by due date.

    The same dates again write nothing and tell nothing.
    """
    assignment = lock_assignment(assignment)
    rows = list(PlanStep.objects.filter(assignment=assignment, pk__in=dates).order_by("position"))
    moved = [
        {"plan_step_id": row.pk, "from_on": row.due_on.isoformat(), "to_on": dates[row.pk].due_on.isoformat()}
        for row in rows
        if row.due_on != dates[row.pk].due_on
    ]
    _write(rows, dates)
    before = assignment.expected_on
    if moved or before != expected_on:
        Assignment.objects.filter(pk=assignment.pk).update(expected_on=expected_on)
        told = events.PlanRecalculated(
            expected_from_on=before,
            expected_to_on=expected_on,
            moved=moved,
            because_seq=because_seq,
            because_code=because_code,
            because_step_id=because_step_id,
            **ids_of_assignment(assignment),
        )
        announce(told, by=by, at=at)
    return moved


def _write(rows: list[PlanStep], dates: Mapping[int, NewDates]) -> None:
    changed = [row for row in rows if _dates_of(row) != _dates_of(dates[row.pk])]
    nearer = [row for row in changed if row.last_responsible_on != dates[row.pk].last_responsible_on]
    for row in changed:
        row.starts_on, row.due_on, row.last_responsible_on = _dates_of(dates[row.pk])
    if changed:
        PlanStep.objects.bulk_update(changed, ["starts_on", "due_on", "last_responsible_on"])
    for row in nearer:
        stays = Step.objects.filter(plan_step=row, closed_at=None)
        stays.update(
            last_responsible_on=Greatest(Value(row.last_responsible_on, output_field=DateField()), F("due_on"))
        )


def _dates_of(dated: NewDates | PlanStep) -> tuple[date, date, date]:
    return dated.starts_on, dated.due_on, dated.last_responsible_on
