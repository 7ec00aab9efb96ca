"""When the company may read a commitment, for whom it may be, which days it may name, when its owner is reminded. Pure.

At levels C and D a commitment must not lead back to who raised it. Its words are cleared, it waits for the close of a
round in which enough people talked, all of a round are told at once, it is for the whole company or a large unit, and
its day is the last of a month.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from framdrift.conversations.kinds import Clearance, Level

HIDES_ORIGIN: Final = frozenset({Level.THIRD_PARTY, Level.ANONYMOUS})
"""Levels at which nobody at the company may learn which talk a commitment came from."""

DUE_SOON_DAYS: Final = 5
"""Working days before the day on which the owner is reminded once."""
OVERDUE_AFTER_DAYS: Final = (2, 10, 30)
"""Working days after it: fewer and fewer, since each letter is worth less than the one before; then none."""

_FEWEST_LARGE: Final = 20


def may_be_told(
    *, level: str, clearance: str, has_origin: bool, is_round_closed: bool, talked: int, n_min: int
) -> bool:
    """Whether the company may read it from now on. `talked` is how many people's words the round holds.

    What came from one talk at level A or B was agreed on with that person, and needs their yes alone.
    """
    if clearance == Clearance.NONE:
        return False
    if has_origin and level not in HIDES_ORIGIN:
        return True
    return is_round_closed and talked >= n_min


def large_from(n_min: int) -> int:
    """From how many asked a unit is large enough to be named: as for coverage."""
    return max(_FEWEST_LARGE, 2 * n_min)


def fitting_day(due_on: date, *, level: str) -> date:
    """The day as it may be written down: at levels C and D the last of its month, since a day could be recognised."""
    if level not in HIDES_ORIGIN:
        return due_on
    return due_on.replace(day=calendar.monthrange(due_on.year, due_on.month)[1])


def reminder_on(due_on: date, *, on: date, add: Callable[[date, int], date]) -> int | None:
    """Which reminder falls due on this day: 0 before the day, 1 to 3 after it, None where none does.

    `add` counts working days, backwards too. A reminder whose day has passed is not made up for but by the next.
    """
    days = (-DUE_SOON_DAYS, *OVERDUE_AFTER_DAYS)
    passed = [number for number, after in enumerate(days) if add(due_on, after) <= on]
    return passed[-1] if passed else None


def late_days(due_on: date, *, on: date, is_open: bool) -> int:
    """Days since it should have been done; 0 where it is done, dropped or not due yet."""
    return max((on - due_on) // timedelta(days=1), 0) if is_open else 0
