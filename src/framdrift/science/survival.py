"""Survival curves: Kaplan-Meier with log-log limits, and Aalen-Johansen for competing causes.

The idea in prose. Everybody who is still waiting at time t is *at risk*. At each instant where something
happens the curve is multiplied by the share of those at risk to whom it did not happen. Somebody who is
only known to have waited *at least* so long (censored) is at risk up to and including that time and leaves
quietly afterwards; so open waits lower no curve, and they are never dropped.

With several causes, the chance that cause k has happened by t grows at each instant by (chance of nothing
before) x (share of those at risk that cause k took). At equal times events come before censorings, and all
events at one instant are one step: ties are exact, nothing is jittered.

Sources: Kaplan & Meier (1958); Greenwood (1926); Kalbfleisch & Prentice (2002), 1.4 (log-log limits);
Aalen & Johansen (1978). The rule for medians is that of R's `survival` package (`quantile.survfit`).
Errors: `ValueError` for arrays of different length, negative or non-finite durations.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Z_95 = 1.959963984540054
"""The 0.975 quantile of the normal distribution."""

MEDIAN_TOLERANCE = 1.5e-8
"""How near 0.5 counts as 0.5: the square root of the double's epsilon, as in R."""

Durations = npt.NDArray[np.int64] | npt.NDArray[np.float64]
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalCurve:
    """A Kaplan-Meier curve at its m distinct event times, ascending, in the unit of the durations given.

    `lower` and `upper` are 95 % log-log limits, NaN where the curve is 0 (there they are undefined).
    `longest` is the longest time anybody was observed, event or not; None without observations.
    """

    times: Durations
    at_risk: Counts
    events: Counts
    survival: Floats
    lower: Floats
    upper: Floats
    longest: float | None

    def at(self, time: float) -> float | None:
        """P(T > time), right-continuous; None beyond what was observed unless the curve is 0 there."""
        if self.longest is None:
            return None
        passed = int(np.searchsorted(self.times, time, side="right"))
        value = float(self.survival[passed - 1]) if passed else 1.0
        return value if time <= self.longest or value == 0.0 else None

    def median(self) -> float | None:
        """The median by R's rule; None when half never got there."""
        return median_time(self.times, self.survival)

    def median_limits(self) -> tuple[float | None, float | None]:
        """The same rule on both limits: where each of them reaches a half; None where it does not."""
        return median_time(self.times, self.lower), median_time(self.times, self.upper)


@dataclass(frozen=True, slots=True, eq=False)
class CumulativeIncidence:
    """Aalen-Johansen at m distinct event times: `incidence` has shape (causes, m)."""

    times: Durations
    survival: Floats
    incidence: Floats
    longest: float | None

    def at(self, time: float) -> tuple[float | None, tuple[float | None, ...]]:
        """(P(T > time), P(T <= time and cause k) for each k), None beyond what was observed."""
        causes = self.incidence.shape[0]
        if self.longest is None:
            return None, (None,) * causes
        passed = int(np.searchsorted(self.times, time, side="right"))
        survival = float(self.survival[passed - 1]) if passed else 1.0
        if time > self.longest and survival != 0.0:
            return None, (None,) * causes
        if not passed:
            return survival, (0.0,) * causes
        return survival, tuple(float(value) for value in self.incidence[:, passed - 1])


def kaplan_meier(finished: Durations, censored: Durations) -> SurvivalCurve:
    """The curve of waits: `finished` ended after that long, `censored` lasted at least that long.

    Both are one-dimensional, any order, any unit (the same); integers make ties exact.
    """
    finished, censored = _sorted(finished), _sorted(censored)
    times, events = _distinct(finished)
    before = np.cumsum(events) - events
    at_risk = len(finished) + len(censored) - before - _left_before(times, censored)
    survival = _product(events, at_risk)
    lower, upper = _log_log_limits(survival, at_risk, events)
    return SurvivalCurve(
        times=times,
        at_risk=at_risk,
        events=events,
        survival=survival,
        lower=lower,
        upper=upper,
        longest=_longest(finished, censored),
    )


