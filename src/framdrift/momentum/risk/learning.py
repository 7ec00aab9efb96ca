"""From histories to a fit: days counted by their state, endings by cause, each cause fitted from its prior."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from framdrift.momentum.risk.rules import (
    CAUSES,
    WITHDREW,
    History,
    Ordinals,
    State,
    days_of,
    ending_by,
    terms_of,
    waiting_path,
)
from framdrift.planning.waiting_risk import Leaving, Waiting
from framdrift.science.calendars import WorkingDays
from framdrift.science.hazards.fitting import Cells, Indexes, Posterior, fit
from framdrift.science.hazards.prediction import Chance, Sample, path_of, sample
from framdrift.science.hazards.terms import Term

SEED = 20261123
"""One seed for all draws: two plans compared differ by the plans alone."""


@dataclass
class Tally:
    """Days and endings by what was on: all that a fit needs, and it can go on being added to."""

    days: Counter[tuple[str, ...]] = field(default_factory=Counter)
    endings: Counter[tuple[tuple[str, ...], str]] = field(default_factory=Counter)
    companies: set[int] = field(default_factory=set)
    candidacies: int = 0

    def add(self, history: History, *, until: date, ordinals: Ordinals) -> None:
        """Count one candidacy's days up to a day; an end by then belongs to its last day."""
        states = days_of(history, until=until, ordinals=ordinals)
        if not states:
            return
        self.candidacies += 1
        self.companies.add(history.company_id)
        names = [tuple(state.terms()) for state in states]
        self.days.update(names)
        if ending := ending_by(history, until):
            self.endings[names[-1], ending] += 1


@dataclass(frozen=True, eq=False)
class Fit:
    """What is believed after the history. `n` candidacies; `ended` by cause; `days` working days of waiting."""

    posteriors: dict[str, Posterior]
    companies: frozenset[int]
    n: int
    days: int

    @property
    def ended(self) -> dict[str, int]:
        """Endings by cause."""
        return {cause: int(posterior.events) for cause, posterior in self.posteriors.items()}

    def chance(self, cause: str, path: Sequence[State]) -> Chance:
        """How likely the cause is to come on one of the days of the path, others competing."""
        return self._sample.along(self._coded(path)).chance(cause)

    def leaving(self, waiting: Waiting) -> Leaving:
        """The share that withdraws while it waits for a plan, were nothing else to end the wait: the port of
        `planning.waiting_risk`."""
        path = waiting_path(
            days_so_far=waiting.days_so_far, days_to_come=waiting.days_to_come, news_every=waiting.news_every
        )
        found = self._alone.along(self._coded(path)).chance(WITHDREW)
        return Leaving(found.low, found.middle, found.high, n=self.ended[WITHDREW])

    @cached_property
    def _sample(self) -> Sample:
        return sample(self.posteriors, seed=SEED)

    @cached_property
    def _alone(self) -> Sample:
        return sample({WITHDREW: self.posteriors[WITHDREW]}, seed=SEED)

    def _coded(self, path: Sequence[State]) -> Indexes:
        places = _places(next(iter(self.posteriors.values())).terms)
        return path_of([_known(state.terms(), places) for state in path])


def tally_of(histories: Iterable[History], *, until: date, calendar: WorkingDays) -> Tally:
    """All histories counted up to a day."""
    tally = Tally()
    ordinals = Ordinals(calendar, until - timedelta(days=3660), until + timedelta(days=1))
    for history in histories:
        tally.add(history, until=until, ordinals=ordinals)
    return tally


def fitted(tally: Tally) -> Fit:
    """Each cause from its prior and the tally; with nothing counted, the prior itself."""
    posteriors = {}
    for cause in CAUSES:
        terms = terms_of(cause, tally.companies)
        places = _places(terms)
        rows = sorted(tally.days.items())
        cells = Cells.of([(_known(names, places), float(days)) for names, days in rows])
        events = np.array([float(tally.endings[names, cause]) for names, _ in rows])
        posteriors[cause] = fit(terms, cells, events)
    return Fit(posteriors, frozenset(tally.companies), tally.candidacies, sum(tally.days.values()))


def _places(terms: Sequence[Term]) -> dict[str, int]:
    return {term.name: place for place, term in enumerate(terms)}


def _known(names: Iterable[str], places: dict[str, int]) -> list[int]:
    """Where the names stand; a client without history has no effect of its own yet."""
    return [places[name] for name in names if name in places]
