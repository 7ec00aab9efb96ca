"""What counts as a loss, of how many. Pure: cases in, shares with their intervals out; hits are always among the n."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from framdrift.recruiting.kinds import TIME_REASONS, CandidacyStatus, OfferAnswer, Side
from framdrift.science.proportions import Share, wilson

TOO_FEW = 10
"""With fewer cases the 95 % interval can cover more than half of the scale: no share is told, only the counts."""


class Cause(StrEnum):
    """Why a preferred candidate's withdrawal counts as lost to slowness; a told reason comes first."""

    TOLD = "told"
    OVERDUE_AGENCY = "overdue_agency"
    OVERDUE_CLIENT = "overdue_client"


@dataclass(frozen=True, slots=True)
class Case:
    """One end of a preferred candidacy (`status` set), or one answer to an offer (`answer` set). `seq` is its event."""

    seq: int
    at: datetime
    candidacy_id: int
    assignment_id: int
    company_id: int
    reason: str
    status: str = ""
    answer: str = ""
    overdue_side: str = ""


@dataclass(frozen=True, slots=True)
class Slowness:
    """Lost to slowness. The unit is the assignment: `n` of them had a preferred candidate whose way ended, each is
    counted once; told and overdue are apart, and `either` is their sum."""

    told: Share
    overdue: Share
    either: Share

    @property
    def is_told(self) -> bool:
        """Whether there are enough cases to tell a share."""
        return self.either.n >= TOO_FEW


def cause_of(case: Case) -> Cause | None:
    """Why an end counts, or None. Only who left by their own choice can be lost; an automatic end is nobody's."""
    if case.status != CandidacyStatus.WITHDREW:
        return None
    if case.reason in TIME_REASONS:
        return Cause.TOLD
    return {Side.AGENCY: Cause.OVERDUE_AGENCY, Side.CLIENT: Cause.OVERDUE_CLIENT}.get(
        Side(case.overdue_side or "outside")
    )


def is_counted(case: Case) -> bool:
    """Whether an end belongs to the n: all but those that came by themselves when the assignment closed."""
    return case.status != CandidacyStatus.EXPIRED


def slowness_of(ends: Iterable[Case]) -> Slowness:
    """The share of assignments that lost a preferred candidate, among those where one's way ended."""
    causes: dict[int, set[Cause]] = {}
    for case in ends:
        if is_counted(case):
            causes.setdefault(case.assignment_id, set()).update(filter(None, [cause_of(case)]))
    told = sum(Cause.TOLD in found for found in causes.values())
    overdue = sum(bool(found) and Cause.TOLD not in found for found in causes.values())
    n = len(causes)
    return Slowness(wilson(told, n), wilson(overdue, n), wilson(told + overdue, n))


def is_declined_for_time(case: Case) -> bool:
    """Whether an offer was declined for a reason of time."""
    return case.answer == OfferAnswer.DECLINED and case.reason in TIME_REASONS


def declines_of(answers: Sequence[Case]) -> Share:
    """The share of offers declined for time, among those that were accepted or declined."""
    answered = [case for case in answers if case.answer != OfferAnswer.TAKEN_BACK]
    return wilson(sum(map(is_declined_for_time, answered)), len(answered))


def ever_of(ends: Iterable[Case]) -> Share:
    """The share of clients to whom it has ever happened: what the survey asked employers."""
    happened: dict[int, bool] = {}
    for case in ends:
        if is_counted(case):
            happened[case.company_id] = happened.get(case.company_id, False) or cause_of(case) is not None
    return wilson(sum(happened.values()), len(happened))
