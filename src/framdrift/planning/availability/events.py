"""What is announced about when people can meet. Pure: ids and codes, never an address or a time of anybody's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityAnnouncement(Announcement):
    """Something about when one account can meet; `company_id` is set for a client's seat."""

    subject: ClassVar[str] = "account"

    account_id: int
    company_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarConnected(AvailabilityAnnouncement):
    """A calendar is read from now on."""

    code: ClassVar[str] = "calendar-connected"

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDisconnected(AvailabilityAnnouncement):
    """A calendar is read no more, and what was read of it is gone."""

    code: ClassVar[str] = "calendar-disconnected"

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChosen(AvailabilityAnnouncement):
    """New meetings are put into a calendar."""

    code: ClassVar[str] = "calendar-chosen"

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursChanged(AvailabilityAnnouncement):
    """Working hours, focus time or limits are others."""

    code: ClassVar[str] = "hours-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPainted(AvailabilityAnnouncement):
    """A week was drawn by hand, or what was drawn was rubbed out."""

    code: ClassVar[str] = "week-painted"
