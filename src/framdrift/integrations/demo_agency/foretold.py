"""What the demonstration foretold in its past, so that the page of forecasts has something to judge."""

from __future__ import annotations

from datetime import datetime, timedelta

from framdrift.momentum.forecasts.past import past
from framdrift.momentum.forecasts.publishing import rows_as_of
from framdrift.momentum.forecasts.rolling import origins, under_way
from framdrift.momentum.forecasts.sight import sights
from framdrift.momentum.models import Forecast
from framdrift.recruiting.models import Assignment

_EVERY, _WARM_UP = timedelta(days=35), timedelta(days=110)
_DRAWS = 100


def foretell_the_past(*, now: datetime) -> int:
    """Every fifth week since there was a history to learn from, with only what was known then; how many."""
    seen, known = sights(list(Assignment.objects.select_related("owner").order_by("pk"))), past()
    rows = [
        row
        for at in origins(seen, every=_EVERY, warm_up=_WARM_UP, until=now)
        for one in under_way(seen, at)
        for row in rows_as_of(one, known, occasion=Forecast.Occasion.NIGHTLY, at=at, is_present=False, draws=_DRAWS)
    ]
    Forecast.objects.bulk_create(rows)
    return len(rows)
