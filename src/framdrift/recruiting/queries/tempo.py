"""How well an assignment's dates for answers were kept, from the balls that were held in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from framdrift.foundation.calendar import agency_zone
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Assignment, Ball
from framdrift.science.calendars import local_date


@dataclass(frozen=True, slots=True)
class Kept:
    """Of `total` answers that were due on one side, `kept` came on their day or before."""

    side: str
    kept: int
    total: int


def tempo_kept(assignment: Assignment, *, as_of: datetime) -> tuple[Kept, ...]:
    """Kept and due by side, for the agency and the client. A ball counts when it was passed on or its day is over; one
    that is still in time is not counted. One statement."""
    zone = agency_zone()
    today = local_date(as_of, zone)
    passed = Ball.objects.filter(assignment=assignment, side__in=[Side.AGENCY, Side.CLIENT]).annotate(
        ended_on=TruncDate("ended_at", tzinfo=zone)
    )
    counted = passed.filter(Q(ended_at__isnull=False) | Q(until_on__lt=today))
    rows = (
        counted.values("side")
        .annotate(total=Count("pk"), kept=Count("pk", filter=Q(ended_on__lte=F("until_on"))))
        .order_by("side")
    )
    return tuple(Kept(row["side"], row["kept"], row["total"]) for row in rows)
