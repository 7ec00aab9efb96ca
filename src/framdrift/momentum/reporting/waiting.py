"""Working days of waiting by side, sort of step, client and colleague; and how long an answer takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framdrift.momentum.reporting.columns import Column, Table, chosen, groups, picked, runs
from framdrift.momentum.reporting.grounds import Grounds
from framdrift.momentum.reporting.ledger import SIDES, STATUSES, STEPS
from framdrift.momentum.reporting.stretches import NEVER
from framdrift.recruiting.kinds import CandidacyStatus, Side
from framdrift.science.pooling import PooledTime, pooled_times
from framdrift.science.survival import kaplan_meier

TOO_FEW = 10
"""Below so many no median and no share is told: an interval would cover most of what is possible."""
_NOT_ANSWERS = [STATUSES.index(CandidacyStatus.WITHDREW), STATUSES.index(CandidacyStatus.EXPIRED)]
"""Ends after which nobody answered any more: such a turn is censored, not finished."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes, in working days, by Kaplan-Meier: `n` that began in the period, of which `open_n` had
    not ended by its end and `broken_n` were broken off. `median` and its 95 % limits are None where not reached."""

    n: int
    open_n: int
    broken_n: int
    median: float | None
    low: float | None
    high: float | None

    @property
    def is_told(self) -> bool:
        """Whether there are enough to say anything."""
        return self.n >= TOO_FEW


@dataclass(frozen=True, slots=True)
class WaitLine:
    """The waiting of one side, sort of step, client or colleague within the period.

    `work_days` of waiting, of which `open_days` in turns that had not ended; `n` turns took part, `open_n` of them not
    ended. `length`: how long a turn that began in the period takes. `by_side` splits the days by side.
    """

    key: str
    work_days: float
    open_days: float
    n: int
    open_n: int
    length: Length
    by_side: tuple[tuple[str, float], ...] = ()

    def of_side(self, side: str) -> float:
        """The days of one side."""
        return dict(self.by_side).get(side, 0.0)


def by_side(grounds: Grounds) -> tuple[WaitLine, ...]:
    """One line a side that anybody waited for, most days first."""
    return _lines(grounds, "side_code", SIDES)


def by_step(grounds: Grounds) -> tuple[WaitLine, ...]:
    """One line a sort of step, in the order of a recruitment; `length` is that of the whole stay at the step."""
    lines = _lines(grounds, "type_code", STEPS, timed=stays_of(grounds))
    return tuple(sorted(lines, key=lambda line: STEPS.index(line.key)))


def by_client(grounds: Grounds) -> tuple[WaitLine, ...]:
    """One line a client company (key: its id); `length` is how long the client's own turns take."""
    return _lines(grounds, "company", None, timed_side=Side.CLIENT)


def pooled_by_client(grounds: Grounds) -> dict[int, PooledTime]:
    """How long each client's own turns likely take, leaning on all clients' where it has had few; empty with too few
    clients to say how much they differ."""
    timed = _timed(grounds, grounds.seen.stretches.turns, "company", Side.CLIENT)
    return pooled_times(timed.days, ~timed.is_open & ~timed.is_broken, timed.by)


def by_colleague(grounds: Grounds) -> tuple[WaitLine, ...]:
    """One line an account of the agency (key: its id), of the balls that it held; `length` of the turns it began."""
    return _lines(grounds, "account", None, side=Side.AGENCY, timed_side=Side.AGENCY)


def stays_of(grounds: Grounds) -> Table:
    """The stays at steps, those that go on ending NEVER."""
    stays = grounds.seen.stays
    return {**stays, "ended": np.where(stays["ended"] < 0, NEVER, stays["ended"])}


@dataclass(frozen=True, slots=True, eq=False)
class _Timed:
    """Turns or stays that began in the period: what they are grouped by, and how long each lasted as far as known."""

    by: Column
    days: Column
    is_open: Column
    is_broken: Column

    def length(self, places: Column) -> Length:
        days, is_open, broken = self.days[places], self.is_open[places], self.is_broken[places]
        curve = kaplan_meier(days[~is_open & ~broken], days[is_open | broken])
        low, high = curve.median_limits()
        return Length(len(days), int(is_open.sum()), int(broken.sum()), curve.median(), low, high)


def _timed(grounds: Grounds, table: Table, by: str, side: str) -> _Timed:
    """Open ones, and those broken off, are censored."""
    begun = grounds.begun_within(table["begun"])
    if side:
        begun &= table["side_code"] == SIDES.index(side)
    rows = picked(table, begun, by, "begun", "ended", "candidacy", *(["is_cut"] if "is_cut" in table else []))
    is_open = rows["ended"] > grounds.period.end
    return _Timed(
        rows[by], grounds.lengths(rows["begun"], rows["ended"]), is_open, ~is_open & _is_broken_off(grounds, rows)
    )


def _is_broken_off(grounds: Grounds, turns: Table) -> Column:
    """Cut by a pause or by a step that came first, or ended because the candidate's way did, without an answer."""
    status, over = grounds.endings_of(turns["candidacy"])
    gone: Column = (over == turns["ended"]) & np.isin(status, _NOT_ANSWERS)
    return gone | turns["is_cut"] if "is_cut" in turns else gone


def _lines(
    grounds: Grounds,
    by: str,
    words: Sequence[str] | None,
    *,
    side: str = "",
    timed: Table | None = None,
    timed_side: str = "",
) -> tuple[WaitLine, ...]:
    rows, days = grounds.waited
    if side:
        own = rows["side_code"] == SIDES.index(side)
        rows, days = chosen(rows, own), days[own]
    lengths = _timed(grounds, grounds.seen.stretches.turns if timed is None else timed, by, timed_side)
    begun = dict(groups(lengths.by))
    found = [
        _line(
            grounds,
            picked(rows, places, "side_code", "turn", "ended"),
            days[places],
            str(key) if words is None else words[key],
            lengths.length(begun.get(key, np.zeros(0, dtype=int))),
        )
        for key, places in groups(rows[by])
    ]
    return tuple(sorted(found, key=lambda line: (-line.work_days, line.key)))


def _line(grounds: Grounds, pieces: Table, days: Column, key: str, length: Length) -> WaitLine:
    is_open = pieces["ended"] > grounds.period.end
    sides = np.bincount(pieces["side_code"], weights=days, minlength=len(SIDES))
    return WaitLine(
        key=key,
        work_days=float(days.sum()),
        open_days=float(days[is_open].sum()),
        n=runs(pieces["turn"]),
        open_n=runs(pieces["turn"][is_open]),
        length=length,
        by_side=tuple(zip(SIDES, sides.tolist(), strict=True)),
    )
