"""What people do with letters that the machine must not decide about alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterAnnouncement(Announcement):
    """Something happened to a letter."""

    subject: ClassVar[str] = "letter"
    letter_id: int
    company_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReleased(LetterAnnouncement):
    """A held letter may go."""

    code: ClassVar[str] = "letter_released"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTakenBack(LetterAnnouncement):
    """A release was taken back before the letter went."""

    code: ClassVar[str] = "letter_taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRewritten(LetterAnnouncement):
    """A held letter was given other words."""

    code: ClassVar[str] = "letter_rewritten"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCancelled(LetterAnnouncement):
    """A letter that had not gone shall not go."""

    code: ClassVar[str] = "letter_cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDropped(LetterAnnouncement):
    """A letter did not go, because what it told of is no longer so."""

    code: ClassVar[str] = "letter_dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHeldBack(LetterAnnouncement):
    """A letter that was to go, or had been stopped, waits for a person's release."""

    code: ClassVar[str] = "letter_held_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDoubted(LetterAnnouncement):
    """That a letter had arrived was taken back: nobody knows."""

    code: ClassVar[str] = "letter_doubted"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSentAgain(LetterAnnouncement):
    """A failed letter, or one whose fate is unknown, is sent by intent."""

    code: ClassVar[str] = "letter_sent_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCameBack(LetterAnnouncement):
    """A mail server sent a letter back: its address does not work."""

    code: ClassVar[str] = "letter_came_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReaddressed(LetterAnnouncement):
    """A letter that came back was sent once more, to another address, as the letter `new_letter_id`."""

    code: ClassVar[str] = "letter_readdressed"
    new_letter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFoundSent(LetterAnnouncement):
    """A person has looked: the letter whose fate was unknown did arrive."""

    code: ClassVar[str] = "letter_found_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReworded(Announcement):
    """The agency's own words for a kind of letter were changed, or the earlier ones brought back."""

    code: ClassVar[str] = "letter_reworded"
    subject: ClassVar[str] = "wording"
    wording_id: int
    kind: str
    language: str
    company_id: int | None = None
