"""The ways in which a candidacy can end, told apart by the reason and the side that the process has written down. Pure.

A family is an end as the product knows it; its causes are kinds of it. Reasons are codes that a person chose when the
way ended, never words, and never anything about who somebody is. An end that was nobody's choice is in no family: it is
censored.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from framdrift.recruiting.kinds import TIME_REASONS, CandidacyStatus, Side, ToldReason

WITHDREW, DECLINED, REJECTED, HIRED = (
    CandidacyStatus.WITHDREW.value,
    CandidacyStatus.DECLINED.value,
    CandidacyStatus.REJECTED.value,
    CandidacyStatus.HIRED.value,
)

LEFT_FOR_TIME, LEFT_FOR_TERMS, LEFT_FOR_OWN, LEFT_UNTOLD = (
    "withdrew_time",
    "withdrew_terms",
    "withdrew_own",
    "withdrew_untold",
)
DECLINED_FOR_TIME, DECLINED_OTHERWISE = "declined_time", "declined_otherwise"
REJECTED_BY_US, REJECTED_BY_CLIENT = "rejected_agency", "rejected_client"

FAMILIES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        WITHDREW: {LEFT_FOR_TIME: 0.45, LEFT_FOR_TERMS: 0.25, LEFT_FOR_OWN: 0.2, LEFT_UNTOLD: 0.1},
        DECLINED: {DECLINED_FOR_TIME: 0.4, DECLINED_OTHERWISE: 0.6},
        REJECTED: {REJECTED_BY_US: 0.5, REJECTED_BY_CLIENT: 0.5},
        HIRED: {HIRED: 1.0},
    }
)
"""Each end's causes, and the share of it that each is believed to be before any history (docs/science/risk.md)."""
SPLIT = tuple(family for family, causes in FAMILIES.items() if len(causes) > 1)
CAUSES = tuple(cause for causes in FAMILIES.values() for cause in causes)

TERMS = frozenset({ToldReason.PAY, ToldReason.CONTENT, ToldReason.LOCATION})
"""What the place offered is: the pay, the work, where it lies."""
OWN = frozenset({ToldReason.STAYS, ToldReason.COUNTER_OFFER, ToldReason.PERSONAL})
"""Reasons that lie neither in the process nor in the place."""


def cause_of(status: str, reason: str, side: str) -> str:
    """The cause of an end, from its status and from the reason told and the side that told it; empty for an end that
    was nobody's choice."""
    if status == WITHDREW:
        return _left(reason)
    if status == DECLINED:
        return DECLINED_FOR_TIME if reason in TIME_REASONS else DECLINED_OTHERWISE
    if status == REJECTED:
        return REJECTED_BY_CLIENT if side == Side.CLIENT else REJECTED_BY_US
    return HIRED if status == HIRED else ""


def _left(reason: str) -> str:
    if reason in TIME_REASONS:
        return LEFT_FOR_TIME
    if reason in TERMS:
        return LEFT_FOR_TERMS
    return LEFT_FOR_OWN if reason in OWN else LEFT_UNTOLD


def ends_of(cause: str) -> frozenset[str]:
    """What somebody who came to this end has come to: the cause, and its family."""
    return frozenset({cause, *(family for family, causes in FAMILIES.items() if cause in causes)}) - {""}
