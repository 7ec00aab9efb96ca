"""Whom each recruitment waited for: every hour of it belongs to one ball, and none of it falls in a pause. Pure.

The rule is `recruiting.rules.waits`: where several steps are open at once, the time belongs to the ball of the step
with the earliest last responsible date. Here it is applied to all recruitments at once. Most have one ball after the
other, and each of those balls is a stretch as it stands; only where balls overlap, or where a pause falls, is the row
walked through instant by instant. A test holds both against the rule itself on random rows.

A *turn* is what somebody who waits sees: stretches of one side at one sort of step that follow each other without a
gap, whoever of that side had the ball.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from framdrift.momentum.reporting.columns import MISSING, Column, Table, chosen, joined

NEVER = np.inf
"""The end of what goes on still."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """`pieces`: the columns of their balls with `begun` and `ended` (NEVER where open) of the stretch itself, `is_cut`
    where the ball went on, and `turn`, the id of the first ball of its turn. `turns`: one row each, `begun` of its
    first piece, `ended` and `is_cut` of its last."""

    pieces: Table
    turns: Table


class Held(NamedTuple):
    """A ball of a row that is walked through. `place` is where it stands among all balls."""

    latest: float
    begun: float
    ended: float
    place: int


def stretches_of(balls: Table, pauses: Table) -> Stretches:
    """`balls` with the columns of `ledger`, in any order; an instant that is not there is MISSING."""
    balls = chosen(balls, np.lexsort((balls["id"], balls["begun"], balls["candidacy"], balls["assignment"])))
    balls = {**balls, "ended": np.where(balls["ended"] == MISSING, NEVER, balls["ended"])}
    chain = _chains(balls)
    is_woven = _overlapping(balls, chain) | np.isin(balls["assignment"], pauses["assignment"])
    plain = chosen(balls, ~is_woven & (balls["ended"] > balls["begun"]))
    pieces = {**plain, "is_cut": np.zeros(len(plain["id"]), dtype=bool)}
    if is_woven.any():
        pieces = joined(pieces, _walked(balls, chain, np.flatnonzero(is_woven), pauses))
    pieces = chosen(pieces, np.lexsort((pieces["begun"], pieces["candidacy"], pieces["assignment"])))
    return _with_turns(pieces)


def _chains(table: Table) -> Column:
    """A number for each row of the table: the same for those of one candidacy, or of the assignment itself."""
    if not len(table["id"]):
        return np.zeros(0, dtype=int)
    same = (table["assignment"][1:] == table["assignment"][:-1]) & (table["candidacy"][1:] == table["candidacy"][:-1])
    return np.concatenate((np.zeros(1, dtype=int), np.cumsum(~same)))


def _overlapping(balls: Table, chain: Column) -> Column:
    """Whether a ball's chain has two that were held at once; in order of time it is enough to look at neighbours."""
    if not len(chain):
        return np.zeros(0, dtype=bool)
    over = (balls["ended"][:-1] > balls["begun"][1:]) & (chain[:-1] == chain[1:])
    found = np.zeros(chain[-1] + 1, dtype=bool)
    found[chain[:-1][over]] = True
    return found[chain]


def _walked(balls: Table, chain: Column, places: Column, pauses: Table) -> Table:
    """The pieces of the rows that need walking through."""
    stops: dict[int, list[tuple[float, float]]] = {}
    for assignment, begun, ended in zip(pauses["assignment"], pauses["begun"], pauses["ended"], strict=True):
        stops.setdefault(int(assignment), []).append((float(begun), NEVER if ended == MISSING else float(ended)))
    found = [piece for row in _rows(balls, chain, places) for piece in _walk(row, stops.get(_of(balls, row), ()))]
    where = np.array([place for place, _begun, _ended in found], dtype=int)
    taken = chosen(balls, where)
    begun = np.array([piece[1] for piece in found], dtype=float)
    ended = np.array([piece[2] for piece in found], dtype=float)
    return {**taken, "begun": begun, "ended": ended, "is_cut": ended != taken["ended"]}


def _of(balls: Table, row: Sequence[Held]) -> int:
    return int(balls["assignment"][row[0].place])


def _rows(balls: Table, chain: Column, places: Column) -> Iterator[list[Held]]:
    """The balls of each chain among `places`, which are in order."""
    row: list[Held] = []
    columns = (balls[name][places].tolist() for name in ("latest_day", "begun", "ended"))
    for number, place, latest, begun, ended in zip(chain[places].tolist(), places.tolist(), *columns, strict=True):
        if row and chain[row[0].place] != number:
            yield row
            row = []
        row.append(Held(latest, begun, ended, place))
    if row:
        yield row


def _walk(row: Sequence[Held], stops: Sequence[tuple[float, float]]) -> Iterator[tuple[int, float, float]]:
    """(place of the ball, begun, ended) of one chain's stretches, in order; neighbours of one ball are one stretch."""
    edges = sorted({edge for held in row for edge in held[1:3]} | {edge for stop in stops for edge in stop})
    last: tuple[int, float, float] | None = None
    for begun, ended in pairwise(edges):
        running = [(held.latest, held.begun, held.place) for held in row if held.begun <= begun and held.ended >= ended]
        if not running or any(since <= begun and until >= ended for since, until in stops):
            continue
        place = min(running)[2]
        if last and last[0] == place and last[2] == begun:
            last = (place, last[1], ended)
            continue
        if last:
            yield last
        last = (place, begun, ended)
    if last:
        yield last


def _with_turns(pieces: Table) -> Stretches:
    if not len(pieces["id"]):
        return Stretches({**pieces, "turn": pieces["id"]}, pieces)
    chain = _chains(pieces)
    goes_on = (chain[1:] == chain[:-1]) & (pieces["ended"][:-1] == pieces["begun"][1:])
    for name in ("side_code", "type_code"):
        goes_on &= pieces[name][1:] == pieces[name][:-1]
    first = np.concatenate((np.zeros(1, dtype=int), np.flatnonzero(~goes_on) + 1))
    last = np.append(first[1:] - 1, len(chain) - 1)
    turns = {**chosen(pieces, first), "ended": pieces["ended"][last], "is_cut": pieces["is_cut"][last]}
    turn = np.repeat(pieces["id"][first], last - first + 1)
    return Stretches({**pieces, "turn": turn}, turns)
