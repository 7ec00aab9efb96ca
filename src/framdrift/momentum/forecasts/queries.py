"""Published forecasts with what came of them, and what is foretold of an assignment now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case as Choice
from django.db.models import IntegerField, Min, Q, QuerySet, Value, When

from framdrift.foundation import calendar
from framdrift.momentum.forecasts.judging import BANDS, Case, Standing, standings
from framdrift.momentum.forecasts.past import Came, came
from framdrift.momentum.forecasts.rules import WHATS
from framdrift.momentum.models import Forecast
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Assignment
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.science.calendars import local_date


@dataclass(frozen=True)
class Calibration:
    """How the forecasts that the viewer may see have held, by what was foretold. `published`: how many there are, since
    `first_on`; of these the first of each assignment and distance are judged."""

    by_what: Mapping[str, Sequence[Standing]]
    published: int
    first_on: date | None


def calibration(viewer: Viewer, *, as_of: datetime) -> Calibration:
    """Judged as of an instant. Nine statements, however many there are; one where there are none."""
    rows = Forecast.objects.filter(assignment__in=visible_assignments(viewer), as_of__lte=as_of)
    firsts = list(_firsts(rows))
    if not firsts:
        return Calibration({}, published=0, first_on=None)
    today, days = local_date(as_of, calendar.agency_zone()), calendar.working_days()
    seen, closed = _by_assignment(came(), as_of=as_of), _closed({row.assignment_id for row in firsts}, as_of=as_of)
    cases: dict[str, list[Case]] = defaultdict(list)
    for row in firsts:
        cases[row.what].append(_case(row, seen[row.what].get(row.assignment_id, ()), closed.get(row.assignment_id)))
    return Calibration(
        {what: standings(cases[what], today=today, days=days) for what in WHATS if cases[what]},
        published=rows.count(),
        first_on=min((row.made_on for row in firsts), default=None),
    )


def latest(assignment: Assignment) -> dict[str, Forecast]:
    """What was last published of each thing to come. One statement."""
    rows = Forecast.objects.filter(assignment=assignment).order_by("as_of", "pk")
    return {row.what: row for row in rows}


def _firsts(rows: QuerySet[Forecast]) -> QuerySet[Forecast]:
    """The first forecast of each thing in each assignment at each distance: what is judged."""
    band = Choice(
        *[When(Q(work_days__lte=last), then=Value(place)) for place, (_, last) in enumerate(BANDS)],
        output_field=IntegerField(),
    )
    grouped = rows.order_by().annotate(band=band).values("assignment_id", "what", "band").annotate(first=Min("pk"))
    return Forecast.objects.filter(pk__in=grouped.values("first")).order_by("as_of", "pk")


def _by_assignment(found: Mapping[str, Sequence[Came]], *, as_of: datetime) -> dict[str, dict[int, list[Came]]]:
    seen: dict[str, dict[int, list[Came]]] = {what: defaultdict(list) for what in found}
    for what, lines in found.items():
        for one in lines:
            if one.at <= as_of:
                seen[what][one.assignment_id].append(one)
    return seen


def _closed(ids: Collection[int], *, as_of: datetime) -> dict[int, date]:
    zone = calendar.agency_zone()
    rows = Assignment.objects.filter(pk__in=list(ids), closed_at__lte=as_of).values_list("pk", "closed_at")
    return {pk: local_date(at, zone) for pk, at in rows if at is not None}


def _case(row: Forecast, lines: Sequence[Came], closed_on: date | None) -> Case:
    """What came first after the forecast was made."""
    return Case(
        assignment_id=row.assignment_id,
        made_on=row.made_on,
        on=(row.low_on, row.middle_on, row.likely_on, row.high_on),
        history=tuple(date.fromisoformat(day) for day in row.history),
        work_days=row.work_days,
        came_on=next((one.on for one in lines if one.at > row.as_of), None),
        closed_on=closed_on,
    )