def kaplan_meier_entering(
    entries: Durations, durations: Durations, is_finished: npt.NDArray[np.bool_]
) -> SurvivalCurve:
    """The curve of waits that are known of only from `entries` on (delayed entry, left truncation).

    All have length n, in one unit. Somebody is at risk at time t when entry < t <= duration: a wait that had ended
    before anybody looked is in no list, so whoever was already waiting then counts only from there. Those whose
    entry is their duration are never at risk. With all entries 0 the same as `kaplan_meier`, but for events at time 0.

    Source: Klein & Moeschberger (2003), "Survival analysis", 4.6. Raises ValueError for an entry past its duration.
    """
    if not len(entries) == len(durations) == len(is_finished):
        raise ValueError("entries, durations and events differ in length")
    if len(entries) and (entries > durations).any():
        raise ValueError("an entry is past the end of its wait")
    came = entries < durations
    entered, left = _sorted(entries[came]), _sorted(durations[came])
    times, events = _distinct(_sorted(durations[came & is_finished]))
    at_risk = np.searchsorted(entered, times, side="left") - np.searchsorted(left, times, side="left")
    survival = _product(events, at_risk)
    lower, upper = _log_log_limits(survival, at_risk, events)
    return SurvivalCurve(times, at_risk, events, survival, lower, upper, _longest(left, left[:0]))


def aalen_johansen(durations: Durations, causes: Counts, *, cause_count: int) -> CumulativeIncidence:
    """How likely each cause is to have happened by each time, with the others competing.

    `causes[i]` is 0 .. cause_count - 1, or -1 for a wait that is censored after `durations[i]`.
    """
    seen = _competing(durations, causes, cause_count)
    return CumulativeIncidence(
        times=seen.times, survival=seen.survival, incidence=seen.incidence(), longest=seen.longest
    )


def incidence_limits(durations: Durations, causes: Counts, *, cause_count: int) -> tuple[Floats, Floats]:
    """95 % log-log limits of `aalen_johansen`'s incidence, each of shape (causes, m); NaN where it is 0 or 1.

    The deviation is that of the delta method, as in R's `survfit` of several states (Marubini & Valsecchi 1995, 10.2).
    """
    seen = _competing(durations, causes, cause_count)
    incidence = seen.incidence()
    stay = seen.at_risk - seen.events
    with np.errstate(divide="ignore", invalid="ignore"):
        later = np.where(stay > 0, seen.events / (seen.at_risk * np.where(stay > 0, stay, 1.0)), 0.0)
        own = seen.before * seen.taken / seen.at_risk**2
        variance = (
            incidence**2 * np.cumsum(later)
            - 2 * incidence * np.cumsum(incidence * later, axis=1)
            + np.cumsum(incidence**2 * later, axis=1)
            + np.cumsum(seen.before**2 * seen.taken * (seen.at_risk - seen.taken) / seen.at_risk**3, axis=1)
            - 2 * (incidence * np.cumsum(own, axis=1) - np.cumsum(incidence * own, axis=1))
        )
        reach = Z_95 * np.sqrt(np.maximum(variance, 0.0)) / (incidence * np.log(incidence))
        lower, upper = incidence ** np.exp(-reach), incidence ** np.exp(reach)
    undefined = (incidence <= 0.0) | (incidence >= 1.0)
    lower[undefined], upper[undefined] = np.nan, np.nan
    return lower, upper


@dataclass(frozen=True, slots=True, eq=False)
class _Competing:
    """What was seen at m distinct event times; `taken` has shape (causes, m), `before` is the survival just before."""

    times: Durations
    at_risk: Floats
    events: Counts
    taken: Counts
    survival: Floats
    before: Floats
    longest: float | None

    def incidence(self) -> Floats:
        cumulated: Floats = np.cumsum(self.before * (self.taken / self.at_risk), axis=1)
        return cumulated


