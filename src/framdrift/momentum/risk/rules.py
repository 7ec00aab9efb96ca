"""Which properties of a day count, and what is believed of them before any history. Pure.

Only the state of the process is looked at: never who somebody is, what they can do, or how they were scored. The
prior is that of docs/science/risk.md: 1 % a working day, more the longer it lasts and the longer it is silent, less
while the next date is known. Clients and step types start alike and are told apart only as far as history goes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log

from framdrift.momentum.risk.causes import DECLINED, FAMILIES, HIRED, REJECTED, WITHDREW
from framdrift.planning.waiting_risk import DATE_KNOWN, IN_PROCESS, LEVEL, WITHOUT_NEWS
from framdrift.recruiting.kinds import Side, StepType
from framdrift.recruiting.rules import NEWS_WORK_DAYS
from framdrift.science.calendars import WorkingDays
from framdrift.science.hazards.terms import Term

LEVELS = {WITHDREW: (LEVEL, 0.6), DECLINED: (0.002, 1.0), REJECTED: (0.02, 1.0), HIRED: (0.005, 1.0)}
"""Endings a working day, and the spread of the belief on the log scale."""
SHARE_SD, SHIFT_SD = 0.5, 0.25
"""How far the share of a cause within its family may lie from what is believed, and how far one property of a day may
move it, before any history; on the log scale."""

BROKEN_FOR = 10
"""A broken promise counts for so many working days."""
WAITED = 5
"""A ball that lies longer than so many working days with us or the client."""
POOLED_SD = 0.25
"""Between clients, and between step types, before any history; on the log scale."""
_DAY = timedelta(days=1)


class Ordinals:
    """Working days counted once: how many there are up to each day, so that differences are spans."""

    def __init__(self, calendar: WorkingDays, first: date, last: date) -> None:
        self._first = first
        self._calendar = calendar
        self._counts: list[int] = []
        count, day = 0, first
        while day <= last:
            count += calendar.is_working(day)
            self._counts.append(count)
            day += _DAY

    def number(self, day: date) -> int:
        """Working days from the first day up to and including `day`; days outside count as the nearest inside."""
        place = min(max((day - self._first).days, 0), len(self._counts) - 1)
        return self._counts[place]

    def span(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`."""
        return self.number(last) - self.number(first)

    def working(self, first: date, last: date) -> Iterator[date]:
        """The working days from `first` to `last`, both included."""
        day = first
        while day <= last:
            if self._calendar.is_working(day):
                yield day
            day += _DAY


