"""Fee milestones: what has been reached and may be invoiced, what is due, what is to come; and running guarantees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Assignment, FeeMilestone
from framdrift.recruiting.queries.scope import visible_assignments

REACHED, DUE, COMING = "reached", "due", "coming"


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One milestone; `state` is REACHED, DUE (its date has come) or COMING. `amount` in whole `currency`."""

    id: int
    assignment_id: int
    title: str
    company: str
    owner: str
    name: str
    amount: Decimal
    currency: str
    due_on: date | None
    reached_at: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class FeeTotal:
    """Sums of one currency."""

    currency: str
    reached: Decimal
    due: Decimal
    coming: Decimal


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A hire whose guarantee still runs."""

    assignment_id: int
    title: str
    company: str
    started_on: date
    until_on: date


def fee_lines(viewer: Viewer, *, on: date, assignment: Assignment | None = None, state: str = "") -> list[FeeLine]:
    """The milestones of what a recruiter may see, by date; of one assignment, of one state. One statement.

    A client sees no fee here, its own neither.
    """
    if not viewer.is_recruiter:
        return []
    rows = FeeMilestone.objects.filter(assignment__in=visible_assignments(viewer), replaced_at=None)
    if assignment is not None:
        rows = rows.filter(assignment=assignment)
    found = rows.select_related("assignment__owner", "company").order_by("due_on", "assignment_id", "id")
    lines = (_line(row, on=on) for row in found)
    return [line for line in lines if state in ("", line.state)]


def _line(row: FeeMilestone, *, on: date) -> FeeLine:
    return FeeLine(
        id=row.pk,
        assignment_id=row.assignment_id,
        title=row.assignment.title,
        company=row.company.name,
        owner=row.assignment.owner.name,
        name=row.name,
        amount=row.amount,
        currency=row.currency,
        due_on=row.due_on,
        reached_at=row.reached_at,
        state=_state(row, on=on),
    )


def _state(row: FeeMilestone, *, on: date) -> str:
    if row.reached_at is not None:
        return REACHED
    return DUE if row.due_on is not None and row.due_on <= on else COMING


def totals(lines: Iterable[FeeLine]) -> list[FeeTotal]:
    """Sums by currency, in the order of the alphabet."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line in lines:
        sums[line.currency][line.state] += line.amount
    return [
        FeeTotal(currency, by_state[REACHED], by_state[DUE], by_state[COMING])
        for currency, by_state in sorted(sums.items())
    ]


def running_guarantees(viewer: Viewer, *, on: date) -> list[Guarantee]:
    """Guarantees that have not run out, the next to end first; for recruiters. One statement."""
    if not viewer.is_recruiter:
        return []
    rows = visible_assignments(viewer).filter(guarantee_until_on__gte=on, started_on__isnull=False)
    return [
        Guarantee(row.pk, row.title, row.company.name, row.started_on, row.guarantee_until_on)
        for row in rows.select_related("company").order_by("guarantee_until_on", "pk")
        if row.started_on and row.guarantee_until_on
    ]
