"""Whose turn it is, what was told and what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from framdrift.foundation.announcement import Announcement
from framdrift.recruiting.events.subjects import OfAssignment, OfCandidacy


@dataclass(frozen=True, slots=True, kw_only=True)
class BallPassed(Announcement):
    """Somebody else must act now."""

    code: ClassVar[str] = "ball-passed"
    subject: ClassVar[str] = "step"
    context: ClassVar[str] = "assignment"
    step_id: int
    assignment_id: int
    company_id: int
    from_side: str
    to_side: str
    reason_code: str
    until_on: date
    candidacy_id: int | None = None
    from_account_id: int | None = None
    to_account_id: int | None = None
    text: dict[str, str] | None = None

    def subject_key(self) -> str:
        """The candidacy where there is one, so that its timeline tells of the ball."""
        return f"candidacy:{self.candidacy_id}" if self.candidacy_id else f"assignment:{self.assignment_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsGiven(OfCandidacy):
    """The candidate heard from us, and when they next will."""

    code: ClassVar[str] = "news-given"
    channel: str
    next_news_on: date
    letter_key: str | None = None
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsTakenBack(OfCandidacy):
    """The letter with the news did not go: the candidate has not heard, and is to hear by the date before it."""

    code: ClassVar[str] = "news-taken-back"
    letter_key: str
    next_news_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(Announcement):
    """A date was told to someone."""

    code: ClassVar[str] = "promise-made"
    subject: ClassVar[str] = "promise"
    context: ClassVar[str] = "assignment"
    promise_id: int
    kind: str
    to_side: str
    due_at: datetime
    assignment_id: int | None = None
    candidacy_id: int | None = None
    company_id: int | None = None

    def subject_key(self) -> str:
        """The candidacy, else the assignment, else the promise itself."""
        return _promise_subject(self)

    def context_key(self) -> str:
        """The assignment, where there is one."""
        return f"assignment:{self.assignment_id}" if self.assignment_id else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept(PromiseMade):
    """What was promised was done; late where `due_at` had passed."""

    code: ClassVar[str] = "promise-kept"
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseReopened(PromiseMade):
    """It was not kept after all: it is open as before, and broken where `due_at` has passed."""

    code: ClassVar[str] = "promise-reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMoved(PromiseMade):
    """A new date was told in place of the old one."""

    code: ClassVar[str] = "promise-moved"
    new_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseWithdrawn(PromiseMade):
    """A promise no longer holds; whoever it was made to was told, or its reason ended."""

    code: ClassVar[str] = "promise-withdrawn"


def _promise_subject(event: PromiseMade) -> str:
    if event.candidacy_id:
        return f"candidacy:{event.candidacy_id}"
    return f"assignment:{event.assignment_id}" if event.assignment_id else f"promise:{event.promise_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(OfAssignment):
    """A colleague wrote a note."""

    code: ClassVar[str] = "note-written"
    note_id: int
    text: dict[str, str] | None = None
    candidacy_id: int | None = None

    def subject_key(self) -> str:
        """The candidacy where there is one."""
        return f"candidacy:{self.candidacy_id}" if self.candidacy_id else f"assignment:{self.assignment_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRemoved(NoteWritten):
    """A note was taken away by its author."""

    code: ClassVar[str] = "note-removed"
