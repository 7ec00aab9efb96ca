"""From histories to a fit: days counted by their state, endings by cause, each cause fitted from its prior."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from framdrift.momentum.risk.causes import FAMILIES, SPLIT, WITHDREW
from framdrift.momentum.risk.rules import (
    History,
    Ordinals,
    State,
    client,
    days_of,
    ending_by,
    shares_of,
    terms_of,
    waiting_path,
)
from framdrift.planning.waiting_risk import Leaving, Waiting
from framdrift.science.calendars import WorkingDays
from framdrift.science.hazards.fitting import Cells, Floats, Indexes, Posterior, fit
from framdrift.science.hazards.prediction import Chance, Draws, Sample, path_of, sample
from framdrift.science.hazards.shares import Shares, fit_shares
from framdrift.science.hazards.terms import Term

SEED = 20261123
"""One seed for all draws: two plans compared differ by the plans alone."""
DRAWS_OF_MANY = 400


@dataclass
class Tally:
    """Days and endings by what was on: all that a fit needs, and it can go on being added to."""

    days: Counter[tuple[str, ...]] = field(default_factory=Counter)
    endings: Counter[tuple[tuple[str, ...], str]] = field(default_factory=Counter)
    companies: set[int] = field(default_factory=set)
    candidacies: int = 0

    def add(self, history: History, *, until: date, ordinals: Ordinals, after: date = date.min) -> None:
        """Count one candidacy's days after a day and up to another; an end among them belongs to its last day."""
        if after < history.first_on <= until:
            self.candidacies += 1
            self.companies.add(history.company_id)
        states = days_of(history, until=until, ordinals=ordinals, after=after)
        self.days.update(tuple(state.terms()) for state in states)
        ending = ending_by(history, until)
        if ending and history.last_on is not None and history.last_on > after:
            last = states[-1] if states else days_of(history, until=until, ordinals=ordinals)[-1]
            self.endings[tuple(last.terms()), ending] += 1


@dataclass(frozen=True, eq=False)
class Fit:
    """What is believed after the history: of each family of ends, and of the causes that share it. `n` candidacies;
    `days` working days of waiting."""

    posteriors: dict[str, Posterior]
    shares: dict[str, Shares]
    companies: frozenset[int]
    n: int
    days: int

    @property
    def ended(self) -> dict[str, int]:
        """Endings by family, and by cause where a family has several."""
        found = {family: int(posterior.events) for family, posterior in self.posteriors.items()}
        for one in self.shares.values():
            found |= {cause: int(events) for cause, events in zip(one.kinds, one.events, strict=True)}
        return found

    def chance(self, end: str, path: Sequence[State]) -> Chance:
        """How likely an end, a family or one cause of it, is to come on one of the days of the path, others
        competing."""
        return self.along(path).chance(end)

    def along(self, path: Sequence[State]) -> Draws:
        """The same of every end at once."""
        return self._sample.along(self._coded(path))

    def leaving(self, waiting: Waiting) -> Leaving:
        """The share that withdraws while it waits for a plan, were nothing else to end the wait: the port of
        `planning.waiting_risk`."""
        path = waiting_path(
            days_so_far=waiting.days_so_far, days_to_come=waiting.days_to_come, news_every=waiting.news_every
        )
        found = self._alone.along(self._coded(path)).chance(WITHDREW)
        return Leaving(found.low, found.middle, found.high, n=self.ended[WITHDREW])

    def rates(self, names: Sequence[Sequence[str]]) -> dict[str, Floats]:
        """The hazard of every end in states given by the names of what is on, shape (draws, states), without what
        differs between people."""
        places = _places(next(iter(self.posteriors.values())).terms)
        return self._many.rates(path_of([_known(one, places) for one in names]))

    @cached_property
    def _many(self) -> Sample:
        return sample(self.posteriors, self.shares, seed=SEED, draws=DRAWS_OF_MANY, frailty_sd=0.0)

    @cached_property
    def _sample(self) -> Sample:
        return sample(self.posteriors, self.shares, seed=SEED)

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
    """Each family of ends from its prior and the tally, then how its causes share it; with nothing counted, the prior
    itself."""
    posteriors, rows = {}, sorted(tally.days.items())
    for family, causes in FAMILIES.items():
        terms = terms_of(family, tally.companies)
        places = _places(terms)
        cells = Cells.of([(_known(names, places), float(days)) for names, days in rows])
        events = np.array([float(sum(tally.endings[names, cause] for cause in causes)) for names, _ in rows])
        posteriors[family] = fit(terms, cells, events)
    shares = {family: _shares(family, tally) for family in SPLIT}
    return Fit(posteriors, shares, frozenset(tally.companies), tally.candidacies, sum(tally.days.values()))


def _shares(family: str, tally: Tally) -> Shares:
    rows = sorted({names for names, cause in tally.endings if cause in FAMILIES[family]})
    came_to_it = {name for names in rows for name in names}
    terms = shares_of(family, [company for company in tally.companies if client(company) in came_to_it])
    places = _places(next(iter(terms.values())))
    events = np.array([[float(tally.endings[names, cause]) for names in rows] for cause in terms])
    return fit_shares(terms, path_of([_known(names, places) for names in rows]), events)


def _places(terms: Sequence[Term]) -> dict[str, int]:
    return {term.name: place for place, term in enumerate(terms)}


def _known(names: Iterable[str], places: dict[str, int]) -> list[int]:
    """Where the names stand; a client without history has no effect of its own yet."""
    return [places[name] for name in names if name in places]
