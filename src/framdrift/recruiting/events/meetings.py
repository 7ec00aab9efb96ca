"""What happens to meetings and to the kick-off in which they are laid out.

That a candidate's step was booked, moved or unbooked is told by the events of the step: its meeting says no more then
than the reason that was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from framdrift.recruiting.events.subjects import OfAssignment


@dataclass(frozen=True, slots=True, kw_only=True)
class KickoffDrafted(OfAssignment):
    """Times for the meetings of an assignment were proposed, for its own consultant to look at."""

    code: ClassVar[str] = "kickoff-drafted"
    sitting_id: int
    meeting_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class KickoffSent(OfAssignment):
    """The proposed times are held, and the client is asked whether they suit."""

    code: ClassVar[str] = "kickoff-sent"
    sitting_id: int
    account_id: int
    meeting_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class KickoffConfirmed(OfAssignment):
    """Somebody at the client said yes to the plan, its times and the tempo; times that did not suit are let go."""

    code: ClassVar[str] = "kickoff-confirmed"
    sitting_id: int
    account_id: int
    meeting_ids: list[int]
    unsuitable_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class KickoffDropped(OfAssignment):
    """The sitting was called off before the client had said yes; what was held for it is free again."""

    code: ClassVar[str] = "kickoff-dropped"
    sitting_id: int
    meeting_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMeeting(OfAssignment):
    """Something happened to one meeting."""

    meeting_id: int
    plan_step_id: int
    kind_code: str
    start_at: datetime
    candidacy_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld(OfMeeting):
    """Everybody's time is kept free for a meeting."""

    code: ClassVar[str] = "meeting-held"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingConfirmed(OfMeeting):
    """A meeting takes place."""

    code: ClassVar[str] = "meeting-confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMoved(OfMeeting):
    """A meeting has another time."""

    code: ClassVar[str] = "meeting-moved"
    from_at: datetime
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFreed(OfMeeting):
    """A candidate gave a slot back, and said why."""

    code: ClassVar[str] = "meeting-freed"
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCancelled(OfMeeting):
    """A meeting does not take place; everybody's time is free again."""

    code: ClassVar[str] = "meeting-cancelled"
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAnswered(OfMeeting):
    """Somebody answered an invitation."""

    code: ClassVar[str] = "meeting-answered"
    seat_id: int
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatDeclined(OfMeeting):
    """Somebody cannot come; another took the seat, or the time was let go, or their seat was optional and the meeting
    takes place without them."""

    code: ClassVar[str] = "meeting-declined"
    account_id: int
    to_account_id: int | None = None
    is_optional: bool = False
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineUndone(OfMeeting):
    """Whoever could not come can after all: the seat is theirs again."""

    code: ClassVar[str] = "meeting-decline-undone"
    account_id: int
