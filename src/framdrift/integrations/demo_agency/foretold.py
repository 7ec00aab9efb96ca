"""What the demonstration foretold in its past, so that the page of forecasts has something to judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from framdrift.momentum.forecasts.past import past
from framdrift.momentum.forecasts.publishing import rows_as_of
from framdrift.momentum.forecasts.sight import Sight, sights
from framdrift.momentum.models import Forecast
from framdrift.recruiting.models import Assignment

_EVERY, _WARM_UP = timedelta(days=35), timedelta(days=110)
_DRAWS = 100


def foretell_the_past(*, now: datetime) -> int:
    """Every fourth week since there was a history to learn from, with only what was known then; how many."""
    assignments = list(Assignment.objects.select_related("owner").order_by("pk"))
    if not assignments:
        return 0
    seen, known = sights(assignments), past()
    at = min(one.opened_at for one in assignments) + _WARM_UP
    rows: list[Forecast] = []
    while at < now:
        for one in _under_way(seen, at):
            rows += rows_as_of(one, known, occasion=Forecast.Occasion.NIGHTLY, at=at, is_present=False, draws=_DRAWS)
        at += _EVERY
    Forecast.objects.bulk_create(rows)
    return len(rows)


def _under_way(seen: Sequence[Sight], at: datetime) -> Iterator[Sight]:
    for one in seen:
        row = one.assignment
        if row.opened_at <= at and (row.closed_at is None or row.closed_at > at):
            yield one
