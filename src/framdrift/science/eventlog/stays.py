"""How long each step holds a case: finished stays and open ones, per step and per pair of steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from framdrift.science.eventlog.log import TICKS_PER_DAY, Codes, Ticks
from framdrift.science.eventlog.ordering import Flags, OrderedLog, bits_for
from framdrift.science.survival import kaplan_meier, quantile_of_sorted


@dataclass(frozen=True, slots=True)
class FinishedStays:
    """Naive figures of the finished stays alone; they understate waits whenever some are open."""

    n: int
    mean_days: float | None
    median_days: float | None
    p90_days: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """One activity: events entered, stays open as of the end, and Kaplan-Meier over all its stays."""

    step: str
    entered: int
    open: int
    median_days: float | None
    ci95: tuple[float | None, float | None]
    completed_only: FinishedStays
    open_days_total: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two activities that follow each other directly; `total_days` is the time between them, summed."""

    from_step: str
    to_step: str
    n: int
    mean_days: float
    median_days: float
    total_days: float


@dataclass(frozen=True, slots=True)
class StayFigures:
    """The figures of every step and of every pair."""

    steps: tuple[Step, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """The finished stays of one pair, `durations` ascending, `total` exact."""

    from_code: int
    to_code: int
    durations: Ticks
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class _OpenStays:
    activities: Codes
    durations: Ticks


def measure_stays(ordered: OrderedLog, *, ends: Flags, as_of: int) -> StayFigures:
    """Figures of every step (by first appearance) and pair (by total, largest first, ties by name).

    `ends[code]` says that a case whose last event has this activity waits for nothing more.
    """
    stretches = list(_stretches(ordered))
    names = ordered.activity_names
    pairs = sorted(stretches, key=lambda s: (-s.total, names[s.from_code], names[s.to_code]))
    last_activities = ordered.activities[ordered.lasts]
    waiting = ~ends[last_activities]
    still = _OpenStays(last_activities[waiting], as_of - ordered.instants[ordered.lasts][waiting])
    return StayFigures(
        steps=tuple(_steps(ordered, stretches, still)),
        pairs=tuple(_pair(stretch, names) for stretch in pairs),
    )


def _stretches(ordered: OrderedLog) -> Iterator[_Stretch]:
    """All finished stays, by from, to and duration, cut into one stretch per pair."""
    staying = ~ordered.is_last[:-1]
    durations = np.diff(ordered.instants)[staying]
    if not len(durations):
        return
    codes = ordered.activities[:-1][staying].astype(np.int64) * len(ordered.activity_names)
    codes += ordered.activities[1:][staying]
    codes, durations = _sorted_together(codes, durations)
    starts = np.concatenate((np.zeros(1, dtype=np.int64), np.flatnonzero(codes[1:] != codes[:-1]) + 1))
    totals = _exact_sums(durations, starts)
    stops = np.append(starts[1:], len(codes)).tolist()
    for start, stop, total in zip(starts.tolist(), stops, totals, strict=True):
        from_code, to_code = divmod(int(codes[start]), len(ordered.activity_names))
        yield _Stretch(from_code, to_code, durations[start:stop], total)


def _sorted_together(codes: Ticks, durations: Ticks) -> tuple[Ticks, Ticks]:
    """Both by code and then duration; packed into one number when they fit (see `ordering`)."""
    width = bits_for(int(durations.max()))
    if bits_for(int(codes.max())) + width > 63:
        order = np.lexsort((durations, codes))
        return codes[order], durations[order]
    codes <<= width
    codes |= durations
    codes.sort()
    return codes >> width, codes & ((1 << width) - 1)


def _exact_sums(durations: Ticks, starts: Ticks) -> list[int]:
    """Exact sums of each stretch: 64 bits would overflow, so the halves of the numbers are summed apart."""
    high = np.add.reduceat(durations >> 32, starts).tolist()
    low = np.add.reduceat(durations & 0xFFFF_FFFF, starts).tolist()
    return [(above << 32) + below for above, below in zip(high, low, strict=True)]


def _steps(ordered: OrderedLog, stretches: list[_Stretch], still: _OpenStays) -> Iterator[Step]:
    entered = np.bincount(ordered.activities, minlength=len(ordered.activity_names)).tolist()
    leaving: dict[int, list[_Stretch]] = {}
    for stretch in stretches:
        leaving.setdefault(stretch.from_code, []).append(stretch)
    by_activity = np.argsort(still.activities, kind="stable")
    edges = np.searchsorted(still.activities[by_activity], np.arange(len(ordered.activity_names) + 1))
    for code in ordered.appearance.tolist():
        open_rows = by_activity[edges[code] : edges[code + 1]]
        parts = leaving.get(code, [])
        yield _step(ordered.activity_names[code], entered[code], parts, still.durations[open_rows])


def _step(name: str, entered: int, parts: list[_Stretch], open_durations: Ticks) -> Step:
    empty = np.zeros(0, dtype=np.int64)
    finished = np.sort(np.concatenate([empty, *(part.durations for part in parts)]))
    curve = kaplan_meier(finished, open_durations)
    low, high = curve.median_limits()
    return Step(
        step=name,
        entered=entered,
        open=len(open_durations),
        median_days=in_days(curve.median()),
        ci95=(in_days(low), in_days(high)),
        completed_only=_finished(finished, sum(part.total for part in parts)),
        open_days_total=sum(open_durations.tolist()) / TICKS_PER_DAY,
    )


def _finished(durations: Ticks, total: int) -> FinishedStays:
    return FinishedStays(
        n=len(durations),
        mean_days=total / (len(durations) * TICKS_PER_DAY) if len(durations) else None,
        median_days=in_days(quantile_of_sorted(durations, 0.5)),
        p90_days=in_days(quantile_of_sorted(durations, 0.9)),
    )


def _pair(stretch: _Stretch, names: tuple[str, ...]) -> Pair:
    n = len(stretch.durations)
    return Pair(
        from_step=names[stretch.from_code],
        to_step=names[stretch.to_code],
        n=n,
        mean_days=stretch.total / (n * TICKS_PER_DAY),
        median_days=(quantile_of_sorted(stretch.durations, 0.5) or 0.0) / TICKS_PER_DAY,
        total_days=stretch.total / TICKS_PER_DAY,
    )


def in_days(ticks: float | None) -> float | None:
    """Ticks as days of 86,400 s."""
    return None if ticks is None else ticks / TICKS_PER_DAY
