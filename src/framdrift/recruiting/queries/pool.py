"""The talent pool: candidates who agreed themselves to be kept, until the date they agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max, Q

from framdrift.organisations.access import Viewer
from framdrift.recruiting.queries.scope import visible_candidates
from framdrift.recruiting.search_index import matching, words_of

LISTED = 50
SOON_DAYS = 30
"""A consent that runs out within so many days is to be renewed or let go."""


@dataclass(frozen=True, slots=True)
class PoolLine:
    """A candidate in the pool. `ends_soon`: the consent runs out within SOON_DAYS."""

    id: int
    name: str
    headline: str
    employer: str
    city: str
    until_on: date
    ends_soon: bool


def pool_lines(viewer: Viewer, *, search: str, only_soon: bool, first: int, on: date) -> tuple[list[PoolLine], bool]:
    """(LISTED lines from `first` on, whether there are more): by name, or by date where only those that end soon are
    asked for. One statement."""
    in_force = Q(consents__withdrawn_at__isnull=True, consents__until_on__gte=on)
    found = visible_candidates(viewer).annotate(until_on=Max("consents__until_on", filter=in_force))
    found = found.filter(until_on__isnull=False)
    soon_on = on + timedelta(days=SOON_DAYS)
    if only_soon:
        found = found.filter(until_on__lte=soon_on)
    if words := words_of(search):
        found = found.filter(pk__in=matching(visible_candidates(viewer), words).values("pk"))
    order = (F("until_on"), "name", "pk") if only_soon else ("name", "pk")
    rows = list(found.order_by(*order)[first : first + LISTED + 1])
    lines = [
        PoolLine(row.pk, row.name, row.headline, row.employer, row.city, row.until_on, row.until_on <= soon_on)
        for row in rows[:LISTED]
    ]
    return lines, len(rows) > LISTED
