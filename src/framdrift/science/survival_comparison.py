"""Do groups differ? The log-rank test for one ending, Gray's test for one of several competing causes.

The idea in prose. At each instant where something happens, ask how many of each group *would* have been among those
it happened to if the groups were alike: their share of those at risk. The sum of what was seen beyond what was expected
is compared with how much chance alone moves it.

With competing causes the log-rank test compares the wrong thing (the rate among those still waiting). Gray's test
compares how often the cause *has happened*: somebody whom another cause took stays in the comparison, at the weight
they would have had, so that each group's "at risk" is what the curves of cumulative incidence imply.

Sources: Mantel (1966) and Peto & Peto (1972) for log-rank; Gray (1988), Annals of Statistics 16, 1141-1154, weight 1
(rho = 0). Checked against R's `survival::survdiff` and `cmprsk::cuminc`.
Errors: `ValueError` for arrays of different length, negative or non-finite durations, fewer than two groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincc

from framdrift.science.survival import Counts, Durations, Floats


@dataclass(frozen=True, slots=True, eq=False)
class GroupTest:
    """What a test of k groups found.

    `statistic` is chi-square with `degrees` degrees of freedom under "no difference"; `p_value` its upper tail, None
    when nothing can be told (no event, groups never at risk together). `excess` has length k: seen less expected.
    """

    statistic: float
    degrees: int
    p_value: float | None
    excess: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Per distinct event time (m) and group (k): at risk, events of the cause looked at, events of others."""

    at_risk: Floats
    taken: Floats
    others: Floats


def log_rank(durations: Durations, is_finished: npt.NDArray[np.bool_], groups: Counts) -> GroupTest:
    """Whether waits of k groups end at the same rate. All arrays have length n; groups are 0 .. k - 1.

    Ties are exact (hypergeometric variance). Any unit of time.
    """
    table = _table(durations, np.where(is_finished, 0, -1), groups, cause=0)
    total, events = table.at_risk.sum(axis=1), table.taken.sum(axis=1)
    share = table.at_risk / total[:, None]
    excess: Floats = (table.taken - events[:, None] * share).sum(axis=0)
    spread = events * np.divide(total - events, total - 1, out=np.zeros_like(total), where=total > 1)
    variance = np.diag((spread[:, None] * share).sum(axis=0)) - np.einsum("t,ti,tj->ij", spread, share, share)
    return _judged(excess, variance)


def gray(durations: Durations, causes: Counts, groups: Counts, *, cause: int) -> GroupTest:
    """Whether `cause` comes as often, as early, in k groups while other causes compete.

    All arrays have length n. `causes[i]` is 0, 1, ... or -1 for a wait that is censored; groups are 0 .. k - 1.
    """
    table = _table(durations, causes, groups, cause=cause)
    if not len(table.at_risk):
        return _judged(np.zeros(table.at_risk.shape[1]), np.zeros((table.at_risk.shape[1],) * 2))
    present = table.at_risk > 0
    both = table.taken + table.others
    kept = np.cumprod(1 - np.divide(both, table.at_risk, out=np.zeros_like(both), where=present), axis=0)
    kept_before = _before(kept, start=1.0)
    risk = np.where(present, table.at_risk, 1.0)
    own = np.cumsum(np.where(present, kept_before * table.taken / risk, 0.0), axis=0)
    weight = np.divide(table.at_risk, kept_before, out=np.zeros_like(risk), where=present)  # at risk, undone of losses
    remaining = weight * (1 - _before(own, start=0.0))
    events, total = table.taken.sum(axis=1), weight.sum(axis=1)
    together = np.cumsum(events / total)  # the cause's incidence in all groups taken together
    seen: Floats = np.where(present, table.taken - events[:, None] * remaining / remaining.sum(axis=1)[:, None], 0.0)
    spread = -weight[:, :, None] * weight[:, None, :] / total[:, None, None]
    groups_at = np.arange(weight.shape[1])
    spread[:, groups_at, groups_at] += weight
    step = events / (total * (1 - _before(together, start=0.0)))
    gathered = np.cumsum(spread * step[:, None, None], axis=0)
    return _judged(seen.sum(axis=0), _gray_variance(table, kept, kept_before, together, spread, gathered))


