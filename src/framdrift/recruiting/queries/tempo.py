"""How well dates for answers were kept, from the balls that were held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Assignment, Ball
from framdrift.recruiting.queries.scope import visible_balls
from framdrift.science.calendars import local_date


@dataclass(frozen=True, slots=True)
class Kept:
    """Of `total` answers that were due on one side, `kept` came on their day or before."""

    side: str
    kept: int
    total: int


def tempo_kept(assignment: Assignment, *, as_of: datetime) -> tuple[Kept, ...]:
    """Kept and due by side in one assignment, for the agency and the client. One statement."""
    return _kept(Ball.objects.filter(assignment=assignment), as_of=as_of)


def company_tempo(viewer: Viewer, *, company_id: int, since: datetime, as_of: datetime) -> tuple[Kept, ...]:
    """Kept and due by side in a company's assignments, for balls that came after `since`. One statement."""
    return _kept(visible_balls(viewer).filter(company_id=company_id, since__gte=since), as_of=as_of)


def _kept(balls: QuerySet[Ball], *, as_of: datetime) -> tuple[Kept, ...]:
    """A ball counts when it was passed on or its day is over; one that is still in time is not counted."""
    zone = agency_zone()
    today = local_date(as_of, zone)
    passed = balls.filter(side__in=[Side.AGENCY, Side.CLIENT]).annotate(ended_on=TruncDate("ended_at", tzinfo=zone))
    counted = passed.filter(Q(ended_at__isnull=False) | Q(until_on__lt=today))
    rows = (
        counted.values("side")
        .annotate(total=Count("pk"), kept=Count("pk", filter=Q(ended_on__lte=F("until_on"))))
        .order_by("side")
    )
    return tuple(Kept(row["side"], row["kept"], row["total"]) for row in rows)
