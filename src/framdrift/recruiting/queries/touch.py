"""Where the agency's time went in an assignment: minutes of work, estimated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Assignment, TouchTime
from framdrift.recruiting.queries.scope import visible_assignments

LISTED = 100


@dataclass(frozen=True, slots=True)
class TouchLine:
    """One piece of work. `is_own`: the reader did it, and may correct it."""

    id: int
    what: str
    minutes: int
    origin: str
    at: datetime
    account: str
    candidate: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class TouchSum:
    """Minutes by sort of work."""

    what: str
    minutes: int
    times: int


def visible_touch_times(viewer: Viewer) -> QuerySet[TouchTime]:
    """Work in the assignments that a recruiter sees."""
    if not viewer.is_recruiter:
        return TouchTime.objects.none()
    return TouchTime.objects.filter(assignment__in=visible_assignments(viewer))


def touch_sums(viewer: Viewer, assignment: Assignment) -> list[TouchSum]:
    """By sort of work, most minutes first. One statement."""
    rows = visible_touch_times(viewer).filter(assignment=assignment).order_by().values("what")
    found = rows.annotate(total=Sum("minutes"), times=Count("pk")).order_by("-total", "what")
    return [TouchSum(row["what"], row["total"], row["times"]) for row in found]


def touch_lines(viewer: Viewer, assignment: Assignment) -> list[TouchLine]:
    """The latest LISTED pieces of work. One statement."""
    rows = visible_touch_times(viewer).filter(assignment=assignment)
    found = rows.select_related("account", "candidacy__candidate").order_by("-at", "-pk")[:LISTED]
    return [
        TouchLine(
            id=row.pk,
            what=row.what,
            minutes=row.minutes,
            origin=row.origin,
            at=row.at,
            account=row.account.name,
            candidate=row.candidacy.candidate.name if row.candidacy else "",
            is_own=row.account_id == viewer.account_id,
        )
        for row in found
    ]