def _gray_variance(
    table: _Table, kept: Floats, kept_before: Floats, together: Floats, spread: Floats, gathered: Floats
) -> Floats:
    """The variance of Gray's sums, shape (k, k).

    What an event of group k at time t does to sum i is `lift[t, i, k] + factor[t, k] * end[i, k]`, where `end` is known
    only when all times are gathered; so products, mixed terms and squares are summed apart and joined at the end.
    """
    present = table.at_risk > 0
    risk = np.where(present, table.at_risk, 1.0)
    events = table.taken.sum(axis=1)
    pooled = np.divide(table.at_risk, kept_before, out=np.zeros_like(risk), where=present).sum(axis=1)
    later = np.divide((1 - together)[:, None], kept, out=np.zeros_like(kept), where=kept > 0)
    # an event of the cause itself
    lasting = np.where(kept > 0, 1 - later, 1.0)
    left = pooled[:, None] * kept_before - 1
    ties = np.where(events[:, None] > 1, 1 - (events[:, None] - 1) / np.where(left > 0, left, 1.0), 1.0)
    size = np.where(present, ties * kept_before * events[:, None] / (pooled[:, None] * risk), 0.0)
    own = _three_sums(spread - lasting[:, None, :] * gathered, lasting, size)
    # an event of another cause
    room = np.where(risk > 1, risk - 1, 1.0)
    tied = np.where(table.others > 1, 1 - (table.others - 1) / room, 1.0)
    other_size = np.where(present & (kept > 0), tied * kept_before**2 * table.others / risk**2, 0.0)
    other = _three_sums(later[:, None, :] * gathered, -later, other_size)
    products, mixed, squares = (a + b for a, b in zip(own, other, strict=True))
    end = gathered[-1]
    crossed = end @ mixed.T
    variance: Floats = products + crossed + crossed.T + (end * squares) @ end.T
    return variance


def _three_sums(lift: Floats, factor: Floats, size: Floats) -> tuple[Floats, Floats, Floats]:
    """Weighted by `size`: lift times lift (k, k), lift times factor (k, k), factor squared (k)."""
    products = np.einsum("tik,tjk,tk->ij", lift, lift, size)
    return products, np.einsum("tik,tk,tk->ik", lift, factor, size), np.einsum("tk,tk,tk->k", factor, factor, size)


def _table(durations: Durations, causes: Counts, groups: Counts, *, cause: int) -> _Table:
    if not len(durations) == len(causes) == len(groups):
        raise ValueError("durations, causes and groups differ in length")
    if len(durations) and not (np.isfinite(durations).all() and durations.min() >= 0):
        raise ValueError("a duration is negative or not a finite number")
    count = int(groups.max(initial=-1)) + 1
    if count < 2:
        raise ValueError("a comparison needs at least two groups")
    times = np.unique(durations[causes >= 0])
    at_risk, taken, others = (np.zeros((len(times), count)) for _ in range(3))
    for group in range(count):
        inside = groups == group
        at_risk[:, group] = np.count_nonzero(inside) - np.searchsorted(np.sort(durations[inside]), times)
        taken[:, group] = _counted(durations[inside & (causes == cause)], times)
        others[:, group] = _counted(durations[inside & (causes >= 0) & (causes != cause)], times)
    return _Table(at_risk, taken, others)


def _counted(durations: Durations, times: npt.NDArray[Any]) -> Floats:
    return np.bincount(np.searchsorted(times, durations), minlength=len(times)).astype(np.float64)


def _before(curve: Floats, *, start: float) -> Floats:
    """The curve just before each of its steps."""
    shifted: Floats = np.concatenate((np.full((1, *curve.shape[1:]), start), curve[:-1]))
    return shifted


def _judged(excess: Floats, variance: Floats) -> GroupTest:
    """Chi-square of the first k - 1 sums (the last follows from them)."""
    degrees = len(excess) - 1
    inner = variance[:-1, :-1]
    if np.linalg.matrix_rank(inner) < degrees:
        return GroupTest(0.0, degrees, None, excess)
    statistic = float(excess[:-1] @ np.linalg.solve(inner, excess[:-1]))
    return GroupTest(statistic, degrees, float(gammaincc(degrees / 2, statistic / 2)), excess)
