"""The way from step to step: of those who came to a sort of step in the period, how many went further.

The unit is the candidacy at a sort of step: its first coming there counts, later comings do not, so that moving
somebody back and forth changes no count. Whoever went further, left, was declined or is there still is always among
those who came.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from framdrift.momentum.reporting.columns import Column, Table, chosen, picked
from framdrift.momentum.reporting.grounds import Grounds
from framdrift.momentum.reporting.ledger import STATUSES, STEPS
from framdrift.momentum.reporting.waiting import TOO_FEW
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.science.proportions import Share, wilson
from framdrift.science.survival import aalen_johansen

WITHIN_DAYS = 20
"""Working days, about a month: by then so many have gone further."""


class Fate(IntEnum):
    """What became of a coming to a step, as far as it is known; `THERE` and `ENDED_WITH` are censored."""

    FURTHER = 0
    LEFT = 1
    DECLINED = 2
    THERE = 3
    ENDED_WITH = 4


@dataclass(frozen=True, slots=True)
class WayLine:
    """One sort of step: how many came, and the fate of each, which sum to `came`. `further` is the share of all who
    came, as it stands; `by_days` the chance of having gone further within WITHIN_DAYS, the open ones censored."""

    step: str
    came: int
    fates: tuple[int, int, int, int, int]
    further: Share
    by_days: float | None


_FATES = {
    STATUSES.index(CandidacyStatus.HIRED): Fate.FURTHER,
    STATUSES.index(CandidacyStatus.REJECTED): Fate.DECLINED,
    STATUSES.index(CandidacyStatus.WITHDREW): Fate.LEFT,
    STATUSES.index(CandidacyStatus.DECLINED): Fate.LEFT,
    STATUSES.index(CandidacyStatus.EXPIRED): Fate.ENDED_WITH,
}


def comings(grounds: Grounds) -> tuple[Table, Column, Column]:
    """(stays that count, the fate of each, working days until it) as seen from the period's end."""
    stays = grounds.seen.stays
    seen = (stays["candidacy"] > 0) & (stays["begun"] < grounds.period.end)
    stays = picked(stays, seen, "id", "assignment", "candidacy", "type_code", "position", "begun", "ended")
    stays = chosen(stays, np.lexsort((stays["id"], stays["begun"], stays["candidacy"])))
    left_at = _further_at(stays)
    first = _first_of_type(stays) & grounds.begun_within(stays["begun"])
    stays, left_at = chosen(stays, first), left_at[first]
    fate, until = _fates(grounds, stays, left_at)
    return stays, fate, grounds.clock.read(until) - grounds.clock.read(stays["begun"])


def way(grounds: Grounds) -> tuple[WayLine, ...]:
    """One line a sort of step that anybody came to, in the order of a recruitment."""
    stays, fate, days = comings(grounds)
    lines = []
    for code, step in enumerate(STEPS):
        own = stays["type_code"] == code
        if own.any():
            lines.append(_line(step, fate[own], days[own]))
    return tuple(lines)


def _line(step: str, fate: Column, days: Column) -> WayLine:
    counts = np.bincount(fate, minlength=len(Fate)).tolist()
    causes = np.where(fate < Fate.THERE, fate, -1)
    _staying, chances = aalen_johansen(days, causes, cause_count=3).at(WITHIN_DAYS)
    came = len(fate)
    return WayLine(
        step=step,
        came=came,
        fates=(counts[0], counts[1], counts[2], counts[3], counts[4]),
        further=wilson(counts[Fate.FURTHER], came),
        by_days=chances[Fate.FURTHER] if came >= TOO_FEW else None,
    )


def _further_at(stays: Table) -> Column:
    """When each stay's candidacy first came to a later step after it; infinity where it has not. Rows in order."""
    found = np.full(len(stays["id"]), np.inf)
    for shift in range(1, len(found)):
        same = stays["candidacy"][shift:] == stays["candidacy"][:-shift]
        if not same.any():
            break
        later = same & (stays["position"][shift:] > stays["position"][:-shift])
        later &= stays["begun"][shift:] > stays["begun"][:-shift]
        found[:-shift] = np.where(later, np.minimum(found[:-shift], stays["begun"][shift:]), found[:-shift])
    return found


def _first_of_type(stays: Table) -> Column:
    """Which stays are their candidacy's first at that sort of step. Rows in order of time within a candidacy."""
    _keys, first = np.unique(stays["candidacy"] * len(STEPS) + stays["type_code"], return_index=True)
    is_first = np.zeros(len(stays["id"]), dtype=bool)
    is_first[first] = True
    return is_first


def _fates(grounds: Grounds, stays: Table, further_at: Column) -> tuple[Column, Column]:
    """(fate, the instant until which it was open). Going further comes before how the way ended later."""
    end = grounds.period.end
    status, over = grounds.endings_of(stays["candidacy"])
    ended = (over > 0) & (over <= end)
    fate = np.full(len(over), int(Fate.THERE))
    for code, told in _FATES.items():
        fate[ended & (status == code)] = told
    went = further_at <= end
    fate[went] = Fate.FURTHER
    until = np.where(went, further_at, np.where(ended, over, end))
    return fate, np.maximum(until, stays["begun"])
