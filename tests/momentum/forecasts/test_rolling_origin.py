"""Forecasts from the past of the demonstration agency, whose truth is known: the 80 % interval holds, and it is worth
more than history alone. A small agency by day, the whole one by night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from framdrift.integrations.demo_agency.filling import AGENCY, Size, fill
from framdrift.momentum.forecasts.past import past
from framdrift.momentum.forecasts.rolling import origins, replayed
from framdrift.momentum.forecasts.sight import sights
from framdrift.momentum.models import Forecast
from framdrift.recruiting.models import Assignment
from framdrift.science.hazards.verdicts import Verdict

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("size", "draws", "fewest"),
    [
        pytest.param(Size(closed=36, open=4), 120, 15, id="small"),
        pytest.param(AGENCY, 400, 80, id="whole", marks=pytest.mark.nightly),
    ],
)
def test_the_interval_holds_as_often_as_it_says(size: Size, draws: int, fewest: int) -> None:
    fill(seed=3, now=NOW, size=size)
    seen, known = sights(list(Assignment.objects.select_related("owner").order_by("pk"))), past()
    at = origins(seen, every=timedelta(days=14), warm_up=timedelta(days=110), until=NOW)
    found = replayed(seen, known, at=at, until=NOW, draws=draws)
    for what in ("decision", "acceptance"):
        whole = found[what][0]
        assert whole.share.n >= fewest
        assert whole.share.high is not None
        assert whole.share.high >= 0.8, (what, whole.share)
        assert whole.share.share is not None
        assert whole.share.share >= 0.7
        assert whole.compared.verdict is not Verdict.WORSE
    assert Forecast.objects.exists(), "the demonstration has forecasts of its past to show"
