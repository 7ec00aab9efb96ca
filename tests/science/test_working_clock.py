"""Working time of many instants at once, against the count of one pair after the other."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from framdrift.science.calendars import WorkingDays, working_days_elapsed
from framdrift.science.working_clock import working_clock

ZONE = ZoneInfo("Europe/Stockholm")
DAYS = WorkingDays(frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1)}))
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def test_it_counts_as_the_slow_way_does() -> None:
    chance = random.Random(5)
    start = datetime(2026, 1, 2, tzinfo=UTC)
    pairs = []
    for _ in range(2000):
        begun = start + timedelta(seconds=chance.randrange(300 * 86_400))
        pairs.append((begun, begun + timedelta(seconds=chance.randrange(60 * 86_400))))
    clock = working_clock(DAYS, ZONE, first_on=FIRST, last_on=LAST)
    begun, ended = (np.array([pair[place].timestamp() for pair in pairs]) for place in (0, 1))
    slow = [working_days_elapsed(*pair, days=DAYS, zone=ZONE) for pair in pairs]
    assert clock.read(ended) - clock.read(begun) == pytest.approx(slow, abs=1e-9)
    assert max(slow) > 20


def test_it_stands_still_outside_its_days() -> None:
    clock = working_clock(DAYS, ZONE, first_on=FIRST, last_on=FIRST + timedelta(days=6))
    before, after = clock.read(np.array([0.0, 4e9]))
    assert (before, after) == (0.0, len(clock.starts))


def test_a_calendar_without_working_days_reads_nothing() -> None:
    clock = working_clock(DAYS, ZONE, first_on=date(2026, 1, 3), last_on=date(2026, 1, 4))
    assert clock.read(np.array([1.0, 2.0])).tolist() == [0.0, 0.0]
