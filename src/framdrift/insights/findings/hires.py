"""Who leaves early, by what they were promised and by the tempo of the recruitment. Pure.

Nobody is scored, and no recruitment is: hires are counted in two groups each time, and the groups compared. Early is
within half a year, the longest trial employment in Sweden (Employment Protection Act, section 6). Ends that say
nothing of the match (a fixed term, retirement, shortage of work, a move within the company) are no early leaving.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from framdrift.science.comparisons import Difference, difference, standing
from framdrift.science.proportions import Share, wilson

EARLY_DAYS: Final = 183
LEAST: Final = 10
"""With fewer in a group nothing is compared."""
NO_LEAVING: Final = frozenset({"fixed_term_ended", "retirement", "shortage_of_work", "internal_move"})


class Ground(StrEnum):
    """By what hires are parted in two."""

    TEMPO = "tempo"
    PAY = "pay"
    WORDS = "words"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Hire:
    """One hire who has had half a year. `days`: from when the candidate came in until the hire; `pay_told`: a range was
    given; `has_promises`: something was promised in words; `was_late`: the candidate waited past a promised day."""

    days: float
    pay_told: bool
    has_promises: bool
    was_late: bool
    left_early: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many of each group left early. The second group is the slower half, those told nothing of pay, those
    promised nothing in words, those who waited past a promised day. `difference` (second less first) is None where a
    group has fewer than LEAST."""

    ground: Ground
    first: Share
    second: Share
    difference: Difference | None
    stands: bool


@dataclass(frozen=True, slots=True)
class EarlyLeaving:
    """All hires who have had half a year, how many left within it, and the comparisons. `middle` days is the tempo
    that half of the hires were at or under; None without hires."""

    all: Share
    middle: float | None
    comparisons: tuple[Comparison, ...]


def compared(hires: Sequence[Hire]) -> EarlyLeaving:
    """Everything that can be said of early leaving from these hires."""
    middle = median([one.days for one in hires]) if hires else None
    parted: dict[Ground, Callable[[Hire], bool]] = {
        Ground.TEMPO: lambda one: middle is not None and one.days > middle,
        Ground.PAY: lambda one: not one.pay_told,
        Ground.WORDS: lambda one: not one.has_promises,
        Ground.LATE: lambda one: one.was_late,
    }
    pairs = [(ground, *_parted(hires, is_second)) for ground, is_second in parted.items()]
    told = [difference(first, second) if min(first.n, second.n) >= LEAST else None for _ground, first, second in pairs]
    stands = standing([one.p_value if one else None for one in told])
    rows = zip(pairs, told, stands, strict=True)
    return EarlyLeaving(
        all=_early(hires),
        middle=middle,
        comparisons=tuple(
            Comparison(ground, first, second, one, holds) for (ground, first, second), one, holds in rows
        ),
    )


def _parted(hires: Sequence[Hire], is_second: Callable[[Hire], bool]) -> tuple[Share, Share]:
    return _early([one for one in hires if not is_second(one)]), _early([one for one in hires if is_second(one)])


def _early(hires: Sequence[Hire]) -> Share:
    return wilson(sum(one.left_early for one in hires), len(hires))
