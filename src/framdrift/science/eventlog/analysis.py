"""The whole analysis of one event log: what `framdrift analyse` reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from framdrift.science.eventlog.log import TICKS_PER_DAY, EventLog
from framdrift.science.eventlog.ordering import (
    Flags,
    OrderedLog,
    in_order,
    seen_until,
    surplus_duplicates,
)
from framdrift.science.eventlog.outcomes import (
    DEFAULT_DAYS,
    OutcomeQuestion,
    Outcomes,
    measure_outcomes,
)
from framdrift.science.eventlog.refusals import LogRefused, gettext_noop
from framdrift.science.eventlog.stays import Pair, Step, in_days, measure_stays
from framdrift.science.eventlog.variants import Variant, count_variants
from framdrift.science.survival import quantile_of_sorted

EMPTY = gettext_noop("The log holds no events.")
NOTHING_SEEN = gettext_noop("The log holds no events at or before the as-of instant; its first one is later.")


@dataclass(frozen=True, slots=True)
class LogFigures:
    """Counts; `first`, `last` and `as_of` are ticks; `ends` in code point order."""

    events: int
    cases: int
    activities: int
    variants: int
    pairs: int
    first: int
    last: int
    exact_duplicates: int
    ends: tuple[str, ...]
    as_of: int


@dataclass(frozen=True, slots=True)
class Throughput:
    """First to last event of every case: descriptive, never a lead time, since open cases are in it."""

    median: float
    mean: float
    p90: float
    includes_open: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that is said about one log; `outcomes` None when none were asked for."""

    log: LogFigures
    throughput: Throughput
    steps: tuple[Step, ...]
    pairs: tuple[Pair, ...]
    variants: tuple[Variant, ...]
    outcomes: Outcomes | None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a log. `as_of` in ticks; None: the last instant of the log."""

    as_of: int | None = None
    ends: tuple[str, ...] = ()
    outcomes: OutcomeQuestion | None = None
    at_days: Sequence[Decimal] = DEFAULT_DAYS


def analyse(log: EventLog, question: Question) -> Analysis:
    """Order the log, cut it at the as-of instant and measure. Raises `LogRefused` for an empty log."""
    if not len(log):
        raise LogRefused(EMPTY)
    as_of = int(log.instants.max()) if question.as_of is None else question.as_of
    seen = seen_until(log, as_of)
    if not len(seen):
        raise LogRefused(NOTHING_SEEN)
    ordered = in_order(seen)
    del seen
    ends = _ends(ordered, question)
    is_end = np.array([name in ends for name in ordered.activity_names], dtype=bool)
    stays = measure_stays(ordered, ends=is_end, as_of=as_of)
    variants = count_variants(ordered)
    figures = LogFigures(
        events=len(ordered),
        cases=len(ordered.starts),
        activities=len(ordered.appearance),
        variants=variants.distinct,
        pairs=len(stays.pairs),
        first=int(ordered.instants.min()),
        last=int(ordered.instants.max()),
        exact_duplicates=surplus_duplicates(ordered),
        ends=tuple(sorted(ends)),
        as_of=as_of,
    )
    return Analysis(
        log=figures,
        throughput=_throughput(ordered, is_end),
        steps=stays.steps,
        pairs=stays.pairs,
        variants=variants.most_frequent,
        outcomes=_outcomes(ordered, question, as_of),
    )


def _outcomes(ordered: OrderedLog, question: Question, as_of: int) -> Outcomes | None:
    if question.outcomes is None:
        return None
    return measure_outcomes(ordered, question.outcomes, as_of=as_of, at_days=question.at_days)


def _ends(ordered: OrderedLog, question: Question) -> frozenset[str]:
    """What was asked for; with nothing asked, the activities that no event ever follows."""
    asked = set(question.ends)
    if question.outcomes is not None:
        asked |= set(question.outcomes.activities)
    if asked:
        return frozenset(asked)
    followed = np.zeros(len(ordered.activity_names), dtype=bool)
    followed[ordered.activities[~ordered.is_last]] = True
    return frozenset(ordered.activity_names[code] for code in ordered.appearance.tolist() if not followed[code])


def _throughput(ordered: OrderedLog, is_end: Flags) -> Throughput:
    lasting = np.sort(ordered.instants[ordered.lasts] - ordered.instants[ordered.starts])
    open_cases = int(np.count_nonzero(~is_end[ordered.activities[ordered.lasts]]))
    return Throughput(
        median=in_days(quantile_of_sorted(lasting, 0.5)) or 0.0,
        mean=float(np.mean(lasting / TICKS_PER_DAY)),
        p90=in_days(quantile_of_sorted(lasting, 0.9)) or 0.0,
        includes_open=open_cases,
    )