@dataclass(frozen=True, slots=True)
class Spell:
    """From a day to a day (None: still), of a kind: a step type, or the side on which the ball lay."""

    kind: str
    first_on: date
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """A date told to the candidate: on which day, due when, and on which day it was kept, moved or taken back."""

    made_on: date
    due_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class History:
    """One candidacy. `ending` is a cause, empty while it goes on, and for an end that was nobody's choice: censored,
    kept."""

    candidacy_id: int
    assignment_id: int
    company_id: int
    first_on: date
    last_on: date | None
    ending: str = ""
    news_on: tuple[date, ...] = ()
    told: tuple[Told, ...] = ()
    steps: tuple[Spell, ...] = ()
    balls: tuple[Spell, ...] = ()
    pauses: tuple[Spell, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What is true of a candidacy on one working day; spans in working days."""

    days_in: int
    silent_days: int
    is_date_known: bool = False
    is_promise_broken: bool = False
    waits_on: str = ""
    step_type: str = ""
    company_id: int | None = None

    def terms(self) -> list[str]:
        """The names of what is on."""
        found = ["level"]
        found += [over("in process", limit) for limit, _ in IN_PROCESS if self.days_in > limit]
        found += [over("silent", limit) for limit, _ in WITHOUT_NEWS if self.silent_days > limit]
        found += ["date known"] * self.is_date_known + ["promise broken"] * self.is_promise_broken
        if self.waits_on:
            found.append(f"waits on {self.waits_on}")
        if self.step_type:
            found.append(f"step {self.step_type}")
        if self.company_id is not None:
            found.append(client(self.company_id))
        return found


def over(what: str, limit: int) -> str:
    """The name of "more than so many working days"."""
    return f"{what} over {limit}"


def client(company_id: int) -> str:
    """The name of a client's own effect."""
    return f"client {company_id}"


def terms_of(family: str, companies: Iterable[int]) -> tuple[Term, ...]:
    """The prior for one family of ends. What is known of waiting speaks of leaving; of other ends nothing is believed
    but 0."""
    level, sd = LEVELS[family]
    known = family == WITHDREW
    found = [Term("level", log(level), sd)]
    found += [Term(over("in process", limit), effect * known, 0.2) for limit, effect in IN_PROCESS]
    found += [Term(over("silent", limit), effect * known, 0.3) for limit, effect in WITHOUT_NEWS]
    found += [Term("date known", DATE_KNOWN * known, 0.4), Term("promise broken", log(1.6) * known, 0.3)]
    found += [Term(f"waits on {side}", 0.0, POOLED_SD) for side in (Side.AGENCY.value, Side.CLIENT.value)]
    found += [Term(f"step {kind.value}", 0.0, POOLED_SD if known else 1.0) for kind in StepType]
    found += [Term(client(company), 0.0, POOLED_SD) for company in sorted(companies)]
    return tuple(found)


def shares_of(family: str, companies: Iterable[int] = ()) -> dict[str, tuple[Term, ...]]:
    """The prior of how a family's ends are shared among its causes: by a day's state, and pooled over the steps and
    over the clients, each as all others until its own ends say otherwise."""
    _level, *others = terms_of(family, companies)
    moves = tuple(Term(term.name, 0.0, max(SHIFT_SD, term.sd) if _is_step(term) else SHIFT_SD) for term in others)
    return {cause: (Term("level", log(share), SHARE_SD), *moves) for cause, share in FAMILIES[family].items()}


def _is_step(term: Term) -> bool:
    return term.name.startswith("step ")


def state_on(history: History, day: date, *, ordinals: Ordinals) -> State:
    """The state on a working day, from what had happened before it ended."""
    heard = bisect_right(history.news_on, day)
    last_heard = history.news_on[heard - 1] if heard else history.first_on
    ball = _on(history.balls, day)
    is_long = ball is not None and ordinals.span(ball.first_on, day) > WAITED
    step = _on(history.steps, day)
    return State(
        days_in=ordinals.span(history.first_on, day),
        silent_days=ordinals.span(max(last_heard, history.first_on), day),
        is_date_known=any(told.made_on <= day <= told.due_on and not _ended(told, day) for told in history.told),
        is_promise_broken=any(_is_broken(told, day, ordinals) for told in history.told),
        waits_on=ball.kind if ball is not None and is_long and ball.kind in (Side.AGENCY, Side.CLIENT) else "",
        step_type=step.kind if step else "",
        company_id=history.company_id,
    )


def days_of(history: History, *, until: date, ordinals: Ordinals, after: date = date.min) -> list[State]:
    """A state for each working day seen up to `until`, pauses left out, of those after `after`. A way that ended before
    any such day has one, its last."""
    last = min(history.last_on or until, until)
    seen = [day for day in ordinals.working(history.first_on, last) if _on(history.pauses, day) is None]
    if not seen and history.last_on is not None and history.last_on <= until:
        seen = [last]
    return [state_on(history, day, ordinals=ordinals) for day in seen if day > after]


def ending_by(history: History, until: date) -> str:
    """How it had ended by a day; empty while open then, or when the end was nobody's choice."""
    return history.ending if history.last_on is not None and history.last_on <= until else ""


def waiting_path(
    *, days_so_far: int, days_to_come: int, news_every: int, company_id: int | None = None, step_type: str = ""
) -> list[State]:
    """The days to come of a plan that keeps its rhythm: news every so many working days, the next date always known."""
    return [
        State(
            days_in=day,
            silent_days=day % max(news_every, 1),
            is_date_known=True,
            step_type=step_type,
            company_id=company_id,
        )
        for day in range(days_so_far, days_so_far + days_to_come)
    ]


def ahead(state: State, work_days: int, *, news_every: int = NEWS_WORK_DAYS) -> list[State]:
    """The days to come while nothing moves but time: older each day, and heard from on the agency's rhythm."""
    found, silent = [], state.silent_days
    for more in range(1, work_days + 1):
        silent = silent + 1 if silent < news_every else 0
        found.append(replace(state, days_in=state.days_in + more, silent_days=silent))
    return found


def _on(spells: Sequence[Spell], day: date) -> Spell | None:
    """The spell that a day ends in: the latest begun by then that was not over before it."""
    found = None
    for spell in spells:
        if spell.first_on <= day and (spell.last_on is None or spell.last_on >= day):
            found = spell
    return found


def _ended(told: Told, day: date) -> bool:
    return told.ended_on is not None and told.ended_on < day


def _is_broken(told: Told, day: date, ordinals: Ordinals) -> bool:
    """Due, not kept by then, within the days that it counts for; one moved or taken back in time is not broken."""
    in_time = told.ended_on is not None and told.ended_on <= told.due_on
    return not in_time and told.due_on < day and ordinals.span(told.due_on, day) <= BROKEN_FOR
