"""A published forecast is never changed and never taken away, whoever asks the database and how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, models, transaction

from framdrift.momentum.forecasts.publishing import publish_open
from framdrift.momentum.models import Forecast
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting.models import Assignment, Candidacy


@pytest.fixture
def published(assignment: Assignment, candidacy: Candidacy, now: datetime) -> list[tuple[object, ...]]:
    """The three forecasts of an assignment, as they stand in the table."""
    publish_open(by=SYSTEM, at=now)
    found = _rows()
    assert len(found) == 3
    return found


def _rows() -> list[tuple[object, ...]]:
    return list(Forecast.objects.order_by("pk").values_list())


def _saved() -> None:
    row = Forecast.objects.all()[0]
    row.high_on = row.high_on.replace(year=row.high_on.year + 1)
    row.save()


def _bulk() -> None:
    rows = list(Forecast.objects.all())
    for row in rows:
        row.digest = "0" * 64
    Forecast.objects.bulk_update(rows, ["digest"])


def _raw(statement: str) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


CHANGES = {
    "save": _saved,
    "update": lambda: Forecast.objects.update(low_on=models.F("high_on")),
    "bulk": _bulk,
    "delete one": lambda: Forecast.objects.all()[0].delete(),
    "delete all": lambda: Forecast.objects.all().delete(),
    "its assignment": lambda: Assignment.objects.all().delete(),
    "raw update": _raw("UPDATE momentum_forecast SET high_on = low_on, middle_on = low_on, likely_on = low_on"),
    "raw update of nothing": _raw("UPDATE momentum_forecast SET digest = digest"),
    "raw delete": _raw("DELETE FROM momentum_forecast WHERE what = 'decision'"),
}


@pytest.mark.parametrize("how", CHANGES)
def test_no_way_leads_to_another_forecast(published: list[tuple[object, ...]], how: str) -> None:
    refused = models.ProtectedError if how == "its assignment" else DatabaseError
    with pytest.raises(refused) as refusal, transaction.atomic():
        CHANGES[how]()
    assert how == "its assignment" or "a published forecast never changes" in str(refusal.value)
    assert _rows() == published


def test_another_forecast_is_still_published(published: list[tuple[object, ...]], now: datetime) -> None:
    row = Forecast.objects.all()[0]
    row.pk, row.as_of = None, now.replace(hour=10)
    row.save()
    assert _rows()[:3] == published
    assert Forecast.objects.count() == 4
