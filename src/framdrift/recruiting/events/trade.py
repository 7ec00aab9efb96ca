"""Presentations, fees and time spent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.recruiting.events.subjects import OfAssignment


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentationShared(OfAssignment):
    """A shortlist was shared with the client."""

    code: ClassVar[str] = "presentation-shared"
    presentation_id: int
    candidacy_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeMilestonesChanged(OfAssignment):
    """The parts of the fee that have not been reached were written anew; a part as it stood is in neither list."""

    code: ClassVar[str] = "fee-milestones-changed"
    added_ids: list[int]
    replaced_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeMilestonesRestored(OfAssignment):
    """A change of the parts was taken back."""

    code: ClassVar[str] = "fee-milestones-restored"
    changed_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeMilestoneReached(OfAssignment):
    """A part of the fee may be invoiced."""

    code: ClassVar[str] = "fee-milestone-reached"
    milestone_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeMilestoneTakenBack(OfAssignment):
    """A part of the fee was not reached after all, and waits as before."""

    code: ClassVar[str] = "fee-milestone-taken-back"
    milestone_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchTimeCorrected(OfAssignment):
    """Somebody corrected the minutes that a piece of work took."""

    code: ClassVar[str] = "touch-time-corrected"
    touch_time_id: int
    minutes: int
