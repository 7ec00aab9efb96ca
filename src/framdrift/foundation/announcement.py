"""What an event of the business must carry to be recorded. Pure: the wings' `events.py` build on it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Something that happened, in the past tense: ids, codes and times only, never names or text.

    `code` is stable for ever: it is what the log, the interface for machines and the sentences go by.
    `subject` and `context` name the fields whose ids index the event, without their `_id`: a candidacy's
    event has the candidacy as subject and its assignment as context.
    """

    code: ClassVar[str]
    subject: ClassVar[str]
    context: ClassVar[str] = ""

    def data(self) -> dict[str, Any]:
        """The fields as plain JSON values; dates and instants as ISO 8601."""
        found = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None:
                found[field.name] = value.isoformat() if hasattr(value, "isoformat") else value
        return found

    def subject_key(self) -> str:
        """Such as `candidacy:12`."""
        return f"{self.subject}:{getattr(self, self.subject + '_id')}"

    def context_key(self) -> str:
        """Such as `assignment:7`, or empty."""
        return f"{self.context}:{getattr(self, self.context + '_id')}" if self.context else ""

    def company_key(self) -> int | None:
        """The client company the event belongs to, if any."""
        return getattr(self, "company_id", None)
