"""Rolling origin: from days in the past, foretell with what was known then, and judge by what came.

At each origin the model is fitted on the history before it, and asked of every candidacy that was under way: will it
have come to this end within the next ten working days? The rival is the base rate: the share that did within as many
working days, over the origins before. Nothing after the origin is seen by either. Leaving is asked as a whole, and for
each of its causes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from framdrift.momentum.risk.causes import FAMILIES, WITHDREW, ends_of
from framdrift.momentum.risk.learning import Fit, Tally, fitted
from framdrift.momentum.risk.rules import History, Ordinals, State, ahead, ending_by, state_on
from framdrift.recruiting.rules import NEWS_WORK_DAYS
from framdrift.science.calendars import WorkingDays
from framdrift.science.hazards.judging import Band, Judgement, calibration, judge

ASKED = (WITHDREW, *FAMILIES[WITHDREW])
"""The ends that are foretold: leaving, and each cause of it."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How far ahead is asked, in working days, how far the origins lie apart, how many give the first base rate, and
    how often those who wait are taken to hear."""

    horizon: int = 10
    every: int = 20
    warm_up: int = 3
    news_every: int = NEWS_WORK_DAYS

    def __post_init__(self) -> None:
        if self.every < self.horizon:
            raise ValueError("what came of one origin must be known at the next")


SCHEME = Scheme()


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


def origins(first: date, last: date, *, calendar: WorkingDays, scheme: Scheme = SCHEME) -> list[date]:
    """Days to foretell from, so that the whole horizon lies before `last`."""
    found, day = [], calendar.add(first, scheme.every)
    while calendar.add(day, scheme.horizon) <= last:
        found.append(day)
        day = calendar.add(day, scheme.every)
    return found


def foretell(
    histories: Sequence[History],
    *,
    today: date,
    calendar: WorkingDays,
    asked: Sequence[str] = ASKED,
    scheme: Scheme = SCHEME,
) -> dict[str, list[Foretold]]:
    """Every forecast of every origin after the warm-up, by the end that was asked for."""
    found: dict[str, list[Foretold]] = {end: [] for end in asked}
    if not histories:
        return found
    first = min(history.first_on for history in histories)
    ordinals = Ordinals(calendar, first - timedelta(days=1), today + timedelta(days=1))
    learned, hits, cases = _Learned(histories, ordinals), Counter[str](), 0
    for place, origin in enumerate(origins(first, today, calendar=calendar, scheme=scheme)):
        fit = learned.by(origin)
        live = [one for one in histories if one.first_on <= origin and not (one.last_on and one.last_on <= origin)]
        endings = [ends_of(ending_by(one, calendar.add(origin, scheme.horizon))) for one in live]
        if place >= scheme.warm_up and cases:
            asks = _Asks(fit, origin, ordinals, scheme)
            for one, came in zip(live, endings, strict=True):
                for end, chance in asks.chances(one, asked):
                    base = hits[end] / cases
                    said = Foretold(origin, one.candidacy_id, one.assignment_id, chance, base, end in came)
                    found[end].append(said)
        hits.update(end for came in endings for end in came)
        cases += len(live)
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


class _Learned:
    """What was known at one origin after another: each adds the days since the one before."""

    def __init__(self, histories: Sequence[History], ordinals: Ordinals) -> None:
        self._histories, self._ordinals = histories, ordinals
        self._tally, self._until = Tally(), date.min

    def by(self, origin: date) -> Fit:
        """The fit on everything up to an origin, none before the last one asked for."""
        for one in self._histories:
            if one.first_on <= origin and not (one.last_on and one.last_on <= self._until):
                self._tally.add(one, until=origin, after=self._until, ordinals=self._ordinals)
        self._until = origin
        return fitted(self._tally)


class _Asks:
    """The chances of those under way at an origin, if nothing but time moves; each state is asked once."""

    def __init__(self, fit: Fit, origin: date, ordinals: Ordinals, scheme: Scheme) -> None:
        self._fit, self._origin, self._ordinals, self._scheme = fit, origin, ordinals, scheme
        self._known: dict[State, Mapping[str, float]] = {}

    def chances(self, one: History, asked: Sequence[str]) -> Iterator[tuple[str, float]]:
        """Of each end that is asked for."""
        state = state_on(one, self._origin, ordinals=self._ordinals)
        if state not in self._known:
            drawn = self._fit.along(ahead(state, self._scheme.horizon, news_every=self._scheme.news_every))
            self._known[state] = {end: drawn.chance(end).middle for end in asked}
        yield from self._known[state].items()
