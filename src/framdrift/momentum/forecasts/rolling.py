"""Rolling origin: from days of the past, foretell with what was known then, and judge by what came. Keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from framdrift.momentum.forecasts.judging import Case, Standing, standings
from framdrift.momentum.forecasts.past import Past
from framdrift.momentum.forecasts.rules import WHATS, foretell
from framdrift.momentum.forecasts.sight import Sight
from framdrift.science.calendars import local_date


def origins(seen: Sequence[Sight], *, every: timedelta, warm_up: timedelta, until: datetime) -> list[datetime]:
    """Instants to foretell from, so far from the first assignment that there is something to have learned."""
    if not seen:
        return []
    at, found = min(one.assignment.opened_at for one in seen) + warm_up, []
    while at < until:
        found.append(at)
        at += every
    return found


def under_way(seen: Sequence[Sight], at: datetime) -> Iterator[Sight]:
    """The assignments that were open at an instant."""
    for one in seen:
        row = one.assignment
        if row.opened_at <= at and (row.closed_at is None or row.closed_at > at):
            yield one


def replayed(
    seen: Sequence[Sight], known: Past, *, at: Sequence[datetime], until: datetime, draws: int
) -> Mapping[str, list[Standing]]:
    """How forecasts from each origin would have held by `until`, by what was foretold."""
    cases: dict[str, list[Case]] = {what: [] for what in WHATS}
    for origin in at:
        learned = known.by(origin)
        for one in under_way(seen, origin):
            ground = one.ground(learned, at=origin, is_present=False)
            closed = one.assignment.closed_at
            for foretold in foretell(ground, learned, draws=draws):
                cases[foretold.what].append(
                    Case(
                        assignment_id=one.assignment.pk,
                        made_on=ground.today,
                        on=foretold.on,
                        history=foretold.history,
                        work_days=foretold.work_days,
                        came_on=_came_on(known, foretold.what, one.assignment.pk, after=origin, until=until),
                        closed_on=local_date(closed, one.zone) if closed is not None and closed <= until else None,
                    )
                )
    today = local_date(until, seen[0].zone) if seen else until.date()
    return {what: standings(found, today=today, days=known.days) for what, found in cases.items() if found}


def _came_on(known: Past, what: str, assignment_id: int, *, after: datetime, until: datetime) -> date | None:
    lines = (one for one in known.came[what] if one.assignment_id == assignment_id)
    return next((one.on for one in lines if after < one.at <= until), None)
