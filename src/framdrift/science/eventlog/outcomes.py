"""From a start activity to the first of several competing causes, per case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from framdrift.science.eventlog.log import TICKS_PER_DAY, Rows, Ticks
from framdrift.science.eventlog.ordering import OrderedLog
from framdrift.science.eventlog.refusals import LogRefused, gettext_noop
from framdrift.science.eventlog.stays import in_days
from framdrift.science.survival import CumulativeIncidence, aalen_johansen, kaplan_meier

DEFAULT_DAYS = (Decimal(7), Decimal(14), Decimal(30), Decimal(60), Decimal(90))

CENSORED = -1

ONE_ACTIVITY_TWO_CAUSES = gettext_noop(
    "Activity {activity!r} stands under two causes, {first!r} and {second!r}. Keep it under one of them."
)


@dataclass(frozen=True, slots=True)
class OutcomeQuestion:
    """When the clock starts, and which activities stop it for which cause. Raises `LogRefused`."""

    start: str
    causes: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        seen: dict[str, str] = {}
        for cause, activities in self.causes.items():
            for activity in activities:
                first = seen.setdefault(activity, cause)
                if first != cause:
                    raise LogRefused(ONE_ACTIVITY_TWO_CAUSES, activity=activity, first=first, second=cause)

    @property
    def activities(self) -> tuple[str, ...]:
        """Every activity that is a cause."""
        return tuple(activity for activities in self.causes.values() for activity in activities)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`cif[cause][i]` and `survival[i]` belong to `at_days[i]`; None where nothing can be said."""

    n: int
    without_start: int
    open: int
    causes: Mapping[str, int]
    median_days_any: float | None
    ci95: tuple[float | None, float | None]
    at_days: tuple[float, ...]
    cif: Mapping[str, tuple[float | None, ...]]
    survival: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TimesToOutcome:
    """One entry per case with a start: how long, and which cause (-1: none yet, censored)."""

    durations: Ticks
    causes: Rows


def measure_outcomes(
    ordered: OrderedLog, question: OutcomeQuestion, *, as_of: int, at_days: Sequence[Decimal]
) -> Outcomes:
    """Aalen-Johansen per cause and Kaplan-Meier for any cause; zero durations count at day 0."""
    times = times_to_outcome(ordered, question, as_of=as_of)
    names = list(question.causes)
    ended = times.causes != CENSORED
    any_cause = kaplan_meier(times.durations[ended], times.durations[~ended])
    low, high = any_cause.median_limits()
    counts = np.bincount(times.causes[ended], minlength=len(names)).tolist()
    incidence = aalen_johansen(times.durations, times.causes, cause_count=len(names))
    survival, per_cause = _at(incidence, at_days)
    return Outcomes(
        n=len(times.durations),
        without_start=len(ordered.starts) - len(times.durations),
        open=int(np.count_nonzero(~ended)),
        causes=dict(zip(names, counts, strict=True)),
        median_days_any=in_days(any_cause.median()),
        ci95=(in_days(low), in_days(high)),
        at_days=tuple(float(day) for day in at_days),
        cif=dict(zip(names, per_cause, strict=True)),
        survival=survival,
    )


def times_to_outcome(ordered: OrderedLog, question: OutcomeQuestion, *, as_of: int) -> TimesToOutcome:
    """From the first start event of each case to the first terminal event at or after it, by position."""
    cause_of = _cause_by_code(ordered.activity_names, question)
    begun = np.flatnonzero(ordered.activities == _code(ordered.activity_names, question.start))
    first = np.ones(len(begun), dtype=bool)
    first[1:] = ordered.cases[begun[1:]] != ordered.cases[begun[:-1]]
    begun = begun[first]
    terminal = np.flatnonzero(cause_of[ordered.activities] != CENSORED)
    terminal = np.append(terminal, len(ordered))  # one behind the last: "none found"
    found = terminal[np.searchsorted(terminal, begun, side="left")]
    inside = np.minimum(found, len(ordered) - 1)
    ended = (found < len(ordered)) & (ordered.cases[inside] == ordered.cases[begun])
    stop = np.where(ended, ordered.instants[inside], as_of)
    causes = np.where(ended, cause_of[ordered.activities[inside]], CENSORED)
    return TimesToOutcome(durations=stop - ordered.instants[begun], causes=causes)


def _code(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _cause_by_code(names: Sequence[str], question: OutcomeQuestion) -> Rows:
    places = {name: place for place, name in enumerate(names)}
    cause_of = np.full(len(names), CENSORED, dtype=np.int64)
    for cause, activities in enumerate(question.causes.values()):
        for activity in activities:
            if activity in places:
                cause_of[places[activity]] = cause
    return cause_of


def _at(
    incidence: CumulativeIncidence, at_days: Sequence[Decimal]
) -> tuple[tuple[float | None, ...], list[tuple[float | None, ...]]]:
    """Survival at each day, and for each cause its incidence at each day."""
    read = [incidence.at(float(day * TICKS_PER_DAY)) for day in at_days]
    survival = tuple(value for value, _ in read)
    causes = range(incidence.incidence.shape[0])
    return survival, [tuple(values[cause] for _, values in read) for cause in causes]
