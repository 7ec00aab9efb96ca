"""A plan as it stands at an instant, before or after it has been written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from framdrift.foundation import calendar
from framdrift.planning.people import absent_at, crew_of
from framdrift.planning.queries import progress_of
from framdrift.planning.rules import DatedPlan, date_plan
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.models import Assignment, PlanStep
from framdrift.recruiting.rules import days_of
from framdrift.science.calendars import local_date


def dated_plan(assignment: Assignment, rows: Sequence[PlanStep], *, at: datetime) -> DatedPlan | None:
    """The dates of an open assignment's plan at `at`; None where it stands still or has no steps. `rows` in the order
    of the plan; `assignment` with its owner."""
    if assignment.status != AssignmentStatus.OPEN or not rows:
        return None
    today = local_date(at, calendar.agency_zone())
    return date_plan(
        rows,
        progress_of(assignment, rows, today=today),
        kickoff_on=assignment.kickoff_on,
        today=max(today, assignment.kickoff_on),
        promised_on=assignment.promised_on,
        days=days_of(assignment, calendar.working_days()),
        absent=absent_at(rows, crew_of(assignment, since=assignment.kickoff_on)),
    )


def date_as_it_stands(assignment: Assignment, *, at: datetime) -> None:
    """Give an assignment in memory, and its plan that is loaded with it, the dates of `at`: what was done a moment ago
    moves them before they are written down."""
    rows = list(assignment.plan.all())
    plan = dated_plan(assignment, rows, at=at)
    if plan is None:
        return
    assignment.expected_on = plan.expected_on
    for row in rows:
        dates = plan.dates[row.pk]
        row.starts_on, row.due_on = dates.starts_on, dates.due_on
        row.last_responsible_on = dates.last_responsible_on
