"""Answers that came by the date that was set for them. Of those due in the period, per side."""

from __future__ import annotations

import numpy as np

from framdrift.momentum.reporting.columns import MISSING, Column, Table, chosen, groups
from framdrift.momentum.reporting.grounds import Grounds, day_ends
from framdrift.momentum.reporting.ledger import SIDES
from framdrift.science.proportions import Share, wilson


def due(grounds: Grounds) -> tuple[Table, Column]:
    """The balls whose last day ended within the period, and which of them had been passed on by then."""
    balls = grounds.seen.balls
    ends = day_ends(balls["until_day"], grounds.period)
    where = np.flatnonzero((ends > grounds.period.start) & (ends <= grounds.period.end))
    balls, ends = chosen(balls, where), ends[where]
    in_time: Column = (balls["ended"] != MISSING) & (balls["ended"] < ends)
    return balls, in_time


def in_time_by(grounds: Grounds, by: str = "side_code", *, side: str = "") -> dict[int, Share]:
    """The share in time by a column of the balls, of one side's alone where it is named."""
    balls, kept = due(grounds)
    if side:
        own = balls["side_code"] == SIDES.index(side)
        balls, kept = chosen(balls, own), kept[own]
    return {key: _share(kept[places]) for key, places in groups(balls[by])}


def in_time(grounds: Grounds) -> dict[str, Share]:
    """The share in time, by side."""
    return {SIDES[key]: share for key, share in in_time_by(grounds).items()}


def _share(kept: Column) -> Share:
    return wilson(int(kept.sum()), len(kept))
