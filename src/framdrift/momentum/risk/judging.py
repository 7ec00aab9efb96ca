"""Rolling origin: from days in the past, foretell with what was known then, and judge by what came.

At each origin the model is fitted on the history before it, and asked of every candidacy that was under way: will it
have withdrawn within the next ten working days? The rival is the base rate: the share that withdrew within ten working
days, over the origins before. Nothing after the origin is seen by either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from framdrift.momentum.risk.learning import fitted, tally_of
from framdrift.momentum.risk.rules import WITHDREW, History, Ordinals, State, ending_by, state_on
from framdrift.recruiting.rules import NEWS_WORK_DAYS
from framdrift.science.calendars import WorkingDays
from framdrift.science.hazards.judging import Band, Judgement, calibration, judge

HORIZON = 10
"""Working days ahead."""
EVERY = 20
"""Working days between origins."""
WARM_UP = 3
"""Origins used for the first base rate alone."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """One forecast and what came of it."""

    origin_on: date
    candidacy_id: int
    assignment_id: int
    chance: float
    base: float
    came: bool


@dataclass(frozen=True, slots=True)
class Record:
    """How the forecasts of past origins held; `first_on` and `last_on` are the origins judged."""

    judgement: Judgement
    bands: tuple[Band, ...]
    first_on: date | None
    last_on: date | None


def origins(first: date, last: date, *, calendar: WorkingDays) -> list[date]:
    """Days to foretell from, so that the whole horizon lies before `last`."""
    found, day = [], calendar.add(first, EVERY)
    while calendar.add(day, HORIZON) <= last:
        found.append(day)
        day = calendar.add(day, EVERY)
    return found


def foretell(histories: Sequence[History], *, today: date, calendar: WorkingDays) -> list[Foretold]:
    """Every forecast of every origin after the warm-up."""
    if not histories:
        return []
    first = min(history.first_on for history in histories)
    ordinals = Ordinals(calendar, first - timedelta(days=1), today + timedelta(days=1))
    found: list[Foretold] = []
    hits = cases = 0
    for place, origin in enumerate(origins(first, today, calendar=calendar)):
        end = calendar.add(origin, HORIZON)
        live = [one for one in histories if one.first_on <= origin and not (one.last_on and one.last_on <= origin)]
        came = [ending_by(one, end) == WITHDREW for one in live]
        if place >= WARM_UP and live and cases:
            chances = _chances(histories, live, origin, calendar=calendar, ordinals=ordinals)
            found += [
                Foretold(origin, one.candidacy_id, one.assignment_id, chance, hits / cases, hit)
                for one, chance, hit in zip(live, chances, came, strict=True)
            ]
        hits, cases = hits + sum(came), cases + len(came)
    return found


def recorded(foretold: Sequence[Foretold], *, seed: int) -> Record:
    """The judgement over all of them, resampled over assignments."""
    chance = np.array([one.chance for one in foretold])
    base = np.array([one.base for one in foretold])
    came = np.array([float(one.came) for one in foretold])
    groups = np.array([one.assignment_id for one in foretold], dtype=np.int64)
    days = [one.origin_on for one in foretold]
    return Record(
        judgement=judge(chance, base, came, groups, seed=seed),
        bands=tuple(calibration(chance, came)),
        first_on=min(days, default=None),
        last_on=max(days, default=None),
    )


def _chances(
    histories: Sequence[History],
    live: Sequence[History],
    origin: date,
    *,
    calendar: WorkingDays,
    ordinals: Ordinals,
) -> list[float]:
    """Of those under way at an origin, if nothing but time moves; each state is asked once."""
    model = fitted(tally_of(histories, until=origin, calendar=calendar))
    asked: dict[State, float] = {}
    found = []
    for one in live:
        state = state_on(one, origin, ordinals=ordinals)
        if state not in asked:
            asked[state] = model.chance(WITHDREW, _standing(state)).middle
        found.append(asked[state])
    return found


def _standing(state: State) -> list[State]:
    """The days to come while nothing moves but time: older each day, and heard from on the agency's rhythm."""
    path, silent = [], state.silent_days
    for ahead in range(1, HORIZON + 1):
        silent = silent + 1 if silent < NEWS_WORK_DAYS else 0
        path.append(replace(state, days_in=state.days_in + ahead, silent_days=silent))
    return path
