"""What a sitting's problem is made of, read from calendars, limits and the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from framdrift.foundation.calendar import agency_zone
from framdrift.planning.availability.queries import free_windows
from framdrift.planning.availability.rules import BUFFER_MINUTES
from framdrift.planning.kickoff.problem import Ways, problem_of
from framdrift.planning.kickoff.rounds import Asked
from framdrift.planning.models import Limits
from framdrift.recruiting.models import Assignment, PlanStep
from framdrift.science.scheduling.problem import Problem


def problem_for(asked: Asked, *, at: datetime) -> Problem:
    """The problem as calendars stand at an instant."""
    zone = agency_zone()
    start, end = _instants(asked, zone)
    free = free_windows(asked.account_ids, start=start, end=end, at=at)
    return problem_of(asked, free, _ways(asked), zone=zone)


def _instants(asked: Asked, zone: ZoneInfo) -> tuple[datetime, datetime]:
    start = datetime.combine(asked.first_on, time(), tzinfo=zone)
    return start, datetime.combine(asked.last_on + timedelta(days=1), time(), tzinfo=zone)


def _ways(asked: Asked) -> Mapping[int, Ways]:
    rows = {row.account_id: row for row in Limits.objects.filter(account__in=asked.account_ids)}
    return {
        pk: Ways(rows[pk].buffer_minutes, rows[pk].max_per_day) if pk in rows else Ways(BUFFER_MINUTES, None)
        for pk in asked.account_ids
    }


def steps_of(assignment: Assignment) -> dict[int, PlanStep]:
    """The assignment's plan steps by id."""
    return {step.pk: step for step in PlanStep.objects.filter(assignment=assignment)}