def _competing(durations: Durations, causes: Counts, cause_count: int) -> _Competing:
    if len(durations) != len(causes):
        raise ValueError("durations and causes differ in length")
    observed = causes >= 0
    finished, censored = _sorted(durations[observed]), _sorted(durations[~observed])
    times, events = _distinct(finished)
    at_risk = len(durations) - (np.cumsum(events) - events) - _left_before(times, censored)
    survival = _product(events, at_risk)
    taken = np.zeros((cause_count, len(times)), dtype=np.int64)
    for cause in range(cause_count):
        where = np.searchsorted(times, durations[causes == cause])
        taken[cause] = np.bincount(where, minlength=len(times))
    return _Competing(
        times=times,
        at_risk=at_risk.astype(np.float64),
        events=events,
        taken=taken,
        survival=survival,
        before=np.concatenate((np.ones(1), survival))[:-1],
        longest=_longest(finished, censored),
    )


def median_time(times: Durations, curve: Floats) -> float | None:
    """The first time with curve <= 0.5 + tolerance; on a flat half, the mean with the next fall.

    NaN in `curve` (an undefined limit) never counts as reached.
    """
    reached = np.flatnonzero(curve <= 0.5 + MEDIAN_TOLERANCE)
    if not len(reached):
        return None
    first = int(reached[0])
    if abs(float(curve[first]) - 0.5) < MEDIAN_TOLERANCE:
        falls = np.flatnonzero(curve[first + 1 :] < curve[first] - MEDIAN_TOLERANCE)
        if len(falls):
            return (float(times[first]) + float(times[first + 1 + int(falls[0])])) / 2
    return float(times[first])


def quantile_of_sorted(ordered: Durations, share: float) -> float | None:
    """The quantile of ascending values by linear interpolation (type 7); None without values."""
    if not len(ordered):
        return None
    place = (len(ordered) - 1) * share
    below = int(place)
    low = float(ordered[below])
    if place == below:
        return low
    return low + (place - below) * (float(ordered[below + 1]) - low)


def _sorted(durations: Durations) -> Durations:
    if len(durations) and not np.issubdtype(durations.dtype, np.integer) and not np.isfinite(durations).all():
        raise ValueError("a duration is not a finite number")
    ordered: Durations = durations.copy()
    ordered.sort()
    if len(ordered) and ordered[0] < 0:
        raise ValueError("a duration is negative")
    return ordered


def _distinct(ordered: Durations) -> tuple[Durations, Counts]:
    """The distinct values of a sorted array and how often each occurs."""
    if not len(ordered):
        return ordered, np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate((np.ones(1, dtype=bool), ordered[1:] != ordered[:-1])))
    counts = np.diff(np.append(starts, len(ordered))).astype(np.int64)
    return ordered[starts], counts


def _product(events: Counts, at_risk: Counts) -> Floats:
    survival: Floats = np.cumprod(1.0 - events / at_risk, dtype=np.float64)
    return survival


def _left_before(times: Durations, censored: Durations) -> Counts:
    """How many were censored strictly before each time."""
    places = np.searchsorted(times, censored, side="right")
    left: Counts = np.cumsum(np.bincount(places, minlength=len(times) + 1))[: len(times)]
    return left


def _longest(finished: Durations, censored: Durations) -> float | None:
    ends = [float(part[-1]) for part in (finished, censored) if len(part)]
    return max(ends, default=None)


def _log_log_limits(survival: Floats, at_risk: Counts, events: Counts) -> tuple[Floats, Floats]:
    """Greenwood's variance on the log(-log S) scale; undefined (NaN) where S is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.sqrt(np.cumsum(events / (at_risk.astype(np.float64) * (at_risk - events))))
        log_survival = np.log(survival)
        middle = np.log(-log_survival)
        reach = Z_95 * deviation / -log_survival
        lower, upper = np.exp(-np.exp(middle + reach)), np.exp(-np.exp(middle - reach))
    undefined = survival <= 0.0
    lower[undefined] = np.nan
    upper[undefined] = np.nan
    return lower, upper
