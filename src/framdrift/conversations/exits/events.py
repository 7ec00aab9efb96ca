"""What leaving announces. Pure: ids, codes and times, never names or text, and never what anybody thinks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverAnnouncement(Announcement):
    """Something about one leaver at a company."""

    subject: ClassVar[str] = "leaver"

    leaver_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverAskedAbout(LeaverAnnouncement):
    """The manager and HR are asked, each by themselves."""

    code: ClassVar[str] = "leaver-asked-about"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverViewGiven(LeaverAnnouncement):
    """One side has answered, or changed its answer before the other's was in."""

    code: ClassVar[str] = "leaver-view-given"

    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverForgotten(LeaverAnnouncement):
    """The employment goes on after all: nobody is asked, and what was answered is gone."""

    code: ClassVar[str] = "leaver-forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitReadingNoted(Announcement):
    """The interviewer noted what a talk says about the way out; what it says is sealed."""

    code: ClassVar[str] = "exit-reading-noted"
    subject: ClassVar[str] = "invitation"
    context: ClassVar[str] = "programme"

    invitation_id: int
    programme_id: int
    company_id: int
