"""Process plans to copy from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTemplateChanged(Announcement):
    """A process plan was added, changed, archived, brought back, or made the one that is proposed first.

    `deed` is added, changed, archived, restored or made_default.
    """

    code: ClassVar[str] = "plan-template-changed"
    subject: ClassVar[str] = "template"
    template_id: int
    deed: str
