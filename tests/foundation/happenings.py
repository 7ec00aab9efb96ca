"""Events that only tests announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorOpened(Announcement):
    """A door was opened."""

    code: ClassVar[str] = "test_door_opened"
    subject: ClassVar[str] = "door"
    context: ClassVar[str] = "house"
    door_id: int
    house_id: int = 1
    company_id: int | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRang(Announcement):
    """A bell rang."""

    code: ClassVar[str] = "test_bell_rang"
    subject: ClassVar[str] = "door"
    door_id: int
