"""How long steps have really taken at this agency, beside what was planned: along the way of those who were hired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from framdrift.foundation import calendar
from framdrift.recruiting.kinds import CandidacyStatus, Precision
from framdrift.recruiting.models import Candidacy, Step
from framdrift.science.calendars import local_date
from framdrift.science.durations import Spread, learned, log_ratio

LATEST = 2000
"""So many of the latest steps are looked at: enough to learn from, few enough to look at while somebody waits."""


def own_spreads() -> Mapping[str, Spread]:
    """How each type of step has gone, by type, for the types that have been done. Two statements.

    What is counted: closed stays of those who were hired, and the own steps of their assignments, whose instants are
    known at least to the day. Those ways are over, so that nothing in them is still open.
    """
    zone, days = calendar.agency_zone(), calendar.working_days()
    ratios: dict[str, list[float]] = defaultdict(list)
    for kind, planned, opened, closed in _stays():
        taken = days.between(local_date(opened, zone), local_date(closed, zone))
        ratios[kind].append(log_ratio(taken, planned))
    return {kind: learned(found) for kind, found in ratios.items()}


def _stays() -> list[tuple[str, int, datetime, datetime]]:
    hired = Candidacy.objects.filter(status=CandidacyStatus.HIRED)
    along = Q(candidacy__in=hired) | Q(candidacy=None, assignment__in=hired.values("assignment"))
    rows = Step.objects.filter(
        along,
        closed_at__isnull=False,
        precision__in=(Precision.EXACT, Precision.DAY),
        plan_step__work_days__gte=1,
    )
    fields = ("plan_step__type", "plan_step__work_days", "opened_at", "closed_at")
    return list(rows.order_by("-closed_at").values_list(*fields)[:LATEST])
