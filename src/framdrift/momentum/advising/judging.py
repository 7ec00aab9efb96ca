"""What came after advice, pure: when the decision was taken, beside the day that was spoken for and that of the plan.

It says what happened after, not because of: advice is given where a consultant thought that it would matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from framdrift.science.proportions import Share, wilson


class Came(StrEnum):
    """What came after advice, as far as is known."""

    BY_PROPOSED = "by_proposed"
    BY_PLANNED = "by_planned"
    LATER = "later"
    LOST = "lost"
    ENDED = "ended"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Given:
    """One piece of advice: what was suggested (None where nothing was), what was sent, what came.

    `left_on`: the candidate withdrew or declined; `ended_on`: the candidacy ended otherwise.
    """

    advice_id: int
    candidacy_id: int
    given_on: date
    is_suggested: bool
    is_changed: bool
    proposed_on: date | None
    expected_on: date | None
    decided_on: date | None
    left_on: date | None
    ended_on: date | None

    def came(self, today: date) -> Came:
        """The first of what happened; late from the day after the plan's own day of decision."""
        if self.left_on is not None and (self.decided_on is None or self.left_on < self.decided_on):
            return Came.LOST
        if self.decided_on is None:
            if self.ended_on is not None:
                return Came.ENDED
            is_late = self.expected_on is not None and self.expected_on < today
            return Came.LATER if is_late else Came.OPEN
        if self.proposed_on is not None and self.decided_on <= self.proposed_on:
            return Came.BY_PROPOSED
        return Came.BY_PLANNED if self.expected_on is None or self.decided_on <= self.expected_on else Came.LATER


@dataclass(frozen=True, slots=True)
class Record:
    """How advice went. `in_time`: the decision came by the plan's day; `by_proposed`: by the day spoken for, of those
    that spoke for one; `lost`: left before the decision. Each of the advice of which it is known."""

    n: int
    as_suggested: int
    changed: int
    own_words: int
    open: int
    in_time: Share
    by_proposed: Share
    lost: Share


def record(given: Sequence[Given], *, today: date) -> Record:
    """Over all advice; what is not known yet is counted as open and in no share."""
    came = [(one, one.came(today)) for one in given]
    known = [(one, what) for one, what in came if what not in (Came.OPEN, Came.ENDED)]
    timed = [(one, what) for one, what in known if one.expected_on is not None]
    spoken = [(one, what) for one, what in known if one.proposed_on is not None]
    return Record(
        n=len(given),
        as_suggested=sum(one.is_suggested and not one.is_changed for one in given),
        changed=sum(one.is_suggested and one.is_changed for one in given),
        own_words=sum(not one.is_suggested for one in given),
        open=sum(what is Came.OPEN for _, what in came),
        in_time=wilson(sum(what in (Came.BY_PROPOSED, Came.BY_PLANNED) for _, what in timed), len(timed)),
        by_proposed=wilson(sum(what is Came.BY_PROPOSED for _, what in spoken), len(spoken)),
        lost=wilson(sum(what is Came.LOST for _, what in known), len(known)),
    )
