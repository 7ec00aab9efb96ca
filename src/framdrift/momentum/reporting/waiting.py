"""Working days of waiting by side, sort of step, client and colleague; and how long an answer takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framdrift.momentum.reporting.columns import Column, Table, chosen
from framdrift.momentum.reporting.grounds import Grounds
from framdrift.momentum.reporting.ledger import SIDES, STATUSES, STEPS
from framdrift.momentum.reporting.stretches import NEVER
from framdrift.recruiting.kinds import CandidacyStatus, Side
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
    lines = _lines(grounds, "type_code", STEPS, stays=True)
    return tuple(sorted(lines, key=lambda line: STEPS.index(line.key)))


def by_client(grounds: Grounds) -> tuple[WaitLine, ...]:
    """One line a client company (key: its id); `length` is how long the client's own turns take."""
    return _lines(grounds, "company", None, side=Side.CLIENT)


def by_colleague(grounds: Grounds) -> tuple[WaitLine, ...]:
    """One line an account of the agency (key: its id), of the balls that it held."""
    rows = grounds.seen.stretches
    ours = SIDES.index(Side.AGENCY)
    own = type(rows)(chosen(rows.pieces, rows.pieces["side_code"] == ours), chosen(rows.turns, _of(rows.turns, ours)))
    return _grouped(grounds, own.pieces, own.pieces, "account", None)


def length_of(grounds: Grounds, turns: Table) -> Length:
    """How long turns, or stays, take that began in the period. Open ones, and those broken off, are censored."""
    begun = grounds.begun_within(turns["begun"])
    turns = chosen(turns, begun)
    days = grounds.lengths(turns["begun"], turns["ended"])
    is_open = turns["ended"] > grounds.period.end
    broken = ~is_open & _is_broken_off(grounds, turns)
    curve = kaplan_meier(days[~is_open & ~broken], days[is_open | broken])
    low, high = curve.median_limits()
    return Length(len(days), int(is_open.sum()), int(broken.sum()), curve.median(), low, high)


def _is_broken_off(grounds: Grounds, turns: Table) -> Column:
    """Cut by a pause or by a step that came first, or ended because the candidate's way did, without an answer."""
    status, over = grounds.endings_of(turns["candidacy"])
    gone = (over == turns["ended"]) & np.isin(status, _NOT_ANSWERS)
    broken: Column = gone | turns["is_cut"] if "is_cut" in turns else gone
    return broken


def _of(table: Table, side: int) -> Column:
    mask: Column = table["side_code"] == side
    return mask


def _lines(
    grounds: Grounds, by: str, words: Sequence[str] | None, *, stays: bool = False, side: str = ""
) -> tuple[WaitLine, ...]:
    pieces, turns = grounds.seen.stretches.pieces, grounds.seen.stretches.turns
    timed = stays_of(grounds) if stays else turns
    if side:
        timed = chosen(turns, _of(turns, SIDES.index(side)))
    return _grouped(grounds, pieces, timed, by, words)


def stays_of(grounds: Grounds) -> Table:
    """The stays at steps, those that go on ending NEVER."""
    stays = grounds.seen.stays
    return {**stays, "ended": np.where(stays["ended"] < 0, NEVER, stays["ended"])}


def _grouped(
    grounds: Grounds, pieces: Table, timed: Table, by: str, words: Sequence[str] | None
) -> tuple[WaitLine, ...]:
    pieces = chosen(pieces, grounds.touches(pieces["begun"], pieces["ended"]))
    days = grounds.work_days(pieces["begun"], pieces["ended"])
    timed = chosen(timed, grounds.begun_within(timed["begun"]))
    found = []
    for key in np.unique(pieces[by]).tolist():
        own = pieces[by] == key
        length = length_of(grounds, chosen(timed, timed[by] == key))
        found.append(_line(grounds, chosen(pieces, own), days[own], str(key) if words is None else words[key], length))
    return tuple(sorted(found, key=lambda line: (-line.work_days, line.key)))


def _line(grounds: Grounds, pieces: Table, days: Column, key: str, length: Length) -> WaitLine:
    is_open = pieces["ended"] > grounds.period.end
    sides = np.bincount(pieces["side_code"], weights=days, minlength=len(SIDES))
    return WaitLine(
        key=key,
        work_days=float(days.sum()),
        open_days=float(days[is_open].sum()),
        n=len(np.unique(pieces["turn"])),
        open_n=len(np.unique(pieces["turn"][is_open])),
        length=length,
        by_side=tuple(zip(SIDES, sides.tolist(), strict=True)),
    )
