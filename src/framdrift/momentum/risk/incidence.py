"""How ways end, of all that begin: the share that each cause has taken by a day, as the model has it and as counted.

On each working day of waiting the model's hazard of a cause is the mean over the states that the history was in on that
day: so days on which many wait in silence weigh as they did. The history counts whole days, the last one too, so that
mean is the share of those waiting that the day takes. Walking day by day, with the causes competing, gives the share
that each has taken (cumulative incidence). It is drawn many times over from what is believed of the effects: the
range is that of the share among many, so what differs between single people (frailty) is not in it. Beside it stands
what was counted (Aalen-Johansen), which needs no model and has no range for a cause that has not come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from framdrift.momentum.risk.causes import CAUSES, FAMILIES
from framdrift.momentum.risk.learning import Fit
from framdrift.momentum.risk.rules import History, Ordinals, days_of, ending_by
from framdrift.science.calendars import WorkingDays
from framdrift.science.hazards.fitting import Floats
from framdrift.science.hazards.prediction import Chance, summary
from framdrift.science.survival import Counts, aalen_johansen

ENDS = (*CAUSES, *(family for family, causes in FAMILIES.items() if len(causes) > 1))
BY_DAYS = (5, 10, 20, 30, 40)
"""Working days of waiting after which the shares are told."""
FEWEST = 10
"""With fewer still waiting on a day nothing is told of it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The share that one end has taken by a day: as the model has it, and as counted."""

    end: str
    by_day: int
    share: Chance
    counted: float


def taken_by(histories: Sequence[History], fit: Fit, *, until: date, calendar: WorkingDays) -> list[Taken]:
    """Every end by every day of `BY_DAYS` that enough of the histories have come to; nothing without a history."""
    days, lengths, causes = _waits(histories, until=until, calendar=calendar)
    enough = next((day for day, states in enumerate(days) if states.total() < FEWEST), len(days))
    shown = [day for day in BY_DAYS if day <= enough]
    if not shown:
        return []
    drawn = _walked(fit, days[: shown[-1]])
    counted = aalen_johansen(lengths, causes, cause_count=len(CAUSES))
    return [
        Taken(end, day, summary(drawn[end][day - 1]), _counted(counted.at(day)[1], end))
        for end in ENDS
        for day in shown
    ]


def _waits(
    histories: Sequence[History], *, until: date, calendar: WorkingDays
) -> tuple[list[Counter[tuple[str, ...]]], Counts, Counts]:
    """By day of waiting the states of all that waited then; of each way its length and cause (-1: still open)."""
    first = min((one.first_on for one in histories), default=until)
    ordinals = Ordinals(calendar, first - timedelta(days=1), until + timedelta(days=1))
    by_day = [Counter[tuple[str, ...]]() for _ in range(BY_DAYS[-1])]
    lengths, causes = [], []
    for one in histories:
        states = days_of(one, until=until, ordinals=ordinals)
        for states_then, state in zip(by_day, states, strict=False):
            states_then[tuple(state.terms())] += 1
        ending = ending_by(one, until)
        lengths.append(len(states))
        causes.append(CAUSES.index(ending) if ending else -1)
    return by_day, np.array(lengths, dtype=np.int64), np.array(causes, dtype=np.int64)


def _walked(fit: Fit, days: Sequence[Counter[tuple[str, ...]]]) -> dict[str, Floats]:
    """For each end the share taken by the end of each day, shape (days, draws)."""
    found: dict[str, list[Floats]] = {end: [] for end in ENDS}
    present, taken = np.ones(1), dict.fromkeys(ENDS, np.zeros(1))
    for rates in _rates(fit, days):
        total = sum((rates[family] for family in FAMILIES), np.zeros(1))
        going = present * np.minimum(total, 1.0)
        for end in ENDS:
            taken[end] = taken[end] + going * rates[end] / total
            found[end].append(taken[end])
        present = present - going
    return {end: np.stack(each) for end, each in found.items()}


def _rates(fit: Fit, days: Sequence[Counter[tuple[str, ...]]]) -> Iterator[dict[str, Floats]]:
    """On each day the mean hazard of every end over its states, one number a draw."""
    for states in days:
        names = sorted(states)
        weights = np.array([states[each] for each in names], dtype=np.float64)
        yield {end: rates @ weights / weights.sum() for end, rates in fit.rates(names).items()}


def _counted(shares: Sequence[float | None], end: str) -> float:
    causes = FAMILIES.get(end, {end: 1.0})
    return sum(shares[CAUSES.index(cause)] or 0.0 for cause in causes)
