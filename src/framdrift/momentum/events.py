"""What this folder announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Announcement):
    """Somebody who holds a ball, or made a promise, was reminded of it. `item` is its key on Today.

    `letter_key` is the same for what went in one letter.
    """

    code: ClassVar[str] = "reminded"
    subject: ClassVar[str] = "assignment"
    context: ClassVar[str] = "assignment"
    item: str
    account_id: int
    letter_key: str
    assignment_id: int
    company_id: int
    candidacy_id: int | None = None

    def subject_key(self) -> str:
        """The candidacy where there is one, so that its timeline tells of it."""
        return f"candidacy:{self.candidacy_id}" if self.candidacy_id else f"assignment:{self.assignment_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRuleChanged(Announcement):
    """What an assignment's letters may do by themselves was changed."""

    code: ClassVar[str] = "letter_rule_changed"
    subject: ClassVar[str] = "assignment"
    context: ClassVar[str] = "assignment"
    assignment_id: int
    company_id: int
    news_by_itself: bool
    reminders_by_itself: bool
    weekly: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyLetterChosen(Announcement):
    """A client's person wants the weekly letter, or does not."""

    code: ClassVar[str] = "weekly_letter_chosen"
    subject: ClassVar[str] = "account"
    account_id: int
    company_id: int
    wanted: bool
