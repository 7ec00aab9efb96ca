"""Times that are offered and chosen. That one was chosen is told as the booking of its step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from framdrift.recruiting.events.subjects import OfCandidacy


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesOffered(OfCandidacy):
    """A candidate may choose among times for a step, by a date."""

    code: ClassVar[str] = "times-offered"
    plan_step_id: int
    offered_time_ids: list[int]
    answer_by_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedTimesWithdrawn(OfCandidacy):
    """Times that a candidate could have chosen were taken back."""

    code: ClassVar[str] = "offered-times-withdrawn"
    plan_step_id: int
    offered_time_ids: list[int]
