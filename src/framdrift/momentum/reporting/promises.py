"""Promises kept, both ways: dates that the agency told to candidates and clients, and that clients told the agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet

from framdrift.momentum.reporting.period import Period
from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Promise
from framdrift.recruiting.queries.scope import visible_assignments, visible_promises
from framdrift.science.proportions import Share, wilson


class Told(StrEnum):
    """Who promised whom."""

    US_TO_CANDIDATES = "candidate"
    US_TO_CLIENTS = "client"
    CLIENTS_TO_US = "agency"


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """Promises of one direction due in the period: the share kept in time, and how many were taken back before their
    date, which are neither kept nor broken."""

    told: Told
    kept: Share
    taken_back: int


def promised(viewer: Viewer, period: Period, *, company_id: int | None = None) -> QuerySet[Promise]:
    """Promises due in the period, and by its end, that the viewer may know of."""
    start, end = datetime.fromtimestamp(period.start, UTC), datetime.fromtimestamp(period.end, UTC)
    rows = _known_to(viewer).filter(due_at__gte=start, due_at__lt=end, made_at__lt=end)
    return rows if company_id is None else rows.filter(company_id=company_id)


def in_time() -> Q:
    """Kept by its instant."""
    return Q(kept_at__lte=F("due_at"))


def taken_back() -> Q:
    """Taken back by its instant."""
    return Q(withdrawn_at__lte=F("due_at"))


def promises(viewer: Viewer, period: Period, *, company_id: int | None = None) -> tuple[PromiseLine, ...]:
    """One line a direction in which anything was promised. One statement."""
    rows = (
        promised(viewer, period, company_id=company_id)
        .order_by()
        .values("to_side")
        .annotate(n=Count("pk", filter=~taken_back()), kept=Count("pk", filter=in_time()), all=Count("pk"))
    )
    found = {row["to_side"]: row for row in rows}
    return tuple(
        PromiseLine(told, wilson(found[told]["kept"], found[told]["n"]), found[told]["all"] - found[told]["n"])
        for told in Told
        if told in found
    )


def _known_to(viewer: Viewer) -> QuerySet[Promise]:
    """A client's seat knows of what was promised between its company and the agency."""
    if not viewer.is_client:
        return visible_promises(viewer)
    between = Promise.objects.filter(to_side__in=[Side.CLIENT, Side.AGENCY], company_id=viewer.company_id or 0)
    own = between.filter(assignment__in=visible_assignments(viewer))
    return own.exclude(candidacy__candidate__works_at_id=F("company_id"))
