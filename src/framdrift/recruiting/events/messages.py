"""What people outside wrote to us, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAnnouncement(Announcement):
    """Something happened to a message; told where its candidacy or assignment is."""

    subject: ClassVar[str] = "message"
    message_id: int
    assignment_id: int | None = None
    candidacy_id: int | None = None
    company_id: int | None = None

    def subject_key(self) -> str:
        """The candidacy, else the assignment, else the message itself."""
        if self.candidacy_id:
            return f"candidacy:{self.candidacy_id}"
        return f"assignment:{self.assignment_id}" if self.assignment_id else f"message:{self.message_id}"

    def context_key(self) -> str:
        """The assignment, where there is one."""
        return f"assignment:{self.assignment_id}" if self.assignment_id else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived(MessageAnnouncement):
    """Somebody outside wrote, a machine of theirs answered, or a letter came back; `letter_id` is what it answers."""

    code: ClassVar[str] = "message-received"
    kind: str
    channel: str
    side: str
    files: int = 0
    letter_id: int | None = None
    why_unsorted: str = ""
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePlaced(MessageAnnouncement):
    """A person said where an unsorted message belongs."""

    code: ClassVar[str] = "message-placed"
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSettled(MessageAnnouncement):
    """A person has read a message and done what it asks."""

    code: ClassVar[str] = "message-settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageUnsettled(MessageAnnouncement):
    """A message waits again: that it was settled was taken back."""

    code: ClassVar[str] = "message-unsettled"
