"""Every hour belongs to one ball: all recruitments at once against the rule, one after the other, on random rows."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from framdrift.momentum.reporting.columns import MISSING, Table, chosen
from framdrift.momentum.reporting.stretches import NEVER, stretches_of
from framdrift.recruiting.rules import waits

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NAMES = ("id", "assignment", "candidacy", "company", "account", "side_code", "type_code", "begun", "ended",
         "until_day", "latest_day")  # fmt: skip
Pauses = list[tuple[int, datetime, datetime | None]]


@dataclass
class Held:
    """A ball as the rule reads it."""

    side: str
    since: datetime
    ended_at: datetime | None


@dataclass
class Row:
    """A ball of one chain."""

    number: int
    assignment: int
    candidacy: int
    latest: date
    held: Held


def _rows(chance: random.Random, *, woven: float) -> list[Row]:
    found: list[Row] = []
    for assignment in range(1, 7):
        for candidacy in (0, *range(assignment * 10, assignment * 10 + 4)):
            at = NOW - timedelta(hours=chance.randrange(400, 900))
            for _ in range(chance.randrange(1, 7)):
                ended = at + timedelta(hours=chance.randrange(0, 120))
                held = Held(chance.choice("0123"), at, ended if ended < NOW else None)
                latest = date(2026, 11, chance.randrange(1, 28))
                found.append(Row(len(found) + 1, assignment, candidacy, latest, held))
                at = at + timedelta(hours=chance.randrange(1, 60)) if chance.random() < woven else ended
                if at >= NOW:
                    break
    return found


def _table(rows: list[Row]) -> Table:
    lines = [
        (
            row.number, row.assignment, row.candidacy, 1, 1, int(row.held.side), 0, row.held.since.timestamp(),
            row.held.ended_at.timestamp() if row.held.ended_at else MISSING, 0.0,
            datetime.combine(row.latest, datetime.min.time(), tzinfo=UTC).timestamp(),
        )
        for row in rows
    ]  # fmt: skip
    return {name: np.array(column) for name, column in zip(NAMES, zip(*lines, strict=True), strict=True)}


def _pauses(pauses: Pauses) -> Table:
    return {
        "assignment": np.array([one[0] for one in pauses], dtype=int),
        "begun": np.array([one[1].timestamp() for one in pauses], dtype=float),
        "ended": np.array([one[2].timestamp() if one[2] else MISSING for one in pauses], dtype=float),
    }


def _told_by_the_rule(rows: list[Row], pauses: Pauses) -> list[tuple[int, int, str, float, float]]:
    found = []
    chains = sorted({(row.assignment, row.candidacy) for row in rows})
    for assignment, candidacy in chains:
        chain = [(row.latest, row.held) for row in rows if (row.assignment, row.candidacy) == (assignment, candidacy)]
        stops = [(since, until) for where, since, until in pauses if where == assignment]
        for wait in waits(chain, pauses=stops, as_of=NOW):
            found.append((assignment, candidacy, wait.side, wait.since.timestamp(), wait.until.timestamp()))
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("woven", [0.0, 0.5])
def test_all_at_once_says_what_the_rule_says(seed: int, woven: float) -> None:
    chance = random.Random(seed)
    rows = _rows(chance, woven=woven)
    pauses: Pauses = [(2, NOW - timedelta(hours=300), NOW - timedelta(hours=150)), (5, NOW - timedelta(hours=40), None)]
    found = stretches_of(_table(rows), _pauses(pauses))
    turns = found.turns
    told = [
        (int(turns["assignment"][place]), int(turns["candidacy"][place]), str(turns["side_code"][place]),
         float(turns["begun"][place]), min(float(turns["ended"][place]), NOW.timestamp()))
        for place in range(len(turns["id"]))
    ]  # fmt: skip
    assert told == _told_by_the_rule(rows, pauses)
    pieces = found.pieces
    assert np.minimum(pieces["ended"], NOW.timestamp()).sum() - pieces["begun"].sum() == pytest.approx(
        sum(one[4] - one[3] for one in told)
    )
    assert set(pieces["turn"].tolist()) == set(turns["id"].tolist())


def test_what_a_pause_or_another_step_broke_off_is_marked() -> None:
    at = NOW - timedelta(hours=100)
    rows = [
        Row(1, 1, 7, date(2026, 11, 20), Held("0", at, None)),
        Row(2, 1, 7, date(2026, 11, 10), Held("1", at + timedelta(hours=10), at + timedelta(hours=30))),
    ]
    found = stretches_of(_table(rows), _pauses([]))
    assert found.turns["side_code"].tolist() == [0, 1, 0]
    assert found.turns["is_cut"].tolist() == [True, False, False]
    assert found.turns["ended"][-1] == NEVER


def test_nothing_gives_nothing() -> None:
    found = stretches_of(
        chosen(_table([Row(1, 1, 1, date(2026, 1, 1), Held("0", NOW, None))]), np.zeros(1, bool)), _pauses([])
    )
    assert len(found.pieces["id"]) == len(found.turns["id"]) == 0
