"""What the gate announces. Pure: ids, codes and digests; never a figure, a theme or a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAnnouncement(Announcement):
    """Something about one release."""

    subject: ClassVar[str] = "release"

    release_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsReleased(ReleaseAnnouncement):
    """A round's figures went out to the client, for good."""

    code: ClassVar[str] = "findings-released"

    programme_id: int
    kind: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesReleased(ReleaseAnnouncement):
    """Retold quotes went out to the client, for good, a day after the second person said yes."""

    code: ClassVar[str] = "quotes-released"

    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteAnnouncement(Announcement):
    """Something about one retold quote, before it is out. Whose words they were is in no event."""

    subject: ClassVar[str] = "quote"

    quote_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRetold(QuoteAnnouncement):
    """An interviewer wrote it, with the person's permission."""

    code: ClassVar[str] = "quote-retold"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteApproved(QuoteAnnouncement):
    """Somebody says that it may go out: the first of two, or the second."""

    code: ClassVar[str] = "quote-approved"

    as_second: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTakenBack(QuoteAnnouncement):
    """It does not go out after all."""

    code: ClassVar[str] = "quote-taken-back"
