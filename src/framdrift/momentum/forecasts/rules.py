"""How a forecast is made, pure: the remaining plan drawn many times over, read off in dates.

The exact sum (`science.durations`) gives the date to promise. Three things that a forecast must take are beyond it:
steps of one assignment share a pace, people are away on days of their own, and whoever has come furthest may be out, so
that the assignment falls back; a start besides counts in calendar months. So forecasts are drawn
(docs/science/forecast.md).
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from framdrift.planning.rules import Notice, PlanRow, first_start_on
from framdrift.recruiting.kinds import Scope, StepType
from framdrift.science.calendars import WorkingDays
from framdrift.science.drawn_ends import FARTHEST, Ends, Pace, Setback, Way, draw_ends, quantile
from framdrift.science.durations import ASSUMED, Spread, UncertainStep

METHOD = "drawn plan 3"
"""Changed with every change of how a forecast is made."""
LEVELS = (0.1, 0.5, 0.8, 0.9)
DRAWS = 1000
SEED = 20261123
DECISION, ACCEPTANCE, START = "decision", "acceptance", "start"
WHATS = (DECISION, ACCEPTANCE, START)

NOTICE_WEIGHT = 5
"""What is told or usual of notice periods weighs as much as so many own starts."""
USUAL_NOTICES = (Notice(1), Notice(2), Notice(3))
"""Where a candidate has not told: each as likely as the other."""

_MARKS = {
    DECISION: (StepType.DECISION,),
    ACCEPTANCE: (StepType.OFFER, StepType.SIGNING),
    START: (StepType.OFFER, StepType.SIGNING),
}
"""The step at whose end something has come: the first of these that the plan has."""


def is_behind(what: str, *, done: Collection[str]) -> bool:
    """Whether a thing has come, as a plan tells whose steps of these types are done. A start comes after every step."""
    return what != START and any(kind in done for kind in _MARKS[what])


@dataclass(frozen=True)
class Learned:
    """What history taught by then: spreads and setbacks by step type, the shared spread of pace, days from yes to
    start, and whole lengths of earlier assignments by what was reached, in working days from kick-off, in order.

    `anew`: how much longer, on the log scale, a step takes where the front has been before than the first time.
    """

    spreads: Mapping[str, Spread]
    anew: Spread
    tau: float
    setbacks: Mapping[str, Setback]
    notices: tuple[int, ...]
    lengths: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Ground:
    """One assignment as it stands on `today`. `rows`: the steps that follow each other; the first `behind` are passed,
    and the next one is where the front has stood since `front_since_on` (None: it has not come there). Where it
    has fallen back, it has been at the first `before` steps already, or beyond them.

    `booked`: by step id, the day of a meeting ahead. `off`: by step id, days on which nobody does it.
    """

    rows: tuple[PlanRow, ...]
    behind: int
    before: int
    front_since_on: date | None
    booked: Mapping[int, date]
    today: date
    kickoff_on: date
    wanted_start_on: date | None
    days: WorkingDays
    off: Mapping[int, frozenset[date]]
    notices: tuple[Notice | None, ...]
    pace: Pace


@dataclass(frozen=True)
class Foretold:
    """The days for `LEVELS`, those of history alone (empty: too few), and how far off the middle is."""

    what: str
    on: tuple[date, ...]
    history: tuple[date, ...]
    history_n: int
    work_days: int


FEWEST_EARLIER = 5
"""With fewer earlier assignments that lasted so long, history alone foretells nothing."""


def foretell(ground: Ground, learned: Learned, *, draws: int = DRAWS, seed: int = SEED) -> list[Foretold]:
    """Everything that is still to come of a plan with steps ahead; nothing where none is."""
    if ground.behind >= len(ground.rows):
        return []
    scale = _Scale.of(ground)
    ends = draw_ends(_way(ground, learned, scale), pace=ground.pace, draws=draws, seed=seed)
    drawn = _Drawn(ends, ground, learned, scale, Random(seed + 1))
    return [_foretold(what, days, ground, learned) for what, days in drawn.days()]


def digest_of(ground: Ground, learned: Learned, *, draws: int = DRAWS) -> str:
    """A mark of everything that a forecast is made from: the same mark and method give the same days."""
    told = {
        "plan": [(row.id, row.type, row.work_days) for row in ground.rows],
        "stands": (
            ground.behind,
            ground.before,
            str(ground.front_since_on),
            sorted((pk, str(on)) for pk, on in ground.booked.items()),
        ),
        "days": (str(ground.today), str(ground.kickoff_on), str(ground.wanted_start_on)),
        "off": {str(pk): sorted(map(str, days)) for pk, days in sorted(ground.off.items())},
        "notices": [(one.months, one.to_month_end) if one else None for one in ground.notices],
        "pace": (ground.pace.mean, ground.pace.sd, ground.pace.tau),
        "spreads": {kind: (one.level, one.scale, one.n) for kind, one in sorted(learned.spreads.items())},
        "anew": (learned.anew.level, learned.anew.scale, learned.anew.n),
        "setbacks": {kind: (one.chance, sorted(one.falls)) for kind, one in sorted(learned.setbacks.items())},
        "starts": learned.notices,
        "lengths": learned.lengths,
        "drawn": (draws, SEED),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=list).encode()).hexdigest()


def level_of(kind: str, spreads: Mapping[str, Spread], *, anew: Spread | None = None) -> float:
    """How long such a step takes on the log scale, the first time or `anew`."""
    return spreads.get(kind, ASSUMED).level + (anew.level if anew else 0.0)


def spread_of(kind: str, learned: Learned, *, is_again: bool) -> Spread:
    """How the length of such a step is spread, the first time or where the front has been before."""
    if not is_again:
        return learned.spreads.get(kind, ASSUMED)
    return replace(learned.anew, level=level_of(kind, learned.spreads, anew=learned.anew))


def from_history(lengths: Sequence[int], *, gone: int) -> tuple[int, ...]:
    """The rival: working days still to go for `LEVELS`, from whole lengths of earlier ones that lasted at least as
    long. Empty where they are too few."""
    longer = [length - gone for length in lengths if length >= gone]
    return tuple(quantile(longer, level) for level in LEVELS) if len(longer) >= FEWEST_EARLIER else ()


# --- the plan ahead ------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Scale:
    """Working days by number: today, or the next working day, is 0."""

    days: tuple[date, ...]

    @classmethod
    def of(cls, ground: Ground) -> _Scale:
        return cls(_numbered(ground.days, ground.days.on_or_after(max(ground.today, ground.kickoff_on))))

    def number(self, day: date) -> int:
        """The number of a day; of the last working day before it where it is none."""
        return bisect_right(self.days, day) - 1


@lru_cache(maxsize=256)
def _numbered(days: WorkingDays, first: date) -> tuple[date, ...]:
    found = [first]
    while len(found) <= FARTHEST:
        found.append(days.add(found[-1], 1))
    return tuple(found)


def _way(ground: Ground, learned: Learned, scale: _Scale) -> Way:
    gone = None
    if ground.front_since_on is not None:
        gone = max(ground.days.between(ground.front_since_on, scale.days[0]), 0)
    return Way(
        [
            UncertainStep(
                row.work_days,
                spread_of(row.type, learned, is_again=place < ground.before),
                begun_days=gone if place == ground.behind else None,
            )
            for place, row in enumerate(ground.rows)
        ],
        ground.behind,
        off=_off(ground, scale),
        setbacks={
            place: learned.setbacks[row.type]
            for place, row in enumerate(ground.rows)
            if row.scope == Scope.CANDIDACY and row.type in learned.setbacks
        },
        not_before={
            place: scale.number(ground.booked[row.id])
            for place, row in enumerate(ground.rows)
            if row.id in ground.booked
        },
        anew={place: spread_of(row.type, learned, is_again=True) for place, row in enumerate(ground.rows)},
    )


def _off(ground: Ground, scale: _Scale) -> dict[int, frozenset[int]]:
    found = {}
    for place, row in enumerate(ground.rows):
        numbers = {scale.number(day) for day in ground.off.get(row.id, ()) if ground.days.is_working(day)}
        if numbers := {number for number in numbers if number > 0}:
            found[place] = frozenset(numbers)
    return found


class _Drawn:
    """What the draws say of each thing to come."""

    def __init__(self, ends: Ends, ground: Ground, learned: Learned, scale: _Scale, rng: Random) -> None:
        self._ends, self._ground, self._learned = ends, ground, learned
        self._scale, self._rng = scale, rng

    def days(self) -> Iterator[tuple[str, list[date]]]:
        """Each thing to come, with its day in every draw."""
        for what in WHATS:
            place = self._mark(what)
            if place is not None:
                days = [self._scale.days[min(number, FARTHEST)] for number in self._ends.of(place)]
                yield what, [self._start(day) for day in days] if what == START else days

    def _mark(self, what: str) -> int | None:
        """The place of the step at whose end it comes; None where that is behind us, or the plan has none."""
        for kind in _MARKS[what]:
            places = [place for place, row in enumerate(self._ground.rows) if row.type == kind]
            if places:
                return places[-1] if places[-1] >= self._ground.behind else None
        return None

    def _start(self, yes_on: date) -> date:
        """After so many days as in an own case, or else after a notice period, and no sooner than wanted."""
        own = self._learned.notices
        if self._rng.random() * (len(own) + NOTICE_WEIGHT) < len(own):
            return self._ground.days.on_or_after(yes_on + timedelta(days=self._rng.choice(own)))
        told = self._rng.choice(self._ground.notices) if self._ground.notices else None
        notice = told if told is not None else self._rng.choice(USUAL_NOTICES)
        first = first_start_on(yes_on, notice, days=self._ground.days)
        return max(first, self._ground.wanted_start_on or first)


def _foretold(what: str, days: Sequence[date], ground: Ground, learned: Learned) -> Foretold:
    ordinals = [day.toordinal() for day in days]
    on = tuple(date.fromordinal(quantile(ordinals, level)) for level in LEVELS)
    lengths = learned.lengths.get(what, ())
    gone = max(ground.days.between(ground.kickoff_on, ground.today), 0)
    rest = from_history(lengths, gone=gone)
    today = ground.days.on_or_after(ground.today)
    return Foretold(
        what=what,
        on=on,
        history=tuple(ground.days.add(today, more) for more in rest),
        history_n=sum(length >= gone for length in lengths),
        work_days=max(ground.days.between(today, on[1]), 0),
    )
