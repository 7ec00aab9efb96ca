"""What a sitting's problem is made of, read from calendars, limits and the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from framdrift.foundation.calendar import agency_zone
from framdrift.planning.availability.queries import free_windows
from framdrift.planning.availability.rules import BUFFER_MINUTES
from framdrift.planning.booking.openings import common
from framdrift.planning.kickoff.problem import Ways, problem_of
from framdrift.planning.kickoff.rounds import Asked
from framdrift.planning.models import Limits
from framdrift.recruiting.models import Assignment, PlanStep
from framdrift.recruiting.taken import travel_of
from framdrift.recruiting.travel import NO_TRAVEL, Travel
from framdrift.science.scheduling.problem import Problem
from framdrift.science.windows import Window


def problem_for(asked: Asked, *, at: datetime) -> Problem:
    """The problem as calendars stand at an instant."""
    zone = agency_zone()
    return problem_of(asked, _free(asked, zone, at=at), _ways(asked), zone=zone)


def _free(asked: Asked, zone: ZoneInfo, *, at: datetime) -> Mapping[int, Sequence[Window]]:
    """When each can come to whichever of their rounds: whoever goes to some and meets by video in others is free where
    both are possible."""
    start, end = _instants(asked, zone)
    found: dict[int, list[list[Window]]] = {}
    for place in dict.fromkeys(one.place for one in asked.rounds):
        people = [pk for pk in asked.account_ids if place in asked.places_of(pk)]
        for pk, windows in free_windows(people, start=start, end=end, at=at, place=place).items():
            found.setdefault(pk, []).append(windows)
    return {pk: common(several) for pk, several in found.items()}


def _instants(asked: Asked, zone: ZoneInfo) -> tuple[datetime, datetime]:
    start = datetime.combine(asked.first_on, time(), tzinfo=zone)
    return start, datetime.combine(asked.last_on + timedelta(days=1), time(), tzinfo=zone)


def _ways(asked: Asked) -> Mapping[int, Ways]:
    limits = {row.account_id: row for row in Limits.objects.filter(account__in=asked.account_ids)}
    travel = travel_of(asked.account_ids)
    found = {}
    for pk in asked.account_ids:
        buffer = limits[pk].buffer_minutes if pk in limits else BUFFER_MINUTES
        way = _way(asked.places_of(pk), travel.get(pk, NO_TRAVEL))
        found[pk] = Ways(max(buffer, way), limits[pk].max_per_day if pk in limits else None)
    return found


def _way(places: Sequence[str], travel: Travel) -> int:
    """The minutes that the search keeps between any two meetings of somebody whose rounds are held at several places:
    the search knows one distance a person, so they are kept between two at the same place too."""
    return max(travel.between(one, other) // timedelta(minutes=1) for one in places for other in places)


def steps_of(assignment: Assignment) -> dict[int, PlanStep]:
    """The assignment's plan steps by id."""
    return {step.pk: step for step in PlanStep.objects.filter(assignment=assignment)}
