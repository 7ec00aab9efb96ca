"""Forecasts are published: made from what is known at an instant, kept as they are, and never changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from framdrift.momentum.forecasts.past import Past, past
from framdrift.momentum.forecasts.rules import DRAWS, METHOD, Foretold, digest_of, foretell
from framdrift.momentum.forecasts.sight import Sight, sights
from framdrift.momentum.models import Forecast
from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.models import Assignment

CHUNK = 100
"""Assignments read at a time."""


def publish_open(*, by: Viewer, at: datetime) -> int:
    """What the night publishes: every open assignment. One whose days are as published before stands; how many were
    new. A second time at the same instant publishes nothing."""
    known, last, new = past(), 0, 0
    while chunk := list(_open().filter(pk__gt=last)[:CHUNK]):
        new += publish(chunk, known, occasion=Forecast.Occasion.NIGHTLY, by=by, at=at)
        last = chunk[-1].pk
    return new


def publish_told(*, assignment: Assignment, by: Viewer, at: datetime) -> int:
    """What is foretold at the instant a date was told outward; published though nothing has changed."""
    found = list(_open().filter(pk=assignment.pk))
    return publish(found, past(), occasion=Forecast.Occasion.TOLD, by=by, at=at)


@transaction.atomic
def publish(assignments: Sequence[Assignment], known: Past, *, occasion: str, by: Viewer, at: datetime) -> int:
    """Publish for these; how many were new. `by` is who has it done: the system, or whoever told the date."""
    standing = _standing(assignments) if occasion == Forecast.Occasion.NIGHTLY else {}
    rows = [
        row for one in sights(assignments) for row in rows_as_of(one, known, occasion=occasion, at=at, is_present=True)
    ]
    new = [row for row in rows if standing.get((row.assignment_id, row.what)) != _days(row)]
    before = Forecast.objects.filter(assignment__in=assignments, as_of=at).count()
    Forecast.objects.bulk_create(new, ignore_conflicts=True)
    return Forecast.objects.filter(assignment__in=assignments, as_of=at).count() - before


def _open() -> QuerySet[Assignment]:
    return Assignment.objects.filter(status=AssignmentStatus.OPEN).select_related("owner").order_by("pk")


def _standing(assignments: Sequence[Assignment]) -> dict[tuple[int, str], tuple[date, ...]]:
    """The days last published, by assignment and what."""
    rows = Forecast.objects.filter(assignment__in=assignments).order_by("as_of", "pk")
    return {(row.assignment_id, row.what): _days(row) for row in rows}


def _days(row: Forecast) -> tuple[date, ...]:
    return row.low_on, row.middle_on, row.likely_on, row.high_on


def rows_as_of(
    sight: Sight, known: Past, *, occasion: str, at: datetime, is_present: bool, draws: int = DRAWS
) -> Iterator[Forecast]:
    """What is foretold of an assignment as it stood at `at`, not kept yet. `is_present`: bookings count."""
    learned = known.by(at)
    ground = sight.ground(learned, at=at, is_present=is_present)
    digest = digest_of(ground, learned, draws=draws)
    for one in foretell(ground, learned, draws=draws):
        yield _row(sight.assignment, one, occasion=occasion, at=at, made_on=ground.today, digest=digest)


def _row(assignment: Assignment, one: Foretold, *, occasion: str, at: datetime, made_on: date, digest: str) -> Forecast:
    low_on, middle_on, likely_on, high_on = one.on
    return Forecast(
        assignment=assignment,
        company_id=assignment.company_id,
        what=one.what,
        occasion=occasion,
        as_of=at,
        made_on=made_on,
        low_on=low_on,
        middle_on=middle_on,
        likely_on=likely_on,
        high_on=high_on,
        work_days=one.work_days,
        history=[day.isoformat() for day in one.history],
        history_n=one.history_n,
        method=METHOD,
        digest=digest,
    )
