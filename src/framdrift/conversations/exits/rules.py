"""Whom a company is asked about, and how far the leaver, the leaver later and the manager agree. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from framdrift.conversations.kinds import TalkKind
from framdrift.science.proportions import Share, wilson

LEAVING: Final = (TalkKind.EXIT, TalkKind.ECHO)
"""The talks that have a way out to tell of."""
ASK_BEFORE: Final = timedelta(days=120)
ASK_AFTER: Final = timedelta(days=60)
"""A leaver is asked about from so long before the last day until so long after it: later nobody remembers fairly."""
NOT_ASKED: Final = frozenset({"internal_move", "retirement", "shortage_of_work", "dismissal", "probation_ended"})
"""Who stays in the company, retires, or was told to go: whether it was regretted or could be avoided is no question."""
TOO_FEW: Final = 10
"""With fewer pairs the 95 % interval can cover more than half of the scale: no share is told, only the counts."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The theme of one leaver's decisive reason as it was told at exit, as it was told at the echo and as the manager
    believes; empty where it is not known."""

    at_exit: str = ""
    at_echo: str = ""
    believed: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two of the three name the same theme, among the leavers where both are known."""

    exit_and_echo: Share
    exit_and_manager: Share
    echo_and_manager: Share

    @staticmethod
    def is_told(share: Share) -> bool:
        """Whether there are enough pairs to tell a share."""
        return share.n >= TOO_FEW


def agreement(leavers: Iterable[Reasons]) -> Agreement:
    """Shares of pairs with the same theme, each with its n and Wilson's 95 % interval.

    A leaver counts in a pair only where both are known: whoever was never called again says nothing about the echo.
    """
    rows = list(leavers)
    return Agreement(
        _same([(one.at_exit, one.at_echo) for one in rows]),
        _same([(one.at_exit, one.believed) for one in rows]),
        _same([(one.at_echo, one.believed) for one in rows]),
    )


def is_asked_about(ended_on: date | None, exit_type: str, *, on: date) -> bool:
    """Whether the company is asked about somebody whose last day that is, seen on the day `on`."""
    if ended_on is None or exit_type in NOT_ASKED:
        return False
    return ended_on - ASK_BEFORE <= on <= ended_on + ASK_AFTER


def _same(pairs: list[tuple[str, str]]) -> Share:
    known = [(one, other) for one, other in pairs if one and other]
    return wilson(sum(one == other for one, other in known), len(known))
