"""What new assignments start from: process plans, and the agency's tempo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultTempoChanged(Announcement):
    """What new assignments' tempo agreements start from; working days by kind and side, now and before."""

    code: ClassVar[str] = "default-tempo-changed"
    subject: ClassVar[str] = "agency"
    terms: dict[str, int]
    before: dict[str, int]
    agency_id: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTemplateChanged(Announcement):
    """A process plan was added, changed, archived, brought back, or made the one that is proposed first.

    `deed` is added, changed, archived, restored or made_default.
    """

    code: ClassVar[str] = "plan-template-changed"
    subject: ClassVar[str] = "template"
    template_id: int
    deed: str
